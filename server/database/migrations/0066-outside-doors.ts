import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Pages for named people without an account: what they show, who came in, and what was said there. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('outside_door')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('subject_kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('made_at_ms', big, (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('holder_name', 'text', (c) => c.notNull())
    .addColumn('holder_address', 'text', (c) => c.notNull())
    .addColumn('locale', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('message', 'text', (c) => c.notNull())
    .addColumn('asks', 'text', (c) => c.notNull())
    .addColumn('commitment_ids', 'text', (c) => c.notNull())
    .addColumn('expires_at_ms', big, (c) => c.notNull())
    .addColumn('ended_at_ms', big)
    .addColumn('visits', 'integer', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .addColumn('code_hash', 'text')
    .addColumn('code_expires_at_ms', big)
    .addColumn('code_tries', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('outside_door_subject')
    .on('outside_door')
    .columns(['subject_kind', 'subject_id'])
    .execute();
  await db.schema.createIndex('outside_door_maker').on('outside_door').column('made_by').execute();
  await db.schema
    .createTable('outside_visit')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('door_id', 'text', (c) => c.notNull().references('outside_door.id').onDelete('cascade'))
    .addColumn('begun_at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('outside_visit_door').on('outside_visit').column('door_id').execute();
  await db.schema
    .createTable('outside_word')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('door_id', 'text', (c) => c.notNull().references('outside_door.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('outside_word_door').on('outside_word').columns(['door_id', 'at_ms']).execute();
}
