import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** What people are told, when they want it by mail, the letters that leave, and work that comes again. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('notice')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('subject_kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('occasion', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.references('person.id').onDelete('set null'))
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .addColumn('done_at_ms', big)
    .addColumn('snoozed_until_ms', big)
    .addColumn('letter_id', 'text')
    .addUniqueConstraint('notice_once', ['person_id', 'kind', 'subject_kind', 'subject_id', 'occasion'])
    .execute();
  await db.schema
    .createIndex('notice_waits')
    .on('notice')
    .columns(['person_id', 'done_at_ms', 'at_ms'])
    .execute();
  await db.schema.createIndex('notice_subject').on('notice').columns(['subject_id', 'kind']).execute();
  await db.schema.createIndex('notice_letter').on('notice').column('letter_id').execute();
  await db.schema
    .createTable('notice_mute')
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('subject_kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('muted_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('notice_mute_pk', ['person_id', 'subject_kind', 'subject_id'])
    .execute();
  await db.schema
    .createTable('digest_choice')
    .addColumn('person_id', 'text', (c) => c.primaryKey().references('person.id').onDelete('cascade'))
    .addColumn('rhythm', 'text', (c) => c.notNull())
    .addColumn('weekday', 'integer', (c) => c.notNull())
    .addColumn('hour', 'integer', (c) => c.notNull())
    .addColumn('urgent', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('occasion', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('due_ms', big, (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('claimed_until_ms', big)
    .addColumn('claim', 'text')
    .addColumn('since_ms', big, (c) => c.notNull())
    .addColumn('error', 'text')
    .addUniqueConstraint('outbox_once', ['person_id', 'kind', 'occasion'])
    .execute();
  await db.schema.createIndex('outbox_due').on('outbox').columns(['state', 'due_ms']).execute();
  await db.schema
    .createTable('periodic_work')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('due_ms', big, (c) => c.notNull())
    .addColumn('claimed_until_ms', big)
    .execute();
}
