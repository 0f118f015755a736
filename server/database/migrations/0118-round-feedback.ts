import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * What a round asks its people without names: one row for each part, with everything that was said in it as one text,
 * so that no row lies apart from another. At the close what may be shown stays, and the rest is gone.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('shift_feedback')
    .addColumn('round_id', 'text', (c) => c.notNull().references('shift_round.id').onDelete('cascade'))
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('content', 'text')
    .addColumn('result', 'text')
    .addColumn('closed_at_ms', bigType(engine))
    .addPrimaryKeyConstraint('shift_feedback_once', ['round_id', 'part'])
    .execute();
}
