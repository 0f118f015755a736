import type { Kysely } from 'kysely';
import { bigType, bytesType, type Engine } from '../engine.ts';

/**
 * What an organisation decides about itself, in the product and no longer in the environment. What is null was not
 * decided yet: the usual holds.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const addColumn = (name: string, type: 'text' | 'integer' | ReturnType<typeof bigType>) =>
    db.schema.alterTable('organisation').addColumn(name, type).execute();
  await addColumn('time_zone', 'text');
  await addColumn('currency', 'text');
  await addColumn('weekdays', 'text');
  await addColumn('works_from', 'text');
  await addColumn('works_until', 'text');
  await addColumn('holidays', 'text');
  await addColumn('reporting_line', 'text');
  await addColumn('smallest_group', 'integer');
  await addColumn('mail_tested_at_ms', bigType(engine));
  await db.schema
    .alterTable('organisation')
    .addColumn('substitute_id', 'text', (c) => c.references('person.id'))
    .execute();
  await db.schema
    .createTable('logo')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('bytes', bytesType(engine), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('day_off')
    .addColumn('day', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('season')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('starts_on', 'text', (c) => c.notNull())
    .addColumn('ends_on', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute();
}
