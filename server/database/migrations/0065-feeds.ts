import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Calendars that programs read by a secret address, and what the calendars of a person were told last. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('calendar_feed')
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('parts', 'text', (c) => c.notNull())
    .addColumn('made_at_ms', big, (c) => c.notNull())
    .addColumn('fetched_on', 'text')
    .addPrimaryKeyConstraint('calendar_feed_pk', ['person_id', 'scope'])
    .execute();
  await db.schema
    .createTable('calendar_entry')
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('uid', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('day', 'text')
    .addColumn('starts_at_ms', big)
    .addColumn('ends_at_ms', big)
    .addColumn('mark', 'text', (c) => c.notNull())
    .addColumn('words_mark', 'text', (c) => c.notNull())
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('is_gone', 'integer', (c) => c.notNull())
    .addColumn('changed_at_ms', big, (c) => c.notNull())
    .addColumn('mailed_sequence', 'integer')
    .addPrimaryKeyConstraint('calendar_entry_pk', ['person_id', 'uid'])
    .execute();
  await db.schema.createIndex('calendar_entry_event').on('calendar_entry').columns(['uid']).execute();
}
