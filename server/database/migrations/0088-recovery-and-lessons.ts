import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';
import { watchTable } from '../word-index.ts';

/** Plans that bring a project back on its way, and what is written down when one is over. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('project_recovery')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('message', 'text', (c) => c.notNull())
    .addColumn('detected_at_ms', big, (c) => c.notNull())
    .addColumn('opened_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('opened_at_ms', big, (c) => c.notNull())
    .addColumn('sent_at_ms', big)
    .addColumn('closed_at_ms', big)
    .addColumn('look_back', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createIndex('project_recovery_of')
    .on('project_recovery')
    .columns(['project_id', 'opened_at_ms'])
    .execute();
  await db.schema
    .createTable('project_recovery_action')
    .addColumn('recovery_id', 'text', (c) =>
      c.notNull().references('project_recovery.id').onDelete('cascade'),
    )
    .addColumn('commitment_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('project_recovery_action_pk', ['recovery_id', 'commitment_id'])
    .execute();
  await db.schema
    .createTable('project_recovery_status')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('recovery_id', 'text', (c) =>
      c.notNull().references('project_recovery.id').onDelete('cascade'),
    )
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('project_recovery_status_of')
    .on('project_recovery_status')
    .columns(['recovery_id', 'at_ms'])
    .execute();
  await db.schema
    .createTable('project_closing')
    .addColumn('project_id', 'text', (c) => c.primaryKey().references('project.id').onDelete('cascade'))
    .addColumn('note', 'text', (c) => c.notNull())
    // JSON: a list of texts.
    .addColumn('lessons', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('at_ms', big, (c) => c.notNull())
    .execute();
  // A project is found by what was learned from it.
  await watchTable(db, engine, {
    kind: 'project',
    table: 'project_closing',
    id: 'project_id',
    columns: ['note', 'lessons'],
  });
}
