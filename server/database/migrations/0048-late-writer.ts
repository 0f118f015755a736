import type { Kysely } from 'kysely';

/** Under which pseudonym of its round a late silent cause was written, so that minutes count its hand once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('workshop_late_change').addColumn('writer', 'text').execute();
}
