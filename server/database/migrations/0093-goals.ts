import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';
import { watchTable } from '../word-index.ts';

/** Goals of the organisation, what they are measured by, and the issues and projects that serve them. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('goal')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    // insight, series or words.
    .addColumn('measure', 'text', (c) => c.notNull())
    .addColumn('insight_id', 'text', (c) => c.references('insight.id').onDelete('set null'))
    .addColumn('series_id', 'text', (c) => c.references('series.id').onDelete('set null'))
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('start', 'double precision')
    .addColumn('target', 'double precision')
    .addColumn('target_words', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text', (c) => c.notNull())
    .addColumn('owner_id', 'text', (c) => c.references('person.id'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('made_at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('goal_issue')
    .addColumn('goal_id', 'text', (c) => c.notNull().references('goal.id').onDelete('cascade'))
    .addColumn('issue_id', 'text', (c) => c.notNull().references('issue.id').onDelete('cascade'))
    .addColumn('linked_by', 'text', (c) => c.notNull())
    .addColumn('linked_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('goal_issue_pk', ['goal_id', 'issue_id'])
    .execute();
  await db.schema.createIndex('goal_issue_issue').on('goal_issue').column('issue_id').execute();
  await db.schema
    .createTable('goal_project')
    .addColumn('goal_id', 'text', (c) => c.notNull().references('goal.id').onDelete('cascade'))
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('linked_by', 'text', (c) => c.notNull())
    .addColumn('linked_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('goal_project_pk', ['goal_id', 'project_id'])
    .execute();
  await db.schema.createIndex('goal_project_project').on('goal_project').column('project_id').execute();
  await watchTable(db, engine, {
    kind: 'goal',
    table: 'goal',
    id: 'id',
    columns: ['title', 'note', 'target_words'],
  });
}
