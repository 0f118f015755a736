import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Who stands in for the owner of a project, what the deputy has read, and what is handed over before a leave. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('project_cover')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('for_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('taken_at_ms', big, (c) => c.notNull())
    .addColumn('returned_at_ms', big)
    .addColumn('note', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createIndex('project_cover_of')
    .on('project_cover')
    .columns(['project_id', 'taken_at_ms'])
    .execute();
  await db.schema
    .createTable('project_read')
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('project_read_pk', ['project_id', 'person_id'])
    .execute();
  await db.schema
    .createTable('project_handover')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('from_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('starts_on', 'text', (c) => c.notNull())
    .addColumn('ends_on', 'text', (c) => c.notNull())
    .addColumn('notes', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('opened_at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('project_handover_once', ['project_id', 'from_id', 'starts_on'])
    .execute();
}
