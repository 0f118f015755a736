import * as v from 'valibot';
import type { AgreedTimes } from '#lib/shifts/move-days.ts';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';

/** Somebody who has not said yet whether the new time of a tour fits; what they agreed to was another. */
export interface MovedRow extends AgreedTimes {
  tourId: string;
  personId: string;
  name: string;
  byId: string;
  movedAtMs: number;
}

function selectMoved(db: Queries) {
  return db
    .selectFrom('shift_moved')
    .innerJoin('shift', 'shift.id', 'shift_moved.shift_id')
    .innerJoin('person', 'person.id', 'shift_moved.person_id')
    .select([
      'shift_moved.shift_id as tourId',
      'shift_moved.person_id as personId',
      'person.name',
      'shift_moved.by_id as byId',
      'shift_moved.moved_at_ms as movedAtMs',
      'shift_moved.days',
      'shift_moved.starts_at as startsAt',
      'shift_moved.ends_at as endsAt',
    ])
    .orderBy('shift.starts_at_ms')
    .orderBy('person.name');
}

type StoredMoved = Awaited<ReturnType<ReturnType<typeof selectMoved>['execute']>>;

function toMoved(rows: StoredMoved): MovedRow[] {
  return rows.map((row) => ({
    ...row,
    days: readJson(v.array(v.string()), row.days, 'shift_moved.days', `${row.tourId}/${row.personId}`),
  }));
}

/** Who is asked about tours of a round that have not begun. */
export async function listRoundMoved(db: Queries, roundId: string, nowMs: number): Promise<MovedRow[]> {
  const rows = await selectMoved(db)
    .where('shift.round_id', '=', roundId)
    .where('shift.starts_at_ms', '>', nowMs)
    .execute();
  return toMoved(rows);
}

/** Who is asked about a tour. */
export async function listMoved(db: Queries, tourId: string): Promise<MovedRow[]> {
  return toMoved(await selectMoved(db).where('shift_moved.shift_id', '=', tourId).execute());
}

/** Asks people about the new time of a tour: whoever is asked already agreed to what they were asked about first. */
export async function putMoved(
  trx: Queries,
  { id, byId, movedAtMs }: { id: string; byId: string; movedAtMs: number },
  people: readonly { personId: string; agreed: AgreedTimes }[],
): Promise<void> {
  if (people.length === 0) return;
  await trx
    .insertInto('shift_moved')
    .values(
      people.map(({ personId, agreed }) => ({
        shift_id: id,
        person_id: personId,
        by_id: byId,
        days: JSON.stringify(agreed.days),
        starts_at: agreed.startsAt,
        ends_at: agreed.endsAt,
        moved_at_ms: movedAtMs,
      })),
    )
    .execute();
}

/** Asks these people no longer, or anybody. */
export async function deleteMoved(
  trx: Queries,
  tourId: string,
  personIds?: readonly string[],
): Promise<void> {
  let query = trx.deleteFrom('shift_moved').where('shift_id', '=', tourId);
  if (personIds) query = query.where('person_id', 'in', personIds);
  if (personIds?.length !== 0) await query.execute();
}

/** Asks somebody about nothing any more: they leave the house. */
export async function deleteMovedOf(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('shift_moved').where('person_id', '=', personId).execute();
}
