import type { Kysely } from 'kysely';

/** The organisation's short list of competences, and what people and their managers say of each. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('competence')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('person_competence')
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('competence_id', 'text', (c) => c.notNull().references('competence.id').onDelete('cascade'))
    .addColumn('own_level', 'integer')
    .addColumn('manager_level', 'integer')
    // Who gave the second view: a manager may be another one tomorrow.
    .addColumn('manager_name', 'text')
    .addPrimaryKeyConstraint('person_competence_pk', ['person_id', 'competence_id'])
    .execute();
}
