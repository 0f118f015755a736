import type { Kysely } from 'kysely';
import { foldText } from '#lib/base/words/fold-text.ts';
import { bigType, type Engine } from '../engine.ts';

const LINES_A_PIECE = 1000;

interface Before {
  audit_entry: { id: number; actor_name: string; details: string };
  audit_words: { entry_id: number; actor_name: string; details: string; folded: string };
}

/**
 * Names and values of the audit log stand beside its lines, so that a person's can be erased while every line
 * stays; and whom something was done to is found.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('audit_words')
    .addColumn('entry_id', big, (c) => c.primaryKey().references('audit_entry.id'))
    .addColumn('actor_name', 'text', (c) => c.notNull())
    // As it was called then; null for what has no name, or none that everybody may know.
    .addColumn('subject_name', 'text')
    .addColumn('details', 'text', (c) => c.notNull())
    .addColumn('folded', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('audit_person')
    .addColumn('entry_id', big, (c) => c.notNull().references('audit_entry.id'))
    .addColumn('person_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_person_pk', ['entry_id', 'person_id'])
    .execute();
  await moveWords(db as Kysely<Before>);
  await db.schema.alterTable('audit_entry').dropColumn('actor_name').execute();
  await db.schema.alterTable('audit_entry').dropColumn('details').execute();
  await db.schema.createIndex('audit_entry_actor_idx').on('audit_entry').column('actor_id').execute();
  await db.schema.createIndex('audit_person_idx').on('audit_person').column('person_id').execute();
}

async function moveWords(db: Kysely<Before>): Promise<void> {
  for (let after = 0; ;) {
    const lines = await db
      .selectFrom('audit_entry')
      .select(['id', 'actor_name', 'details'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(LINES_A_PIECE)
      .execute();
    const last = lines.at(-1);
    if (!last) return;
    await db
      .insertInto('audit_words')
      .values(
        lines.map(({ id, ...words }) => ({ entry_id: id, ...words, folded: foldText(words.actor_name) })),
      )
      .execute();
    after = Number(last.id);
  }
}
