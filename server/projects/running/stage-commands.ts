// Above 300 lines: everything that happens to a stage, a few lines each.
import * as v from 'valibot';
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { EMPTY_CHARTER, type CharterStage } from '#lib/projects/charter/charter.ts';
import { isWorking } from '#lib/projects/project.ts';
import {
  StageAskForm,
  StageAskPick,
  StageDoorForm,
  StageMoveForm,
  StageOutcomeForm,
} from '#lib/projects/running/running-forms.ts';
import type { SeenStageLine } from '#lib/projects/running/seen-stage.ts';
import { faultOfStageDay, standStages } from '#lib/projects/running/stage-course.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import {
  addNotices,
  finishNotices,
  withdrawNotices,
  type TellInboxes,
} from '../../notify/notice-commands.ts';
import { addDoor, tellDoors } from '../../outside/door-commands.ts';
import { areActive } from '../../people/store.ts';
import { undoable } from '../../undo/undoable.ts';
import { findCharter, writeCharter } from '../charter/charter-store.ts';
import { requireInvolved, requireProject } from '../commands.ts';
import { audit, write } from '../move-project.ts';
import { readSight } from '../readers.ts';
import * as store from '../store.ts';
import { findApproved } from '../charter/version-store.ts';
import { plannedStages } from './accepted-stages.ts';
import * as stages from './stage-store.ts';

/** The course of a project: its stages with their acceptances and moves, and what this reader may do. */
export interface StageCourse {
  stages: SeenStageLine[];
  /** Whether this reader hands stages in and moves their days now. */
  maySteer: boolean;
  /** Who cannot accept, since the work is theirs. */
  workerIds: readonly string[];
}

export async function getStages(context: Context, actor: Actor, projectId: string): Promise<StageCourse> {
  requirePermission(actor, 'project.view');
  const { db } = context;
  const project = await store.findProject(db, projectId);
  const sight = await readSight(db, actor);
  if (!project || !sight.isSeen(project)) throw new AppError('not-found');
  const isInside = sight.isInside(project);
  const isShown = isInside || (await findApproved(db, projectId)) !== undefined;
  const planned = isShown ? await plannedStages(db, projectId) : [];
  const asks = await stages.listStageAsks(db, projectId);
  const moves = await stages.listStageMoves(db, projectId);
  const standings = new Map(standStages(planned, asks).map(({ stageId, standing }) => [stageId, standing]));
  const readerId = actor.kind === 'person' ? actor.id : null;
  return {
    stages: planned.map((stage) => {
      const ask = asks.findLast(({ stageId, state }) => stageId === stage.id && state !== 'withdrawn');
      const isMine = ask !== undefined && ask.acceptorId !== null && ask.acceptorId === readerId;
      return {
        ...stage,
        standing: standings.get(stage.id) ?? 'waits',
        ask: ask
          ? {
              ...{ id: ask.id, acceptorName: ask.acceptorName, isOutside: ask.acceptorId === null },
              ...{ state: ask.state, askedAtMs: ask.askedAtMs, settledAtMs: ask.settledAtMs, isMine },
              text: isInside || isMine ? ask.text : '',
            }
          : null,
        moves: moves
          .filter(({ stageId }) => stageId === stage.id)
          .map(({ fromOn, toOn, why, byName, atMs }) => ({
            ...{ fromOn, toOn, byName, atMs },
            why: isInside ? why : '',
          })),
      };
    }),
    maySteer: readerId !== null && isWorking(project) && isInvolved(readerId, project),
    workerIds: [project.ownerId, project.deputyId],
  };
}

function isInvolved(personId: string, { ownerId, deputyId, proposedBy }: store.ProjectRow): boolean {
  return [ownerId, deputyId, proposedBy].includes(personId);
}

/** The stage that is worked on, of a project that runs and that this person steers [PR50]. */
async function requireStage(
  trx: Queries,
  personId: string,
  { projectId, stageId }: { projectId: string; stageId: string },
): Promise<{ project: store.ProjectRow; stage: CharterStage }> {
  await store.holdProject(trx, projectId);
  const project = await store.findProject(trx, projectId);
  if (!project) throw new AppError('not-found');
  requireInvolved(personId, project);
  if (!isWorking(project)) throw new AppError('read-only', { reason: 'projects.notRunning' });
  const planned = await plannedStages(trx, projectId);
  const stage = planned.find(({ id }) => id === stageId);
  if (!stage) throw new AppError('not-found');
  const asks = await stages.listStageAsks(trx, projectId);
  const standing = standStages(planned, asks).find((one) => one.stageId === stageId)?.standing;
  if (standing === 'waits') throw new AppError('conflict', { reason: 'running.stageWaits' });
  if (standing === 'asked') throw new AppError('conflict', { reason: 'running.stageAsked' });
  if (standing === 'accepted' || standing === 'remarks')
    throw new AppError('conflict', { reason: 'running.stageAccepted' });
  return { project, stage };
}

/** Hands a stage in to somebody of the organisation who does not work on it [PR49] [PR50]. */
export async function askStage(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { acceptorId, ...pick } = parseInput(StageAskForm, input);
  const tellInboxes = await context.database.transaction(async (trx) => {
    const { project } = await requireStage(trx, actor.id, pick);
    if ([project.ownerId, project.deputyId, actor.id].includes(acceptorId))
      throw new AppError('invalid', { issues: [{ path: 'acceptorId', message: 'running.acceptsOwnWork' }] });
    if (!(await areActive(trx, [acceptorId])).has(acceptorId))
      throw new AppError('invalid', { issues: [{ path: 'acceptorId', message: 'projects.personGone' }] });
    const id = newId<'stageAsk'>();
    await stages.insertStageAsk(trx, {
      ...{ ...pick, id, acceptorId, doorId: null, outsiderName: '' },
      ...{ askedById: actor.id, askedAtMs: context.clock() },
    });
    await audit(context, trx, actor, 'askStage', project.id);
    return tellAcceptor(context, trx, { id, projectId: project.id, acceptorId }, actor.id);
  });
  tellInboxes();
  tellStages(context, pick.projectId);
}

/** Each time that a stage waits for somebody is another one to be told. */
async function tellAcceptor(
  context: Context,
  trx: Queries,
  { id, projectId, acceptorId }: Pick<stages.StageAskRow, 'id' | 'projectId' | 'acceptorId'>,
  byId: string | null,
): Promise<TellInboxes> {
  if (acceptorId === null) return () => undefined;
  const subject = { kind: 'project' as const, id: projectId };
  const occasion = `${id} ${context.clock()}`;
  return addNotices(context, trx, [
    { ...{ personId: acceptorId, kind: 'stage.asked', byId }, ...{ subject, occasion, values: {} } },
  ]);
}

/** Hands a stage in to a named person outside, at a door of their own; answers the path of its link, this once [PR52]. */
export async function askStageOutside(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ path: string }> {
  requirePerson(actor, 'outside.make');
  const { projectId, stageId, ...form } = parseInput(StageDoorForm, input);
  const subject = { kind: 'project' as const, id: projectId };
  await context.subjects.require(actor, subject);
  const { path } = await context.database.transaction(async (trx) => {
    const { project } = await requireStage(trx, actor.id, { projectId, stageId });
    const door = await addDoor(context, trx, actor, { ...form, subject, commitmentIds: [] });
    await stages.insertStageAsk(trx, {
      ...{ id: newId<'stageAsk'>(), projectId, stageId, acceptorId: null, doorId: door.id },
      ...{ outsiderName: form.holderName, askedById: actor.id, askedAtMs: context.clock() },
    });
    await audit(context, trx, actor, 'askStage', project.id);
    return door;
  });
  tellDoors(context, subject);
  tellStages(context, projectId);
  return { path };
}

/** Takes a question back that nobody answered; can be taken back itself. A door stays open, and settles nothing any more. */
export async function withdrawStageAsk(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'project.report');
  const pick = parseInput(StageAskPick, input);
  const { undoId, tellInboxes } = await context.database.transaction(async (trx) => {
    const { project, ask } = await requireOpenAsk(trx, pick);
    requireInvolved(actor.id, project);
    return settle(context, trx, actor, ask, { state: 'withdrawn', text: '' });
  });
  tellInboxes();
  tellStages(context, pick.projectId);
  return { undoId };
}

/** Accepts a stage, with remarks or without, or refuses it: whoever was asked does [PR49]. */
export async function settleStage(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'project.view');
  const { outcome, text, ...pick } = parseInput(StageOutcomeForm, input);
  const { undoId, tells } = await context.database.transaction(async (trx) => {
    const { project, ask } = await requireOpenAsk(trx, pick);
    if (ask.acceptorId !== actor.id) throw new AppError('forbidden');
    const settled = await settle(context, trx, actor, ask, { state: outcome, text });
    const tellWorkers = await tellSettled(context, trx, project, { askId: ask.id, byId: actor.id });
    return { undoId: settled.undoId, tells: [settled.tellInboxes, tellWorkers] };
  });
  for (const tell of tells) tell();
  tellStages(context, pick.projectId);
  return { undoId };
}

async function requireOpenAsk(
  trx: Queries,
  { projectId, askId }: { projectId: string; askId: string },
): Promise<{ project: store.ProjectRow; ask: stages.StageAskRow }> {
  await store.holdProject(trx, projectId);
  const project = await store.findProject(trx, projectId);
  const ask = (await stages.listStageAsks(trx, projectId)).find(({ id }) => id === askId);
  if (!project || !ask) throw new AppError('not-found');
  if (ask.state !== 'asked') throw new AppError('conflict', { reason: 'running.stageSettled' });
  return { project, ask };
}

async function settle(
  context: Context,
  trx: Queries,
  actor: Actor,
  ask: stages.StageAskRow,
  { state, text }: Pick<Parameters<typeof stages.settleStageAsk>[2], 'state' | 'text'>,
): Promise<{ undoId: string | null; tellInboxes: TellInboxes }> {
  const { id, projectId } = ask;
  if (!(await stages.settleStageAsk(trx, id, { state, text, atMs: context.clock() })))
    throw new AppError('conflict', { reason: 'running.stageSettled' });
  const action =
    state === 'refused' ? 'refuseStage' : state === 'withdrawn' ? 'withdrawStage' : 'acceptStage';
  await audit(context, trx, actor, action, projectId);
  const subject = { kind: 'project' as const, id: projectId };
  const personId = ask.acceptorId;
  const meant = personId !== null && { subject, kinds: ['stage.asked' as const], personId };
  return {
    undoId: await STAGE_UNDO.keep(context, trx, actor, { projectId, askId: id }),
    tellInboxes: meant ? await finishNotices(context, trx, meant) : () => undefined,
  };
}

/** Tells owner and deputy that somebody said something about a stage; to be called in its transaction. */
async function tellSettled(
  context: Context,
  trx: Queries,
  project: Pick<store.ProjectRow, 'id' | 'ownerId' | 'deputyId'>,
  { askId, byId }: { askId: string; byId: string | null },
): Promise<TellInboxes> {
  return addNotices(
    context,
    trx,
    [project.ownerId, project.deputyId].map((personId) => ({
      ...{ personId, kind: 'stage.settled' as const, byId },
      ...{ subject: { kind: 'project' as const, id: project.id }, occasion: askId, values: {} },
    })),
  );
}

/** A stage waits for its acceptor again, for as long as nothing was asked about the project's stages since. */
export const STAGE_UNDO = undoable(
  'stage',
  v.object({ projectId: v.string(), askId: v.string() }),
  async (context: Context, trx, actor, { projectId, askId }) => {
    requirePerson(actor, 'project.view');
    await store.holdProject(trx, projectId);
    const asks = await stages.listStageAsks(trx, projectId);
    if (asks.at(-1)?.id !== askId) throw new AppError('conflict', { reason: 'running.stageWentOn' });
    const ask = asks.at(-1);
    if (!ask || !(await stages.reopenStageAsk(trx, askId))) throw new AppError('stale');
    await audit(context, trx, actor, 'askStage', projectId);
    const subject = { kind: 'project' as const, id: projectId };
    const settled = { subject, kinds: ['stage.settled' as const], occasion: askId };
    const tells = [await withdrawNotices(context, trx, settled), await tellAcceptor(context, trx, ask, null)];
    return {
      after: () => {
        for (const tell of tells) tell();
        tellStages(context, projectId);
      },
    };
  },
);

/** Moves the last day of a stage: how often, from when and why stays visible [PR53]. */
export async function moveStage(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, version, stageId, day, why } = parseInput(StageMoveForm, input);
  await context.database.transaction(async (trx) => {
    const project = await requireProject(trx, actor, { id: projectId, version });
    requireInvolved(actor.id, project);
    if (!isWorking(project)) throw new AppError('read-only', { reason: 'projects.notRunning' });
    const row = await findCharter(trx, projectId);
    const charter = row?.charter ?? EMPTY_CHARTER;
    const stage = charter.stages.find(({ id }) => id === stageId);
    if (!stage) throw new AppError('not-found');
    if (stage.currentOn === day)
      throw new AppError('invalid', { issues: [{ path: 'day', message: 'running.sameDay' }] });
    const fault = faultOfStageDay(day, project);
    if (fault) throw new AppError('invalid', { issues: [{ path: 'day', message: fault }] });
    const moved = charter.stages.map((one) => (one.id === stageId ? { ...one, currentOn: day } : one));
    await writeCharter(trx, projectId, {
      sponsorId: row?.sponsorId ?? null,
      charter: { ...charter, stages: moved },
    });
    await write(trx, project, {});
    const move = { id: newId<'move'>(), projectId, stageId, fromOn: stage.currentOn, toOn: day, why };
    await stages.insertStageMove(trx, { ...move, byId: actor.id, atMs: context.clock() });
    await audit(context, trx, actor, 'moveStage', projectId, {
      changes: auditedChanges({ dueOn: stage.currentOn }, { dueOn: day }),
    });
  });
  tellStages(context, projectId);
}

function tellStages({ bus }: Pick<Context, 'bus'>, id: string): void {
  bus.tell({ kind: 'project', id, action: 'change' });
}
