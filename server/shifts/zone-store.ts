import type { Queries } from '../database/engine.ts';

/** Every tour with its hours on the wall. */
export function listTourHours(
  trx: Queries,
): Promise<{ id: string; day: string; startsAt: string; startsAtMs: number }[]> {
  return trx
    .selectFrom('shift')
    .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
    .select([
      'shift.id',
      'shift.day',
      'shift_round.starts_at as startsAt',
      'shift.starts_at_ms as startsAtMs',
    ])
    .execute();
}

/** The moment at which the clock on the wall shows the hour at which a tour begins. */
export async function setTourStart(trx: Queries, tourId: string, startsAtMs: number): Promise<void> {
  await trx.updateTable('shift').set({ starts_at_ms: startsAtMs }).where('id', '=', tourId).execute();
}
