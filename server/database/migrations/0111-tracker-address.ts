import type { Kysely } from 'kysely';

/** Where tickets of the organisation's tracker are; null where nobody said it, and keys stay plain text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('organisation').addColumn('tracker_address', 'text').execute();
}
