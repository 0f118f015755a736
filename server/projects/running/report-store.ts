import { HEALTHS, type Health } from '#lib/projects/project.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

export interface ReportRow {
  id: string;
  projectId: string;
  health: Health;
  text: string;
  /** Empty in reports from before they were asked for. */
  good: string;
  worry: string;
  authorName: string;
  reportedAtMs: number;
}

function selectReports(db: Queries) {
  return db
    .selectFrom('project_report')
    .innerJoin('person', 'person.id', 'project_report.author_id')
    .selectAll('project_report')
    .select('person.name');
}

type SelectedReport = Awaited<ReturnType<ReturnType<typeof selectReports>['execute']>>[number];

function toReport(row: SelectedReport): ReportRow {
  return {
    id: row.id,
    projectId: row.project_id,
    health: oneOf(HEALTHS, row.health, 'project_report.health', row.id),
    text: row.text,
    good: row.good,
    worry: row.worry,
    authorName: row.name,
    reportedAtMs: row.reported_at_ms,
  };
}

/** Every report of one project, newest first. */
export async function listReportsOf(db: Queries, projectId: string): Promise<ReportRow[]> {
  const rows = await selectReports(db)
    .where('project_id', '=', projectId)
    .orderBy('reported_at_ms', 'desc')
    .execute();
  return rows.map(toReport);
}

/** The newest report of each project that has one. */
export async function listNewestReports(db: Queries): Promise<ReadonlyMap<string, ReportRow>> {
  const rows = await selectReports(db)
    .where('project_report.reported_at_ms', '=', (eb) =>
      eb
        .selectFrom('project_report as newer')
        .select((inner) => inner.fn.max('newer.reported_at_ms').as('at_ms'))
        .whereRef('newer.project_id', '=', 'project_report.project_id'),
    )
    .execute();
  return new Map(rows.map((row) => [row.project_id, toReport(row)]));
}

export async function insertReport(
  trx: Queries,
  report: Omit<ReportRow, 'authorName'> & { authorId: string },
): Promise<void> {
  await trx
    .insertInto('project_report')
    .values({
      id: report.id,
      project_id: report.projectId,
      health: report.health,
      text: report.text,
      good: report.good,
      worry: report.worry,
      author_id: report.authorId,
      reported_at_ms: report.reportedAtMs,
    })
    .execute();
}
