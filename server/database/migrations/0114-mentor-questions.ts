import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** What guests ask mentors on a tour: who had each question from when on, and what was answered. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .alterTable('shift_round')
    .addColumn('answer_minutes', 'integer', (c) => c.notNull().defaultTo(10))
    .execute();
  await db.schema
    .createTable('shift_question')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('shift_id', 'text', (c) => c.notNull().references('shift.id').onDelete('cascade'))
    .addColumn('asked_by', 'text', (c) => c.notNull().references('person.id'))
    // Null is what has to do with no scope.
    .addColumn('scope', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('asked_at_ms', big, (c) => c.notNull())
    // Null while no mentor is there.
    .addColumn('holder_id', 'text', (c) => c.references('person.id'))
    .addColumn('held_since_ms', big, (c) => c.notNull())
    .addColumn('is_told', 'integer', (c) => c.notNull().defaultTo(0))
    // The gap in the documents that it became.
    .addColumn('finding_id', 'text', (c) => c.unique().references('finding.id').onDelete('set null'))
    .execute();
  await db.schema
    .createTable('shift_question_hand')
    .addColumn('question_id', 'text', (c) => c.notNull().references('shift_question.id').onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('holder_id', 'text', (c) => c.references('person.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('shift_question_hand_once', ['question_id', 'number'])
    .execute();
  await db.schema
    .createTable('shift_question_answer')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('question_id', 'text', (c) => c.notNull().references('shift_question.id').onDelete('cascade'))
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .execute();
  for (const [name, table, column] of [
    ['shift_question_shift', 'shift_question', 'shift_id'],
    ['shift_question_holder', 'shift_question', 'holder_id'],
    ['shift_question_answer_of', 'shift_question_answer', 'question_id'],
  ] as const)
    await db.schema.createIndex(name).on(table).column(column).execute();
}
