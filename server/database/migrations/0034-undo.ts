import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** What a press ended, of whatever kind, so that one press takes it back; it takes the place of `bulk_change`. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema.dropTable('bulk_change').execute();
  await db.schema
    .createTable('undo')
    .addColumn('id', 'text', (c) => c.primaryKey())
    // A person, or a guest of a workshop.
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('kept', 'text', (c) => c.notNull())
    .addColumn('pressed_at_ms', big, (c) => c.notNull())
    .execute();
}
