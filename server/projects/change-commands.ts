import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { scopeOf, type ApprovedContent } from '#lib/projects/approved-content.ts';
import { driftOf, groundsToReopen, type ChangeGround, type ProjectScope } from '#lib/projects/change.ts';
import { readSegments } from '#lib/projects/charter/charter-forms.ts';
import { EMPTY_CHARTER } from '#lib/projects/charter/charter.ts';
import { ApprovedChangeForm } from '#lib/projects/project-forms.ts';
import { STAGES_BEFORE } from '#lib/projects/project.ts';
import { changeLimits, type ProjectRules } from '#lib/projects/project-rules.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import type { TellInboxes } from '../notify/notice-commands.ts';
import { namesOf } from '../people/store.ts';
import { requireSigners } from './approval-commands.ts';
import { findCharter, writeCharter } from './charter/charter-store.ts';
import { askRequired } from './charter/opinion-rules.ts';
import { decideByDay, requireInvolved, requireProject } from './commands.ts';
import { insertHands } from './hand-store.ts';
import { findLightRefusal } from './signing/light-rules.ts';
import { applyMove, audit, write } from './move-project.ts';
import { readSight } from './readers.ts';
import { readProjectRules } from './rules-store.ts';
import * as store from './store.ts';
import { tellSigners } from './tell-signers.ts';
import * as versions from './charter/version-store.ts';

/** What was approved of a project, what was changed since, and how far that is. */
export interface SeenVersions {
  versions: { number: number; submission: number; approvedAtMs: number }[];
  changes: versions.ChangeRow[];
  /** Null before its first approval. */
  drift: { share: number | null; days: number; grounds: readonly ChangeGround[] } | null;
  rules: ProjectRules;
  /** Whether this reader may change what was approved now. */
  mayChange: boolean;
}

/** The approved versions of a project with the changes since; null for those who do not read inside [PR48]. */
export async function getVersions(
  context: Context,
  actor: Actor,
  projectId: string,
): Promise<SeenVersions | null> {
  requirePermission(actor, 'project.view');
  const project = await store.findProject(context.db, projectId);
  if (!project) throw new AppError('not-found');
  if (!(await readSight(context.db, actor)).isInside(project)) return null;
  const all = await versions.listApprovedVersions(context.db, projectId);
  const rules = await readProjectRules(context.db);
  const now = await scopeNow(context.db, project);
  const [newest] = all;
  const approved = newest && scopeOf(newest.content);
  return {
    versions: all.map(({ number, submission, approvedAtMs }) => ({ number, submission, approvedAtMs })),
    changes: await versions.listChanges(context.db, projectId),
    drift: approved
      ? { ...driftOf(approved, now), grounds: groundsToReopen(approved, now, changeLimits(rules)) }
      : null,
    rules,
    mayChange: actor.kind === 'person' && isChangeable(project) && mayChange(actor, project),
  };
}

/** One approved version as it was then, with the people by name, for those who read inside [PR39]. */
export async function getVersion(
  context: Context,
  actor: Actor,
  { projectId, number }: { projectId: string; number: number },
): Promise<{
  content: ApprovedContent;
  approvedAtMs: number;
  ownerName: string;
  deputyName: string;
  sponsorName: string | null;
}> {
  requirePermission(actor, 'project.view');
  const project = await store.findProject(context.db, projectId);
  if (!project || !(await readSight(context.db, actor)).isInside(project)) throw new AppError('not-found');
  const version = (await versions.listApprovedVersions(context.db, projectId)).find(
    (one) => one.number === number,
  );
  if (!version) throw new AppError('not-found');
  const { content, approvedAtMs } = version;
  const ids = [content.ownerId, content.deputyId, ...(content.sponsorId ? [content.sponsorId] : [])];
  const names = await namesOf(context.db, ids);
  return {
    ...{ content, approvedAtMs },
    ownerName: names.get(content.ownerId) ?? '',
    deputyName: names.get(content.deputyId) ?? '',
    sponsorName: content.sponsorId === null ? null : (names.get(content.sponsorId) ?? ''),
  };
}

function isChangeable({ state }: store.ProjectRow): boolean {
  return STAGES_BEFORE.some((stage) => stage === state);
}

function mayChange(
  actor: Extract<Actor, { kind: 'person' }>,
  { ownerId, deputyId, proposedBy }: store.ProjectRow,
): boolean {
  return [ownerId, deputyId, proposedBy].includes(actor.id);
}

async function scopeNow(db: Queries, project: store.ProjectRow): Promise<ProjectScope> {
  const { budgetMinor, currency, startsOn, endsOn } = project;
  const charter = (await findCharter(db, project.id))?.charter ?? null;
  return scopeOf({ budgetMinor, currency, startsOn, endsOn, charter });
}

/**
 * Changes what was approved [PR40]: within the limits of the organisation, counted from the approved version, it is
 * written down and holds at once; beyond them the project goes back to its signers, while work goes on or stops as
 * whoever changes it says [PR41]. Answers why it has to be signed again; nothing where it does not.
 */
export async function changeApproved(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ grounds: ChangeGround[] }> {
  requirePerson(actor, 'project.report');
  const form = parseInput(ApprovedChangeForm, input);
  const segments = readSegments(form);
  const tells: TellInboxes[] = [];
  const grounds = await context.database.transaction(async (trx) => {
    const { projectId: id, version } = form;
    const project = await requireProject(trx, actor, { id, version });
    requireInvolved(actor.id, project);
    if (!isChangeable(project)) throw new AppError('read-only', { reason: 'projects.change.notNow' });
    const approved = await versions.findApproved(trx, id);
    if (!approved) throw new AppError('conflict', { reason: 'projects.change.notNow' });
    const from = await scopeNow(trx, project);
    const to: ProjectScope = {
      budgetMinor: form.budget,
      currency: project.currency,
      startsOn: form.startsOn,
      endsOn: form.endsOn,
      segments,
    };
    if (JSON.stringify(from) === JSON.stringify(to))
      throw new AppError('conflict', { reason: 'projects.change.nothing' });
    const limits = changeLimits(await readProjectRules(trx));
    const why = groundsToReopen(scopeOf(approved.content), to, limits);
    await writeScope(trx, project, { from, to, reason: form.reason });
    const isReopening = why.length > 0;
    const worksOn = !isReopening || form.work === 'on';
    await versions.insertChange(trx, {
      id: newId<'change'>(),
      projectId: id,
      byId: actor.id,
      reason: form.reason,
      scope: {
        from: { ...from, segments: [...from.segments] },
        to: { ...to, segments: [...to.segments] },
      },
      ...{ isReopening, worksOn },
      atMs: context.clock(),
    });
    const { budgetMinor, startsOn, endsOn } = to;
    if (isReopening)
      tells.push(...(await reopen(context, trx, actor, project, { budgetMinor, startsOn, endsOn, worksOn })));
    else await write(trx, project, { budgetMinor, startsOn, endsOn });
    await audit(context, trx, actor, isReopening ? 'reopen' : 'changeApproved', id, {
      changes: auditedChanges(
        { budget: `${from.budgetMinor} ${from.currency}`, startsOn: from.startsOn, endsOn: from.endsOn },
        { budget: `${to.budgetMinor} ${to.currency}`, startsOn: to.startsOn, endsOn: to.endsOn },
      ),
    });
    return why;
  });
  for (const tell of tells) tell();
  context.bus.tell({ kind: 'project', id: form.projectId, action: 'change' });
  return { grounds };
}

/** The charter follows: what a budget is more or less stands as a line of its own, named by its reason [PR24]. */
async function writeScope(
  trx: Queries,
  project: store.ProjectRow,
  { from, to, reason }: { from: ProjectScope; to: ProjectScope; reason: string },
): Promise<void> {
  const row = await findCharter(trx, project.id);
  if (!row && to.segments.length === 0) return;
  const charter = row?.charter ?? EMPTY_CHARTER;
  const more = to.budgetMinor - from.budgetMinor;
  const lines =
    charter.lines.length === 0 || more === 0
      ? charter.lines
      : [...charter.lines, { name: reason.slice(0, 200), minor: more }];
  const benefit = { ...charter.benefit, segments: [...to.segments] };
  await writeCharter(trx, project.id, {
    sponsorId: row?.sponsorId ?? null,
    charter: { ...charter, lines, benefit },
  });
}

/** Takes a project back to its signers; a light one stays light as long as it is small enough [PR41] [PR44]. */
async function reopen(
  context: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  project: store.ProjectRow,
  change: Pick<store.ProjectUpdate, 'budgetMinor' | 'startsOn' | 'endsOn' | 'worksOn'>,
): Promise<TellInboxes[]> {
  await insertHands(trx, project.id, [{ personId: actor.id, did: 'edited' }], context.clock());
  const changed = { ...project, ...definedOf(change), submission: project.submission + 1 };
  const isLight = project.route === 'light' && (await findLightRefusal(context, trx, changed)) === undefined;
  const route = isLight ? ('light' as const) : ('full' as const);
  await requireSigners(context, trx, { id: project.id, route });
  const stageBefore = STAGES_BEFORE.find((stage) => stage === project.state) ?? null;
  await applyMove(context, trx, actor, {
    project,
    move: 'reopen',
    ...change,
    ...{ route, stageBefore, submission: changed.submission },
    decideBy: await decideByDay(context, trx),
  });
  const submitted = (await store.findProject(trx, project.id)) ?? project;
  return [
    await tellSigners(context, trx, submitted, actor.id),
    await askRequired(context, trx, submitted, actor.id),
  ];
}

/** A change without what it leaves as it is. */
function definedOf(
  change: Pick<store.ProjectUpdate, 'budgetMinor' | 'startsOn' | 'endsOn'>,
): Partial<store.ProjectRow> {
  const { budgetMinor, startsOn, endsOn } = change;
  return {
    ...(budgetMinor !== undefined && { budgetMinor }),
    ...(startsOn !== undefined && { startsOn }),
    ...(endsOn !== undefined && { endsOn }),
  };
}
