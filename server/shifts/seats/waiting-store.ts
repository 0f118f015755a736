import * as v from 'valibot';
import type { Guest, Waiting } from '#lib/shifts/seats.ts';
import { SCOPES, type Scope } from '#lib/shifts/shift.ts';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';

/** Somebody in the line of a tour, with what they would take on. */
export interface WaitingRow extends Waiting {
  tourId: string;
  scopes: Scope[];
}

const StoredScopes = v.array(v.picklist(SCOPES));

function selectLine(db: Queries) {
  return db
    .selectFrom('shift_waiting')
    .innerJoin('person', 'person.id', 'shift_waiting.person_id')
    .selectAll('shift_waiting')
    .select('person.department_id')
    .orderBy('shift_waiting.number');
}

type StoredLine = Awaited<ReturnType<ReturnType<typeof selectLine>['execute']>>;

function toLine(rows: StoredLine): WaitingRow[] {
  return rows.map((row) => ({
    tourId: row.shift_id,
    personId: row.person_id,
    departmentId: row.department_id,
    scopes: readJson(StoredScopes, row.scopes, 'shift_waiting.scopes', `${row.shift_id}/${row.person_id}`),
    offeredUntilMs: row.offered_until_ms,
  }));
}

/** Who waits for a tour, the first first. */
export async function listLine(db: Queries, tourId: string): Promise<WaitingRow[]> {
  return toLine(await selectLine(db).where('shift_waiting.shift_id', '=', tourId).execute());
}

/** Who waits for the tours of a round, the first of each first. */
export async function listRoundLines(db: Queries, roundId: string): Promise<WaitingRow[]> {
  const tours = db.selectFrom('shift').select('id').where('round_id', '=', roundId);
  return toLine(await selectLine(db).where('shift_waiting.shift_id', 'in', tours).execute());
}

/** Who has a seat on a tour, with their department. */
export async function listSeated(db: Queries, tourId: string): Promise<Guest[]> {
  return db
    .selectFrom('shift_signup')
    .innerJoin('person', 'person.id', 'shift_signup.person_id')
    .select(['person.id as personId', 'person.department_id as departmentId'])
    .where('shift_signup.shift_id', '=', tourId)
    .execute();
}

/** Puts somebody at the end of a line; false where they stand in it already. */
export async function joinLine(
  trx: Queries,
  waiting: { tourId: string; personId: string; scopes: readonly Scope[] },
): Promise<boolean> {
  const last = await trx
    .selectFrom('shift_waiting')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('shift_id', '=', waiting.tourId)
    .executeTakeFirst();
  const result = await trx
    .insertInto('shift_waiting')
    .values({
      shift_id: waiting.tourId,
      person_id: waiting.personId,
      number: Number(last?.number ?? 0) + 1,
      scopes: JSON.stringify(waiting.scopes),
      offered_until_ms: null,
    })
    .onConflict((conflict) => conflict.columns(['shift_id', 'person_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Takes people out of a line; how many there were. */
export async function leaveLine(trx: Queries, tourId: string, personIds: readonly string[]): Promise<number> {
  if (personIds.length === 0) return 0;
  const result = await trx
    .deleteFrom('shift_waiting')
    .where('shift_id', '=', tourId)
    .where('person_id', 'in', personIds)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function offerSeat(
  trx: Queries,
  tourId: string,
  personIds: readonly string[],
  offeredUntilMs: number,
): Promise<void> {
  if (personIds.length === 0) return;
  await trx
    .updateTable('shift_waiting')
    .set({ offered_until_ms: offeredUntilMs })
    .where('shift_id', '=', tourId)
    .where('person_id', 'in', personIds)
    .execute();
}

/** The tours whose line may have to move on: it has an offer that ran out, or somebody without one; or the tour began. */
export async function listToursWithLines(
  db: Queries,
  nowMs: number,
): Promise<{ tourId: string; hasBegun: boolean }[]> {
  const rows = await db
    .selectFrom('shift_waiting')
    .innerJoin('shift', 'shift.id', 'shift_waiting.shift_id')
    .select(['shift.id as tourId', 'shift.starts_at_ms'])
    .distinct()
    .where((eb) =>
      eb.or([
        eb('shift_waiting.offered_until_ms', '<=', nowMs),
        eb('shift.starts_at_ms', '<=', nowMs),
        eb.and([
          eb('shift_waiting.offered_until_ms', 'is', null),
          eb('shift.taken', '<', eb.ref('shift.places')),
        ]),
      ]),
    )
    .execute();
  return rows.map(({ tourId, starts_at_ms }) => ({ tourId, hasBegun: starts_at_ms <= nowMs }));
}

/** The tours that have not begun for which somebody waits. */
export async function listAwaitedTours(
  db: Queries,
  personId: string,
  nowMs: number,
): Promise<{ tourId: string; roundId: string; roundTitle: string; day: string }[]> {
  return db
    .selectFrom('shift_waiting')
    .innerJoin('shift', 'shift.id', 'shift_waiting.shift_id')
    .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
    .select([
      'shift.id as tourId',
      'shift.round_id as roundId',
      'shift_round.title as roundTitle',
      'shift.day',
    ])
    .where('shift_waiting.person_id', '=', personId)
    .where('shift.starts_at_ms', '>', nowMs)
    .orderBy('shift.starts_at_ms')
    .execute();
}

/** Whoever was offered a seat of a tour waits for it again, in their place. */
export async function takeOffersBack(trx: Queries, tourId: string): Promise<void> {
  await trx
    .updateTable('shift_waiting')
    .set({ offered_until_ms: null })
    .where('shift_id', '=', tourId)
    .execute();
}
