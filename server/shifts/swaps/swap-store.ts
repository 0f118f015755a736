import * as v from 'valibot';
import { asId, type Id } from '#lib/base/ids.ts';
import { SCOPES, type Scope } from '#lib/shifts/shift.ts';
import type { Queries } from '../../database/engine.ts';
import { readJson } from '../../database/stored.ts';

/** A seat that somebody offers to others, and who would take it. */
export interface SwapRow {
  id: Id<'swap'>;
  tourId: string;
  giverId: string;
  giverName: string;
  takerId: string | null;
  takerName: string | null;
  /** The tour on which the taker gives their own seat for it. */
  returnTourId: string | null;
  /** What the taker would take on. */
  scopes: Scope[];
}

const StoredScopes = v.array(v.picklist(SCOPES));

function selectSwaps(db: Queries) {
  return db
    .selectFrom('shift_swap')
    .innerJoin('shift', 'shift.id', 'shift_swap.shift_id')
    .innerJoin('person as giver', 'giver.id', 'shift_swap.giver_id')
    .leftJoin('person as taker', 'taker.id', 'shift_swap.taker_id')
    .selectAll('shift_swap')
    .select(['giver.name as giver_name', 'taker.name as taker_name'])
    .orderBy('shift_swap.offered_at_ms')
    .orderBy('shift_swap.id');
}

type StoredSwaps = Awaited<ReturnType<ReturnType<typeof selectSwaps>['execute']>>;

function toSwaps(rows: StoredSwaps): SwapRow[] {
  return rows.map((row) => ({
    id: asId<'swap'>(row.id),
    tourId: row.shift_id,
    giverId: row.giver_id,
    giverName: row.giver_name,
    takerId: row.taker_id,
    takerName: row.taker_name,
    returnTourId: row.return_shift_id,
    scopes: row.scopes === null ? [] : readJson(StoredScopes, row.scopes, 'shift_swap.scopes', row.id),
  }));
}

export async function listSwaps(db: Queries, roundId: string): Promise<SwapRow[]> {
  return toSwaps(await selectSwaps(db).where('shift.round_id', '=', roundId).execute());
}

/** What somebody offers of their seat on a tour. */
export async function listSwapsOfSeat(db: Queries, tourId: string, giverId: string): Promise<SwapRow[]> {
  return toSwaps(
    await selectSwaps(db).where('shift_id', '=', tourId).where('giver_id', '=', giverId).execute(),
  );
}

export async function findSwap(db: Queries, id: string): Promise<SwapRow | undefined> {
  return toSwaps(await selectSwaps(db).where('shift_swap.id', '=', id).execute())[0];
}

/** Offers a seat; false where it is offered already. */
export async function insertSwap(
  trx: Queries,
  swap: { id: string; tourId: string; giverId: string; atMs: number },
): Promise<boolean> {
  const result = await trx
    .insertInto('shift_swap')
    .values({
      id: swap.id,
      shift_id: swap.tourId,
      giver_id: swap.giverId,
      taker_id: null,
      return_shift_id: null,
      scopes: null,
      offered_at_ms: swap.atMs,
    })
    .onConflict((conflict) => conflict.columns(['shift_id', 'giver_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Says who would take the seat, or that nobody would any more. */
export async function setTaker(
  trx: Queries,
  id: string,
  taker: { takerId: string; returnTourId: string | null; scopes: readonly Scope[] } | null,
): Promise<void> {
  await trx
    .updateTable('shift_swap')
    .set({
      taker_id: taker?.takerId ?? null,
      return_shift_id: taker?.returnTourId ?? null,
      scopes: taker && JSON.stringify(taker.scopes),
    })
    .where('id', '=', id)
    .execute();
}

export async function deleteSwap(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('shift_swap').where('id', '=', id).execute();
}

/** A taker who leaves the house takes nothing. */
export async function freeSwapsOf(trx: Queries, personId: string): Promise<void> {
  await trx
    .updateTable('shift_swap')
    .set({ taker_id: null, return_shift_id: null, scopes: null })
    .where('taker_id', '=', personId)
    .execute();
}

/** Nobody would take a seat of this tour any more, or give one of it for another; who would have. */
export async function clearTakers(trx: Queries, tourId: string): Promise<{ id: string; takerId: string }[]> {
  const rows = await trx
    .selectFrom('shift_swap')
    .select(['id', 'taker_id'])
    .where((eb) => eb.or([eb('shift_id', '=', tourId), eb('return_shift_id', '=', tourId)]))
    .where('taker_id', 'is not', null)
    .execute();
  for (const { id } of rows) await setTaker(trx, id, null);
  return rows.flatMap(({ id, taker_id }) => (taker_id === null ? [] : [{ id, takerId: taker_id }]));
}
