import type { Kysely } from 'kysely';
import type { Engine } from '../engine.ts';

/** What a finding says besides its words: the steps and the severity of a bug, a customer's words, how often it was asked. */
export async function up(db: Kysely<unknown>, _engine: Engine): Promise<void> {
  const table = db.schema.alterTable('finding');
  await table.addColumn('steps', 'text', (c) => c.notNull().defaultTo('')).execute();
  await table.addColumn('severity', 'text').execute();
  await table.addColumn('quote', 'text', (c) => c.notNull().defaultTo('')).execute();
  await table.addColumn('asked_times', 'integer', (c) => c.notNull().defaultTo(1)).execute();
}
