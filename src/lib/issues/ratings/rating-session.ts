import type { Id } from '../../base/ids.ts';

export type RatingSessionId = Id<'rating-session'>;

/** The one that always goes on, for what lies in no other: everybody rates in it [IS44]. */
export const STANDING_SESSION = 'standing';

/** Everybody at once, until a lead shows what came of it; or each in their own time, until a day. */
export const RATING_SESSION_KINDS = ['live', 'day'] as const;
export type RatingSessionKind = (typeof RATING_SESSION_KINDS)[number];

export const RATING_SESSION_STATES = ['open', 'revealed', 'cancelled'] as const;
export type RatingSessionState = (typeof RATING_SESSION_STATES)[number];

export type RatingRound = 1 | 2;

/** As many issues as one session holds: an hour of work for each rater. */
export const MOST_SESSION_ISSUES = 200;
export const MOST_SESSION_RATERS = 100;
/** Sessions that are open at once. */
export const MOST_OPEN_SESSIONS = 50;
/** What it takes to rate one issue: to read it, and to press twice. */
const SECONDS_AN_ISSUE = 20;

/** How far a session has come. */
export interface RatingSessionStand {
  kind: RatingSessionKind;
  state: RatingSessionState;
  round: RatingRound;
  /** The last day of one that is until a day (ISO); null for a live one. */
  endsOn: string | null;
}

export const RATING_SESSION_ACTIONS = ['reveal', 'again', 'cancel'] as const;
export type RatingSessionAction = (typeof RATING_SESSION_ACTIONS)[number];

/** What an action looks at besides. */
export interface RatingSessionFacts {
  /** The day on the organisation's calendar (ISO). */
  today: string;
  raters: number;
  /** How many of them have answered every issue of this round. */
  finished: number;
  /** Issues about which the first round disagreed, of those that are still open. */
  disputed: number;
}

/** Whether its day is over, so that it shows what came of it by itself [IS45]. */
export function revealsByItself({ kind, state, endsOn }: RatingSessionStand, today: string): boolean {
  return state === 'open' && kind === 'day' && endsOn !== null && endsOn < today;
}

/**
 * What a session becomes by an action; null where it may not be done now [IS45]. One that is until a day is shown by
 * hand only when everybody has finished: whoever chose the moment could wait for one rater, and people were told until
 * when they may change their minds. A second round that is called off leaves what the first one found.
 */
export function afterSessionAction(
  session: RatingSessionStand,
  action: RatingSessionAction,
  facts: RatingSessionFacts,
): Pick<RatingSessionStand, 'state' | 'round'> | null {
  const { kind, state, round } = session;
  if (action === 'again')
    return state === 'revealed' && round === 1 && facts.disputed > 0 ? { state: 'open', round: 2 } : null;
  if (state !== 'open') return null;
  if (action === 'cancel')
    return round === 2 ? { state: 'revealed', round: 1 } : { state: 'cancelled', round };
  const isOver = kind === 'live' || revealsByItself(session, facts.today) || facts.finished >= facts.raters;
  return isOver ? { state: 'revealed', round } : null;
}

/** How many rounds may be looked at: those that were revealed, and never one that is still being rated [IS41]. */
export function revealedRounds({
  state,
  round,
}: Pick<RatingSessionStand, 'state' | 'round'>): 0 | RatingRound {
  if (state === 'revealed') return round;
  // A second round is opened by its first, and only the first can be called off altogether.
  return state === 'open' && round === 2 ? 1 : 0;
}

/** Whether answers are taken: while a round is open, and until its last day is over. */
export function takesRatings(session: RatingSessionStand, today: string): boolean {
  return session.state === 'open' && !revealsByItself(session, today);
}

/** Minutes that rating so many issues takes; one at least. */
export function minutesOfRating(issues: number): number {
  return Math.max(1, Math.ceil((issues * SECONDS_AN_ISSUE) / 60));
}
