import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * What people agree on about seats that are theirs: swaps with each other, seats that a lead proposes, and what a line
 * manager has against a date. Each hangs on its sign-up and goes with it.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('shift_swap')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('shift_id', 'text', (c) => c.notNull())
    .addColumn('giver_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('taker_id', 'text', (c) => c.references('person.id').onDelete('set null'))
    // The seat that the taker gives for it; without it they are free again as soon as they have none there.
    .addColumn('return_shift_id', 'text')
    .addColumn('scopes', 'text')
    .addColumn('offered_at_ms', big, (c) => c.notNull())
    .addUniqueConstraint('shift_swap_once', ['shift_id', 'giver_id'])
    .addForeignKeyConstraint(
      'shift_swap_seat',
      ['shift_id', 'giver_id'],
      'shift_signup',
      ['shift_id', 'person_id'],
      (c) => c.onDelete('cascade'),
    )
    .addForeignKeyConstraint(
      'shift_swap_return',
      ['return_shift_id', 'taker_id'],
      'shift_signup',
      ['shift_id', 'person_id'],
      (c) => c.onDelete('set null'),
    )
    .execute();
  await db.schema
    .createTable('shift_proposal')
    .addColumn('shift_id', 'text', (c) => c.notNull().references('shift.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    // The seat that would be given back for it.
    .addColumn('from_shift_id', 'text', (c) => c.references('shift.id').onDelete('set null'))
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('proposed_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('shift_proposal_once', ['shift_id', 'person_id'])
    .execute();
  await db.schema
    .createTable('shift_objection')
    .addColumn('shift_id', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('objected_at_ms', big, (c) => c.notNull())
    .addColumn('lapses_on', 'text', (c) => c.notNull())
    .addColumn('answer', 'text')
    .addColumn('answered_by', 'text', (c) => c.references('person.id'))
    .addPrimaryKeyConstraint('shift_objection_once', ['shift_id', 'person_id'])
    .addForeignKeyConstraint(
      'shift_objection_seat',
      ['shift_id', 'person_id'],
      'shift_signup',
      ['shift_id', 'person_id'],
      (c) => c.onDelete('cascade'),
    )
    .execute();
  for (const [name, table, column] of [
    ['shift_swap_giver', 'shift_swap', 'giver_id'],
    ['shift_swap_taker', 'shift_swap', 'taker_id'],
    ['shift_proposal_person', 'shift_proposal', 'person_id'],
  ] as const)
    await db.schema.createIndex(name).on(table).column(column).execute();
}
