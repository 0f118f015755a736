import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** What people say about any subject: messages with their earlier texts and files, and who watches. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('message')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('subject_kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('at_ms', big, (c) => c.notNull())
    .addColumn('edited_at_ms', big)
    .addColumn('removed_at_ms', big)
    .addColumn('removed_by', 'text', (c) => c.references('person.id'))
    .addColumn('question_state', 'text')
    .addColumn('asked_id', 'text', (c) => c.references('person.id'))
    .addColumn('answers_id', 'text', (c) => c.references('message.id'))
    .addColumn('quote_kind', 'text')
    .addColumn('quote_id', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  for (const [name, columns] of [
    ['message_subject', ['subject_kind', 'subject_id', 'at_ms', 'id']],
    ['message_asked', ['asked_id', 'question_state', 'at_ms']],
    ['message_author', ['by_id', 'question_state', 'at_ms']],
    ['message_answers', ['answers_id']],
  ] as const)
    await db.schema
      .createIndex(name)
      .on('message')
      .columns([...columns])
      .execute();
  await db.schema
    .createTable('message_edit')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('message_id', 'text', (c) => c.notNull().references('message.id').onDelete('cascade'))
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('until_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('message_edit_of_message')
    .on('message_edit')
    .columns(['message_id', 'until_ms'])
    .execute();
  await db.schema
    .createTable('message_file')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('message_id', 'text', (c) => c.notNull().references('message.id').onDelete('cascade'))
    .addColumn('subject_kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('blob_id', 'text', (c) => c.notNull().references('blob.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('byte_size', big, (c) => c.notNull())
    .execute();
  for (const [name, columns] of [
    ['message_file_of_message', ['message_id']],
    ['message_file_subject', ['subject_kind', 'subject_id']],
  ] as const)
    await db.schema
      .createIndex(name)
      .on('message_file')
      .columns([...columns])
      .execute();
  await db.schema
    .createTable('watch')
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('subject_kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('is_on', 'integer', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('watch_pk', ['person_id', 'subject_kind', 'subject_id'])
    .execute();
  await db.schema
    .createIndex('watch_subject')
    .on('watch')
    .columns(['subject_kind', 'subject_id', 'is_on'])
    .execute();
}
