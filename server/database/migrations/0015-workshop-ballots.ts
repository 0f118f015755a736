import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  // Which causes of a silent round came from one hand, under a pseudonym of that round.
  await db.schema
    .createTable('silent_mark')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('step_id', 'text', (c) => c.notNull())
    .addColumn('cause_id', 'text', (c) => c.notNull())
    .addColumn('writer', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('silent_mark_pk', ['workshop_id', 'cause_id'])
    .execute();
  // One row a voter and step: dots or ratings as one value, so that a budget holds whatever comes at once.
  await db.schema
    .createTable('workshop_ballot')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('step_id', 'text', (c) => c.notNull())
    .addColumn('voter_id', 'text', (c) => c.notNull())
    .addColumn('department', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    // Somebody without a device: their name, and who entered it for them.
    .addColumn('proxy_name', 'text')
    .addColumn('entered_by', 'text')
    .addColumn('changed_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('workshop_ballot_pk', ['workshop_id', 'step_id', 'voter_id'])
    .execute();
}
