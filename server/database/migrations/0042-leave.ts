import type { Kysely } from 'kysely';

/** When people are away. The kind is for the person and their line manager alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('leave')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('starts_on', 'text', (c) => c.notNull())
    .addColumn('ends_on', 'text', (c) => c.notNull())
    // A hash of the event of a calendar that it came from.
    .addColumn('source_key', 'text')
    .addColumn('version', 'integer', (c) => c.notNull())
    .addUniqueConstraint('leave_source', ['person_id', 'source_key'])
    .execute();
  await db.schema.createIndex('leave_person').on('leave').columns(['person_id', 'starts_on']).execute();
  await db.schema.createIndex('leave_end').on('leave').column('ends_on').execute();
}
