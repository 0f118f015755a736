import type { Queries } from '../database/engine.ts';

export async function readSecret(db: Queries, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('secret').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

/** Writes a secret over one of the same name. */
export async function writeSecret(db: Queries, name: string, value: string): Promise<void> {
  await db
    .insertInto('secret')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** Writes a secret unless there is one of this name: of two who write at once, both find the first. */
export async function keepSecret(db: Queries, name: string, value: string): Promise<void> {
  await db
    .insertInto('secret')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}

/** Writes a secret as it is: a statement that changes nothing and needs everything that writing needs. */
export async function rewriteSecret(db: Queries, name: string): Promise<void> {
  await db
    .updateTable('secret')
    .set((eb) => ({ value: eb.ref('value') }))
    .where('name', '=', name)
    .execute();
}

export async function deleteSecret(trx: Queries, name: string): Promise<void> {
  await trx.deleteFrom('secret').where('name', '=', name).execute();
}
