import type { Kysely } from 'kysely';

/** Who signs while a director is away, and in whose name a signature was given. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('substitute')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('substitute_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('starts_on', 'text', (c) => c.notNull())
    .addColumn('ends_on', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .alterTable('project_decision')
    .addColumn('signed_as', 'text', (c) => c.notNull().defaultTo('director'))
    .execute();
  await db.schema
    .alterTable('project_decision')
    .addColumn('in_name_of_id', 'text', (c) => c.references('person.id'))
    .execute();
}
