import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** What is asked again and again; each project that runs is asked for its status, as it was by a rule of its own before. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .createTable('rhythm')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('subject_kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('asked_id', 'text', (c) => c.references('person.id'))
    .addColumn('unit', 'text', (c) => c.notNull())
    .addColumn('every', 'integer', (c) => c.notNull())
    .addColumn('starts_on', 'text', (c) => c.notNull())
    .addColumn('next_turn', 'text', (c) => c.notNull())
    .addColumn('deputy_after', 'integer', (c) => c.notNull())
    .addColumn('lead_after', 'integer', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('made_by_name', 'text', (c) => c.notNull())
    .addColumn('made_at_ms', big, (c) => c.notNull())
    .addColumn('ended_at_ms', big)
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createIndex('rhythm_subject')
    .on('rhythm')
    .columns(['subject_kind', 'subject_id', 'ended_at_ms'])
    .execute();
  await db.schema.createIndex('rhythm_turn').on('rhythm').columns(['ended_at_ms', 'next_turn']).execute();
  await db.schema
    .createTable('rhythm_ask')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('rhythm_id', 'text', (c) => c.notNull().references('rhythm.id').onDelete('cascade'))
    .addColumn('due_on', 'text', (c) => c.notNull())
    .addColumn('asked_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('told', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('nothing_new', 'integer', (c) => c.notNull())
    .addColumn('answered_by', 'text')
    .addColumn('answered_by_name', 'text', (c) => c.notNull())
    .addColumn('answered_on', 'text')
    .addUniqueConstraint('rhythm_ask_once', ['rhythm_id', 'due_on'])
    .execute();
  await db.schema.createIndex('rhythm_ask_open').on('rhythm_ask').columns(['state', 'asked_id']).execute();
  await askForStatus(db);
}

/** A report was owed two weeks after the last one, or after the start; from that day on it is asked for every two weeks. */
async function askForStatus(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{
    id: string;
    starts_on: string;
    proposed_by: string;
    name: string;
    reported_at_ms: number | null;
  }>`
    select project.id, project.starts_on, project.proposed_by, person.name,
      (select max(reported_at_ms) from project_report where project_id = project.id) as reported_at_ms
    from project join person on person.id = project.proposed_by
    where project.state in ('running', 'on-hold')`.execute(db);
  for (const { id, starts_on, proposed_by, name, reported_at_ms } of rows) {
    const last =
      reported_at_ms === null
        ? Temporal.PlainDate.from(starts_on)
        : Temporal.Instant.fromEpochMilliseconds(Number(reported_at_ms))
            .toZonedDateTimeISO('UTC')
            .toPlainDate();
    const first = last.add({ weeks: 2 }).toString();
    // Under the id of its project, which has one.
    await sql`insert into rhythm (id, subject_kind, subject_id, purpose, question, asked_id, unit, every, starts_on,
        next_turn, deputy_after, lead_after, made_by, made_by_name, made_at_ms, ended_at_ms)
      values (${id}, 'project', ${id}, 'status', '', null, 'week', 2, ${first}, ${first}, 2, 4, ${proposed_by}, ${name},
        0, null)`.execute(db);
  }
}
