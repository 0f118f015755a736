import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Issues that look alike and that somebody said are not the same; the smaller id stands first. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('issue_unlike')
    .addColumn('one_id', 'text', (c) => c.notNull().references('issue.id').onDelete('cascade'))
    .addColumn('other_id', 'text', (c) => c.notNull().references('issue.id').onDelete('cascade'))
    .addColumn('said_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('said_at_ms', bigType(engine), (c) => c.notNull())
    .addPrimaryKeyConstraint('issue_unlike_pk', ['one_id', 'other_id'])
    .execute();
}
