import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Whether projects worked, as it was measured; it outlives the responses that it was made of. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('project_effect')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('verdict', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('group_ids', 'text', (c) => c.notNull())
    .addColumn('measured_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('measured_by_name', 'text', (c) => c.notNull())
    .addColumn('measured_at_ms', bigType(engine), (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('project_effect_project')
    .on('project_effect')
    .columns(['project_id', 'measured_at_ms'])
    .execute();
}
