import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  // How the last file of a survey was read, to be offered for the next wave.
  await db.schema
    .createTable('import_profile')
    .addColumn('survey_id', 'text', (c) => c.primaryKey().references('survey.id').onDelete('cascade'))
    .addColumn('wave_name', 'text', (c) => c.notNull())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('saved_by', 'text', (c) => c.notNull())
    .addColumn('saved_at_ms', bigType(engine), (c) => c.notNull())
    .execute();
}
