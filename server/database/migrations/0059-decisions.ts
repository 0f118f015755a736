import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * Decisions with whom they concern, and polls. What is said in an unnamed poll lies in one row of `poll_urn` while it
 * is open: no row of its own has an order or a time, and it is gone when the poll closes.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('decision')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('number', 'integer', (c) => c.notNull().unique())
    .addColumn('subject_kind', 'text')
    .addColumn('subject_id', 'text')
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('context', 'text', (c) => c.notNull())
    .addColumn('comparison', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('outcome_option_id', 'text')
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('why', 'text', (c) => c.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_by_name', 'text', (c) => c.notNull())
    .addColumn('decided_at_ms', big)
    .addColumn('look_again_on', 'text')
    .addColumn('told_again_for', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('replaces_id', 'text', (c) => c.references('decision.id'))
    .addColumn('newer_id', 'text', (c) => c.references('decision.id'))
    .addColumn('made_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('made_at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('decision_person')
    .addColumn('decision_id', 'text', (c) => c.notNull().references('decision.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('read_at_ms', big)
    .addColumn('told_on', 'text')
    .addColumn('reminders', 'integer', (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('decision_person_once', ['decision_id', 'person_id', 'part'])
    .execute();
  await db.schema
    .createTable('poll')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('decision_id', 'text', (c) => c.notNull().references('decision.id').onDelete('cascade'))
    .addColumn('proposal', 'text', (c) => c.notNull())
    .addColumn('named', 'integer', (c) => c.notNull())
    .addColumn('quorum', 'integer', (c) => c.notNull())
    .addColumn('ends_on', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    // What was counted when it closed; null where nothing is shown.
    .addColumn('voted', 'integer', (c) => c.notNull())
    .addColumn('votes_for', 'integer')
    .addColumn('votes_neutral', 'integer')
    .addColumn('votes_against', 'integer')
    .addColumn('opened_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('opened_by_name', 'text', (c) => c.notNull())
    .addColumn('opened_at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('poll_asked')
    .addColumn('poll_id', 'text', (c) => c.notNull().references('poll.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('has_voted', 'integer', (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('poll_asked_once', ['poll_id', 'person_id'])
    .execute();
  await db.schema
    .createTable('poll_vote')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('poll_id', 'text', (c) => c.notNull().references('poll.id').onDelete('cascade'))
    // Null for what came out of an urn.
    .addColumn('person_id', 'text', (c) => c.references('person.id'))
    .addColumn('choice', 'text', (c) => c.notNull())
    .addColumn('comment', 'text', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.notNull())
    .addColumn('answered_by_name', 'text', (c) => c.notNull())
    .addColumn('answered_at_ms', big)
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('poll_vote_once', ['poll_id', 'person_id'])
    .execute();
  await db.schema
    .createTable('poll_urn')
    .addColumn('poll_id', 'text', (c) => c.primaryKey().references('poll.id').onDelete('cascade'))
    .addColumn('content', 'text', (c) => c.notNull())
    .execute();
  for (const [name, table, columns] of [
    ['decision_subject', 'decision', ['subject_kind', 'subject_id']],
    ['decision_maker', 'decision', ['made_by', 'state']],
    ['decision_look_again', 'decision', ['state', 'look_again_on']],
    ['decision_superseded', 'decision', ['newer_id']],
    ['decision_person_person', 'decision_person', ['person_id', 'part']],
    ['poll_decision', 'poll', ['decision_id']],
    ['poll_ends', 'poll', ['state', 'ends_on']],
    ['poll_asked_person', 'poll_asked', ['person_id']],
  ] as const)
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
}
