import type { Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';
import { watchTable } from '../word-index.ts';

/** The programme of support shifts in its versions, its sponsors, and who confirmed what. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('shift_programme')
    .addColumn('id', 'text', (c) => c.primaryKey())
    // Null while it is a draft.
    .addColumn('number', 'integer', (c) => c.unique())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('aim', 'text', (c) => c.notNull())
    .addColumn('rules', 'text', (c) => c.notNull())
    .addColumn('authorisation', 'text', (c) => c.notNull())
    .addColumn('change_note', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('decision_id', 'text', (c) => c.references('decision.id'))
    .addColumn('without_decision', 'text', (c) => c.notNull().defaultTo(''))
    // The numbers of the versions from which on a confirmation holds.
    .addColumn('rules_since', 'integer')
    .addColumn('authorisation_since', 'integer')
    .addColumn('made_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('changed_at_ms', big, (c) => c.notNull())
    .addColumn('put_by', 'text', (c) => c.references('person.id'))
    .addColumn('in_force_at_ms', big)
    .addColumn('superseded_at_ms', big)
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('shift_programme_sponsor')
    .addColumn('programme_id', 'text', (c) =>
      c.notNull().references('shift_programme.id').onDelete('cascade'),
    )
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addPrimaryKeyConstraint('shift_programme_sponsor_once', ['programme_id', 'person_id'])
    .execute();
  await db.schema
    .createTable('shift_confirmation')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('programme_id', 'text', (c) => c.notNull().references('shift_programme.id'))
    .addColumn('confirmed_at_ms', big, (c) => c.notNull())
    .addColumn('withdrawn_at_ms', big)
    .addColumn('withdrawn_by', 'text', (c) => c.references('person.id'))
    .execute();
  await db.schema
    .createIndex('shift_confirmation_of_person')
    .on('shift_confirmation')
    .column('person_id')
    .execute();
  await watchTable(db, engine, {
    ...{ kind: 'programme', table: 'shift_programme', id: 'id' },
    columns: ['title', 'aim', 'rules', 'number', 'superseded_at_ms'],
  });
}
