import type { Kysely } from 'kysely';

/** In which year's list an issue stands, and where in its order. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('issue').addColumn('plan_year', 'integer').execute();
  await db.schema.alterTable('issue').addColumn('plan_place', 'integer').execute();
  await db.schema.createIndex('issue_plan').on('issue').columns(['plan_year', 'plan_place']).execute();
}
