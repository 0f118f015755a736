import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { isSigningPart, outcomeOf, refusalToDecide } from '#lib/projects/approve.ts';
import {
  DecisionForm,
  MoveForm,
  ProjectChange,
  ProjectForm,
  ReportForm,
} from '#lib/projects/project-forms.ts';
import { isEditable, moveProject, type ProjectId, type ProjectMove } from '#lib/projects/project.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { setIssueState } from '../issues/commands.ts';
import { listDepartments } from '../people/commands.ts';
import * as store from './store.ts';

/** A project on the board: with the decisions about its present submission and its newest report. */
export interface ListedProject extends store.ProjectRow {
  decisions: store.DecisionRow[];
  latestReport: store.ReportRow | undefined;
}

export async function listProjects(context: Context, actor: Actor): Promise<ListedProject[]> {
  requirePermission(actor, 'project.view');
  const [projects, decisions, reports] = [
    await store.listProjects(context.db),
    await store.listDecisions(context.db),
    await store.listReports(context.db),
  ];
  return projects.map((project) => ({
    ...project,
    decisions: decisions.filter(
      (decision) => decision.projectId === project.id && decision.submission === project.submission,
    ),
    latestReport: reports.find((report) => report.projectId === project.id),
  }));
}

/** One project with everything that was decided and reported about it. */
export async function getProject(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ project: store.ProjectRow; decisions: store.DecisionRow[]; reports: store.ReportRow[] }> {
  requirePermission(actor, 'project.view');
  const project = await store.findProject(context.db, id);
  if (!project) throw new AppError('not-found');
  return {
    project,
    decisions: await store.listDecisions(context.db, id),
    reports: (await store.listReports(context.db)).filter((report) => report.projectId === id),
  };
}

/** Proposes a project, from an issue or by itself [PR1]; the issue is then in a project [PR8]. */
export async function proposeProject(context: Context, actor: Actor, input: unknown): Promise<ProjectId> {
  requirePerson(actor, 'project.propose');
  const { id: proposedBy } = actor;
  const { budget, issueId, ...form } = parseInput(ProjectForm, input);
  const id = newId<'project'>();
  await context.database.transaction(async (trx) => {
    await store.insertProject(trx, {
      ...form,
      id,
      issueId: issueId || null,
      budgetMinor: budget,
      state: 'draft',
      submission: 0,
      proposedBy,
      createdAtMs: context.clock(),
    });
    if (issueId) await setIssueState(trx, issueId, 'project');
    await audit(context, trx, actor, 'project.propose', id, { budgetMinor: budget });
  });
  context.bus.tell({ kind: 'project', id, action: 'propose' });
  return id;
}

/** Changes what a project is, as long as nothing of it was approved [PR6]. */
export async function changeProject(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'project.propose');
  const { projectId, version, budget, ...form } = parseInput(ProjectChange, input);
  await context.database.transaction(async (trx) => {
    const project = await requireProject(trx, projectId, version);
    if (!isEditable(project.state)) throw new AppError('read-only', { reason: 'projects.notEditable' });
    await write(trx, project, { ...form, budgetMinor: budget });
    await audit(context, trx, actor, 'project.change', projectId, { budgetMinor: budget });
  });
  context.bus.tell({ kind: 'project', id: projectId, action: 'change' });
}

/** Submits, starts, finishes or stops a project: its proposer, owner or deputy do [PR2]. */
export async function advanceProject(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, version, move } = parseInput(MoveForm, input);
  await context.database.transaction(async (trx) => {
    const project = await requireProject(trx, projectId, version);
    requireInvolved(actor.id, project);
    const isSubmission = move === 'submit';
    await applyMove(trx, project, move, isSubmission ? { submission: project.submission + 1 } : {});
    await audit(context, trx, actor, `project.${move}`, projectId);
  });
  context.bus.tell({ kind: 'project', id: projectId, action: move });
}

/** A director's signature or refusal [PR3] [PR4] [PR5]. */
export async function decideProject(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.decide');
  const { id: directorId } = actor;
  const form = parseInput(DecisionForm, input);
  const part = await partOf(context, actor);
  await context.database.transaction(async (trx) => {
    const project = await requireProject(trx, form.projectId, form.version);
    const reason = refusalToDecide({ id: directorId, part }, project);
    if (reason || !isSigningPart(part)) throw new AppError('forbidden', reason ? { reason } : {});
    if (project.state !== 'submitted') throw new AppError('conflict', { reason: 'projects.notSubmitted' });
    const isFirst = await store.insertDecision(trx, {
      projectId: project.id,
      submission: project.submission,
      part,
      directorId,
      isApproved: form.isApproved,
      reason: form.reason,
      decidedAtMs: context.clock(),
    });
    if (!isFirst) throw new AppError('conflict', { reason: 'projects.alreadyDecided' });
    const decisions = (await store.listDecisions(trx, project.id)).filter(
      (decision) => decision.submission === project.submission,
    );
    const outcome = outcomeOf(decisions);
    if (outcome === 'approved') await applyMove(trx, project, 'approve');
    else if (outcome === 'sent-back') await applyMove(trx, project, 'sendBack');
    else await write(trx, project, {});
    await audit(context, trx, actor, form.isApproved ? 'project.approve' : 'project.sendBack', project.id, {
      part,
    });
  });
  context.bus.tell({ kind: 'project', id: form.projectId, action: 'decide' });
}

/** Whether this director's signature is what the project waits for. */
export async function mayDecide(context: Context, actor: Actor, projectId: string): Promise<boolean> {
  requirePermission(actor, 'project.view');
  if (actor.kind !== 'person' || !actor.roles.includes('director')) return false;
  const project = await store.findProject(context.db, projectId);
  if (project?.state !== 'submitted') return false;
  const part = await partOf(context, actor);
  if (refusalToDecide({ id: actor.id, part }, project)) return false;
  const decisions = await store.listDecisions(context.db, projectId);
  return !decisions.some((decision) => decision.submission === project.submission && decision.part === part);
}

/** Which part of the organisation a director signs for; null when for none. */
async function partOf(context: Context, actor: Extract<Actor, { kind: 'person' }>): Promise<string | null> {
  const departments = await listDepartments(context, actor);
  return departments.find((department) => department.id === actor.departmentId)?.part ?? null;
}

/** How it goes, from its owner or deputy [PR7]. */
export async function reportProject(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { id: authorId } = actor;
  const form = parseInput(ReportForm, input);
  await context.database.transaction(async (trx) => {
    const project = await store.findProject(trx, form.projectId);
    if (!project) throw new AppError('not-found');
    requireInvolved(authorId, project);
    if (project.state !== 'running') throw new AppError('read-only', { reason: 'projects.notRunning' });
    await store.insertReport(trx, {
      ...form,
      id: newId<'report'>(),
      authorId,
      reportedAtMs: context.clock(),
    });
    await audit(context, trx, actor, 'project.report', project.id, { health: form.health });
  });
  context.bus.tell({ kind: 'project', id: form.projectId, action: 'report' });
}

/** The project at the version that the actor saw; refuses a stale one with the newer state. */
async function requireProject(trx: Queries, id: string, version: number): Promise<store.ProjectRow> {
  const project = await store.findProject(trx, id);
  if (!project) throw new AppError('not-found');
  if (project.version !== version) throw new AppError('stale', { current: project });
  return project;
}

function requireInvolved(personId: string, project: store.ProjectRow): void {
  if (![project.ownerId, project.deputyId, project.proposedBy].includes(personId))
    throw new AppError('forbidden');
}

/** Writes on top of exactly the version that was read: another transaction may have been faster. */
async function write(trx: Queries, project: store.ProjectRow, change: store.ProjectUpdate): Promise<void> {
  if (!(await store.updateProject(trx, project.id, project.version, change))) throw new AppError('stale');
}

/** Moves the project and its issue along with it [PR8]. */
async function applyMove(
  trx: Queries,
  project: store.ProjectRow,
  move: ProjectMove,
  change: { submission?: number } = {},
): Promise<void> {
  const state = moveProject(project.state, move);
  if (!state) throw new AppError('conflict', { reason: 'projects.moveImpossible' });
  await write(trx, project, { ...change, state });
  if (project.issueId && state === 'done') await setIssueState(trx, project.issueId, 'done');
  if (project.issueId && state === 'stopped') await setIssueState(trx, project.issueId, 'open');
}

async function audit(
  context: Context,
  trx: Queries,
  actor: Actor,
  action: string,
  id: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await recordAudit(trx, { atMs: context.clock(), actor, action, subject: { kind: 'project', id }, details });
}
