import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('comment_tag')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('survey_id', 'text', (c) => c.notNull().references('survey.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('phrases', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('comment_tag_name_unique', ['survey_id', 'name'])
    .execute();
  await db.schema
    .createTable('comment_tag_mark')
    .addColumn('tag_id', 'text', (c) => c.notNull().references('comment_tag.id').onDelete('cascade'))
    // Rows are those of one file: another in its place has others, and an undo brings these back.
    .addColumn('blob_id', 'text', (c) => c.notNull().references('blob.id').onDelete('cascade'))
    .addColumn('column_name', 'text', (c) => c.notNull())
    .addColumn('row_index', 'integer', (c) => c.notNull())
    .addColumn('is_on', 'integer', (c) => c.notNull())
    .addColumn('marked_by', 'text', (c) => c.notNull())
    .addColumn('marked_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('comment_tag_mark_key', ['tag_id', 'blob_id', 'column_name', 'row_index'])
    .execute();
  await db.schema
    .createIndex('comment_tag_mark_file')
    .on('comment_tag_mark')
    .columns(['blob_id', 'column_name'])
    .execute();
  // JSON: quotes, and the counts of a phrase. Insights from before have neither.
  await db.schema
    .alterTable('insight')
    .addColumn('evidence', 'text', (c) => c.notNull().defaultTo('{}'))
    .execute();
  await db.schema.alterTable('insight').addColumn('changed_at_ms', big).execute();
  await db.schema.alterTable('insight').addColumn('changed_by', 'text').execute();
}
