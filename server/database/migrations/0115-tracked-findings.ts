import { sql, type Kysely } from 'kysely';
import type { Engine } from '../engine.ts';
import { watchTable } from '../word-index.ts';

/** The ticket of another tracker in which a finding is dealt with: found by its key, too. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const table = db.schema.alterTable('finding');
  for (const column of ['tracker_key', 'tracker_status', 'fixed_version'])
    await table.addColumn(column, 'text', (c) => c.notNull().defaultTo('')).execute();
  await table.addColumn('is_fixed', 'integer', (c) => c.notNull().defaultTo(0)).execute();
  await db.schema.createIndex('finding_tracker_key').on('finding').column('tracker_key').execute();
  const whats = engine === 'postgres' ? ['rows', 'changed'] : ['added', 'changed', 'removed'];
  for (const what of whats) {
    const name = sql.ref(`search_finding_of_finding_${what}`);
    await (engine === 'postgres'
      ? sql`drop trigger ${name} on finding`.execute(db)
      : sql`drop trigger ${name}`.execute(db));
  }
  await watchTable(db, engine, {
    ...{ kind: 'finding', table: 'finding', id: 'id', columns: ['text', 'tracker_key'] },
  });
}
