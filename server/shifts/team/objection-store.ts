import { OBJECTION_ANSWERS, type ObjectionAnswer } from '#lib/shifts/objection.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

/** What a line manager has against the date of somebody's shift. */
export interface ObjectionRow {
  tourId: string;
  personId: string;
  personName: string;
  byId: string;
  byName: string;
  reason: string;
  lapsesOn: string;
  answer: ObjectionAnswer | null;
}

function selectObjections(db: Queries) {
  return db
    .selectFrom('shift_objection')
    .innerJoin('shift', 'shift.id', 'shift_objection.shift_id')
    .innerJoin('person', 'person.id', 'shift_objection.person_id')
    .innerJoin('person as objector', 'objector.id', 'shift_objection.by_id')
    .selectAll('shift_objection')
    .select(['person.name as person_name', 'objector.name as by_name'])
    .orderBy('shift_objection.objected_at_ms');
}

type StoredObjections = Awaited<ReturnType<ReturnType<typeof selectObjections>['execute']>>;

function toObjections(rows: StoredObjections): ObjectionRow[] {
  return rows.map((row) => ({
    tourId: row.shift_id,
    personId: row.person_id,
    personName: row.person_name,
    byId: row.by_id,
    byName: row.by_name,
    reason: row.reason,
    lapsesOn: row.lapses_on,
    answer:
      row.answer === null
        ? null
        : oneOf(OBJECTION_ANSWERS, row.answer, 'shift_objection.answer', `${row.shift_id}/${row.person_id}`),
  }));
}

export async function listRoundObjections(db: Queries, roundId: string): Promise<ObjectionRow[]> {
  return toObjections(await selectObjections(db).where('shift.round_id', '=', roundId).execute());
}

/** Those against shifts of these people. */
export async function listObjectionsTo(db: Queries, personIds: readonly string[]): Promise<ObjectionRow[]> {
  if (personIds.length === 0) return [];
  return toObjections(
    await selectObjections(db).where('shift_objection.person_id', 'in', personIds).execute(),
  );
}

/** False where somebody objected to this shift already. */
export async function insertObjection(
  trx: Queries,
  objection: {
    tourId: string;
    personId: string;
    byId: string;
    reason: string;
    atMs: number;
    lapsesOn: string;
  },
): Promise<boolean> {
  const result = await trx
    .insertInto('shift_objection')
    .values({
      shift_id: objection.tourId,
      person_id: objection.personId,
      by_id: objection.byId,
      reason: objection.reason,
      objected_at_ms: objection.atMs,
      lapses_on: objection.lapsesOn,
      answer: null,
      answered_by: null,
    })
    .onConflict((conflict) => conflict.columns(['shift_id', 'person_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Answers what waits; false where it waits no longer. */
export async function setObjectionAnswer(
  trx: Queries,
  objection: { tourId: string; personId: string },
  { answer, byId }: { answer: ObjectionAnswer; byId: string },
): Promise<boolean> {
  const result = await trx
    .updateTable('shift_objection')
    .set({ answer, answered_by: byId })
    .where('shift_id', '=', objection.tourId)
    .where('person_id', '=', objection.personId)
    .where('answer', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A day on which somebody serves. */
export interface TeamDayRow {
  tourId: string;
  roundId: string;
  roundTitle: string;
  personId: string;
  day: string;
  startsAt: string;
  endsAt: string;
  startsAtMs: number;
}

/** The days from one on on which these people serve, soonest first. */
export async function listDaysOf(
  db: Queries,
  personIds: readonly string[],
  notBefore: string,
): Promise<TeamDayRow[]> {
  if (personIds.length === 0) return [];
  return db
    .selectFrom('shift_signup')
    .innerJoin('shift', 'shift.id', 'shift_signup.shift_id')
    .innerJoin('shift_day', 'shift_day.shift_id', 'shift.id')
    .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
    .select([
      'shift.id as tourId',
      'shift.round_id as roundId',
      'shift_round.title as roundTitle',
      'shift_signup.person_id as personId',
      'shift_day.day',
      'shift.starts_at as startsAt',
      'shift.ends_at as endsAt',
      'shift.starts_at_ms as startsAtMs',
    ])
    .where('shift_signup.person_id', 'in', personIds)
    .where('shift_day.day', '>=', notBefore)
    .orderBy('shift_day.starts_at_ms')
    .execute();
}

/** What was said against the date of a tour says nothing of another. */
export async function deleteObjections(trx: Queries, tourId: string): Promise<void> {
  await trx.deleteFrom('shift_objection').where('shift_id', '=', tourId).execute();
}
