import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** How much each person wrote into the log of a document on their last day in it: their share is bounded. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('doc_share')
    .addColumn('document', 'text', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('day', 'integer', (c) => c.notNull())
    .addColumn('bytes', bigType(engine), (c) => c.notNull())
    .addPrimaryKeyConstraint('doc_share_pk', ['document', 'actor'])
    .execute();
}
