import type { Engine, Queries } from '../database/engine.ts';
import { emptyTables } from '../database/empty-tables.ts';
import { COOKIE_KEY } from '../access/secrets.ts';

/** Says that an installation holds the demo, or held it: in the database, so that it goes along with a backup. */
export const DEMO_MARK = 'demo';

/** Takes the mark of the demo for the rest of a transaction; false where there is none. */
export async function holdDemo(trx: Queries): Promise<boolean> {
  const held = await trx
    .updateTable('secret')
    .set((eb) => ({ value: eb.ref('value') }))
    .where('name', '=', DEMO_MARK)
    .where('value', '=', 'here')
    .executeTakeFirst();
  return held.numUpdatedRows > 0n;
}

/** Deletes all that the installation holds but the key that signs its cookies, which is nothing of the demo's. */
export async function emptyForDemo(trx: Queries, engine: Engine): Promise<void> {
  await emptyTables(trx, engine, ['secret']);
  await trx.deleteFrom('secret').where('name', '!=', COOKIE_KEY).execute();
}
