import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Stages are accepted formally, their days move where everybody sees it, and a report has its good thing and its worry. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('project_stage_ask')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('stage_id', 'text', (c) => c.notNull())
    .addColumn('acceptor_id', 'text', (c) => c.references('person.id'))
    // The door may be forgotten before the project: what was said there stands here.
    .addColumn('door_id', 'text')
    .addColumn('outsider_name', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('asked_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('asked_at_ms', big, (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('settled_at_ms', big)
    .execute();
  await db.schema
    .createIndex('project_stage_ask_of')
    .on('project_stage_ask')
    .columns(['project_id', 'asked_at_ms'])
    .execute();
  await db.schema.createIndex('project_stage_ask_door').on('project_stage_ask').column('door_id').execute();
  await db.schema
    .createTable('project_stage_move')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('stage_id', 'text', (c) => c.notNull())
    .addColumn('from_on', 'text', (c) => c.notNull())
    .addColumn('to_on', 'text', (c) => c.notNull())
    .addColumn('why', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('project_stage_move_of')
    .on('project_stage_move')
    .columns(['project_id', 'at_ms'])
    .execute();
  for (const column of ['good', 'worry'])
    await db.schema
      .alterTable('project_report')
      .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
      .execute();
}
