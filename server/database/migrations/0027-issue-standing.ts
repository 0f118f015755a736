import { sql, type Kysely } from 'kysely';
import type { IssueOrigin, Rating } from '#lib/issues/issue.ts';
import { BANDS } from '#lib/issues/prioritise.ts';
import { standingOf } from '#lib/issues/standing.ts';

interface OldTables {
  issue: { id: string; origin: string };
  issue_rating: {
    issue_id: string;
    person_id: string;
    importance: number;
    urgency: number;
    rated_at_ms: number;
  };
}

/**
 * Where an issue stands is kept with it: a list of five thousand is ordered by the database and comes
 * in pieces, instead of being made of all ratings for each reader.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, type] of [
    ['raters', 'integer'],
    ['counted', 'integer'],
    ['standing', 'text'],
    ['priority_raters', 'integer'],
    ['importance', 'double precision'],
    ['urgency', 'double precision'],
    ['band', 'integer'],
    ['is_disputed', 'integer'],
  ] as const) {
    const isCount = name === 'raters' || name === 'counted';
    await db.schema
      .alterTable('issue')
      .addColumn(name, type, (c) => (isCount ? c.notNull().defaultTo(0) : c))
      .execute();
  }
  const old = db as Kysely<OldTables>;
  const issues = await old.selectFrom('issue').select(['id', 'origin']).execute();
  const ratings = await old
    .selectFrom('issue_rating')
    .selectAll()
    .orderBy('rated_at_ms')
    .orderBy('person_id')
    .execute();
  const byIssue = Map.groupBy(ratings, ({ issue_id }) => issue_id);
  for (const { id, origin } of issues) {
    const given: Rating[] = byIssue.get(id) ?? [];
    const { raters, counted, source, priority } = standingOf(given, JSON.parse(origin) as IssueOrigin);
    await sql`update issue set raters = ${raters}, counted = ${counted}, standing = ${source},
      priority_raters = ${priority?.raters ?? null}, importance = ${priority?.importance ?? null},
      urgency = ${priority?.urgency ?? null}, band = ${priority ? BANDS.indexOf(priority.band) : null},
      is_disputed = ${priority ? Number(priority.isDisputed) : null} where id = ${id}`.execute(db);
  }
  await db.schema.createIndex('issue_created_idx').on('issue').column('created_at_ms').execute();
  await db.schema.createIndex('issue_insight_idx').on('issue').column('insight_id').execute();
  await db.schema.createIndex('issue_rating_person_idx').on('issue_rating').column('person_id').execute();
  await db.schema
    .createIndex('project_report_project_idx')
    .on('project_report')
    .columns(['project_id', 'reported_at_ms'])
    .execute();
  await db.schema.createIndex('project_issue_idx').on('project').column('issue_id').execute();
}
