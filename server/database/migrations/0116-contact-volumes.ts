import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** How many contacts came at which hour of which weekday: one row, as the last file said it. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('contact_volume')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('first_day', 'text', (c) => c.notNull())
    .addColumn('last_day', 'text', (c) => c.notNull())
    .addColumn('counts', 'text', (c) => c.notNull())
    .addColumn('refused', 'integer', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('set_at_ms', bigType(engine), (c) => c.notNull())
    .execute();
}
