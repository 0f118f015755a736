// Above 300 lines: every query of a project's own row.
import { asId } from '#lib/base/ids.ts';
import { CURRENCIES, type Currency } from '#lib/base/money.ts';
import { ROUTES, type Route } from '#lib/projects/light-route.ts';
import {
  PROJECT_STATES,
  STAGES_BEFORE,
  type ProjectId,
  type ProjectState,
  type StageBefore,
} from '#lib/projects/project.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';

export interface ProjectRow {
  id: ProjectId;
  /** What people say and addresses hold [PR17]. */
  number: number;
  issueId: string | null;
  issueNumber: number | null;
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
  route: Route;
  /** A day: by when the present submission is to be decided. */
  decideBy: string | null;
  /** Where it was when a change took it back to its signers. */
  stageBefore: StageBefore | null;
  /** Whether work goes on while a change waits. */
  worksOn: boolean;
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
    .select([
      'owner.name as owner_name',
      'deputy.name as deputy_name',
      'issue.title as issue_title',
      'issue.number as issue_number',
    ])
    .orderBy('project.created_at_ms', 'desc');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectProjects>['execute']>>[number];

function toProject(row: Selected): ProjectRow {
  return {
    id: asId<'project'>(row.id),
    number: row.number,
    issueId: row.issue_id,
    issueNumber: row.issue_number,
    issueTitle: row.issue_title,
    title: row.title,
    aim: row.aim,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    deputyId: row.deputy_id,
    deputyName: row.deputy_name,
    budgetMinor: row.budget_minor,
    currency: oneOf(CURRENCIES, row.currency, 'project.currency', row.id),
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    state: oneOf(PROJECT_STATES, row.state, 'project.state', row.id),
    holdUntil: row.hold_until,
    pauseReason: row.pause_reason,
    submission: row.submission,
    route: oneOf(ROUTES, row.route, 'project.route', row.id),
    decideBy: row.decision_due_on,
    stageBefore:
      row.stage_before === null
        ? null
        : oneOf(STAGES_BEFORE, row.stage_before, 'project.stage_before', row.id),
    worksOn: row.works_on === 1,
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
    .where((eb) => eb.or([eb('project.owner_id', '=', personId), eb('deputy_id', '=', personId)]))
    .execute();
  return rows.map(toProject);
}

export async function listProjectsByIds(db: Queries, ids: readonly string[]): Promise<ProjectRow[]> {
  return (await selectProjects(db).where('project.id', 'in', ids).execute()).map(toProject);
}

/** What is said of a project where its issue is shown. */
export type ProjectOfIssue = Pick<
  ProjectRow,
  | 'number'
  | 'title'
  | 'state'
  | 'stageBefore'
  | 'issueId'
  | 'ownerName'
  | 'ownerId'
  | 'deputyId'
  | 'proposedBy'
> & {
  id: string;
};

export async function listProjectsOfIssues(
  db: Queries,
  issueIds: readonly string[],
): Promise<ProjectOfIssue[]> {
  if (issueIds.length === 0) return [];
  const rows = await db
    .selectFrom('project_issue')
    .innerJoin('project', 'project.id', 'project_issue.project_id')
    .innerJoin('person as owner', 'owner.id', 'project.owner_id')
    .select([
      ...(['project.id', 'number', 'title', 'state', 'stage_before', 'owner_id', 'deputy_id'] as const),
      ...(['proposed_by', 'project_issue.issue_id', 'owner.name as owner_name'] as const),
    ])
    .where('project_issue.issue_id', 'in', issueIds)
    .orderBy('project.created_at_ms', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    issueId: row.issue_id,
    ownerName: row.owner_name,
    ownerId: row.owner_id,
    deputyId: row.deputy_id,
    proposedBy: row.proposed_by,
    state: oneOf(PROJECT_STATES, row.state, 'project.state', row.id),
    stageBefore:
      row.stage_before === null
        ? null
        : oneOf(STAGES_BEFORE, row.stage_before, 'project.stage_before', row.id),
  }));
}

export async function listSubmitted(db: Queries): Promise<ProjectRow[]> {
  return (await selectProjects(db).where('project.state', '=', 'submitted').execute()).map(toProject);
}

/** The projects in these states. */
export async function listCarried(db: Queries, states: readonly ProjectState[]): Promise<ProjectRow[]> {
  return (await selectProjects(db).where('project.state', 'in', states).execute()).map(toProject);
}

/** The projects that wait for a day. */
export async function listHeld(db: Queries): Promise<ProjectRow[]> {
  return (await selectProjects(db).where('project.state', '=', 'on-hold').execute()).map(toProject);
}

/** The issues that a project deals with, by their numbers; they are settled when it is proposed. */
export async function listIssuesOfProject(
  db: Queries,
  projectId: string,
): Promise<{ id: string; number: number; title: string }[]> {
  return db
    .selectFrom('project_issue')
    .innerJoin('issue', 'issue.id', 'project_issue.issue_id')
    .select(['issue.id', 'number', 'title'])
    .where('project_id', '=', projectId)
    .orderBy('number')
    .execute();
}

/** Writes a project down with all its issues; the first of them stands in its lists. */
export async function insertProject(
  trx: Queries,
  issueIds: readonly string[],
  project: Omit<
    ProjectRow,
    | 'issueId'
    | 'issueNumber'
    | 'issueTitle'
    | 'ownerName'
    | 'deputyName'
    | 'version'
    | 'holdUntil'
    | 'pauseReason'
    | 'route'
    | 'decideBy'
    | 'stageBefore'
    | 'worksOn'
  >,
): Promise<void> {
  await trx
    .insertInto('project')
    .values({
      id: project.id,
      number: project.number,
      issue_id: issueIds[0] ?? null,
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
  if (issueIds.length === 0) return;
  await trx
    .insertInto('project_issue')
    .values(issueIds.map((id) => ({ project_id: project.id, issue_id: id })))
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
    | 'route'
    | 'decideBy'
    | 'stageBefore'
    | 'worksOn'
  >
>;

/** False when the version is no longer the newest: nothing was written then. */
export async function updateProject(
  trx: Queries,
  id: string,
  version: number,
  change: ProjectUpdate,
): Promise<boolean> {
  const result = await trx
    .updateTable('project')
    .set({
      // What is undefined stays as it is.
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
      route: change.route,
      decision_due_on: change.decideBy,
      stage_before: change.stageBefore,
      works_on: change.worksOn === undefined ? undefined : Number(change.worksOn),
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What others hang things on: the names of these projects, or of all, and who answers for them. */
export async function listProjectNames(db: Queries, ids?: readonly string[]): Promise<ProjectName[]> {
  const rows = await db
    .selectFrom('project')
    .select([
      ...(['id', 'number', 'title', 'owner_id', 'deputy_id'] as const),
      ...(['proposed_by', 'state', 'stage_before', 'works_on'] as const),
    ])
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .execute();
  return rows.map((row) => ({
    id: asId<'project'>(row.id),
    number: row.number,
    title: row.title,
    ownerId: row.owner_id,
    deputyId: row.deputy_id,
    proposedBy: row.proposed_by,
    state: oneOf(PROJECT_STATES, row.state, 'project.state', row.id),
    stageBefore:
      row.stage_before === null
        ? null
        : oneOf(STAGES_BEFORE, row.stage_before, 'project.stage_before', row.id),
    worksOn: row.works_on === 1,
  }));
}

/** What a project is called, who answers for it, and who may know of it. */
export type ProjectName = Pick<
  ProjectRow,
  'id' | 'number' | 'title' | 'ownerId' | 'deputyId' | 'proposedBy' | 'state' | 'stageBefore' | 'worksOn'
>;

export async function listProjectIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('project').select('id').execute()).map(({ id }) => id);
}

/** What each project is about: its aim, and the issues behind it by their titles. */
export async function listAbouts(
  db: Queries,
): Promise<{ id: string; number: number; title: string; about: string }[]> {
  const projects = await db.selectFrom('project').select(['id', 'number', 'title', 'aim']).execute();
  const issues = await db
    .selectFrom('project_issue')
    .innerJoin('issue', 'issue.id', 'project_issue.issue_id')
    .select(['project_id', 'issue.title'])
    .execute();
  const titles = Map.groupBy(issues, ({ project_id }) => project_id);
  return projects.map(({ id, number, title, aim }) => ({
    ...{ id, number, title },
    about: [aim, ...(titles.get(id) ?? []).map((issue) => issue.title)].join(' '),
  }));
}

/** What people wrote of a project; lessons as they are stored. */
export interface ProjectTexts {
  id: string;
  number: number;
  title: string;
  aim: string;
  createdAtMs: number;
  note: string | null;
  lessons: string | null;
}

/** What people wrote of these projects. */
export async function listProjectTexts(db: Queries, ids: readonly string[]): Promise<ProjectTexts[]> {
  return db
    .selectFrom('project')
    .leftJoin('project_closing', 'project_closing.project_id', 'project.id')
    .select(['project.id', 'number', 'title', 'aim', 'created_at_ms as createdAtMs', 'note', 'lessons'])
    .where('project.id', 'in', ids)
    .execute();
}

/** The issues of every project, by project. */
export async function listIssuesOfAll(db: Queries): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.selectFrom('project_issue').select(['project_id', 'issue_id']).execute();
  const byProject = Map.groupBy(rows, ({ project_id }) => project_id);
  return new Map([...byProject].map(([id, own]) => [id, own.map(({ issue_id }) => issue_id)]));
}
