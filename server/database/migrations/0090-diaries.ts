import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * Diaries day by day, private until published. What was written before was read by mentors and leads from the moment
 * at which it was written, and stays so. Nobody said then to which day it belongs: that on which it was written.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  const table = db.schema.alterTable('diary_entry');
  await table.addColumn('day', 'text', (c) => c.notNull().defaultTo('')).execute();
  await table.addColumn('published_at_ms', big).execute();
  await table.addColumn('is_about_team', 'integer', (c) => c.notNull().defaultTo(0)).execute();
  await table.addColumn('version', 'integer', (c) => c.notNull().defaultTo(1)).execute();
  const day =
    engine === 'postgres'
      ? sql`to_char(to_timestamp(written_at_ms / 1000.0) at time zone 'UTC', 'YYYY-MM-DD')`
      : sql`strftime('%Y-%m-%d', written_at_ms / 1000, 'unixepoch')`;
  await sql`update diary_entry set day = ${day}, published_at_ms = written_at_ms`.execute(db);
  await db.schema
    .createIndex('diary_entry_person')
    .on('diary_entry')
    .columns(['person_id', 'round_id'])
    .execute();
  // What somebody takes into their own work after a round: one promise.
  await db.schema
    .createTable('shift_takeaway')
    .addColumn('round_id', 'text', (c) => c.notNull().references('shift_round.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('commitment_id', 'text', (c) => c.notNull().references('commitment.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('shift_takeaway_pk', ['round_id', 'person_id'])
    .execute();
}
