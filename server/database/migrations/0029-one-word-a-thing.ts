import type { Kysely } from 'kysely';

/** Columns and tables take the words of the code and the pages (docs/glossary.md). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('workshop').renameColumn('step', 'stage').execute();
  await db.schema.alterTable('workshop').renameColumn('agenda', 'programme').execute();
  await db.schema.alterTable('workshop').renameColumn('room', 'room_state').execute();
  await db.schema.alterTable('silent_mark').renameTo('silent_writer').execute();
  await db.schema.alterTable('workshop_review').renameTo('workshop_late_change').execute();
}
