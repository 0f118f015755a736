import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';
import { watchTable } from '../word-index.ts';

/** What is known about customers' questions: articles with their earlier wordings, and links to documents elsewhere. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('article')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('owner_id', 'text', (c) => c.references('person.id'))
    .addColumn('review_on', 'text', (c) => c.notNull())
    .addColumn('told_review_for', 'text')
    // What it was written for: of one finding there is one article.
    .addColumn('finding_id', 'text', (c) => c.unique().references('finding.id').onDelete('set null'))
    .addColumn('changed_at_ms', big, (c) => c.notNull())
    .addColumn('withdrawn_at_ms', big)
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  // Every wording, the one that stands too.
  await db.schema
    .createTable('article_wording')
    .addColumn('article_id', 'text', (c) => c.notNull().references('article.id').onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('written_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('written_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('article_wording_once', ['article_id', 'number'])
    .execute();
  await db.schema
    .createTable('linked_document')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('added_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('added_at_ms', big, (c) => c.notNull())
    .execute();
  await watchTable(db, engine, {
    ...{ kind: 'article', table: 'article', id: 'id' },
    columns: ['title', 'text', 'withdrawn_at_ms'],
  });
}
