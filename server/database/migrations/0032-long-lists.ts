import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Views of long lists under names, and what one press changed of many things at once. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('list_view')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('list', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('query', 'text', (c) => c.notNull())
    .addColumn('owner_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('is_shared', 'integer', (c) => c.notNull())
    .addColumn('created_at_ms', big, (c) => c.notNull())
    .addUniqueConstraint('list_view_name_unique', ['list', 'owner_id', 'name'])
    .execute();
  await db.schema
    .createTable('bulk_change')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('changes', 'text', (c) => c.notNull())
    .addColumn('changed_at_ms', big, (c) => c.notNull())
    .addColumn('undone_at_ms', big)
    .execute();
}
