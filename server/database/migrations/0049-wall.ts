import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Addresses under which a screen of the room was opened; the code itself is kept nowhere. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('workshop_wall')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('opened_at_ms', big, (c) => c.notNull())
    // Null while it can be opened.
    .addColumn('ended_at_ms', big)
    .execute();
  await db.schema
    .createIndex('workshop_wall_of_workshop')
    .on('workshop_wall')
    .column('workshop_id')
    .execute();
}
