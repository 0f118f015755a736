import { agreementValuesForm } from '#lib/base/agreement/agreement-forms.ts';
import { dropAgreement, emptyAgreementUrn, openAgreementUrn } from '#lib/base/agreement/agreement-urn.ts';
import { dayAfter } from '#lib/base/days.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { canShowComments } from '#lib/base/urn.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  areEnoughToAsk,
  FEEDBACK_DAYS,
  FEEDBACK_STATEMENTS,
  feedbackClosesOn,
  FeedbackForm,
  partsFor,
  type AskedFeedback,
  type FeedbackPart,
  type FeedbackResult,
  type OpenFeedback,
} from '#lib/shifts/feedback/feedback.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { maskText } from '../../survey/commands.ts';
import { findRound } from '../round-store.ts';
import * as store from './feedback-store.ts';

/** What a round asks its reader without names [SH106]. */
export interface RoundAsks {
  asked: AskedFeedback[];
  /** Whether they answered a part that is still open. */
  hasAnswered: boolean;
}

export async function getRoundAsks(context: Context, actor: Actor, roundId: string): Promise<RoundAsks> {
  requirePerson(actor, 'shift.view');
  if (!(await findRound(context.db, roundId))) throw new AppError('not-found');
  const [own] = await listOwn(context, context.db, actor.id, roundId);
  if (!own) return { asked: [], hasAnswered: false };
  const rows = await store.listFeedback(context.db, [roundId]);
  return {
    asked: askedOf(own, rows, actor.id, context.clock()),
    hasAnswered: rows.some(({ open }) => open?.answered.includes(actor.id)),
  };
}

/** A round in which something is asked of its reader without names, for Home. */
export interface AskingFeedback {
  roundId: string;
  title: string;
  closesOn: string;
}

export async function listMyFeedback(context: Context, actor: Actor): Promise<AskingFeedback[]> {
  requirePerson(actor, 'shift.view');
  const own = await listOwn(context, context.db, actor.id);
  const rows = await store.listFeedback(
    context.db,
    own.map(({ roundId }) => roundId),
  );
  return own.flatMap(({ roundId, title, ...round }) => {
    const there = rows.filter((row) => row.roundId === roundId);
    const [first] = askedOf({ roundId, title, ...round }, there, actor.id, context.clock());
    return first ? [{ roundId, title, closesOn: first.closesOn }] : [];
  });
}

/**
 * Says without a name what a round asks. What remains is that this person has answered, until it is over, and one
 * answer more in the urn: no line, no event, no time, nothing to take back [SH106].
 */
export async function answerFeedback(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.view');
  const { roundId, part, ballotComment } = parseInput(FeedbackForm, input);
  const values = parseInput(agreementValuesForm(FEEDBACK_STATEMENTS[part].length), input);
  await context.database.transaction(async (trx) => {
    const [own] = await listOwn(context, trx, actor.id, roundId);
    const isAsked =
      own && partsFor(own, context.clock()).includes(part) && areEnoughToAsk(peopleOf(own, part));
    if (!isAsked) throw new AppError('forbidden', { reason: 'shifts.feedback.notAsked' });
    const held = await store.holdFeedback(trx, roundId, part, nothingSaid(part));
    if (!held.open) throw new AppError('conflict', { reason: 'shifts.feedback.over' });
    if (held.open.answered.includes(actor.id))
      throw new AppError('conflict', { reason: 'shifts.feedback.answeredBefore' });
    const comment = canShowComments(peopleOf(own, part)) ? maskText(ballotComment) : '';
    await store.writeFeedback(trx, held, {
      answered: [...held.open.answered, actor.id].toSorted(),
      urn: dropAgreement(held.open.urn, { values, comment }),
    });
  });
}

/** Opens the urns of rounds that are over for two weeks; what too few said is gone with them [SH107]. */
export async function closeFeedback(context: Context, nowMs: number = context.clock()): Promise<void> {
  const today = dayAt(nowMs, context.settings.timeZone);
  for (const { roundId, part, lastDay } of await store.listOpenFeedback(context.db)) {
    if (lastDay !== null && feedbackClosesOn(lastDay) >= today) continue;
    await context.database.transaction(async (trx) => {
      const held = await store.holdFeedback(trx, roundId, part, nothingSaid(part));
      if (!held.open) return;
      const { answered, counts, comments } = openAgreementUrn(held.open.urn);
      const result = {
        answered,
        counts: counts?.map((row) => [...row]) ?? null,
        comments: comments ? [...comments] : null,
      };
      await store.closeFeedbackPart(trx, held, result, nowMs);
    });
    context.bus.tell({ kind: 'round', id: roundId, action: 'report' });
  }
}

/** What may be shown of a round's parts once they are over, for its report. */
export async function readFeedback(
  db: Queries,
  roundId: string,
): Promise<Partial<Record<FeedbackPart, FeedbackResult>>> {
  const rows = await store.listFeedback(db, [roundId]);
  return Object.fromEntries(rows.flatMap(({ part, result }) => (result ? [[part, result]] : [])));
}

function listOwn(
  context: Pick<Context, 'clock' | 'settings'>,
  db: Queries,
  personId: string,
  roundId?: string,
): Promise<store.OwnRound[]> {
  const lastFrom = dayAfter(dayAt(context.clock(), context.settings.timeZone), -FEEDBACK_DAYS);
  return store.listOwnRounds(db, personId, { lastFrom, ...(roundId !== undefined && { roundId }) });
}

function peopleOf(
  { guests, mentors }: Pick<store.OwnRound, 'guests' | 'mentors'>,
  part: FeedbackPart,
): number {
  return part === 'mentors' ? mentors : guests;
}

function askedOf(
  own: store.OwnRound,
  rows: readonly store.FeedbackRow[],
  personId: string,
  nowMs: number,
): AskedFeedback[] {
  return partsFor(own, nowMs).flatMap((part): AskedFeedback[] => {
    const row = rows.find((known) => known.part === part);
    const isDone = row !== undefined && (row.open?.answered.includes(personId) ?? true);
    const people = peopleOf(own, part);
    if (isDone || !areEnoughToAsk(people)) return [];
    return [{ part, closesOn: feedbackClosesOn(own.lastDay), hasComment: canShowComments(people) }];
  });
}

function nothingSaid(part: FeedbackPart): OpenFeedback {
  return { answered: [], urn: emptyAgreementUrn(FEEDBACK_STATEMENTS[part].length) };
}
