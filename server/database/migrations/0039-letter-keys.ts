import type { Kysely } from 'kysely';

/** Whether single letters are shortcuts for this person; off for whoever speaks to their computer or presses keys by accident. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('person')
    .addColumn('letter_keys', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
}
