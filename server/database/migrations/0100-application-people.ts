import type { Kysely } from 'kysely';

/** Who knows which application of the organisation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('application_person')
    .addColumn('application_id', 'text', (c) => c.notNull().references('application.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addPrimaryKeyConstraint('application_person_pk', ['application_id', 'person_id'])
    .execute();
}
