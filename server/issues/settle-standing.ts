import type { BandBorders } from '#lib/base/ratings/band-borders.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import type { BandChangeWhy } from '#lib/issues/bands/band-change.ts';
import type { Rating } from '#lib/issues/issue.ts';
import { revealedRounds, STANDING_SESSION } from '#lib/issues/ratings/rating-session.ts';
import { FEWEST_RATERS, standingOf, standingOfSession, type IssueStanding } from '#lib/issues/standing.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { readBandBorders } from '../organisation/commands.ts';
import { insertBandChanges } from './bands/band-store.ts';
import { listAnswersTo, ratingsOf } from './ratings/answer-store.ts';
import { findSession } from './ratings/session-store.ts';
import * as store from './store.ts';

/** Why a band may change, and what is to be remembered of it. */
export interface BandCause {
  why: BandChangeWhy;
  reason?: string;
  byName?: string;
}

/**
 * Works out anew where an issue stands: from the session that decided about it, else from its ratings in the standing
 * one, else from what its room found; and notes when its band becomes another one [IS53].
 */
export async function settleStanding(
  { clock }: Pick<Context, 'clock'>,
  trx: Queries,
  issueId: string,
  { why, reason = '', byName = '' }: BandCause = { why: 'ratings' },
): Promise<void> {
  const issue = await store.findIssue(trx, issueId);
  if (!issue) throw new AppError('not-found');
  const standing = await readStanding(trx, issue, await readBandBorders(trx));
  const band = issue.moved?.band ?? standing.priority?.band ?? null;
  await store.updateStanding(trx, issueId, standing, band);
  if (band === issue.band) return;
  await insertBandChanges(trx, [
    {
      id: newId(),
      issueId,
      atMs: clock(),
      from: issue.band,
      to: band,
      why,
      reason,
      byName,
      isFromSecret: why !== 'back' && issue.standing.source === 'list',
      isToSecret: issue.moved === null && standing.source === 'list',
    },
  ]);
}

async function readStanding(
  trx: Queries,
  { id, origin, decidedIn }: store.IssueRow,
  borders: BandBorders,
): Promise<IssueStanding> {
  if (decidedIn !== null) return standingOfSession(await readCounting(trx, id, decidedIn), borders);
  const given = await listAnswersTo(trx, id, { sessionId: STANDING_SESSION, round: 1 });
  return standingOf(ratingsOf(given), origin, borders);
}

/** The ratings of a session that count: those of its second round where enough gave one [IS46]. */
async function readCounting(trx: Queries, issueId: string, sessionId: string): Promise<Rating[]> {
  const session = await findSession(trx, sessionId);
  if (session && revealedRounds(session) === 2) {
    const second = ratingsOf(await listAnswersTo(trx, issueId, { sessionId, round: 2 }));
    if (second.length >= FEWEST_RATERS) return second;
  }
  return ratingsOf(await listAnswersTo(trx, issueId, { sessionId, round: 1 }));
}
