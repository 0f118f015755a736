import * as v from 'valibot';
import { SCOPES } from '#lib/shifts/shift.ts';
import { TOUR_CHOICES, type RoundWish } from '#lib/shifts/wishes/wish.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf, readJson } from '../../database/stored.ts';

/** What somebody answered a round. */
export interface WishRow extends RoundWish {
  personId: string;
  version: number;
}

const StoredScopes = v.array(v.picklist(SCOPES));
const StoredChoices = v.record(v.string(), v.picklist(TOUR_CHOICES));

function toWish(row: {
  round_id: string;
  person_id: string;
  answer: string;
  max_tours: number;
  scopes: string;
  choices: string;
  version: number;
}): WishRow {
  const key = `${row.round_id}/${row.person_id}`;
  return {
    personId: row.person_id,
    answer: oneOf(['in', 'out'], row.answer, 'shift_wish.answer', key),
    maxTours: row.max_tours,
    scopes: readJson(StoredScopes, row.scopes, 'shift_wish.scopes', key),
    choices: readJson(StoredChoices, row.choices, 'shift_wish.choices', key),
    version: row.version,
  };
}

export async function findWish(db: Queries, roundId: string, personId: string): Promise<WishRow | undefined> {
  const row = await db
    .selectFrom('shift_wish')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row && toWish(row);
}

/** Of a round; for what is reckoned with them, and never for a reader. */
export async function listWishes(db: Queries, roundId: string): Promise<WishRow[]> {
  const rows = await db
    .selectFrom('shift_wish')
    .selectAll()
    .where('round_id', '=', roundId)
    .orderBy('person_id')
    .execute();
  return rows.map(toWish);
}

/** Who would serve on a tour whose round has no rota yet; to tell them of it, and never for a reader. */
export async function listWilling(db: Queries, tourId: string): Promise<string[]> {
  const round = await db
    .selectFrom('shift')
    .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
    .select('shift.round_id as id')
    .where('shift.id', '=', tourId)
    .where('shift_round.rota_published_at_ms', 'is', null)
    .executeTakeFirst();
  if (!round) return [];
  return (await listWishes(db, round.id))
    .filter(({ answer, choices }) => answer === 'in' && (choices[tourId] ?? 'no') !== 'no')
    .map(({ personId }) => personId);
}

/** The rounds that somebody answered. */
export async function listAnsweredRounds(db: Queries, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('shift_wish')
    .select('round_id')
    .where('person_id', '=', personId)
    .execute();
  return rows.map(({ round_id }) => round_id);
}

/** Writes an answer; false where another was written since the version that it was made on (0: none). */
export async function writeWish(trx: Queries, roundId: string, wish: WishRow): Promise<boolean> {
  const columns = {
    answer: wish.answer,
    max_tours: wish.maxTours,
    scopes: JSON.stringify(wish.scopes),
    choices: JSON.stringify(wish.choices),
    version: wish.version + 1,
  };
  if (wish.version === 0) {
    const result = await trx
      .insertInto('shift_wish')
      .values({ round_id: roundId, person_id: wish.personId, ...columns })
      .onConflict((conflict) => conflict.columns(['round_id', 'person_id']).doNothing())
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const result = await trx
    .updateTable('shift_wish')
    .set(columns)
    .where('round_id', '=', roundId)
    .where('person_id', '=', wish.personId)
    .where('version', '=', wish.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteWishes(trx: Queries, roundId: string): Promise<void> {
  await trx.deleteFrom('shift_wish').where('round_id', '=', roundId).execute();
}

export async function deleteWishesOf(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('shift_wish').where('person_id', '=', personId).execute();
}

/** Erases what was answered to rounds all of whose tours have begun, and drafts of them: nobody needs it any more [SH38]. */
export async function eraseOldWishes(trx: Queries, nowMs: number): Promise<void> {
  for (const table of ['shift_wish', 'shift_rota'] as const)
    await trx
      .deleteFrom(table)
      .where('round_id', 'not in', (eb) =>
        eb.selectFrom('shift').select('shift.round_id').where('shift.starts_at_ms', '>', nowMs),
      )
      .execute();
}

/** Who takes less than a full share of tours, by name. */
export async function listShares(
  db: Queries,
): Promise<{ personId: string; name: string; percent: number }[]> {
  return db
    .selectFrom('shift_share')
    .innerJoin('person', 'person.id', 'shift_share.person_id')
    .select(['person.id as personId', 'person.name', 'shift_share.percent'])
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
}

/** Writes the share of somebody; a full one needs no row. */
export async function writeShare(
  trx: Queries,
  { personId, percent }: { personId: string; percent: number },
  full: number,
): Promise<void> {
  await deleteShare(trx, personId);
  if (percent < full) await trx.insertInto('shift_share').values({ person_id: personId, percent }).execute();
}

export async function deleteShare(trx: Queries, personId: string): Promise<void> {
  await trx.deleteFrom('shift_share').where('person_id', '=', personId).execute();
}
