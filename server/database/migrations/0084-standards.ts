import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';
import { watchTable } from '../word-index.ts';

/** Communication standards of the CX team with their versions, and what both directors said of them. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('standard')
    .addColumn('id', 'text', (c) => c.primaryKey())
    // Of the version in force; of the draft before there is one.
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('owner_id', 'text', (c) => c.references('person.id'))
    .addColumn('review_on', 'text', (c) => c.notNull())
    .addColumn('told_review_for', 'text')
    .addColumn('made_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('made_at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('standard_version')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('standard_id', 'text', (c) => c.notNull().references('standard.id').onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    // draft, asked or approved.
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('submission', 'integer', (c) => c.notNull())
    .addColumn('written_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('asked_by', 'text', (c) => c.references('person.id'))
    .addColumn('asked_at_ms', big)
    .addColumn('approved_at_ms', big)
    .addUniqueConstraint('standard_version_number', ['standard_id', 'number'])
    .execute();
  // Whoever wrote on a version, and cannot approve it.
  await db.schema
    .createTable('standard_hand')
    .addColumn('version_id', 'text', (c) => c.notNull().references('standard_version.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addPrimaryKeyConstraint('standard_hand_pk', ['version_id', 'person_id'])
    .execute();
  await db.schema
    .createTable('standard_decision')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('version_id', 'text', (c) => c.notNull().references('standard_version.id').onDelete('cascade'))
    .addColumn('submission', 'integer', (c) => c.notNull())
    // marketing or customer-service, and in whose place.
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('signed_as', 'text', (c) => c.notNull())
    .addColumn('in_name_of_id', 'text', (c) => c.references('person.id'))
    .addColumn('director_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('is_approved', 'integer', (c) => c.notNull())
    .addColumn('comment', 'text', (c) => c.notNull())
    .addColumn('decided_at_ms', big, (c) => c.notNull())
    .addUniqueConstraint('standard_decision_once', ['version_id', 'submission', 'part'])
    .execute();
  await watchTable(db, engine, { kind: 'standard', table: 'standard', id: 'id', columns: ['title'] });
  await watchTable(db, engine, {
    ...{ kind: 'standard', table: 'standard_version', id: 'standard_id' },
    columns: ['state'],
  });
}
