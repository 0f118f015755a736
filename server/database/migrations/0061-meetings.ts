import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** A room for other meetings than workshops: what each is for and about, its agenda and what was decided in it. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  // What there was, rooms and templates, were workshops.
  await db.schema
    .alterTable('workshop')
    .addColumn('kind', 'text', (c) => c.notNull().defaultTo('workshop'))
    .execute();
  await db.schema.alterTable('workshop').addColumn('about_kind', 'text').execute();
  await db.schema.alterTable('workshop').addColumn('about_id', 'text').execute();
  await db.schema
    .alterTable('workshop_template')
    .addColumn('kind', 'text', (c) => c.notNull().defaultTo('workshop'))
    .execute();
  await db.schema
    .createTable('meeting_item')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('section', 'text', (c) => c.notNull())
    .addColumn('source_kind', 'text')
    .addColumn('source_id', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('put_off_in', 'text', (c) => c.notNull())
    .addColumn('at_ms', bigType(engine), (c) => c.notNull())
    // One thing stands once on an agenda, however often it is filled and by whom.
    .addUniqueConstraint('meeting_item_once', ['workshop_id', 'source_kind', 'source_id'])
    .execute();
  await db.schema
    .createTable('meeting_decision')
    .addColumn('decision_id', 'text', (c) => c.primaryKey().references('decision.id').onDelete('cascade'))
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('item_id', 'text', (c) => c.references('meeting_item.id').onDelete('set null'))
    .execute();
  await db.schema
    .createIndex('meeting_decision_workshop')
    .on('meeting_decision')
    .column('workshop_id')
    .execute();
}
