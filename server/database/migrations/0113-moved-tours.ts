import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * Tours can be moved under the people who are on them: each is asked whether the new time fits, and until they say so
 * it is kept what they agreed to. A round can be called off; its days stay, so that it keeps its place in the list.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('shift_moved')
    .addColumn('shift_id', 'text', (c) => c.notNull().references('shift.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('days', 'text', (c) => c.notNull())
    .addColumn('starts_at', 'text', (c) => c.notNull())
    .addColumn('ends_at', 'text', (c) => c.notNull())
    .addColumn('moved_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('shift_moved_once', ['shift_id', 'person_id'])
    .execute();
  await db.schema.createIndex('shift_moved_person').on('shift_moved').column('person_id').execute();
  await db.schema.createIndex('shift_moved_by').on('shift_moved').column('by_id').execute();
  for (const [column, type] of [
    ['cancelled_at_ms', big],
    ['cancel_reason', 'text'],
    ['cancelled_first_day', 'text'],
    ['cancelled_last_day', 'text'],
  ] as const)
    await db.schema.alterTable('shift_round').addColumn(column, type).execute();
}
