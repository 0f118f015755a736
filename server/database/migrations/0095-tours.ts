import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/**
 * A tour has its own days, hours, seats and mentors, which were the round's. Each tour of before becomes one of one day,
 * on which whatever held for its round holds; the sign-up window of its round is open until it begins, as it was.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  for (const [name, kind, usual] of [
    ['last_day', 'text', ''],
    ['starts_at', 'text', ''],
    ['ends_at', 'text', ''],
    ['place', 'text', ''],
    ['is_remote', 'integer', 0],
    ['mentors_needed', 'integer', 1],
    ['scopes', 'text', '["phone","chat","messenger","tickets"]'],
    ['version', 'integer', 1],
  ] as const)
    await db.schema
      .alterTable('shift')
      .addColumn(name, kind, (c) => c.notNull().defaultTo(usual))
      .execute();
  await db.schema
    .alterTable('shift')
    .addColumn('ends_at_ms', big, (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('shift').addColumn('department_cap', 'integer').execute();
  await db.schema
    .createTable('shift_day')
    .addColumn('shift_id', 'text', (c) => c.notNull().references('shift.id').onDelete('cascade'))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('starts_at_ms', big, (c) => c.notNull())
    .addColumn('ends_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('shift_day_once', ['shift_id', 'day'])
    .execute();
  await giveHours(db);
  await giveMentors(db);
  for (const name of ['opens_on', 'closes_on'])
    await db.schema.alterTable('shift_round').addColumn(name, 'text').execute();
  await db.schema
    .alterTable('shift_round')
    .addColumn('leave_hours', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  for (const name of ['starts_at', 'ends_at', 'places'])
    await db.schema.alterTable('shift_round').dropColumn(name).execute();
  for (const [name, table, column] of [
    ['shift_round_idx', 'shift', 'round_id'],
    ['shift_day_day', 'shift_day', 'day'],
    ['shift_mentor_person', 'shift_mentor', 'person_id'],
    ['shift_signup_person', 'shift_signup', 'person_id'],
  ] as const)
    await db.schema.createIndex(name).on(table).column(column).execute();
}

/** Tours of before began and ended on one day, so that what lies between is what the clock shows. */
async function giveHours(db: Kysely<unknown>): Promise<void> {
  const minutes = (column: string): ReturnType<typeof sql<number>> =>
    sql<number>`(cast(substr(${sql.ref(column)}, 1, 2) as integer) * 60 + cast(substr(${sql.ref(column)}, 4, 2) as integer))`;
  const ofRound = (value: ReturnType<typeof sql>): ReturnType<typeof sql> =>
    sql`(select ${value} from shift_round where shift_round.id = shift.round_id)`;
  await sql`update shift set
      last_day = day,
      starts_at = ${ofRound(sql`shift_round.starts_at`)},
      ends_at = ${ofRound(sql`shift_round.ends_at`)},
      ends_at_ms = starts_at_ms + ${ofRound(sql`${minutes('shift_round.ends_at')} - ${minutes('shift_round.starts_at')}`)} * 60000`.execute(
    db,
  );
  await sql`insert into shift_day (shift_id, day, starts_at_ms, ends_at_ms)
    select id, day, starts_at_ms, ends_at_ms from shift`.execute(db);
}

/** A key cannot be changed in SQLite: the table is written anew, under its name. */
async function giveMentors(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('shift_mentor').renameTo('shift_mentor_before').execute();
  await db.schema
    .createTable('shift_mentor')
    .addColumn('shift_id', 'text', (c) => c.notNull().references('shift.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('shift_mentor_once', ['shift_id', 'person_id'])
    .execute();
  await sql`insert into shift_mentor (shift_id, person_id)
    select shift.id, before.person_id from shift
    inner join shift_mentor_before as before on before.round_id = shift.round_id`.execute(db);
  // As many as the round had: nothing is missing that was not missing before.
  await sql`update shift set mentors_needed =
    (select count(*) from shift_mentor where shift_mentor.shift_id = shift.id)`.execute(db);
  await db.schema.dropTable('shift_mentor_before').execute();
}
