import { DOOR_KEPT_DAYS, VISIT_HOURS } from '#lib/outside/door.ts';
import type { Context } from '../context.ts';
import { deleteOldDoors } from './door-store.ts';

const HOUR_MS = 60 * 60_000;

/** Forgets visits that are over, and doors that ended long ago, with what was said there [OD8]. */
export async function forgetOldDoors({ database }: Context, nowMs: number): Promise<void> {
  await database.transaction((trx) =>
    deleteOldDoors(trx, {
      visitsBeforeMs: nowMs - VISIT_HOURS * HOUR_MS,
      endedBeforeMs: nowMs - DOOR_KEPT_DAYS * 24 * HOUR_MS,
    }),
  );
}
