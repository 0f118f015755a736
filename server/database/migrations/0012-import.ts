import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  // What a wave was before a file was imported in its place: for undoing it.
  await db.schema
    .createTable('wave_version')
    .addColumn('wave_id', 'text', (c) => c.notNull().references('wave.id').onDelete('cascade'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('blob_id', 'text', (c) => c.notNull().references('blob.id'))
    .addColumn('rows', 'text', (c) => c.notNull())
    .addColumn('columns', 'text', (c) => c.notNull())
    .addColumn('figures', 'text', (c) => c.notNull())
    .addColumn('replaced_by', 'text', (c) => c.notNull())
    .addColumn('replaced_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('wave_version_key', ['wave_id', 'version'])
    .execute();
  // Which question of the survey a column of a wave asks, where its name differs.
  await db.schema
    .createTable('column_link')
    .addColumn('wave_id', 'text', (c) => c.notNull().references('wave.id').onDelete('cascade'))
    .addColumn('column_name', 'text', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('column_link_key', ['wave_id', 'column_name'])
    .execute();
}
