import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * What was pressed: one row a press that stored something, so that the same press stores nothing
 * twice. And why a project was stopped, or until when and why it waits.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('request_key')
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('command', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('input_hash', 'text', (c) => c.notNull())
    .addColumn('answer', 'text')
    .addColumn('at_ms', bigType(engine), (c) => c.notNull())
    .addPrimaryKeyConstraint('request_key_once', ['actor', 'command', 'key'])
    .execute();
  await db.schema.createIndex('request_key_by_age').on('request_key').column('at_ms').execute();
  await sql`alter table project add column hold_until text`.execute(db);
  await sql`alter table project add column pause_reason text not null default ''`.execute(db);
}
