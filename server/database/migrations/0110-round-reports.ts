import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * What a lead says about a round that is over, and the sums of contacts of it. Figures are no columns: they are
 * counted at each look. A round without a row has no report yet.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('shift_report')
    .addColumn('round_id', 'text', (c) => c.primaryKey().references('shift_round.id').onDelete('cascade'))
    .addColumn('agent_days', 'integer')
    .addColumn('agent_findings', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('thanks', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('worked', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('to_change', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('contacts', 'text')
    .addColumn('published_at_ms', big)
    .addColumn('changed_at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
}
