import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * What was measured of issues, as it was, with the groups of respondents behind it; what a rater overruled, and why; and
 * the table of the organisation that makes an importance of a measurement.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('measured_group')
    .addColumn('id', 'text', (c) => c.primaryKey())
    // A measurement of a project outlives its responses, and stays as open or as hidden as it was.
    .addColumn('wave_id', 'text', (c) => c.references('wave.id').onDelete('set null'))
    .addColumn('wave_version', 'integer', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('value', 'double precision', (c) => c.notNull())
    .addColumn('n', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('made_at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('measured_group_wave')
    .on('measured_group')
    .columns(['wave_id', 'made_at_ms'])
    .execute();
  await db.schema
    .createTable('issue_measure')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('issue_id', 'text', (c) => c.notNull().references('issue.id').onDelete('cascade'))
    // A measurement goes with the responses that it was made of.
    .addColumn('wave_id', 'text', (c) => c.notNull().references('wave.id').onDelete('cascade'))
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('group_ids', 'text', (c) => c.notNull())
    .addColumn('measured_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('measured_by_name', 'text', (c) => c.notNull())
    .addColumn('measured_at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('issue_measure_issue')
    .on('issue_measure')
    .columns(['issue_id', 'measured_at_ms'])
    .execute();
  await db.schema.createIndex('issue_measure_wave').on('issue_measure').column('wave_id').execute();
  await db.schema.alterTable('issue_rating').addColumn('filled_importance', 'integer').execute();
  await db.schema.alterTable('issue_rating').addColumn('other_reason', 'text').execute();
  await db.schema.alterTable('organisation').addColumn('importance_steps', 'text').execute();
}
