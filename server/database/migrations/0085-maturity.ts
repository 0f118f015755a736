import type { Kysely } from 'kysely';
import type { Engine } from '../engine.ts';

/** Which decisions say where the organisation stands, of which day, and which of their options are which stage. */
export async function up(db: Kysely<unknown>, _engine: Engine): Promise<void> {
  await db.schema
    .createTable('maturity_assessment')
    .addColumn('decision_id', 'text', (c) => c.primaryKey().references('decision.id').onDelete('cascade'))
    .addColumn('as_of', 'text', (c) => c.notNull())
    // The ids of the options, from the first stage on, as JSON.
    .addColumn('option_ids', 'text', (c) => c.notNull())
    .execute();
}
