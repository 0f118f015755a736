import { isSigningPart, type Decision } from '#lib/projects/approve.ts';
import {
  CURRENCIES,
  type Currency,
  type Health,
  type ProjectId,
  type ProjectState,
} from '#lib/projects/project.ts';
import type { Queries } from '../database/engine.ts';

export interface ProjectRow {
  id: ProjectId;
  issueId: string | null;
  issueTitle: string | null;
  title: string;
  aim: string;
  ownerId: string;
  ownerName: string;
  deputyId: string;
  deputyName: string;
  budgetMinor: number;
  currency: Currency;
  startsOn: string;
  endsOn: string;
  state: ProjectState;
  /** Until when a project on hold waits. */
  holdUntil: string | null;
  /** Why it waits, or why it was stopped. */
  pauseReason: string;
  submission: number;
  proposedBy: string;
  createdAtMs: number;
  version: number;
}

function selectProjects(db: Queries) {
  return db
    .selectFrom('project')
    .innerJoin('person as owner', 'owner.id', 'project.owner_id')
    .innerJoin('person as deputy', 'deputy.id', 'project.deputy_id')
    .leftJoin('issue', 'issue.id', 'project.issue_id')
    .selectAll('project')
    .select(['owner.name as owner_name', 'deputy.name as deputy_name', 'issue.title as issue_title'])
    .orderBy('project.created_at_ms', 'desc');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectProjects>['execute']>>[number];

function toProject(row: Selected): ProjectRow {
  return {
    id: row.id as ProjectId,
    issueId: row.issue_id,
    issueTitle: row.issue_title,
    title: row.title,
    aim: row.aim,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    deputyId: row.deputy_id,
    deputyName: row.deputy_name,
    budgetMinor: row.budget_minor,
    currency: CURRENCIES.find((currency) => currency === row.currency) ?? 'PLN',
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    state: row.state as ProjectState, // written only by the commands, from the table of moves
    holdUntil: row.hold_until,
    pauseReason: row.pause_reason,
    submission: row.submission,
    proposedBy: row.proposed_by,
    createdAtMs: row.created_at_ms,
    version: row.version,
  };
}

export async function listProjects(db: Queries): Promise<ProjectRow[]> {
  return (await selectProjects(db).execute()).map(toProject);
}

export async function findProject(db: Queries, id: string): Promise<ProjectRow | undefined> {
  const row = await selectProjects(db).where('project.id', '=', id).executeTakeFirst();
  return row && toProject(row);
}

/**
 * Takes the project for the rest of a transaction: two signatures at once are counted one after the
 * other. SQLite has one writer at a time anyway.
 */
export async function holdProject(trx: Queries, id: string): Promise<void> {
  await trx
    .updateTable('project')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
}

/** The projects that somebody owns or deputises for. */
export async function listProjectsOfPerson(db: Queries, personId: string): Promise<ProjectRow[]> {
  const rows = await selectProjects(db)
    .where((eb) => eb.or([eb('owner_id', '=', personId), eb('deputy_id', '=', personId)]))
    .execute();
  return rows.map(toProject);
}

export async function listProjectsOfIssues(
  db: Queries,
  issueIds: readonly string[],
): Promise<{ id: string; title: string; issueId: string | null }[]> {
  if (issueIds.length === 0) return [];
  return db
    .selectFrom('project')
    .select(['id', 'title', 'issue_id as issueId'])
    .where('issue_id', 'in', issueIds)
    .orderBy('created_at_ms', 'desc')
    .execute();
}

export async function listSubmitted(db: Queries): Promise<ProjectRow[]> {
  return (await selectProjects(db).where('project.state', '=', 'submitted').execute()).map(toProject);
}

/** The projects in which this person ever had a hand. */
export async function listProjectsWithHandOf(db: Queries, personId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('project_hand')
    .select('project_id')
    .where('person_id', '=', personId)
    .execute();
  return new Set(rows.map((row) => row.project_id));
}

export async function insertProject(
  trx: Queries,
  project: Omit<
    ProjectRow,
    'issueTitle' | 'ownerName' | 'deputyName' | 'version' | 'holdUntil' | 'pauseReason'
  >,
): Promise<void> {
  await trx
    .insertInto('project')
    .values({
      id: project.id,
      issue_id: project.issueId,
      title: project.title,
      aim: project.aim,
      owner_id: project.ownerId,
      deputy_id: project.deputyId,
      budget_minor: project.budgetMinor,
      currency: project.currency,
      starts_on: project.startsOn,
      ends_on: project.endsOn,
      state: project.state,
      submission: project.submission,
      hold_until: null,
      pause_reason: '',
      proposed_by: project.proposedBy,
      created_at_ms: project.createdAtMs,
      version: 1,
    })
    .execute();
}

/** What of a project can be written later. */
export type ProjectUpdate = Partial<
  Pick<
    ProjectRow,
    | 'title'
    | 'aim'
    | 'ownerId'
    | 'deputyId'
    | 'budgetMinor'
    | 'currency'
    | 'startsOn'
    | 'endsOn'
    | 'state'
    | 'submission'
    | 'holdUntil'
    | 'pauseReason'
  >
>;

/** False when the version is no longer the newest: nothing was written then. */
export async function updateProject(
  trx: Queries,
  id: string,
  version: number,
  change: ProjectUpdate,
): Promise<boolean> {
  const columns = {
    title: change.title,
    aim: change.aim,
    owner_id: change.ownerId,
    deputy_id: change.deputyId,
    budget_minor: change.budgetMinor,
    currency: change.currency,
    starts_on: change.startsOn,
    ends_on: change.endsOn,
    state: change.state,
    submission: change.submission,
    hold_until: change.holdUntil,
    pause_reason: change.pauseReason,
  };
  const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
  const result = await trx
    .updateTable('project')
    .set({ ...given, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface DecisionRow extends Decision {
  projectId: string;
  submission: number;
  directorName: string;
  reason: string;
  decidedAtMs: number;
  /** As it was when they signed [PR10]. */
  departmentName: string | null;
  roleSinceMs: number | null;
  roleGrantedBy: string | null;
}

function selectDecisions(db: Queries) {
  return db
    .selectFrom('project_decision')
    .innerJoin('person', 'person.id', 'project_decision.director_id')
    .selectAll('project_decision')
    .select('person.name')
    .orderBy('decided_at_ms', 'desc');
}

/** Every decision about one project, newest first. */
export async function listDecisions(db: Queries, projectId: string): Promise<DecisionRow[]> {
  return toDecisions(await selectDecisions(db).where('project_id', '=', projectId).execute());
}

/** The decisions about the present submission of every project. */
export async function listPresentDecisions(db: Queries): Promise<DecisionRow[]> {
  const rows = await selectDecisions(db)
    .innerJoin('project', (join) =>
      join
        .onRef('project.id', '=', 'project_decision.project_id')
        .onRef('project.submission', '=', 'project_decision.submission'),
    )
    .execute();
  return toDecisions(rows);
}

type SelectedDecision = Awaited<ReturnType<ReturnType<typeof selectDecisions>['execute']>>[number];

function toDecisions(rows: readonly SelectedDecision[]): DecisionRow[] {
  return rows.flatMap((row) =>
    isSigningPart(row.part)
      ? [
          {
            projectId: row.project_id,
            submission: row.submission,
            part: row.part,
            directorId: row.director_id,
            directorName: row.name,
            isApproved: row.is_approved === 1,
            reason: row.reason,
            decidedAtMs: row.decided_at_ms,
            contentHash: row.content_hash,
            departmentName: row.department_name,
            roleSinceMs: row.role_since_ms,
            roleGrantedBy: row.role_granted_by_name,
          },
        ]
      : [],
  );
}

/** The decisions about the present submission of a project. */
export async function listDecisionsOf(
  db: Queries,
  project: Pick<ProjectRow, 'id' | 'submission'>,
): Promise<DecisionRow[]> {
  const decisions = await listDecisions(db, project.id);
  return decisions.filter(({ submission }) => submission === project.submission);
}

/** Fails when this part has decided about this submission already: the caller holds the project and has looked. */
export async function insertDecision(
  trx: Queries,
  decision: Omit<DecisionRow, 'directorName'>,
): Promise<void> {
  await trx
    .insertInto('project_decision')
    .values({
      project_id: decision.projectId,
      submission: decision.submission,
      part: decision.part,
      director_id: decision.directorId,
      is_approved: decision.isApproved ? 1 : 0,
      reason: decision.reason,
      decided_at_ms: decision.decidedAtMs,
      content_hash: decision.contentHash,
      department_name: decision.departmentName,
      role_since_ms: decision.roleSinceMs,
      role_granted_by_name: decision.roleGrantedBy,
    })
    .execute();
}

export interface ReportRow {
  id: string;
  projectId: string;
  health: Health;
  text: string;
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
    health: row.health as Health, // written only by the command, from the list of healths
    text: row.text,
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
      author_id: report.authorId,
      reported_at_ms: report.reportedAtMs,
    })
    .execute();
}
