import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('project')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('issue_id', 'text', (c) => c.references('issue.id').onDelete('set null'))
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('aim', 'text', (c) => c.notNull())
    .addColumn('owner_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('deputy_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('budget_minor', big, (c) => c.notNull())
    .addColumn('currency', 'text', (c) => c.notNull())
    .addColumn('starts_on', 'text', (c) => c.notNull())
    .addColumn('ends_on', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('submission', 'integer', (c) => c.notNull())
    .addColumn('proposed_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('created_at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('project_decision')
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('submission', 'integer', (c) => c.notNull())
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('director_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('is_approved', 'integer', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('decided_at_ms', big, (c) => c.notNull())
    // One signature a part and submission, whoever presses twice.
    .addPrimaryKeyConstraint('project_decision_pk', ['project_id', 'submission', 'part'])
    .execute();
  await db.schema
    .createTable('project_report')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('health', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('author_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('reported_at_ms', big, (c) => c.notNull())
    .execute();
}
