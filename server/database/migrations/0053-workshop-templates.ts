import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** From which workshop one was copied, and the programmes that an organisation keeps to use again. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .alterTable('workshop')
    .addColumn('copied_from', 'text', (c) => c.references('workshop.id').onDelete('set null'))
    .execute();
  await db.schema
    .createTable('workshop_template')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    // The name as it is compared, so that no two differ in nothing that people see.
    .addColumn('name_key', 'text', (c) => c.notNull().unique())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('categories', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.references('person.id').onDelete('set null'))
    .addColumn('made_at_ms', bigType(engine), (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('workshop_template_seat')
    .addColumn('template_id', 'text', (c) =>
      c.notNull().references('workshop_template.id').onDelete('cascade'),
    )
    .addColumn('seat', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('workshop_template_seat_pk', ['template_id', 'seat'])
    .execute();
}
