import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * What ratings say of an issue stands beside the band that it is in, which somebody may have moved it to; each change of
 * band is kept, and the organisation says where the bands begin.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  for (const [name, type] of [
    ['rated_band', 'integer'],
    ['moved_band', 'integer'],
    ['moved_reason', 'text'],
    ['moved_by_name', 'text'],
    ['moved_at_ms', big],
  ] as const)
    await db.schema.alterTable('issue').addColumn(name, type).execute();
  await sql`update issue set rated_band = band`.execute(db);
  await db.schema
    .createTable('issue_band_change')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('issue_id', 'text', (c) => c.notNull().references('issue.id').onDelete('cascade'))
    .addColumn('at_ms', big, (c) => c.notNull())
    .addColumn('from_band', 'integer')
    .addColumn('to_band', 'integer')
    .addColumn('why', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    // Whether a band rests on totals that only those see who rated themselves.
    .addColumn('is_from_secret', 'integer', (c) => c.notNull())
    .addColumn('is_to_secret', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('issue_band_change_issue')
    .on('issue_band_change')
    .columns(['issue_id', 'at_ms'])
    .execute();
  for (const name of ['importance_border', 'urgency_border'])
    await db.schema.alterTable('organisation').addColumn(name, 'double precision').execute();
}
