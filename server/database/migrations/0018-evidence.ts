import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** The metric at a workshop's head, and files that hang on causes. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('workshop_metric')
    .addColumn('workshop_id', 'text', (c) => c.primaryKey().references('workshop.id').onDelete('cascade'))
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('evidence_file')
    .addColumn('evidence_id', 'text', (c) =>
      c.primaryKey().references('cause_evidence.id').onDelete('cascade'),
    )
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('cause_id', 'text', (c) => c.notNull())
    .addColumn('blob_id', 'text', (c) => c.notNull().references('blob.id'))
    .addColumn('byte_size', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('evidence_file_of_cause')
    .on('evidence_file')
    .columns(['workshop_id', 'cause_id'])
    .execute();
}
