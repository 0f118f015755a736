import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * The day of a tour: who is there, what is ticked, what is left open, what was served. What hangs on a shift goes with
 * its sign-up; who was there, and who could not come, stays with the tour.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  const round = (): ReturnType<typeof db.schema.alterTable> => db.schema.alterTable('shift_round');
  await round()
    .addColumn('has_ladder', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await round().addColumn('mentor_cap', 'integer').execute();
  await db.schema
    .createTable('shift_presence')
    .addColumn('shift_id', 'text', (c) => c.notNull().references('shift.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('is_there', 'integer', (c) => c.notNull())
    .addColumn('said_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('shift_presence_once', ['shift_id', 'person_id', 'day'])
    .execute();
  await db.schema
    .createTable('shift_checklist_item')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('part', 'text', (c) => c.notNull())
    // Null is for everybody, whatever they take on.
    .addColumn('scope', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('shift_tick')
    .addColumn('shift_id', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('item_id', 'text', (c) => c.notNull())
    // The words that were ticked: the list may say something else later.
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('ticked_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('shift_tick_once', ['shift_id', 'person_id', 'item_id'])
    .addForeignKeyConstraint(
      'shift_tick_seat',
      ['shift_id', 'person_id'],
      'shift_signup',
      ['shift_id', 'person_id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
  await db.schema
    .createTable('shift_ticket')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('shift_id', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    // What whoever goes on with it has promised; null while it is nobody's.
    .addColumn('commitment_id', 'text', (c) => c.references('commitment.id').onDelete('set null'))
    .addColumn('added_at_ms', big, (c) => c.notNull())
    .addForeignKeyConstraint(
      'shift_ticket_seat',
      ['shift_id', 'person_id'],
      'shift_signup',
      ['shift_id', 'person_id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
  await db.schema
    .createTable('shift_attendance')
    .addColumn('shift_id', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull())
    // What each said: whoever served, a mentor, and whoever settled it where these differ.
    .addColumn('own', 'text')
    .addColumn('mentor', 'text')
    .addColumn('mentor_id', 'text', (c) => c.references('person.id'))
    .addColumn('settled', 'text')
    .addColumn('settled_by', 'text', (c) => c.references('person.id'))
    .addColumn('closed_at_ms', big)
    .addPrimaryKeyConstraint('shift_attendance_once', ['shift_id', 'person_id'])
    .addForeignKeyConstraint(
      'shift_attendance_seat',
      ['shift_id', 'person_id'],
      'shift_signup',
      ['shift_id', 'person_id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
  for (const [name, table, column] of [
    ['shift_presence_person', 'shift_presence', 'person_id'],
    ['shift_ticket_seat_idx', 'shift_ticket', 'shift_id'],
  ] as const)
    await db.schema.createIndex(name).on(table).column(column).execute();
}
