import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('workshop_entry')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('cause_id', 'text')
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text')
    .addColumn('settled_at_ms', big)
    .addColumn('carried_from', 'text')
    .addColumn('at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('workshop_entry_of_workshop')
    .on('workshop_entry')
    .columns(['workshop_id', 'at_ms'])
    .execute();
  // Who finds which proposed definition right; only how many leaves the server.
  await db.schema
    .createTable('workshop_approval')
    .addColumn('entry_id', 'text', (c) => c.notNull().references('workshop_entry.id').onDelete('cascade'))
    .addColumn('participant_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('workshop_approval_pk', ['entry_id', 'participant_id'])
    .execute();
  // Answers of the anonymous check that is open; gone when it is closed and counted.
  await db.schema
    .createTable('workshop_pulse')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('participant_id', 'text', (c) => c.notNull())
    .addColumn('value', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('workshop_pulse_pk', ['workshop_id', 'participant_id'])
    .execute();
}
