import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';
import type { Tables } from '../tables.ts';

/** Groups below this were never shown. */
const SMALLEST_GROUP = 5;

/**
 * What readers without rows see of a wave, and the ledger of what they were shown. Waves of before have shown
 * their figures already; their insights about a part of the respondents are looked at at the next start.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('disclosure')
    .addColumn('wave_id', 'text', (c) => c.primaryKey().references('wave.id').onDelete('cascade'))
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('shown_version', 'integer', (c) => c.notNull())
    .addColumn('figures', 'text', (c) => c.notNull())
    .addColumn('rows', 'text', (c) => c.notNull())
    .addColumn('refusal', 'text')
    .addColumn('revision', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('disclosed_version')
    .addColumn('wave_id', 'text', (c) => c.notNull().references('wave.id').onDelete('cascade'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('blob_id', 'text', (c) => c.notNull().references('blob.id').onDelete('cascade'))
    .addColumn('at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('disclosed_version_key', ['wave_id', 'version'])
    .execute();
  await db.schema
    .alterTable('insight')
    .addColumn('figure_state', 'text', (c) => c.notNull().defaultTo('asked'))
    .execute();
  await db.schema.alterTable('insight').addColumn('wave_version', 'integer').execute();
  await takeUpWaves(db as Kysely<Tables>);
}

async function takeUpWaves(db: Kysely<Tables>): Promise<void> {
  const waves = await db
    .selectFrom('wave')
    .select(['id', 'version', 'figures', 'rows_read', 'rows_imported', 'rows_rejected', 'rows_excluded'])
    .execute();
  for (const wave of waves) {
    const figures = JSON.parse(wave.figures) as { n: number }[]; // written by importWave
    await db
      .insertInto('disclosure')
      .values({
        wave_id: wave.id,
        key: randomBytes(32).toString('hex'),
        state: 'pending',
        shown_version: wave.version,
        figures: JSON.stringify(figures.filter(({ n }) => n >= SMALLEST_GROUP)),
        rows: JSON.stringify({
          read: wave.rows_read,
          imported: wave.rows_imported,
          rejected: wave.rows_rejected,
          excluded: wave.rows_excluded,
        }),
        refusal: null,
        revision: 1,
      })
      .execute();
    await db
      .updateTable('insight')
      .set({ wave_version: wave.version })
      .where('wave_id', '=', wave.id)
      .execute();
  }
  const insights = await db.selectFrom('insight').select(['id', 'question']).execute();
  for (const { id, question } of insights) {
    const { kind, segment, weight, filters } = JSON.parse(question) as {
      kind: string;
      segment: unknown;
      weight: unknown;
      filters?: unknown[];
    }; // written by pinInsight
    const isOfEverybody =
      kind !== 'phrase' && segment === null && weight === null && (filters ?? []).length === 0;
    if (!isOfEverybody) continue;
    await db.updateTable('insight').set({ figure_state: 'shown' }).where('id', '=', id).execute();
  }
}
