import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { momentOf } from '#lib/base/time-zone.ts';
import type { Commitment } from '#lib/commitments/commitment.ts';
import type { Actor } from '#lib/people/person.ts';
import { isWorking } from '#lib/projects/project.ts';
import {
  faultOfSending,
  MOST_RECOVERY_STATUSES,
  RECOVERY_WEEKS,
  recoveryState,
  timeToSend,
  type RecoveryState,
} from '#lib/projects/running/recovery.ts';
import {
  RecoveryActionForm,
  RecoveryChange,
  RecoveryClosing,
  RecoveryOpening,
  RecoveryPick,
  RecoveryStatusForm,
} from '#lib/projects/running/running-forms.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import { listCommitments } from '../../commitments/commands.ts';
import { addPromise } from '../../commitments/promise-commands.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, type NewNotice } from '../../notify/notice-commands.ts';
import { listActiveLeads } from '../../people/lead-store.ts';
import { listSigners } from '../../people/signer-store.ts';
import { areActive } from '../../people/store.ts';
import { answerStatus, beginStatusRhythm, endRecoveryRhythm } from '../../rhythms/status-commands.ts';
import { findCharter } from '../charter/charter-store.ts';
import { requireInvolved } from '../commands.ts';
import { audit } from '../move-project.ts';
import { readSight } from '../readers.ts';
import * as store from '../store.ts';
import { openPlan } from './open-recovery.ts';
import * as recoveries from './recovery-store.ts';

type Person = Extract<Actor, { kind: 'person' }>;

/** A plan as those who read inside see it. */
export interface SeenRecovery extends recoveries.RecoveryRow {
  state: RecoveryState;
  /** From seeing to sending; null before it was sent [PR61]. */
  took: ReturnType<typeof timeToSend> | null;
}

function toSeen(row: recoveries.RecoveryRow): SeenRecovery {
  return {
    ...row,
    state: recoveryState(row),
    took: row.sentAtMs === null ? null : timeToSend(row.detectedAtMs, row.sentAtMs),
  };
}

/** The plans of a project, the newest first; null for those who do not read inside [PR48]. */
export async function listRecoveryPlans(
  context: Context,
  actor: Actor,
  projectId: string,
): Promise<SeenRecovery[] | null> {
  requirePermission(actor, 'project.view');
  const project = await store.findProject(context.db, projectId);
  const sight = await readSight(context.db, actor);
  if (!project || !sight.isSeen(project)) throw new AppError('not-found');
  if (!sight.isInside(project)) return null;
  return (await recoveries.listRecoveries(context.db, projectId)).map(toSeen);
}

/** One plan with its actions and what was said of it. */
export interface RecoveryPlan {
  plan: SeenRecovery;
  actions: Commitment[];
  statuses: recoveries.RecoveryStatusRow[];
  /** Whether this reader writes it. */
  mayWrite: boolean;
}

export async function getRecoveryPlan(
  context: Context,
  actor: Actor,
  { projectId, recoveryId }: { projectId: string; recoveryId: string },
): Promise<RecoveryPlan> {
  const plan = (await listRecoveryPlans(context, actor, projectId))?.find(({ id }) => id === recoveryId);
  const project = await store.findProject(context.db, projectId);
  if (!plan || !project) throw new AppError('not-found');
  const ids = new Set(await recoveries.listActionIds(context.db, recoveryId));
  const all = await listCommitments(context, actor, { kind: 'project', id: projectId });
  return {
    plan,
    actions: all.filter(({ id }) => ids.has(id)),
    statuses: await recoveries.listRecoveryStatuses(context.db, recoveryId),
    mayWrite: actor.kind === 'person' && isOfProject(actor.id, project),
  };
}

function isOfProject(personId: string, { ownerId, deputyId, proposedBy }: store.ProjectRow): boolean {
  return [ownerId, deputyId, proposedBy].includes(personId);
}

/** Opens a plan for a project that left its way; of one project one is open at a time [PR59]. */
export async function openRecovery(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ recoveryId: string }> {
  requirePerson(actor, 'project.report');
  const { projectId, message, ...seen } = parseInput(RecoveryOpening, input);
  const detectedAtMs = readMoment(context, seen);
  const recoveryId = await context.database.transaction(async (trx) => {
    await store.holdProject(trx, projectId);
    const project = await store.findProject(trx, projectId);
    if (!project) throw new AppError('not-found');
    requireInvolved(actor.id, project);
    if (!isWorking(project)) throw new AppError('read-only', { reason: 'projects.notRunning' });
    const id = await openPlan(context, trx, actor, { projectId, message, detectedAtMs });
    if (id === null) throw new AppError('conflict', { reason: 'running.recovery.oneOpen' });
    return id;
  });
  tellRecovery(context, projectId);
  return { recoveryId };
}

/** The moment that a form names; nobody saw anything in the future. */
function readMoment(
  context: Context,
  { detectedOn, detectedAt }: { detectedOn: string; detectedAt: string },
): number {
  const ms = momentOf(detectedOn, detectedAt, context.settings.timeZone);
  if (ms > context.clock())
    throw new AppError('invalid', { issues: [{ path: 'detectedAt', message: 'running.recovery.later' }] });
  return ms;
}

/** A plan at the version that was seen, in a project of this person. */
async function requirePlan(
  trx: Queries,
  actor: Person,
  pick: { projectId: string; recoveryId: string; version?: number },
): Promise<{ project: store.ProjectRow; plan: recoveries.RecoveryRow }> {
  const project = await store.findProject(trx, pick.projectId);
  const plans = await recoveries.listRecoveries(trx, pick.projectId);
  const plan = plans.find(({ id }) => id === pick.recoveryId);
  if (!project || !plan) throw new AppError('not-found');
  requireInvolved(actor.id, project);
  if (pick.version !== undefined && plan.version !== pick.version)
    throw new AppError('stale', { current: plan });
  if (plan.closedAtMs !== null) throw new AppError('read-only', { reason: 'running.recovery.isClosed' });
  return { project, plan };
}

async function writePlan(
  trx: Queries,
  plan: recoveries.RecoveryRow,
  change: Parameters<typeof recoveries.updateRecovery>[2],
): Promise<void> {
  if (!(await recoveries.updateRecovery(trx, plan, change))) throw new AppError('stale', { current: plan });
}

/** Changes what it says and when the deviation was seen, until it is sent: the message is one [PR60]. */
export async function changeRecovery(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { message, detectedOn, detectedAt, ...pick } = parseInput(RecoveryChange, input);
  const detectedAtMs = readMoment(context, { detectedOn, detectedAt });
  await context.database.transaction(async (trx) => {
    const { plan } = await requirePlan(trx, actor, pick);
    if (plan.sentAtMs !== null) throw new AppError('read-only', { reason: 'running.recovery.isSent' });
    await writePlan(trx, plan, { message, detectedAtMs });
    await audit(context, trx, actor, 'changeRecovery', pick.projectId);
  });
  tellRecovery(context, pick.projectId);
}

/** Adds what somebody does: it is a commitment on the project, and is asked for like any other [PR60]. */
export async function addRecoveryAction(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, recoveryId, ownerId, ownerName, ...form } = parseInput(RecoveryActionForm, input);
  const after: (() => void)[] = [];
  await context.database.transaction(async (trx) => {
    await requirePlan(trx, actor, { projectId, recoveryId });
    if (ownerId !== '' && !(await areActive(trx, [ownerId])).has(ownerId))
      throw new AppError('invalid', { issues: [{ path: 'ownerId', message: 'projects.personGone' }] });
    const owner = ownerId === '' ? { ownerId: null, ownerName } : { ownerId };
    const subject = { kind: 'project' as const, id: projectId };
    const id = await addPromise(context, trx, actor, { ...form, ...owner, subject }, after);
    await recoveries.insertAction(trx, recoveryId, id);
  });
  for (const tell of after) tell();
  context.bus.tell({ kind: 'commitment', id: projectId, action: 'change' });
  tellRecovery(context, projectId);
}

/** Sends the one message to everybody inside, and asks for its status from now on [PR61] [PR62]. */
export async function sendRecovery(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const pick = parseInput(RecoveryPick, input);
  const subject = { kind: 'project' as const, id: pick.projectId };
  const tellInboxes = await context.database.transaction(async (trx) => {
    const { project, plan } = await requirePlan(trx, actor, pick);
    if (plan.sentAtMs !== null) throw new AppError('conflict', { reason: 'running.recovery.isSent' });
    const actions = (await recoveries.listActionIds(trx, plan.id)).length;
    const fault = faultOfSending({ message: plan.message, actions });
    if (fault) throw new AppError('conflict', { reason: fault });
    await writePlan(trx, plan, { sentAtMs: context.clock() });
    await audit(context, trx, actor, 'sendRecovery', project.id);
    const weekly = { purpose: 'recovery' as const, weeks: RECOVERY_WEEKS };
    await beginStatusRhythm(context, trx, actor, subject, weekly);
    return addNotices(
      context,
      trx,
      (await listInsideIds(trx, project)).map((personId): NewNotice => ({
        ...{ personId, kind: 'recovery.sent', byId: actor.id },
        ...{ subject, occasion: plan.id, values: {} },
      })),
    );
  });
  tellInboxes();
  context.bus.tell({ kind: 'rhythm', id: pick.projectId, action: 'change' });
  tellRecovery(context, pick.projectId);
}

/** Everybody who answers for a project, carries it or signs it, once. */
async function listInsideIds(trx: Queries, project: store.ProjectRow): Promise<string[]> {
  const sponsorId = (await findCharter(trx, project.id))?.sponsorId;
  const directors = (await listSigners(trx)).map(({ id }) => id);
  const { ownerId, deputyId, proposedBy } = project;
  const ids = [ownerId, deputyId, proposedBy, ...(await listActiveLeads(trx)), ...directors];
  return [...new Set([...ids, ...(sponsorId ? [sponsorId] : [])])];
}

/** Says how the plan goes: the answer to what is asked about it [PR62]. */
export async function reportRecovery(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { text, ...pick } = parseInput(RecoveryStatusForm, input);
  const tellInboxes = await context.database.transaction(async (trx) => {
    const { plan } = await requirePlan(trx, actor, pick);
    if (plan.sentAtMs === null) throw new AppError('conflict', { reason: 'running.recovery.notSent' });
    const said = await recoveries.listRecoveryStatuses(trx, plan.id);
    if (said.length >= MOST_RECOVERY_STATUSES)
      throw new AppError('conflict', {
        reason: 'running.recovery.saidOften',
        values: { limit: MOST_RECOVERY_STATUSES },
      });
    const status = { id: newId<'status'>(), recoveryId: plan.id, text, byId: actor.id };
    await recoveries.insertRecoveryStatus(trx, { ...status, atMs: context.clock() });
    await audit(context, trx, actor, 'reportRecovery', pick.projectId);
    return answerStatus(context, trx, actor, { kind: 'project', id: pick.projectId }, 'recovery');
  });
  tellInboxes();
  context.bus.tell({ kind: 'rhythm', id: pick.projectId, action: 'change' });
  tellRecovery(context, pick.projectId);
}

/** Closes a plan with a look back; nobody is asked about it any more [PR63]. */
export async function closeRecovery(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { lookBack, ...pick } = parseInput(RecoveryClosing, input);
  const tellInboxes = await context.database.transaction(async (trx) => {
    const { plan } = await requirePlan(trx, actor, pick);
    if (plan.sentAtMs === null) throw new AppError('conflict', { reason: 'running.recovery.notSent' });
    await writePlan(trx, plan, { closedAtMs: context.clock(), lookBack });
    await audit(context, trx, actor, 'closeRecovery', pick.projectId);
    return endRecoveryRhythm(context, trx, actor, { kind: 'project', id: pick.projectId });
  });
  tellInboxes();
  context.bus.tell({ kind: 'rhythm', id: pick.projectId, action: 'change' });
  tellRecovery(context, pick.projectId);
}

function tellRecovery({ bus }: Pick<Context, 'bus'>, id: string): void {
  bus.tell({ kind: 'project', id, action: 'change' });
}
