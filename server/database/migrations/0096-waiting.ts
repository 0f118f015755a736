import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** Who waits for a seat on a tour that is full, in their order, and who asked for the next round before there is one. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('shift_waiting')
    .addColumn('shift_id', 'text', (c) => c.notNull().references('shift.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('offered_until_ms', big)
    .addPrimaryKeyConstraint('shift_waiting_once', ['shift_id', 'person_id'])
    .addUniqueConstraint('shift_waiting_number', ['shift_id', 'number'])
    .execute();
  await db.schema.createIndex('shift_waiting_person').on('shift_waiting').column('person_id').execute();
  await db.schema
    .createTable('shift_ahead')
    .addColumn('person_id', 'text', (c) => c.primaryKey().references('person.id').onDelete('cascade'))
    .addColumn('at_ms', big, (c) => c.notNull())
    .execute();
  // Rounds of before have been open for long: nobody is told of them now.
  await db.schema
    .alterTable('shift_round')
    .addColumn('is_told', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
}
