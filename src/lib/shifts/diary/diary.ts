import * as v from 'valibot';
import { calendarDay, flag, requiredText } from '../../base/parse-input.ts';
import type { Id } from '../../base/ids.ts';

export type DiaryEntryId = Id<'diary-entry'>;

/** As long as one entry may be: several pages. */
export const DIARY_TEXT_MAX = 10_000;
/** As long as what somebody takes into their own work may be: one sentence. */
export const TAKEAWAY_MAX = 300;

/** From so many people on it is told how many wrote something about the team [SH44]. */
export const TEAM_TAG_FROM = 5;

const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());
const picked = { roundId: v.string(), entryId: v.string(), version };

/** What is stored by itself while somebody writes; version 0 where they saw no entry of that day. */
export const DiarySaveForm = v.object({
  roundId: v.string(),
  day: calendarDay(),
  version,
  text: v.pipe(v.optional(v.string(), ''), v.maxLength(DIARY_TEXT_MAX, 'form.tooLong')),
  isAboutTeam: v.optional(flag, false),
});

export const DiaryPick = v.object(picked);

export const TakeawayForm = v.object({
  roundId: v.string(),
  text: requiredText(TAKEAWAY_MAX),
  dueOn: v.optional(v.union([v.literal(''), calendarDay()]), ''),
});

/** An entry as its reader sees it. */
export interface DiaryEntry {
  id: DiaryEntryId;
  roundId: string;
  personId: string;
  name: string;
  /** The day (ISO) of which it tells. */
  day: string;
  text: string;
  writtenAtMs: number;
  publishedAtMs: number | null;
  /** Null in what others wrote: it is counted, and never shown [SH44]. */
  isAboutTeam: boolean | null;
  version: number;
}

/** The diary of a round for one reader. */
export interface RoundDiary {
  /** One's own, the latest day first. */
  mine: DiaryEntry[];
  /** What others published, for mentors of the round and leads. */
  published: DiaryEntry[];
  /** One's own of other rounds, the latest first. */
  before: { roundId: string; roundTitle: string; entries: DiaryEntry[] }[];
  /** How many people wrote about the team, where enough did; null for who does not read others' entries, too. */
  aboutTeam: number | null;
  isSignedUp: boolean;
  takeaway: { commitmentId: string; text: string; dueOn: string | null } | null;
}

/** How many of these people are told of as having written about the team; null for too few [SH44]. */
export function countAboutTeam(authorIds: readonly string[]): number | null {
  const authors = new Set(authorIds).size;
  return authors >= TEAM_TAG_FROM ? authors : null;
}

/** The days of which somebody can write: of the round as far as they have come, and today within it or after [SH40]. */
export function diaryDays(tourDays: readonly string[], today: string): string[] {
  const days = tourDays.filter((day) => day <= today);
  return [...new Set([...days, today])].toSorted().toReversed();
}
