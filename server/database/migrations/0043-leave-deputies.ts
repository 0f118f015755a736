import type { Kysely } from 'kysely';

/**
 * A deputy whom a director named together with a leave follows its days. No reference: what is taken back may come
 * after its leave is gone, and then stands for itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('substitute').addColumn('leave_id', 'text').execute();
}
