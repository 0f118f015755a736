import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** A round gives its seats to who comes first, as all of before do, or by a rota, which was published at some moment. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .alterTable('shift_round')
    .addColumn('mode', 'text', (c) => c.notNull().defaultTo('first'))
    .execute();
  await db.schema.alterTable('shift_round').addColumn('rota_published_at_ms', bigType(engine)).execute();
}
