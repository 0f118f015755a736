import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** One's own account: a zone of one's own, which letters one wants, and links to a new password or e-mail. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema.alterTable('person').addColumn('time_zone', 'text').execute();
  await db.schema
    .createTable('letter_choice')
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('wanted', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('letter_choice_pk', ['person_id', 'kind'])
    .execute();
  await db.schema
    .createTable('email_change')
    .addColumn('person_id', 'text', (c) => c.primaryKey().references('person.id').onDelete('cascade'))
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('asked_at_ms', big, (c) => c.notNull())
    .addColumn('expires_at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('password_link')
    .addColumn('person_id', 'text', (c) => c.primaryKey().references('person.id').onDelete('cascade'))
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('expires_at_ms', big, (c) => c.notNull())
    .execute();
}
