import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { DotsForm, ProxyForm, ProxyRemovalForm, RatingForm } from '#lib/workshop/ballot-forms.ts';
import { placeDots, voteRules, type Dots, type VoteRules } from '#lib/workshop/dots.ts';
import { stepAt } from '#lib/workshop/programme.ts';
import type { Ratings } from '#lib/workshop/ratings.ts';
import type { StepKind, WorkshopStep } from '#lib/workshop/step.ts';
import { isSteering } from '#lib/workshop/workshop.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { deleteProxyBallot, findBallot, listBallots, writeBallot } from './ballot-store.ts';
import { boardName } from './board.ts';
import { readCauses } from './board-causes.ts';
import { requireSteered, requireTakingPart } from './participation.ts';
import { findWorkshop, type WorkshopRow } from './store.ts';

/** How often a press is tried again over a newer ballot of the same person: two tabs, two presses. */
const TRIES = 4;

/** What one sees of an open vote or rating: one's own ballot and nobody else's. */
export interface MyBallot {
  stepId: string;
  kind: 'vote' | 'rate';
  rules: VoteRules;
  dots: Dots;
  ratings: Ratings;
}

/** Puts dots on a cause, or takes them back [WS30]. Returns all that one has placed. */
export async function castDots(context: Context, actor: Actor, input: unknown): Promise<Dots> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(DotsForm, input);
  const voter = await requireTakingPart(context.db, actor, form.workshopId);
  const causes = await requireCause(context, form.workshopId, form.causeId);
  const key = { ...form, voterId: voter.id, kind: 'vote' as const };
  return changeBallot<Dots>(context, actor, key, (dots, step) => {
    const rules = voteRules(causes, step.settings);
    const placed = placeDots(dots, form.causeId, form.dots, rules);
    if (typeof placed === 'string') {
      throw new AppError('conflict', { reason: `workshop.vote.${placed}`, values: { ...rules } });
    }
    return placed;
  });
}

/** Says how important and how urgent a cause is [WS33]. Returns all that one has rated. */
export async function rateCause(context: Context, actor: Actor, input: unknown): Promise<Ratings> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(RatingForm, input);
  const voter = await requireTakingPart(context.db, actor, form.workshopId);
  await requireCause(context, form.workshopId, form.causeId);
  const { causeId, importance, urgency } = form;
  const key = { ...form, voterId: voter.id, kind: 'rate' as const };
  return changeBallot<Ratings>(context, actor, key, (ratings) => ({
    ...ratings,
    [causeId]: { importance, urgency },
  }));
}

/** Enters the paper ballot of somebody without a device; it is marked as such, and in the audit log [WS32]. */
export async function enterProxyBallot(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(ProxyForm, input);
  const workshop = await requireSteered(context.db, actor, form.workshopId);
  const step = requireOpen(workshop, form.stepId, 'vote', true);
  const known = new Set((await readBoardCauses(context, form.workshopId)).map(({ id }) => id));
  const rules = voteRules(known.size, step.settings);
  let dots: Dots = {};
  for (const [index, causeId] of form.causeIds.entries()) {
    if (!known.has(causeId)) throw new AppError('not-found', { reason: 'workshop.vote.unknown-cause' });
    const placed = placeDots(dots, causeId, form.dots[index] ?? 0, rules);
    if (typeof placed === 'string')
      throw new AppError('conflict', { reason: `workshop.vote.${placed}`, values: { ...rules } });
    dots = placed;
  }
  const atMs = context.clock();
  await context.database.transaction(async (trx) => {
    await writeBallot(trx, {
      workshopId: form.workshopId,
      stepId: form.stepId,
      voterId: `proxy-${newId()}`,
      department: form.department,
      content: dots,
      version: 0,
      proxy: { name: form.name, enteredBy: 'id' in actor ? actor.id : 'system' },
      atMs,
    });
    const subject = { kind: 'workshop' as const, id: form.workshopId };
    await recordAudit(trx, {
      atMs,
      actor,
      action: 'workshop.proxyBallot',
      subject,
      details: { name: form.name },
    });
  });
  await context.control.tell(form.workshopId);
}

/** Takes back a paper ballot that was entered wrongly. */
export async function removeProxyBallot(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(ProxyRemovalForm, input);
  const workshop = await requireSteered(context.db, actor, form.workshopId);
  requireOpen(workshop, form.stepId, 'vote', true);
  await context.database.transaction(async (trx) => {
    await deleteProxyBallot(trx, form);
    const subject = { kind: 'workshop' as const, id: form.workshopId };
    await recordAudit(trx, { atMs: context.clock(), actor, action: 'workshop.removeProxyBallot', subject });
  });
  await context.control.tell(form.workshopId);
}

/** The paper ballots of the open vote by name, without what is in them; for who steers. */
export async function listProxyBallots(
  context: Context,
  actor: Actor,
  workshopId: string,
): Promise<{ voterId: string; name: string; department: string }[]> {
  requirePermission(actor, 'workshop.steer');
  const workshop = await requireSteered(context.db, actor, workshopId);
  const ballots = await listBallots(context.db, workshopId, workshop.position);
  return ballots.flatMap(({ voterId, department, proxy }) =>
    proxy ? [{ voterId, name: proxy.name, department }] : [],
  );
}

/** One's own ballot of the step in which the room is; undefined when nothing is voted on or rated. */
export async function getMyBallot(
  context: Context,
  actor: Actor,
  workshopId: string,
): Promise<MyBallot | undefined> {
  requirePermission(actor, 'workshop.takePart');
  const workshop = await findWorkshop(context.db, { id: workshopId });
  const step = workshop && stepAt(workshop.programme, workshop.position);
  if (!step || (step.kind !== 'vote' && step.kind !== 'rate') || !('id' in actor)) return undefined;
  await requireTakingPart(context.db, actor, workshopId);
  const mine = await findBallot<unknown>(context.db, { workshopId, stepId: step.id, voterId: actor.id });
  const causes = await readBoardCauses(context, workshopId);
  return {
    stepId: step.id,
    kind: step.kind,
    rules: voteRules(causes.length, step.settings),
    dots: step.kind === 'vote' ? ((mine?.content as Dots | undefined) ?? {}) : {},
    ratings: step.kind === 'rate' ? ((mine?.content as Ratings | undefined) ?? {}) : {},
  };
}

/** Changes one's ballot on top of what it is now; what another tab did meanwhile stays. */
async function changeBallot<Content extends object>(
  context: Context,
  actor: Actor,
  key: { workshopId: string; stepId: string; voterId: string; kind: 'vote' | 'rate' },
  change: (content: Content, step: WorkshopStep) => Content,
): Promise<Content> {
  const department = (actor.kind === 'person' || actor.kind === 'guest' ? actor.departmentName : null) ?? '';
  for (let tries = 1; tries <= TRIES; tries++) {
    const written = await context.database.transaction(async (trx) => {
      // Asked here, so that no ballot is taken after the step was left.
      const { workshop, participation } = await requireTakingPart(trx, actor, key.workshopId);
      const step = requireOpen(workshop, key.stepId, key.kind, isSteering(participation));
      const before = await findBallot<Content>(trx, key);
      // An empty ballot is an empty object of either kind.
      const content = change(before?.content ?? ({} as Content), step);
      const ballot = {
        workshopId: key.workshopId,
        stepId: key.stepId,
        voterId: key.voterId,
        department,
        content,
        version: before?.version ?? 0,
        proxy: null,
        atMs: context.clock(),
      };
      return (await writeBallot(trx, ballot)) ? content : undefined;
    });
    if (written) {
      await context.control.tell(key.workshopId);
      return written;
    }
  }
  throw new AppError('stale');
}

/** The step, if the room is in it and it takes ballots of this kind [WS31]. */
function requireOpen(
  workshop: WorkshopRow,
  stepId: string,
  kind: StepKind,
  isSteered: boolean,
): WorkshopStep {
  const step = stepAt(workshop.programme, workshop.position);
  if (!step || step.id !== stepId || step.kind !== kind)
    throw new AppError('read-only', { reason: 'workshop.vote.closed' });
  if (workshop.room.isPaused && !isSteered) throw new AppError('read-only', { reason: 'workshop.paused' });
  return step;
}

/** How many causes there are; refuses one that is not among them. */
async function requireCause(context: Context, workshopId: string, causeId: string): Promise<number> {
  const causes = await readBoardCauses(context, workshopId);
  if (!causes.some(({ id }) => id === causeId))
    throw new AppError('not-found', { reason: 'workshop.vote.unknown-cause' });
  return causes.length;
}

async function readBoardCauses(context: Context, workshopId: string): Promise<{ id: string }[]> {
  const causes = await context.rooms.read(boardName(workshopId), readCauses);
  return causes.filter(({ text }) => text.trim() !== '');
}
