import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * Every rating belongs to a session. Those of before move into the standing one as they were, and are marked: they were
 * given when nobody saw more of them than a mean, and how they lie is never shown.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('rating_session')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('round', 'integer', (c) => c.notNull())
    .addColumn('ends_on', 'text')
    .addColumn('made_by', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('made_by_name', 'text', (c) => c.notNull())
    .addColumn('made_at_ms', big, (c) => c.notNull())
    .addColumn('revealed_at_ms', big)
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('rating_session_person')
    .addColumn('session_id', 'text', (c) => c.notNull().references('rating_session.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addPrimaryKeyConstraint('rating_session_person_once', ['session_id', 'person_id'])
    .execute();
  await db.schema
    .createTable('rating_session_issue')
    .addColumn('session_id', 'text', (c) => c.notNull().references('rating_session.id').onDelete('cascade'))
    .addColumn('issue_id', 'text', (c) => c.notNull().references('issue.id').onDelete('cascade'))
    .addColumn('place', 'integer', (c) => c.notNull())
    // In how many rounds it is asked about.
    .addColumn('rounds', 'integer', (c) => c.notNull().defaultTo(1))
    .addPrimaryKeyConstraint('rating_session_issue_once', ['session_id', 'issue_id'])
    .execute();
  await moveRatings(db, engine);
  // The open session that asks about an issue, and the one that its place comes from.
  for (const name of ['asked_in', 'decided_in'])
    await db.schema
      .alterTable('issue')
      .addColumn(name, 'text', (c) => c.references('rating_session.id'))
      .execute();
  for (const [name, table, columns] of [
    ['rating_session_state', 'rating_session', ['state', 'ends_on']],
    ['rating_session_person_person', 'rating_session_person', ['person_id']],
    ['rating_session_issue_issue', 'rating_session_issue', ['issue_id']],
    ['issue_rating_person_idx', 'issue_rating', ['person_id']],
    ['issue_asked_in', 'issue', ['asked_in']],
    ['issue_decided_in', 'issue', ['decided_in']],
  ] as const)
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
}

/** A key cannot be changed in SQLite: the table is written anew, under its name. */
async function moveRatings(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema.alterTable('issue_rating').renameTo('issue_rating_before').execute();
  await db.schema.dropIndex('issue_rating_person_idx').execute();
  await db.schema
    .createTable('issue_rating')
    .addColumn('session_id', 'text', (c) => c.notNull())
    .addColumn('round', 'integer', (c) => c.notNull())
    .addColumn('issue_id', 'text', (c) => c.notNull().references('issue.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    // Both null where somebody kept out of it.
    .addColumn('importance', 'integer')
    .addColumn('urgency', 'integer')
    .addColumn('rated_at_ms', bigType(engine), (c) => c.notNull())
    .addColumn('is_older', 'integer', (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('issue_rating_once', ['issue_id', 'session_id', 'round', 'person_id'])
    .execute();
  await sql`insert into issue_rating
      (session_id, round, issue_id, person_id, importance, urgency, rated_at_ms, is_older)
    select 'standing', 1, issue_id, person_id, importance, urgency, rated_at_ms, 1 from issue_rating_before`.execute(
    db,
  );
  await db.schema.dropTable('issue_rating_before').execute();
}
