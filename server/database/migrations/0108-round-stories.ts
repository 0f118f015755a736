import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';
import { watchTable } from '../word-index.ts';

/** Stories of a round: diary entries that a lead chose, and who has to agree before others read them. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('shift_story')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('round_id', 'text', (c) => c.notNull().references('shift_round.id').onDelete('cascade'))
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull().references('person.id'))
    // Null while nobody was asked about these words.
    .addColumn('asked_at_ms', big)
    .addColumn('published_at_ms', big)
    .addColumn('changed_at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  // An entry as it was when it was chosen: its author is asked, whatever becomes of the entry itself.
  await db.schema
    .createTable('shift_story_entry')
    .addColumn('story_id', 'text', (c) => c.notNull().references('shift_story.id').onDelete('cascade'))
    .addColumn('entry_id', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('shift_story_entry_once', ['story_id', 'entry_id'])
    .execute();
  await db.schema
    .createTable('shift_story_person')
    .addColumn('story_id', 'text', (c) => c.notNull().references('shift_story.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('answer', 'text')
    .addColumn('answered_at_ms', big)
    .addPrimaryKeyConstraint('shift_story_person_once', ['story_id', 'person_id'])
    .execute();
  for (const [name, table, column] of [
    ['shift_story_round', 'shift_story', 'round_id'],
    ['shift_story_entry_person', 'shift_story_entry', 'person_id'],
    ['shift_story_person_person', 'shift_story_person', 'person_id'],
  ] as const)
    await db.schema.createIndex(name).on(table).column(column).execute();
  await watchTable(db, engine, {
    ...{ kind: 'story', table: 'shift_story', id: 'id' },
    columns: ['title', 'text', 'published_at_ms'],
  });
}
