import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Until when what was open at a step or a lock may be finished; found again at a start. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema.alterTable('workshop').addColumn('grace_until_ms', bigType(engine)).execute();
}
