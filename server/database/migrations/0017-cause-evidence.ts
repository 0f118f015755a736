import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('cause_check')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('cause_id', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('cause_check_pk', ['workshop_id', 'cause_id'])
    .execute();
  await db.schema
    .createTable('cause_evidence')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('cause_id', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('cause_evidence_of_cause')
    .on('cause_evidence')
    .columns(['workshop_id', 'cause_id'])
    .execute();
}
