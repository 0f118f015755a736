import type * as v from 'valibot';
import type { MyBallot } from '#lib/workshop/ballots/my-ballot.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { DotsForm, BallotRatingForm } from '#lib/workshop/ballots/ballot-forms.ts';
import { placeDots, voteRules, type Dots } from '#lib/workshop/ballots/dots.ts';
import { followDots, followRatings } from '#lib/workshop/ballots/follow-merges.ts';
import { stepAt } from '#lib/workshop/programme/programme.ts';
import type { Ratings } from '#lib/workshop/ballots/ratings.ts';
import type { WorkshopStep } from '#lib/workshop/step.ts';
import { isSteering } from '#lib/workshop/workshop.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { readVotable, requireOpenStep, requireVotable } from './require-open-step.ts';
import { findBallot, StoredDots, StoredRatings, writeBallot } from './ballot-store.ts';
import { requireTakingPart } from '../participation.ts';
import { findWorkshop } from '../store.ts';

/** How often a press is tried again over a newer ballot of the same person: two tabs, two presses. */
const TRIES = 4;

/** Puts dots on a cause, or takes them back [WS30]. Returns all that one has placed. */
export async function castDots(context: WorkshopContext, actor: Actor, input: unknown): Promise<Dots> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(DotsForm, input);
  const voter = await requireTakingPart(context.db, actor, form.workshopId);
  const board = await requireVotable(context, form.workshopId, form.causeId);
  const key = { ...form, voterId: voter.id, kind: 'vote' as const };
  return changeBallot<Dots>(context, actor, key, StoredDots, (dots = {}, step) => {
    const rules = voteRules(board.causes, step.settings);
    const followed = followDots(dots, board.merges, rules.capPerCause);
    const placed = placeDots(followed.dots, form.causeId, form.dots, rules);
    if (typeof placed === 'string') {
      throw new AppError('conflict', { reason: `ballots.vote.${placed}`, values: { ...rules } });
    }
    return placed;
  });
}

/** Says how important and how urgent a cause is [WS33]. Returns all that one has rated. */
export async function rateCause(context: WorkshopContext, actor: Actor, input: unknown): Promise<Ratings> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(BallotRatingForm, input);
  const voter = await requireTakingPart(context.db, actor, form.workshopId);
  const { merges } = await requireVotable(context, form.workshopId, form.causeId);
  const { causeId, importance, urgency } = form;
  const key = { ...form, voterId: voter.id, kind: 'rate' as const };
  return changeBallot<Ratings>(context, actor, key, StoredRatings, (ratings = {}) => {
    // The latest stands last: that is the one that counts where causes are merged.
    const others = Object.entries(followRatings(ratings, merges)).filter(([id]) => id !== causeId);
    return Object.fromEntries([...others, [causeId, { importance, urgency }]]);
  });
}

/** One's own ballot of the step in which the room is; undefined when nothing is voted on or rated. */
export async function getMyBallot(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<MyBallot | undefined> {
  requirePermission(actor, 'workshop.takePart');
  const workshop = await findWorkshop(context.db, { id: workshopId });
  const step = workshop && stepAt(workshop.programme, workshop.position);
  if (!step || (step.kind !== 'vote' && step.kind !== 'rate') || !('id' in actor)) return undefined;
  await requireTakingPart(context.db, actor, workshopId);
  const key = { workshopId, stepId: step.id, voterId: actor.id };
  const read = async <Content extends object>(schema: v.GenericSchema<unknown, Content>) =>
    (await findBallot(context.db, schema, key))?.content;
  const { kind } = step;
  const { causes, merges } = await readVotable(context, workshopId);
  const rules = voteRules(causes, step.settings);
  const dots = (kind === 'vote' && (await read(StoredDots))) || {};
  const ratings = (kind === 'rate' && (await read(StoredRatings))) || {};
  const followed = followDots(dots, merges, rules.capPerCause);
  return {
    stepId: step.id,
    kind,
    rules,
    dots: followed.dots,
    unspent: followed.unspent,
    ratings: followRatings(ratings, merges),
  };
}

/** Changes one's ballot on top of what it is now; what another tab did meanwhile stays. */
async function changeBallot<Content extends object>(
  context: WorkshopContext,
  actor: Actor,
  key: { workshopId: string; stepId: string; voterId: string; kind: 'vote' | 'rate' },
  schema: v.GenericSchema<unknown, Content>,
  /** `content` is undefined before the first press. */
  change: (content: Content | undefined, step: WorkshopStep) => Content,
): Promise<Content> {
  const department = (actor.kind === 'person' || actor.kind === 'guest' ? actor.departmentName : null) ?? '';
  for (let tries = 1; tries <= TRIES; tries++) {
    const written = await context.database.transaction(async (trx) => {
      // Asked here, so that no ballot is taken after the step was left.
      const { workshop, participation } = await requireTakingPart(trx, actor, key.workshopId);
      const step = requireOpenStep(workshop, key.stepId, key.kind, isSteering(participation));
      const before = await findBallot(trx, schema, key);
      const content = change(before?.content, step);
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
