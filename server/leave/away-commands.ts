import type { Absence, LeaveDays } from '#lib/leave/leave.ts';
import type { Queries } from '../database/engine.ts';
import { listAbsencesOf } from './leave-store.ts';

/**
 * When some people are away within some days, by person: the one thing that other domains ask of leaves, inside
 * their own commands and under their own permission. It says when and never why [LE2].
 */
export async function listAway(
  db: Queries,
  personIds: readonly string[],
  days: LeaveDays,
): Promise<ReadonlyMap<string, readonly Absence[]>> {
  return Map.groupBy(await listAbsencesOf(db, [...new Set(personIds)], days), ({ personId }) => personId);
}
