import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** What projects spent and will have spent, and at which shares of a budget people are told. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('project_cost')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('line', 'text', (c) => c.notNull())
    .addColumn('minor', big, (c) => c.notNull())
    .addColumn('spent_on', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('project_cost_of')
    .on('project_cost')
    .columns(['project_id', 'spent_on'])
    .execute();
  await db.schema
    .createTable('project_forecast')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('minor', big, (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('project_forecast_of')
    .on('project_forecast')
    .columns(['project_id', 'at_ms'])
    .execute();
  await db.schema
    .alterTable('project_rules')
    .addColumn('spend_shares', 'text', (c) => c.notNull().defaultTo('[80,100]'))
    .execute();
  // Weeks after which a deputy who read nothing is behind.
  await db.schema
    .alterTable('project_rules')
    .addColumn('deputy_weeks', 'integer', (c) => c.notNull().defaultTo(3))
    .execute();
}
