// Above 300 lines: everything that happens to a project but its signatures.
import type * as v from 'valibot';
import type { AuditAction } from '#lib/audit/audit-action.ts';
import { auditedChanges, type AuditedFields } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { dayAfter } from '#lib/base/days.ts';
import { newId } from '#lib/base/ids.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { MoveForm, ProjectChange, ProjectForm, ReportForm } from '#lib/projects/project-forms.ts';
import { STAGES_BEFORE, isEditable, isWorking, owesReason, type ProjectId } from '#lib/projects/project.ts';
import { projectNewsOf } from '#lib/projects/running/project-news.ts';
import { sumOfLines } from '#lib/projects/charter/charter.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { findNumbered, holdNumbers, takeNumber, type Numbered } from '../database/number-store.ts';
import { claimIssue } from '../issues/commands.ts';
import { requireNotPast } from '../past-days.ts';
import { areActive, namesOf } from '../people/store.ts';
import type { WorkshopContext } from '../workshop/workshop-context.ts';
import { requireSigners } from './approval-commands.ts';
import { findCharter, listCharters } from './charter/charter-store.ts';
import { fillCharter } from './charter/fill-charter.ts';
import { askRequired } from './charter/opinion-rules.ts';
import * as decisionStore from './decision-store.ts';
import { insertHands } from './hand-store.ts';
import { requireLight } from './signing/light-rules.ts';
import { applyMove, audit, write } from './move-project.ts';
import { answerStatus, beginStatusRhythm, listStatusWaits } from '../rhythms/status-commands.ts';
import { readSight, seenProject, type SeenProject } from './readers.ts';
import * as reportStore from './running/report-store.ts';
import { readProjectRules } from './rules-store.ts';
import { openPlan } from './running/open-recovery.ts';
import { insertClosing } from './running/recovery-store.ts';
import { areStagesAccepted } from './running/accepted-stages.ts';
import { restoreContent } from './signed-content.ts';
import * as store from './store.ts';
import { finishSignatures, tellSigners } from './tell-signers.ts';
import { findApproved, listFirstTerms } from './charter/version-store.ts';

/** A project on the board: with the decisions about its present submission and its newest report. */
export interface ListedProject extends SeenProject {
  decisions: decisionStore.DecisionRow[];
  latestReport: reportStore.ReportRow | undefined;
  /** When it was to run as it was approved first; null before that. */
  first: { startsOn: string; endsOn: string } | null;
  /** How it goes, or why nothing is said of that, and since when it is silent [PR56]. */
  course: ReturnType<typeof projectNewsOf>;
}

/** The projects that this reader knows of, without the money of those that they do not read inside [PR48]. */
export async function listProjects(context: Context, actor: Actor): Promise<ListedProject[]> {
  requirePermission(actor, 'project.view');
  const sight = await readSight(context.db, actor);
  const seen = (await store.listProjects(context.db)).filter((project) => sight.isSeen(project));
  return withNewest(
    context,
    seen.map((project) => seenProject(sight, project)),
  );
}

/** Which projects came from these issues. */
export async function listProjectsOfIssues(
  context: Context,
  actor: Actor,
  issueIds: readonly string[],
): Promise<store.ProjectOfIssue[]> {
  requirePermission(actor, 'project.view');
  const sight = await readSight(context.db, actor);
  return (await store.listProjectsOfIssues(context.db, issueIds)).filter((project) => sight.isSeen(project));
}

/** Which competences the charters of approved projects ask for, of those that a reader reads inside [PR48]. */
export async function listApprovedNeeds(
  context: Context,
  actor: Actor,
): Promise<{ projectId: string; competenceId: string; name: string; people: number }[]> {
  requirePermission(actor, 'project.view');
  const sight = await readSight(context.db, actor);
  const charters = await listCharters(context.db);
  const approved = (await store.listProjectNames(context.db)).filter(
    (project) => STAGES_BEFORE.some((stage) => stage === project.state) && sight.isInside(project),
  );
  return approved.flatMap(({ id }) =>
    (charters.get(id)?.charter.needs ?? []).map(({ competenceId, name, needed }) => ({
      ...{ projectId: id, competenceId, name, people: needed },
    })),
  );
}

/** Some projects as they stand on a trail, those that a reader knows of. */
export async function listTracedProjects(
  context: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Omit<store.ProjectOfIssue, 'issueId'>[]> {
  requirePermission(actor, 'project.view');
  if (ids.length === 0) return [];
  const sight = await readSight(context.db, actor);
  return (await store.listProjectsByIds(context.db, ids)).filter((project) => sight.isSeen(project));
}

/** A project by its name, as it hangs on something. */
export type NamedProject = Pick<ListedProject, 'number' | 'title' | 'state'> & { id: string };

/** Those of these projects that a reader knows of, by number. */
export async function listNamedProjects(
  context: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<NamedProject[]> {
  requirePermission(actor, 'project.view');
  if (ids.length === 0) return [];
  const sight = await readSight(context.db, actor);
  return (await store.listProjectNames(context.db, ids))
    .filter((project) => sight.isSeen(project))
    .map(({ id, number, title, state }) => ({ id, number, title, state }))
    .toSorted((one, other) => one.number - other.number);
}

/** Projects with the decisions about their present submission, their newest report and their first term, in three queries. */
async function withNewest(context: Context, projects: readonly SeenProject[]): Promise<ListedProject[]> {
  const decisions = Map.groupBy(
    await decisionStore.listPresentDecisions(context.db),
    ({ projectId }) => projectId,
  );
  const reports = await reportStore.listNewestReports(context.db);
  const firstTerms = await listFirstTerms(context.db);
  const waits = await listStatusWaits(context.db, 'project');
  return projects.map((project) => ({
    ...project,
    decisions: (decisions.get(project.id) ?? []).map((decision) => seenDecision(project, decision)),
    latestReport: reports.get(project.id),
    first: firstTerms.get(project.id) ?? null,
    course: newsOfProject(context, project, reports.get(project.id), waits),
  }));
}

/** How a project goes today, by its newest report and what was asked about it. */
function newsOfProject(
  context: Context,
  project: Pick<store.ProjectRow, 'state' | 'stageBefore' | 'worksOn' | 'startsOn'> & { id: string },
  report: reportStore.ReportRow | undefined,
  waits: ReadonlyMap<string, string | null>,
): ReturnType<typeof projectNewsOf> {
  const reportedOn = report ? dayAt(report.reportedAtMs, context.settings.timeZone) : null;
  const asked = { askedOn: waits.get(project.id) ?? null, isAsked: waits.has(project.id) };
  return projectNewsOf({ ...project, ...asked, health: report?.health ?? null, reportedOn }, today(context));
}

/** Which project an address means: its number, or its id from before there were numbers [PR17]. */
export async function getProjectAddress(context: Context, actor: Actor, address: string): Promise<Numbered> {
  requirePermission(actor, 'project.view');
  const found = await findNumbered(context.db, 'project', address);
  if (!found) throw new AppError('not-found');
  return found;
}

/** One project with everything that was decided and reported about it. */
export async function getProject(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{
  project: SeenProject;
  /** All that it deals with, by their numbers. */
  issues: { id: string; number: number; title: string }[];
  decisions: decisionStore.DecisionRow[];
  reports: reportStore.ReportRow[];
  course: ReturnType<typeof projectNewsOf>;
}> {
  requirePermission(actor, 'project.view');
  const sight = await readSight(context.db, actor);
  const found = await store.findProject(context.db, id);
  if (!found || !sight.isSeen(found)) throw new AppError('not-found');
  const project = seenProject(sight, found);
  const reports = await reportStore.listReportsOf(context.db, id);
  const waits = await listStatusWaits(context.db, 'project');
  return {
    project,
    course: newsOfProject(context, found, reports[0], waits),
    issues: await store.listIssuesOfProject(context.db, id),
    decisions: (await decisionStore.listDecisions(context.db, id)).map((decision) =>
      seenDecision(project, decision),
    ),
    reports,
  };
}

/** What a director wrote beside a decision is for those who read inside [PR48]. */
function seenDecision(
  { isInside }: Pick<SeenProject, 'isInside'>,
  decision: decisionStore.DecisionRow,
): decisionStore.DecisionRow {
  return isInside ? decision : { ...decision, reason: '' };
}

/** Proposes a project, from an issue or by itself [PR1]; the issue is then in this project alone [PR8] [PR13]. */
export async function proposeProject(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<ProjectId> {
  requirePerson(actor, 'project.propose');
  const { issueId, keepsPast, ...form } = parseInput(ProjectForm, input);
  requireNotPast(context, { keepsPast }, 'endsOn', form.endsOn);
  const { id } = await context.database.transaction((trx) =>
    insertProposed(context, trx, actor, form, issueId ? [issueId] : []),
  );
  if (issueId) await fillCharter(context, actor, id, [issueId]);
  context.bus.tell({ kind: 'project', id, action: 'propose' });
  if (issueId) context.bus.tell({ kind: 'issue', id: issueId, action: 'change' });
  return id;
}

/** What a proposal says of a project, whatever it came from. */
type Proposal = Omit<v.InferOutput<typeof ProjectForm>, 'issueId' | 'keepsPast'>;

/** Writes a proposal down and takes its issues into it; for commands that have the transaction. */
export async function insertProposed(
  context: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  { budget, ...form }: Proposal,
  issueIds: readonly string[],
): Promise<{ id: ProjectId; number: number }> {
  const id = newId<'project'>();
  const proposedBy = actor.id;
  await requirePeople(trx, form);
  await holdNumbers(trx, 'project'); // before the issues, in whatever order they are claimed
  for (const issueId of issueIds) await claimIssue(context, trx, actor, issueId);
  const number = await takeNumber(trx, 'project');
  await store.insertProject(trx, issueIds, {
    ...form,
    id,
    number,
    budgetMinor: budget,
    state: 'draft',
    submission: 0,
    proposedBy,
    createdAtMs: context.clock(),
  });
  await keepHands(context, trx, id, { ...form, proposedBy });
  await audit(context, trx, actor, 'propose', id, { budgetMinor: budget });
  return { id, number };
}

/** Changes what a project is, as long as nothing of it was approved [PR6]. */
export async function changeProject(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.propose');
  const { id: editedBy } = actor;
  const { projectId, version, budget, keepsPast, ...form } = parseInput(ProjectChange, input);
  requireNotPast(context, { keepsPast }, 'endsOn', form.endsOn);
  await context.database.transaction(async (trx) => {
    const project = await requireProject(trx, actor, { id: projectId, version });
    if (!isEditable(project.state)) throw new AppError('read-only', { reason: 'projects.notEditable' });
    await requirePeople(trx, form);
    await requireSum(trx, projectId, budget);
    await keepHands(context, trx, projectId, { ...form, editedBy });
    await write(trx, project, { ...form, budgetMinor: budget });
    const names = await namesOf(trx, [form.ownerId, form.deputyId]);
    const now = {
      ...form,
      budgetMinor: budget,
      ownerName: names.get(form.ownerId) ?? '',
      deputyName: names.get(form.deputyId) ?? '',
    };
    await audit(context, trx, actor, 'change', projectId, {
      changes: auditedChanges(auditedOf(project), auditedOf(now)),
    });
  });
  context.bus.tell({ kind: 'project', id: projectId, action: 'change' });
}

/** Submits, starts, interrupts, finishes or stops a project: its proposer, owner or deputy do [PR2] [PR14]. */
export async function advanceProject(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, version, move, route, reason, until, note, lessons } = parseInput(MoveForm, input);
  if (move === 'hold' && until <= today(context))
    throw new AppError('invalid', { issues: [{ path: 'until', message: 'projects.holdInPast' }] });
  const { issues, tells } = await context.database.transaction(async (trx) => {
    const project = await requireProject(trx, actor, { id: projectId, version });
    requireInvolved(actor.id, project);
    if (move === 'finish' && !(await areStagesAccepted(trx, projectId)))
      throw new AppError('conflict', { reason: 'running.stagesOpen' });
    const isSubmission = move === 'submit';
    const submitted = { ...project, route, submission: project.submission + 1 };
    if (isSubmission) await requireSubmittable(context, trx, submitted);
    // What was approved comes back, and with it the work as it was [PR42].
    const restored = move === 'revert' ? await restoreApproved(trx, project) : {};
    const state = await applyMove(context, trx, actor, {
      project,
      move,
      ...restored,
      ...(isSubmission && {
        route,
        submission: submitted.submission,
        decideBy: await decideByDay(context, trx),
      }),
      holdUntil: move === 'hold' ? until : null,
      pauseReason: owesReason(move) ? reason : '',
    });
    await audit(context, trx, actor, move, projectId, {
      changes: auditedChanges(
        { state: project.state, holdUntil: project.holdUntil },
        { state, holdUntil: move === 'hold' ? until : null },
      ),
    });
    if (move === 'finish' || (move === 'stop' && lessons.length > 0)) {
      const closing = { projectId, note: note || reason, lessons, byId: actor.id };
      await insertClosing(trx, { ...closing, atMs: context.clock() });
    }
    // Resumed, it has the one with which it began, unless somebody ended that.
    if (move === 'start') await beginStatusRhythm(context, trx, actor, { kind: 'project', id: projectId });
    const tells = isSubmission
      ? [
          await tellSigners(context, trx, submitted, actor.id),
          await askRequired(context, trx, submitted, actor.id),
        ]
      : [await finishSignatures(context, trx, projectId)];
    return { issues: await store.listIssuesOfProject(trx, projectId), tells };
  });
  for (const tell of tells) tell();
  context.bus.tell({ kind: 'project', id: projectId, action: 'move' });
  // Its issues follow it [PR8].
  for (const { id } of issues) context.bus.tell({ kind: 'issue', id, action: 'change' });
}

/** Refuses a submission that nobody can sign, that was declined, or that is too large for its route [PR11] [PR38] [PR43]. */
async function requireSubmittable(context: Context, trx: Queries, project: store.ProjectRow): Promise<void> {
  const before = await decisionStore.listDecisionsOf(trx, {
    id: project.id,
    submission: project.submission - 1,
  });
  if (before.some(({ isFinal }) => isFinal))
    throw new AppError('conflict', { reason: 'projects.changeDeclined' });
  if (project.route === 'light') await requireLight(context, trx, project);
  await requireSigners(context, trx, project);
}

/** By when what is submitted now is to be decided [PR37]. */
export async function decideByDay(context: Context, trx: Queries): Promise<string> {
  return dayAfter(today(context), (await readProjectRules(trx)).decisionDays);
}

/** The content that was approved last, written back. */
async function restoreApproved(trx: Queries, project: store.ProjectRow): Promise<store.ProjectUpdate> {
  const approved = await findApproved(trx, project.id);
  if (!approved) throw new AppError('conflict', { reason: 'projects.moveImpossible' });
  return { ...(await restoreContent(trx, project.id, approved.content)), worksOn: true };
}

/** The sum of its lines is the budget, as long as there are lines [PR24]. */
async function requireSum(trx: Queries, projectId: string, budget: number): Promise<void> {
  const charter = await findCharter(trx, projectId);
  const sum = charter ? sumOfLines(charter.charter.lines) : null;
  if (sum !== null && sum !== budget)
    throw new AppError('invalid', { issues: [{ path: 'budget', message: 'charter.budgetIsSum' }] });
}

/** The day on the organisation's calendar. */
function today(context: Context): string {
  return dayAt(context.clock(), context.settings.timeZone);
}

/** How it goes, from its owner or deputy [PR7]. */
export async function reportProject(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { id: authorId } = actor;
  const form = parseInput(ReportForm, input);
  const tellInboxes = await context.database.transaction(async (trx) => {
    const project = await store.findProject(trx, form.projectId);
    if (!project) throw new AppError('not-found');
    requireInvolved(authorId, project);
    if (!isWorking(project)) throw new AppError('read-only', { reason: 'projects.notRunning' });
    await reportStore.insertReport(trx, {
      ...form,
      id: newId<'report'>(),
      authorId,
      reportedAtMs: context.clock(),
    });
    await audit(context, trx, actor, 'report', project.id, {
      changes: auditedChanges({}, { health: form.health }),
    });
    // A deviation opens the plan that answers it; its people write it.
    if (form.health === 'off-track') {
      const plan = { projectId: project.id, message: '', detectedAtMs: context.clock() };
      await openPlan(context, trx, actor, plan);
    }
    return answerStatus(context, trx, actor, { kind: 'project', id: project.id });
  });
  tellInboxes();
  context.bus.tell({ kind: 'rhythm', id: form.projectId, action: 'change' });
  context.bus.tell({ kind: 'project', id: form.projectId, action: 'report' });
}

/** What history tells of a project, from one state of it to the next. */
function auditedOf(
  project: Pick<
    store.ProjectRow,
    'title' | 'aim' | 'ownerName' | 'deputyName' | 'budgetMinor' | 'currency' | 'startsOn' | 'endsOn'
  >,
): AuditedFields {
  return {
    title: project.title,
    aim: project.aim,
    owner: project.ownerName,
    deputy: project.deputyName,
    budget: `${project.budgetMinor} ${project.currency}`,
    startsOn: project.startsOn,
    endsOn: project.endsOn,
  };
}

/** Owner and deputy have to be people of the organisation who are still there. */
async function requirePeople(trx: Queries, form: { ownerId: string; deputyId: string }): Promise<void> {
  const active = await areActive(trx, [form.ownerId, form.deputyId]);
  const issues = (['ownerId', 'deputyId'] as const)
    .filter((path) => !active.has(form[path]))
    .map((path) => ({ path, message: 'projects.personGone' }));
  if (issues.length > 0) throw new AppError('invalid', { issues });
}

/** Whoever has a hand in a project now will not sign it, even after handing it over [PR4]. */
export async function keepHands(
  context: Context,
  trx: Queries,
  projectId: string,
  people: { ownerId: string; deputyId: string; proposedBy?: string; editedBy?: string },
): Promise<void> {
  const hands = [
    { personId: people.ownerId, did: 'owner' as const },
    { personId: people.deputyId, did: 'deputy' as const },
    ...(people.proposedBy ? [{ personId: people.proposedBy, did: 'proposed' as const }] : []),
    ...(people.editedBy ? [{ personId: people.editedBy, did: 'edited' as const }] : []),
  ];
  await insertHands(trx, projectId, hands, context.clock());
}

/** Each of them makes a new version of the project; a report does not. */
const WRITING = [
  'project.change',
  'project.submit',
  'project.approve',
  'project.sendBack',
  'project.start',
  'project.hold',
  'project.resume',
  'project.finish',
  'project.stop',
  'project.handOver',
  'project.writeCharter',
  'project.decline',
  'project.reopen',
  'project.revert',
  'project.changeApproved',
  'project.moveStage',
] as const satisfies readonly AuditAction[];

/** The project at the version that the actor saw; refuses a stale one with the newer state. */
export async function requireProject(
  trx: Queries,
  actor: Actor,
  { id, version }: { id: string; version: number },
): Promise<store.ProjectRow> {
  const project = await store.findProject(trx, id);
  if (!project) throw new AppError('not-found');
  if (project.version !== version)
    throw await staleError(trx, actor, { kind: 'project', id, actions: WRITING }, project);
  return project;
}

export function requireInvolved(personId: string, project: store.ProjectRow): void {
  if (![project.ownerId, project.deputyId, project.proposedBy].includes(personId))
    throw new AppError('forbidden');
}
