import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('workshop_brief')
    .addColumn('workshop_id', 'text', (c) => c.primaryKey().references('workshop.id').onDelete('cascade'))
    .addColumn('organisation_goal', 'text', (c) => c.notNull())
    .addColumn('organisation_goal_text', 'text', (c) => c.notNull())
    .addColumn('known', 'text', (c) => c.notNull())
    .addColumn('out_of_scope', 'text', (c) => c.notNull())
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('guests', 'text', (c) => c.notNull())
    .addColumn('changed_at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('workshop_session')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('starts_on', 'text', (c) => c.notNull())
    .addColumn('starts_at', 'text', (c) => c.notNull())
    .addColumn('minutes', 'integer', (c) => c.notNull())
    .addColumn('time_zone', 'text', (c) => c.notNull())
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('steps', 'text', (c) => c.notNull())
    // A session that is off is kept: calendars that have it must hear of it.
    .addColumn('is_cancelled', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('changed_at_ms', big, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createIndex('workshop_session_of_workshop')
    .on('workshop_session')
    .column('workshop_id')
    .execute();
  // Which version of which session somebody has in their mail.
  await db.schema
    .createTable('workshop_mailed')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('session_id', 'text', (c) => c.notNull().references('workshop_session.id').onDelete('cascade'))
    .addColumn('session_version', 'integer', (c) => c.notNull())
    .addColumn('mailed_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('workshop_mailed_pk', ['workshop_id', 'person_id', 'session_id'])
    .execute();
  // How the last mail to somebody went.
  await db.schema
    .createTable('workshop_mailing')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('workshop_mailing_pk', ['workshop_id', 'person_id'])
    .execute();
  await db.schema
    .createTable('workshop_insight')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id').onDelete('cascade'))
    .addColumn('insight_id', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('added_at_ms', big, (c) => c.notNull())
    .addUniqueConstraint('workshop_insight_once', ['workshop_id', 'insight_id'])
    .execute();
  await packFirstInsights(db);
}

interface Attached {
  workshop_id: string;
  insight_id: string;
  title: string;
  survey_name: string;
  wave_name: string;
  fielded_on: string;
  value: number;
  interval_low: number;
  interval_high: number;
  n: number;
  created_at_ms: number;
}

/** The insight that a workshop was made with is the first of its evidence. */
async function packFirstInsights(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<Attached>`
    select workshop.id as workshop_id, insight.id as insight_id, insight.title, survey.name as survey_name,
      wave.name as wave_name, wave.fielded_on, insight.value, insight.interval_low, insight.interval_high,
      insight.n, workshop.created_at_ms
    from workshop
    join insight on insight.id = workshop.insight_id
    join wave on wave.id = insight.wave_id
    join survey on survey.id = insight.survey_id`.execute(db);
  for (const row of rows) {
    const content = JSON.stringify({
      insightId: row.insight_id,
      title: row.title,
      surveyName: row.survey_name,
      waveName: row.wave_name,
      fieldedOn: row.fielded_on,
      value: row.value,
      interval: [row.interval_low, row.interval_high],
      n: row.n,
    });
    await sql`insert into workshop_insight (id, workshop_id, insight_id, position, content, added_at_ms)
      values (${`${row.workshop_id}-0`}, ${row.workshop_id}, ${row.insight_id}, 0, ${content}, ${row.created_at_ms})`.execute(
      db,
    );
  }
}
