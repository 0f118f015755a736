import { daysBetween } from '../../base/days.ts';
import { isWorking, type Health, type ProjectState, type StageBefore } from '../project.ts';

/** Without a rhythm that asks, a project without a report for longer than this many days has no recent news [PR56]. */
export const NEWS_DAYS = 21;

/**
 * What there is to say of how a project goes: nothing is expected of one that has not begun or is over, the first
 * report of one that began is awaited, and silence differs from all of them [PR56].
 */
export type ProjectNews = 'not-started' | 'awaited' | 'silent' | 'over' | Health;

/** What the news of a project are read from; days are ISO days of the organisation's calendar. */
export interface NewsFacts {
  state: ProjectState;
  stageBefore: StageBefore | null;
  worksOn: boolean;
  startsOn: string;
  /** Of the newest report; null without any. */
  health: Health | null;
  reportedOn: string | null;
  /** The day of the oldest question about the status that nobody has answered; null where none waits. */
  askedOn: string | null;
  /** Whether a rhythm asks for the status: then its questions say what is late, and not a number of days. */
  isAsked: boolean;
}

/** How a project goes on a day, and since when where it is silent. */
export function projectNewsOf(
  facts: NewsFacts,
  today: string,
): { news: ProjectNews; sinceOn: string | null } {
  const { health, reportedOn } = facts;
  const said = { news: health ?? ('awaited' as const), sinceOn: reportedOn };
  if (facts.state === 'done' || facts.state === 'stopped' || facts.state === 'declined')
    return { news: 'over', sinceOn: null };
  if (!isWorking(facts)) return health === null ? { news: 'not-started', sinceOn: null } : said;
  const isLate = facts.isAsked
    ? facts.askedOn !== null && facts.askedOn < today
    : daysBetween(reportedOn ?? facts.startsOn, today) > NEWS_DAYS;
  return isLate ? { news: 'silent', sinceOn: reportedOn } : said;
}
