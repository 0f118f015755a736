import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** What was approved stays readable, a change is measured against it, and the organisation says how far that may go. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  await db.schema
    .alterTable('project')
    .addColumn('route', 'text', (c) => c.notNull().defaultTo('full'))
    .execute();
  await db.schema.alterTable('project').addColumn('decision_due_on', 'text').execute();
  // Where a project was that is approved anew: it goes back there.
  await db.schema.alterTable('project').addColumn('stage_before', 'text').execute();
  await db.schema
    .alterTable('project')
    .addColumn('works_on', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .alterTable('project_decision')
    .addColumn('is_final', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('project_decision').addColumn('condition_id', 'text').execute();
  await db.schema
    .createTable('project_version')
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('submission', 'integer', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('approved_at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('project_version_pk', ['project_id', 'submission'])
    .execute();
  await db.schema
    .createTable('project_change')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('by_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('is_reopening', 'integer', (c) => c.notNull())
    .addColumn('works_on', 'integer', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('project_change_of')
    .on('project_change')
    .columns(['project_id', 'at_ms'])
    .execute();
  await db.schema
    .createTable('project_rules')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('change_share', 'integer', (c) => c.notNull())
    .addColumn('change_days', 'integer', (c) => c.notNull())
    .addColumn('decision_days', 'integer', (c) => c.notNull())
    .addColumn('light_minor', big)
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('project_envelope')
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('currency', 'text', (c) => c.notNull())
    .addColumn('minor', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('project_envelope_pk', ['year', 'currency'])
    .execute();
  await keepApproved(db);
}

/** What was approved before this was kept could not change since: as it is now is how it was approved. */
async function keepApproved(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{
    id: string;
    submission: number;
    title: string;
    aim: string;
    owner_id: string;
    deputy_id: string;
    budget_minor: number | string;
    currency: string;
    starts_on: string;
    ends_on: string;
    decided_at_ms: number | string | null;
    created_at_ms: number | string;
  }>`
    select project.*, (select max(decided_at_ms) from project_decision
      where project_id = project.id and project_decision.submission = project.submission) as decided_at_ms
    from project where state in ('approved', 'running', 'on-hold', 'done')`.execute(db);
  for (const row of rows) {
    const content = JSON.stringify({
      title: row.title,
      aim: row.aim,
      ownerId: row.owner_id,
      deputyId: row.deputy_id,
      budgetMinor: Number(row.budget_minor),
      currency: row.currency,
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      sponsorId: null,
      charter: null,
    });
    await sql`insert into project_version (project_id, submission, content, approved_at_ms)
      values (${row.id}, ${row.submission}, ${content}, ${Number(row.decided_at_ms ?? row.created_at_ms)})`.execute(
      db,
    );
  }
}
