import type { Kysely } from 'kysely';

/** Which version of its project a decision made: as long as that is the newest, the decision can be taken back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('project_decision').addColumn('project_version', 'integer').execute();
}
