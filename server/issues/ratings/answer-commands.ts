import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { RatingAnswer } from '#lib/issues/ratings/distribution.ts';
import { AbstainForm, RatingForm } from '#lib/issues/ratings/rating-session-forms.ts';
import { STANDING_SESSION, takesRatings } from '#lib/issues/ratings/rating-session.ts';
import { isRatingFinal } from '#lib/issues/standing.ts';
import type { Actor } from '#lib/people/person.ts';
import { isTakenUp } from '#lib/issues/triage.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { maskText } from '../../survey/commands.ts';
import { findMeasured } from '../measured/measure-commands.ts';
import { settleStanding } from '../settle-standing.ts';
import { findIssue, holdIssue } from '../store.ts';
import { countAnswered, listAnswersTo, upsertAnswer, type Overruled } from './answer-store.ts';
import { finishRatingNotices } from './rating-notices.ts';
import { isAskedNow, ratingDay } from './session-facts.ts';
import { holdSession, listRaters, listSessionIssues } from './session-store.ts';

interface Said {
  issueId: string;
  personId: string;
  answer: RatingAnswer;
  overruled: Overruled | null;
}

/**
 * One's own view of an issue in a session, or that one keeps out of it; a second answer replaces the first, until the
 * reveal [IS1]. It writes no line of the log and can be taken back by answering anew, so that nothing but the row itself
 * knows of it [IS41]; others are told when somebody has answered everything, and of ratings in the standing session that
 * there is one more.
 */
export async function rateIssue(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'issue.rate');
  const isAbstaining = v.is(v.object({ abstains: AbstainForm.entries.abstains }), input);
  const { sessionId, issueId, ...form } = parseInput(isAbstaining ? AbstainForm : RatingForm, input);
  const answer: RatingAnswer = 'abstains' in form ? 'abstains' : form;
  const said: Said = {
    ...{ issueId, personId: actor.id, answer },
    overruled: 'abstains' in form ? null : await readOverruled(context, actor, { issueId, ...form }),
  };
  if (sessionId === STANDING_SESSION) return rateStanding(context, said);
  return rateInSession(context, sessionId, said);
}

/**
 * Why another importance is meant than the one that was measured, where this rater sees one [IS60]; refused without a
 * reason. What is kept of the issue is asked as it is now: a page that showed an older figure shows the newer one then.
 */
async function readOverruled(
  context: Context,
  actor: Actor,
  { issueId, importance, otherReason }: { issueId: string; importance: number; otherReason: string },
): Promise<Overruled | null> {
  const filled = (await findMeasured(context, actor, issueId))?.importance ?? null;
  if (filled === null || filled === importance) return null;
  if (otherReason === '')
    throw new AppError('invalid', {
      issues: [{ path: 'otherReason', message: 'measured.whyOther', values: { filled } }],
    });
  return { filled, reason: maskText(otherReason) };
}

async function rateStanding(context: Context, said: Said): Promise<void> {
  const round = { sessionId: STANDING_SESSION, round: 1 };
  await context.database.transaction(async (trx) => {
    const issue = await requireOpenIssue(trx, said.issueId);
    // One issue is rated at one place at a time [IS44].
    if (issue.askedIn !== null) throw new AppError('read-only', { reason: 'ratings.askedElsewhere' });
    if (issue.decidedIn !== null) throw new AppError('read-only', { reason: 'ratings.decided' });
    await holdIssue(trx, issue.id);
    const answers = await listAnswersTo(trx, issue.id, round);
    const hasAnswered = answers.some(({ personId }) => personId === said.personId);
    if (isRatingFinal(issue.standing, hasAnswered))
      throw new AppError('read-only', { reason: 'issues.ratingFinal' });
    await upsertAnswer(trx, round, { ...said, atMs: context.clock() });
    await settleStanding(context, trx, issue.id);
  });
  context.bus.tell({ kind: 'issue', id: said.issueId, action: 'rate' });
}

async function requireOpenIssue(trx: Queries, id: string) {
  const issue = await findIssue(trx, id);
  if (!issue) throw new AppError('not-found');
  if (!isTakenUp(issue)) throw new AppError('read-only', { reason: 'issues.notOpen' });
  return issue;
}

async function rateInSession(context: Context, sessionId: string, said: Said): Promise<void> {
  const finished = await context.database.transaction(async (trx) => {
    const session = await holdSession(trx, sessionId);
    const raters = await listRaters(trx, [sessionId]);
    // Whoever does not rate in it hears no more than of one that is not there.
    if (!session || !raters.some(({ personId }) => personId === said.personId))
      throw new AppError('not-found');
    if (!takesRatings(session, ratingDay(context)))
      throw new AppError('read-only', { reason: 'ratings.over' });
    const asked = (await listSessionIssues(trx, [sessionId])).filter((issue) => isAskedNow(session, issue));
    if (!asked.some(({ id }) => id === said.issueId)) {
      await requireOpenIssue(trx, said.issueId);
      throw new AppError('not-found');
    }
    const round = { sessionId, round: session.round };
    const before = (await countAnswered(trx, round)).get(said.personId) ?? 0;
    await upsertAnswer(trx, round, { ...said, atMs: context.clock() });
    const now = (await countAnswered(trx, round)).get(said.personId) ?? 0;
    const isNews = now >= asked.length && before < asked.length;
    return isNews ? await finishRatingNotices(context, trx, sessionId, said.personId) : null;
  });
  if (!finished) return;
  finished();
  context.bus.tell({ kind: 'ratings', id: sessionId, action: 'finish' });
}
