import { dayAt } from '#lib/base/time-zone.ts';
import { resultOf } from '#lib/issues/ratings/distribution.ts';
import type { RatingSessionFacts } from '#lib/issues/ratings/rating-session.ts';
import { isTakenUp } from '#lib/issues/triage.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { countAnswered, listAnswersByIssue } from './answer-store.ts';
import { listRaters, listSessionIssues, type SessionIssueRow, type SessionRow } from './session-store.ts';

/** The day on the organisation's calendar. */
export function ratingDay({ clock, settings }: Pick<Context, 'clock' | 'settings'>): string {
  return dayAt(clock(), settings.timeZone);
}

/** Whether this round asks about an issue: it is of the round, still open, and taken up. */
export function isAskedNow({ round }: Pick<SessionRow, 'round'>, issue: SessionIssueRow): boolean {
  return issue.rounds >= round && isTakenUp(issue);
}

/** Who rates in a session, and whether they have answered every issue of its round. */
export async function readTurnout(
  db: Queries,
  session: SessionRow,
  issues: readonly SessionIssueRow[],
): Promise<{ personId: string; name: string; hasFinished: boolean }[]> {
  const asked = issues.filter((issue) => isAskedNow(session, issue)).length;
  const answered = await countAnswered(db, { sessionId: session.id, round: session.round });
  return (await listRaters(db, [session.id])).map(({ personId, name }) => ({
    ...{ personId, name },
    hasFinished: (answered.get(personId) ?? 0) >= asked,
  }));
}

/**
 * The issues about which the first round disagreed and a second may ask: they are open, stand where this session put
 * them, and no other asks about them meanwhile [IS46].
 */
export async function listDisputed(
  db: Queries,
  { id }: Pick<SessionRow, 'id'>,
  issues: readonly SessionIssueRow[],
): Promise<string[]> {
  const first = await listAnswersByIssue(db, { sessionId: id, round: 1 });
  return issues
    .filter((issue) => isTakenUp(issue) && issue.decidedIn === id && issue.askedIn === null)
    .filter((issue) => resultOf(first.get(issue.id) ?? [])?.isDisputed === true)
    .map((issue) => issue.id);
}

/** What a step of a session looks at. */
export async function readSessionFacts(
  context: Context,
  db: Queries,
  session: SessionRow,
): Promise<RatingSessionFacts & { issues: SessionIssueRow[]; raterIds: string[]; disputedIds: string[] }> {
  const issues = await listSessionIssues(db, [session.id]);
  const turnout = await readTurnout(db, session, issues);
  const disputedIds = session.state === 'revealed' ? await listDisputed(db, session, issues) : [];
  return {
    ...{ today: ratingDay(context), issues, disputedIds },
    raters: turnout.length,
    raterIds: turnout.map(({ personId }) => personId),
    finished: turnout.filter(({ hasFinished }) => hasFinished).length,
    disputed: disputedIds.length,
  };
}
