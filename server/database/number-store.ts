import type { Queries } from './engine.ts';

/** A thing with its number. */
export interface Numbered {
  id: string;
  number: number;
}

/** What has a number that people can say. */
export type NumberedKind = 'issue' | 'project' | 'decision';

/**
 * The next number of its kind. The counter's row is held until the transaction ends, so that whoever
 * comes at the same moment waits and gets another; a transaction that fails may leave a gap.
 */
export async function takeNumber(trx: Queries, kind: NumberedKind): Promise<number> {
  const { last } = await trx
    .insertInto('running_number')
    .values({ kind, last: 1 })
    .onConflict((conflict) =>
      conflict.column('kind').doUpdateSet((eb) => ({ last: eb('running_number.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}

/** Takes the counter first in a transaction that holds things of its kind as well: in one order nobody blocks another. */
export async function holdNumbers(trx: Queries, kind: NumberedKind): Promise<void> {
  await trx
    .insertInto('running_number')
    .values({ kind, last: 0 })
    .onConflict((conflict) =>
      conflict.column('kind').doUpdateSet((eb) => ({ last: eb.ref('running_number.last') })),
    )
    .execute();
}

/** Which thing an address means: its number, or the id that addresses had before there were numbers. */
export async function findNumbered(
  db: Queries,
  kind: NumberedKind,
  address: string,
): Promise<Numbered | undefined> {
  const number = readNumber(address);
  const query = db.selectFrom(kind).select(['id', 'number']);
  return (
    number === null ? query.where('id', '=', address) : query.where('number', '=', number)
  ).executeTakeFirst();
}

/** Nine digits fit the column on both engines, and are more than anybody says aloud. */
function readNumber(address: string): number | null {
  return /^[1-9]\d{0,8}$/.test(address) ? Number(address) : null;
}
