import type { Kysely } from 'kysely';

/** Whether a poll asks everybody, whose names then stand nowhere; those before it named whom they asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('poll')
    .addColumn('asks_everybody', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
}
