import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** What a project is meant to bring and takes, what it touches, and what is asked of those who are heard about it. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('project_charter')
    .addColumn('project_id', 'text', (c) => c.primaryKey().references('project.id').onDelete('cascade'))
    .addColumn('sponsor_id', 'text', (c) => c.references('person.id'))
    // One document, signed, compared and kept as a whole.
    .addColumn('content', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('application')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    // JSON: what is to be checked when it is changed.
    .addColumn('checklist', 'text', (c) => c.notNull())
    .addColumn('in_use', 'integer', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('opinion_rule')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('giver_id', 'text', (c) => c.references('person.id'))
    .addColumn('required_for', 'text', (c) => c.notNull())
    .addColumn('from_minor', big)
    .addColumn('application_id', 'text', (c) => c.references('application.id'))
    .addColumn('days', 'integer', (c) => c.notNull())
    .addColumn('in_use', 'integer', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('project_opinion')
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('rule_id', 'text', (c) => c.notNull().references('opinion_rule.id'))
    .addColumn('giver_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text', (c) => c.notNull())
    // What it was given on: one on an older content does not count.
    .addColumn('content_hash', 'text')
    .addColumn('asked_at_ms', big, (c) => c.notNull())
    .addColumn('answered_at_ms', big)
    .addPrimaryKeyConstraint('project_opinion_pk', ['project_id', 'rule_id'])
    .execute();
  await db.schema.createIndex('project_opinion_giver').on('project_opinion').column('giver_id').execute();
}
