import { AppError } from '#lib/base/errors.ts';
import { readTableQuery } from '#lib/base/table-query.ts';
import { findIssues, ISSUE_TERMS } from '#lib/issues/issue-query.ts';
import { resultOf, type IssueResult } from '#lib/issues/ratings/distribution.ts';
import type {
  IssueRatings,
  OverruledReason,
  RatingDesk,
  RatingDraft,
  RatingSession,
  RatingSessionLine,
  WaitingRatings,
} from '#lib/issues/ratings/rating-session-view.ts';
import {
  afterSessionAction,
  MOST_SESSION_ISSUES,
  revealedRounds,
  STANDING_SESSION,
  takesRatings,
} from '#lib/issues/ratings/rating-session.ts';
import { countedRatings } from '#lib/issues/standing.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import { isTakenUp } from '#lib/issues/triage.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { readerOf } from '../list-commands.ts';
import { listIssues, listPlaces } from '../list-store.ts';
import { listMeasured } from '../measured/measure-commands.ts';
import { findIssue } from '../store.ts';
import {
  listAnswersByIssue,
  listAnswersTo,
  listMyAnswers,
  listMyOverruled,
  type AnswerRow,
} from './answer-store.ts';
import { isAskedNow, listDisputed, ratingDay, readTurnout } from './session-facts.ts';
import * as store from './session-store.ts';

/** As many sessions as the list shows: those that are open, and the newest of the others. */
const SESSIONS_SHOWN = 100;
/** As many issues as the standing session brings at once. */
const DESK_ISSUES = 50;

const managesRatings = (actor: Actor): boolean => isPermitted(standingsOf(actor), 'ratings.manage');

/** A session that this reader may see: leads see all, others those in which they rate [IS49]. */
async function requireSession(context: Context, actor: Actor, id: string): Promise<store.SessionRow> {
  const session = await store.findSession(context.db, id);
  const raters = session ? await store.listRaters(context.db, [id]) : [];
  const isRater = actor.kind === 'person' && raters.some(({ personId }) => personId === actor.id);
  if (!session || (!isRater && !managesRatings(actor))) throw new AppError('not-found');
  return session;
}

/** The sessions that a reader may see, those that are open first. */
export async function listRatingSessions(context: Context, actor: Actor): Promise<RatingSessionLine[]> {
  requirePerson(actor, 'issue.view');
  const raterId = managesRatings(actor) ? null : actor.id;
  const sessions = await store.listNewestSessions(context.db, { raterId, limit: SESSIONS_SHOWN });
  const ids = sessions.map(({ id }) => id);
  const raters = Map.groupBy(await store.listRaters(context.db, ids), ({ sessionId }) => sessionId);
  const issues = Map.groupBy(await store.listSessionIssues(context.db, ids), ({ sessionId }) => sessionId);
  const { waiting } = await store.readAskedOf(context.db, actor.id);
  const today = ratingDay(context);
  return sessions.map((session) => {
    const theirs = raters.get(session.id) ?? [];
    const asked = issues.get(session.id) ?? [];
    const isAsked = takesRatings(session, today) && theirs.some(({ personId }) => personId === actor.id);
    return {
      ...lineOf(session),
      issues: asked.length,
      raters: theirs.length,
      waiting: isAsked
        ? asked.filter((issue) => isAskedNow(session, issue) && waiting.has(issue.id)).length
        : null,
    };
  });
}

function lineOf({ id, title, kind, state, round, endsOn, makerName, madeAtMs }: store.SessionRow) {
  return { id, title, kind, state, round, endsOn, makerName, madeAtMs };
}

/** One session, with what came of its revealed rounds and of no other [IS41]. */
export async function getRatingSession(context: Context, actor: Actor, id: string): Promise<RatingSession> {
  requirePerson(actor, 'issue.view');
  const session = await requireSession(context, actor, id);
  const { db } = context;
  const issues = await store.listSessionIssues(db, [id]);
  const raters = await readTurnout(db, session, issues);
  const shown = revealedRounds(session);
  const results: ReadonlyMap<string, IssueResult | null>[] = [];
  for (let round = 1; round <= shown; round++) {
    const answers = await listAnswersByIssue(db, { sessionId: id, round });
    results.push(new Map(issues.map((issue) => [issue.id, resultOf(answers.get(issue.id) ?? [])])));
  }
  const today = ratingDay(context);
  const mine = await listMyAnswers(db, { sessionId: id, round: session.round }, actor.id);
  const isRater = raters.some(({ personId }) => personId === actor.id);
  const disputed = shown === 0 ? 0 : (await listDisputed(db, session, issues)).length;
  const finished = raters.filter(({ hasFinished }) => hasFinished).length;
  const facts = { today, raters: raters.length, finished, disputed };
  const may = (action: 'reveal' | 'again' | 'cancel'): boolean =>
    managesRatings(actor) && afterSessionAction(session, action, facts) !== null;
  const isAsked = (issue: store.SessionIssueRow): boolean =>
    takesRatings(session, today) && isAskedNow(session, issue);
  return {
    ...lineOf(session),
    ...{ revealedAtMs: session.revealedAtMs, version: session.version, raters, isRater, disputed },
    issues: issues.map((issue) => ({
      ...{ id: issue.id, number: issue.number, title: issue.title, state: issue.state },
      isAsked: isAsked(issue),
      results: results.filter((_, at) => issue.rounds > at).map((ofRound) => ofRound.get(issue.id) ?? null),
    })),
    waiting: isRater ? issues.filter((issue) => isAsked(issue) && !mine.has(issue.id)).length : 0,
    may: { reveal: may('reveal'), again: may('again'), cancel: may('cancel') },
  };
}

/** What one person rates in a session, or in the standing one: issues with their own answers alone [IS48]. */
export async function getRatingDesk(context: Context, actor: Actor, sessionId: string): Promise<RatingDesk> {
  requirePerson(actor, 'issue.rate');
  if (sessionId === STANDING_SESSION) return readStandingDesk(context, actor);
  const session = await requireSession(context, actor, sessionId);
  const raters = await store.listRaters(context.db, [sessionId]);
  // A lead who looks after it and does not rate has no desk.
  if (!raters.some(({ personId }) => personId === actor.id)) throw new AppError('forbidden');
  const mine = await listMyAnswers(context.db, { sessionId, round: session.round }, actor.id);
  const first =
    session.round === 2 ? await listAnswersByIssue(context.db, { sessionId, round: 1 }) : undefined;
  const asked = (await store.listSessionIssues(context.db, [sessionId])).filter((issue) =>
    isAskedNow(session, issue),
  );
  const reasons = await listMyOverruled(context.db, { sessionId, round: session.round }, actor.id);
  const measured = await listMeasured(
    context,
    actor,
    asked.map(({ id }) => id),
  );
  return {
    ...{ sessionId, title: session.title, round: session.round, endsOn: session.endsOn },
    isLive: session.kind === 'live',
    isOpen: takesRatings(session, ratingDay(context)),
    issues: asked.map(({ id, number, title, description }) => ({
      ...{ id, number, title, description },
      mine: mine.get(id) ?? null,
      first: resultOf(first?.get(id) ?? []),
      measured: measured.get(id) ?? null,
      myReason: reasons.get(id)?.reason ?? '',
    })),
    more: 0,
  };
}

async function readStandingDesk(context: Context, actor: Actor): Promise<RatingDesk> {
  const reader = readerOf(actor);
  const places = await listPlaces(context.db, reader, { isUnrated: true });
  const ids = places.slice(0, DESK_ISSUES).map(({ id }) => id);
  const measured = await listMeasured(context, actor, ids);
  return {
    ...{ sessionId: STANDING_SESSION, title: '', round: 1, endsOn: null, isLive: false, isOpen: true },
    issues: (await listIssues(context.db, reader, ids)).map(({ id, number, title, description }) => ({
      ...{ id, number, title, description, mine: null, first: null, myReason: '' },
      measured: measured.get(id) ?? null,
    })),
    more: Math.max(0, places.length - DESK_ISSUES),
  };
}

/** Sessions in which issues wait for this person, the first to end first. */
export async function getMyRatings(context: Context, actor: Actor): Promise<WaitingRatings[]> {
  requirePerson(actor, 'issue.rate');
  const today = ratingDay(context);
  const sessions = (await store.listOpenSessionsOf(context.db, actor.id)).filter((one) =>
    takesRatings(one, today),
  );
  const issues = await store.listSessionIssues(
    context.db,
    sessions.map(({ id }) => id),
  );
  const { waiting } = await store.readAskedOf(context.db, actor.id);
  return sessions
    .map(({ id, title, round, kind, endsOn }) => ({
      ...{ sessionId: id, title, isSecond: round === 2, isLive: kind === 'live', endsOn },
      issues: issues.filter(
        (issue) => issue.sessionId === id && isAskedNow({ round }, issue) && waiting.has(issue.id),
      ).length,
    }))
    .filter((one) => one.issues > 0)
    .toSorted((left, right) => (left.endsOn ?? '').localeCompare(right.endsOn ?? ''));
}

/** Which of the chosen issues a session could ask about: those of these ids, or whatever an address of the list finds. */
export async function getRatingDraft(
  context: Context,
  actor: Actor,
  chosen: { ids: readonly string[] } | { query: string },
): Promise<RatingDraft> {
  requirePerson(actor, 'ratings.manage');
  const places = await listPlaces(context.db, readerOf(actor), {});
  const meant =
    'query' in chosen
      ? findIssues(places, readTableQuery(new URLSearchParams(chosen.query), ISSUE_TERMS).query)
      : places.filter(({ id }) => chosen.ids.includes(id));
  const open = meant.filter(isTakenUp);
  const free = open.filter(({ isAsked }) => !isAsked);
  return {
    issues: free.slice(0, MOST_SESSION_ISSUES).map(({ id, number, title }) => ({ id, number, title })),
    closed: meant.length - open.length,
    elsewhere: open.length - free.length,
    beyond: Math.max(0, free.length - MOST_SESSION_ISSUES),
  };
}

/** What of an issue's ratings its reader may see: how they lie, and where it is rated [IS42] [IS43] [IS44]. */
export async function getIssueRatings(
  context: Context,
  actor: Actor,
  issueId: string,
): Promise<IssueRatings> {
  requirePermission(actor, 'issue.view');
  const { db } = context;
  const issue = await findIssue(db, issueId);
  if (!issue) throw new AppError('not-found');
  const ids = [issue.decidedIn, issue.askedIn].filter((id) => id !== null);
  const sessions = await store.listSessionsById(db, ids);
  const raters = await store.listRaters(db, ids);
  const isRaterIn = (id: string): boolean =>
    actor.kind === 'person' && raters.some((one) => one.sessionId === id && one.personId === actor.id);
  const decided = sessions.find(({ id }) => id === issue.decidedIn);
  const asking = sessions.find(({ id }) => id === issue.askedIn);
  const rounds = decided ? await readRounds(db, issueId, decided) : [await readStanding(db, actor, issueId)];
  const counting = rounds.findLast(({ result }) => result !== null) ?? null;
  const [opening] = rounds;
  return {
    session: decided
      ? {
          ...{ id: decided.id, title: decided.title, revealedAtMs: decided.revealedAtMs },
          isOpenToReader: managesRatings(actor) || isRaterIn(decided.id),
        }
      : null,
    asked: asking
      ? { id: asking.id, title: asking.title, endsOn: asking.endsOn, isOfReader: isRaterIn(asking.id) }
      : null,
    result: counting?.result ?? null,
    first: rounds.length > 1 && counting !== opening ? (opening?.result ?? null) : null,
    reasons: counting?.reasons ?? [],
    myReason: actor.kind === 'person' ? await readMyReason(db, issueId, actor.id) : '',
  };
}

/** Why one meant another importance in the standing session. */
async function readMyReason(db: Queries, issueId: string, personId: string): Promise<string> {
  const answers = await listAnswersTo(db, issueId, { sessionId: STANDING_SESSION, round: 1 });
  return answers.find((answer) => answer.personId === personId)?.overruled?.reason ?? '';
}

/** What answers to one issue may show [IS42] [IS61]. */
interface ShownAnswers {
  result: IssueResult | null;
  reasons: OverruledReason[];
}

const NOTHING_SHOWN: ShownAnswers = { result: null, reasons: [] };

/** Reasons are put into the order of their letters: the order in which they were given could tell whose they are. */
function shownAnswers(answers: readonly AnswerRow[]): ShownAnswers {
  const result = resultOf(answers.map(({ answer }) => answer));
  if (result === null) return NOTHING_SHOWN;
  const reasons = answers.flatMap(({ answer, overruled }) =>
    answer === 'abstains' || overruled === null ? [] : [{ ...overruled, given: answer.importance }],
  );
  return { result, reasons: reasons.toSorted((one, other) => one.reason.localeCompare(other.reason)) };
}

async function readRounds(db: Queries, issueId: string, session: store.SessionRow): Promise<ShownAnswers[]> {
  const results: ShownAnswers[] = [];
  for (let round = 1; round <= revealedRounds(session); round++) {
    const answers = await listAnswersTo(db, issueId, { sessionId: session.id, round });
    results.push(shownAnswers(answers));
  }
  return results;
}

/**
 * How ratings of the standing session lie, for whoever may see its totals. Only whole groups of three are counted, as in
 * the totals; and where one of them was given before there were sessions it is not shown at all: those were given when
 * nobody saw more than a mean [IS44].
 */
async function readStanding(db: Queries, actor: Actor, issueId: string): Promise<ShownAnswers> {
  const answers = await listAnswersTo(db, issueId, { sessionId: STANDING_SESSION, round: 1 });
  const { personId, seesTotals } = readerOf(actor);
  if (!seesTotals && !answers.some((answer) => answer.personId === personId)) return NOTHING_SHOWN;
  const counted = countedRatings(answers.filter(({ answer }) => answer !== 'abstains'));
  if (counted.some(({ isOlder }) => isOlder)) return NOTHING_SHOWN;
  return shownAnswers(counted);
}
