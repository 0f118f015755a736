import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';
import { watchTable } from '../word-index.ts';

/**
 * Areas in contact with customers, what is measured of them and of the organisation as a whole, each value with its
 * day, and the issues that came of a series or have it as their reason.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('area')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('owner_id', 'text', (c) => c.references('person.id'))
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('made_at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('series')
    .addColumn('id', 'text', (c) => c.primaryKey())
    // Null for what is measured of the whole organisation.
    .addColumn('area_id', 'text', (c) => c.references('area.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('unit', 'text', (c) => c.notNull())
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('target', 'double precision')
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('is_ended', 'integer', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('made_at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema.createIndex('series_area').on('series').column('area_id').execute();
  await db.schema
    .createTable('series_point')
    .addColumn('series_id', 'text', (c) => c.notNull().references('series.id').onDelete('cascade'))
    .addColumn('on_day', 'text', (c) => c.notNull())
    .addColumn('value', 'double precision', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    // The file that it was imported from; null for what was typed.
    .addColumn('file', 'text')
    .addColumn('entered_by', 'text', (c) => c.notNull())
    .addColumn('entered_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('series_point_pk', ['series_id', 'on_day'])
    .execute();
  await db.schema
    .createTable('series_issue')
    .addColumn('series_id', 'text', (c) => c.notNull().references('series.id').onDelete('cascade'))
    .addColumn('issue_id', 'text', (c) => c.notNull().references('issue.id').onDelete('cascade'))
    .addColumn('linked_by', 'text', (c) => c.notNull())
    .addColumn('linked_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('series_issue_pk', ['series_id', 'issue_id'])
    .execute();
  await db.schema.createIndex('series_issue_issue').on('series_issue').column('issue_id').execute();
  await watchTable(db, engine, { kind: 'area', table: 'area', id: 'id', columns: ['name', 'note'] });
  await watchTable(db, engine, {
    kind: 'series',
    table: 'series',
    id: 'id',
    columns: ['area_id', 'name', 'note'],
  });
}
