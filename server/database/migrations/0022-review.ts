import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Changes of a board that came after their step had closed, until somebody who steers decides. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('workshop_review')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('change', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('at_ms', bigType(engine), (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('workshop_review_of_workshop')
    .on('workshop_review')
    .columns(['workshop_id', 'at_ms'])
    .execute();
}
