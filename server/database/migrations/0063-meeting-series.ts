import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Meetings that follow one another. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('meeting_series')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('every_weeks', 'integer', (c) => c.notNull())
    .addColumn('made_at_ms', bigType(engine), (c) => c.notNull())
    .execute();
  await db.schema.alterTable('workshop').addColumn('series_id', 'text').execute();
  await db.schema.alterTable('workshop').addColumn('series_number', 'integer').execute();
  // One place in a series is one meeting, however often its next one is prepared.
  await db.schema
    .createIndex('workshop_series')
    .unique()
    .on('workshop')
    .columns(['series_id', 'series_number'])
    .execute();
}
