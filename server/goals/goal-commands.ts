// Above 300 lines: everything that is done with goals, a command after the other.
import * as v from 'valibot';
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { GoalChange, GoalLink, GoalUnlink, IssueOfGoalForm, NewGoalForm } from '#lib/goals/goal-forms.ts';
import { measureGoal, type Goal, type GoalDistance, type GoalId } from '#lib/goals/goal.ts';
import type { Actor } from '#lib/people/person.ts';
import { isMeasured } from '#lib/survey/insights/insight.ts';
import type { ActionOf } from '#lib/audit/audit-action.ts';
import type { AuditDetails } from '#lib/audit/audit-change.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import { listScoredSeries, toNamedIssue, type NamedIssue } from '../areas/series-commands.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { getIssueAddress } from '../issues/commands.ts';
import { listIssues } from '../issues/list-commands.ts';
import { addFromMeasure } from '../issues/measure-commands.ts';
import { areActive, namesOf } from '../people/store.ts';
import { getProjectAddress, listNamedProjects, type NamedProject } from '../projects/commands.ts';
import { listInsightsBy } from '../survey/commands.ts';
import { undoable } from '../undo/undoable.ts';
import * as store from './goal-store.ts';
import { readMeters, type GoalMeter } from './read-values.ts';

/** A goal with what measures it and how far it is, as its reader may see both. */
export interface SeenGoal extends Goal {
  meter: GoalMeter | null;
  distance: GoalDistance | null;
}

/** Every goal, those with the nearest day first [GO6]. */
export async function listGoals(
  context: Context,
  actor: Actor,
): Promise<(SeenGoal & { issues: number; projects: number })[]> {
  requirePermission(actor, 'goal.view');
  const rows = await store.listGoalRows(context.db);
  const links = await store.listGoalLinks(
    context.db,
    rows.map(({ id }) => id),
  );
  const seen = await see(context, actor, rows);
  const known = await listNamedProjects(
    context,
    actor,
    links.projects.map(({ projectId }) => projectId),
  );
  const isKnown = new Set<string>(known.map(({ id }) => id));
  return seen.map((goal) => ({
    ...goal,
    issues: links.issues.filter(({ goalId }) => goalId === goal.id).length,
    // Drafts of others are not even counted.
    projects: links.projects.filter(({ goalId, projectId }) => goalId === goal.id && isKnown.has(projectId))
      .length,
  }));
}

/** One goal with the issues and projects that serve it. */
export async function getGoal(
  context: Context,
  actor: Actor,
  id: string,
): Promise<SeenGoal & { issues: NamedIssue[]; projects: NamedProject[] }> {
  requirePermission(actor, 'goal.view');
  const row = await store.findGoal(context.db, id);
  const [goal] = row ? await see(context, actor, [row]) : [];
  if (!goal) throw new AppError('not-found');
  const links = await store.listGoalLinks(context.db, [id]);
  const issues = await listIssues(context, actor, { ids: links.issues.map(({ issueId }) => issueId) });
  return {
    ...goal,
    issues: issues.map(toNamedIssue),
    projects: await listProjectsOfGoal(context, actor, id),
  };
}

/** The projects that serve a goal, as far as a reader knows of them: where their measured effects belong. */
export async function listProjectsOfGoal(
  context: Context,
  actor: Actor,
  goalId: string,
): Promise<NamedProject[]> {
  requirePermission(actor, 'goal.view');
  const { projects } = await store.listGoalLinks(context.db, [goalId]);
  return listNamedProjects(
    context,
    actor,
    projects.map(({ projectId }) => projectId),
  );
}

/** The goals that issues and projects serve, each once. */
export async function listGoalsOf(
  context: Context,
  actor: Actor,
  of: { issueIds: readonly string[]; projectIds: readonly string[] },
): Promise<Goal[]> {
  requirePermission(actor, 'goal.view');
  const rows = await store.listGoalsById(context.db, await store.listGoalIdsOf(context.db, of));
  return rows.map(({ madeBy: _maker, ...goal }) => goal);
}

/** The ids of what serves a goal, for its trail. */
export async function listServants(
  context: Context,
  actor: Actor,
  goalId: string,
): Promise<{ issueIds: string[]; projectIds: string[] }> {
  requirePermission(actor, 'goal.view');
  const { issues, projects } = await store.listGoalLinks(context.db, [goalId]);
  return {
    issueIds: issues.map(({ issueId }) => issueId),
    projectIds: projects.map(({ projectId }) => projectId),
  };
}

async function see(context: Context, actor: Actor, rows: readonly store.StoredGoal[]): Promise<SeenGoal[]> {
  const meters = await readMeters(context, actor, rows);
  return rows.map(({ madeBy: _maker, ...goal }) => {
    const meter = (goal.measureId === null ? null : meters.get(goal.measureId)) ?? null;
    return { ...goal, meter, distance: measureGoal(goal, meter?.now ?? null) };
  });
}

/** Sets a goal [GO1]. */
export async function setGoal(context: Context, actor: Actor, input: unknown): Promise<{ goalId: GoalId }> {
  requirePerson(actor, 'goal.manage');
  const form = parseInput(NewGoalForm, input);
  const id = newId<'goal'>();
  const words = await readWords(context, actor, { ...form, state: 'open' });
  await context.database.transaction(async (trx) => {
    await store.insertGoal(trx, { id, ...words, madeBy: actor.id, madeAtMs: context.clock() });
    await auditGoal(context, trx, actor, 'add', { id, title: words.title });
  });
  tellGoal(context, id);
  return { goalId: id };
}

/** Other words, another measure, target, day or state; an older change is refused with the newer goal [GO1]. */
export async function changeGoal(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'goal.manage');
  const { goalId: id, version, ...form } = parseInput(GoalChange, input);
  const words = await readWords(context, actor, form);
  await context.database.transaction(async (trx) => {
    const before = await store.findGoal(trx, id);
    if (!before) throw new AppError('not-found');
    if (!(await store.updateGoal(trx, id, version, words)))
      throw await staleError(trx, actor, { kind: 'goal', id, actions: ['goal.change'] }, before);
    const names = await namesOf(trx, words.ownerId === null ? [] : [words.ownerId]);
    const changes = auditedChanges(factsOf(before, before.ownerName), {
      ...factsOf(words, words.ownerId === null ? null : (names.get(words.ownerId) ?? null)),
    });
    await auditGoal(context, trx, actor, 'change', { id, title: words.title }, { changes });
  });
  tellGoal(context, id);
}

const factsOf = (goal: store.GoalWords, owner: string | null) => ({
  ...{ title: goal.title, description: goal.note, state: goal.state, owner, dueOn: goal.dueOn },
  target: goal.target === null ? goal.targetWords || null : String(goal.target),
});

/** What a form says of a goal: a measure that is there, with a target of its kind, and an owner who is here. */
async function readWords(
  context: Context,
  actor: Actor,
  { measuredBy, ownerId, ...form }: Omit<v.InferOutput<typeof GoalChange>, 'goalId' | 'version'>,
): Promise<store.GoalWords> {
  const { measure, measureId } = measuredBy;
  const fault = (path: string, message: string): AppError =>
    new AppError('invalid', { issues: [{ path, message }] });
  if (ownerId !== '' && !(await areActive(context.db, [ownerId])).has(ownerId))
    throw fault('ownerId', 'goals.ownerGone');
  const common = { ...form, ownerId: ownerId || null, measure, measureId };
  if (measure === 'words') {
    if (form.targetWords === '') throw fault('targetWords', 'form.required');
    return { ...common, start: null, target: null };
  }
  if (form.target === null) throw fault('target', 'form.required');
  if (measure === 'insight') {
    const [insight] = await listInsightsBy(context, actor, { ids: [measureId ?? ''] });
    if (!insight || !isMeasured(insight.question)) throw fault('measuredBy', 'goals.noMeasure');
    return { ...common, targetWords: '' };
  }
  const [series] = await listScoredSeries(context, actor, [measureId ?? '']);
  if (!series) throw fault('measuredBy', 'goals.noMeasure');
  // Which way is better is said where it is measured.
  return { ...common, targetWords: '', direction: series.direction };
}

/** Says that an issue or a project serves a goal, by its number [GO5]. */
export async function linkGoal(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'goal.manage');
  const { goalId, issue, project } = parseInput(GoalLink, input);
  const servant: store.GoalServant =
    project === ''
      ? { issueId: await findMeant(() => getIssueAddress(context, actor, numberOf(issue)), 'issue') }
      : { projectId: await findMeant(() => getProjectAddress(context, actor, numberOf(project)), 'project') };
  const undoId = await context.database.transaction(async (trx) => {
    const goal = await requireHeldGoal(trx, goalId);
    const by = { id: actor.id, atMs: context.clock() };
    if (!(await store.insertGoalLink(trx, goalId, servant, by)))
      throw new AppError('conflict', {
        issues: [{ path: project === '' ? 'issue' : 'project', message: 'goals.linkedAlready' }],
      });
    await auditGoal(context, trx, actor, 'link', goal);
    return GOAL_LINK_UNDO.keep(context, trx, actor, { goalId, isLinked: true, ...servant });
  });
  tellLinked(context, goalId, servant);
  return { undoId };
}

/** Parts an issue or a project from a goal; one press links them again [GO5]. */
export async function unlinkGoal(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'goal.manage');
  const { goalId, issueId, projectId } = parseInput(GoalUnlink, input);
  const servant: store.GoalServant = projectId === '' ? { issueId } : { projectId };
  const undoId = await context.database.transaction(async (trx) => {
    const goal = await requireHeldGoal(trx, goalId);
    if (!(await store.deleteGoalLink(trx, goalId, servant))) throw new AppError('not-found');
    await auditGoal(context, trx, actor, 'unlink', goal);
    return GOAL_LINK_UNDO.keep(context, trx, actor, { goalId, isLinked: false, ...servant });
  });
  tellLinked(context, goalId, servant);
  return { undoId };
}

export const GOAL_LINK_UNDO = undoable(
  'goal-link',
  v.object({
    goalId: v.string(),
    issueId: v.optional(v.string()),
    projectId: v.optional(v.string()),
    isLinked: v.boolean(),
  }),
  async (context: Context, trx, actor, { goalId, issueId, projectId, isLinked }) => {
    requirePermission(actor, 'goal.manage');
    const goal = await requireHeldGoal(trx, goalId);
    const servant: store.GoalServant = projectId === undefined ? { issueId: issueId ?? '' } : { projectId };
    const there = { ...context, db: trx };
    if ('issueId' in servant) await getIssueAddress(there, actor, servant.issueId);
    else await getProjectAddress(there, actor, servant.projectId);
    if (isLinked) await store.deleteGoalLink(trx, goalId, servant);
    else await store.insertGoalLink(trx, goalId, servant, { id: actor.id, atMs: context.clock() });
    await auditGoal(context, trx, actor, isLinked ? 'unlink' : 'link', goal);
    return { after: () => tellLinked(context, goalId, servant) };
  },
);

/** Makes an issue that a goal asks for, with the goal as its origin [GO5]. */
export async function makeIssueOfGoal(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ issueNumber: number }> {
  requirePerson(actor, 'goal.manage');
  requirePermission(actor, 'issue.report');
  const { goalId, title } = parseInput(IssueOfGoalForm, input);
  const meters = await readMeters(context, actor, await store.listGoalsById(context.db, [goalId]));
  const issue = await context.database.transaction(async (trx) => {
    const goal = await requireHeldGoal(trx, goalId);
    const unit = meters.get(goal.measureId ?? '')?.unit ?? '';
    const target = goal.target === null ? goal.targetWords : `${goal.target} ${unit}`.trim();
    const made = await addFromMeasure(context, trx, actor, {
      ...{ title, description: '' },
      origin: { kind: 'goal', goalId, title: goal.title, target, dueOn: goal.dueOn },
    });
    const by = { id: actor.id, atMs: context.clock() };
    await store.insertGoalLink(trx, goalId, { issueId: made.id }, by);
    await auditGoal(context, trx, actor, 'makeIssue', goal);
    return made;
  });
  context.bus.tell({ kind: 'issue', id: issue.id, action: 'add' });
  tellGoal(context, goalId);
  return { issueNumber: issue.number };
}

const numberOf = (written: string): string => written.replace(/^#/, '').trim();

async function findMeant(find: () => Promise<{ id: string }>, path: 'issue' | 'project'): Promise<string> {
  try {
    return (await find()).id;
  } catch (fault) {
    if (!(fault instanceof AppError) || fault.code !== 'not-found') throw fault;
    const message = path === 'issue' ? 'goals.noSuchIssue' : 'goals.noSuchProject';
    throw new AppError('invalid', { issues: [{ path, message }] });
  }
}

async function requireHeldGoal(trx: Queries, id: string): Promise<store.StoredGoal> {
  const goal = await store.holdGoal(trx, id);
  if (!goal) throw new AppError('not-found');
  return goal;
}

/** One line of the audit log about a goal. */
export async function auditGoal(
  context: Pick<Context, 'clock'>,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'goal'>,
  { id, title }: { id: string; title: string },
  details: AuditDetails = {},
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `goal.${action}`,
    subject: { kind: 'goal', id, name: title },
    details,
  });
}

export function tellGoal(context: Pick<Context, 'bus'>, id: string): void {
  context.bus.tell({ kind: 'goal', id, action: 'change' });
}

function tellLinked(context: Pick<Context, 'bus'>, goalId: string, servant: store.GoalServant): void {
  tellGoal(context, goalId);
  if ('issueId' in servant) context.bus.tell({ kind: 'issue', id: servant.issueId, action: 'change' });
  else context.bus.tell({ kind: 'project', id: servant.projectId, action: 'change' });
}
