import type { SeasonKind } from '#lib/base/calendar/working-days.ts';
import { daysBetween } from '#lib/base/days.ts';

/** A span on the timeline: from where to where, as shares of the whole. */
export interface TimelineBar {
  from: number;
  to: number;
}

/** When something runs: its first and its last day, as YYYY-MM-DD. */
interface Term {
  startsOn: string;
  endsOn: string;
}

/** A project as it lies on the timeline, and as it was approved first [PR101]. */
export interface TimelineTerm extends Term {
  /** Null before its first approval. */
  first: Term | null;
}

/** The months that the projects cover, and where each of them, the seasons, and today, lies. */
export interface Timeline {
  /** First days of months, as YYYY-MM-DD, with their places. */
  months: readonly { day: string; at: number }[];
  bars: readonly TimelineBar[];
  /** Where each project was to lie; null where that is where it lies, or nothing was approved. */
  firstBars: readonly (TimelineBar | null)[];
  /** Seasons as far as they are in sight. */
  seasons: readonly (TimelineBar & { name: string; kind: SeasonKind })[];
  /** Null where today lies outside. */
  today: number | null;
}

const DAY_MS = 86_400_000;
/** With more months than this, every third is named. */
export const MOST_NAMED = 18;

/** Whole days since 1970, of a calendar day. */
function daysOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return Date.UTC(year, month - 1, date) / DAY_MS;
}

/**
 * Lays projects, by their current days and by those that were approved first, along whole months, with the seasons
 * of the organisation behind them [PR101] [PR102].
 */
export function layTimeline(
  terms: readonly TimelineTerm[],
  today: string,
  seasons: readonly (Term & { name: string; kind: SeasonKind })[] = [],
): Timeline {
  const all: readonly Term[] = [...terms, ...terms.flatMap(({ first }) => first ?? [])];
  const begins = all.map(({ startsOn }) => startsOn).toSorted();
  const ends = all.map(({ endsOn }) => endsOn).toSorted();
  const firstMonth = monthOf(begins[0] ?? today);
  const afterLast = monthAfter(monthOf(ends.at(-1) ?? today));
  const [begin, span] = [daysOf(firstMonth), daysOf(afterLast) - daysOf(firstMonth)];
  const at = (day: string): number => (daysOf(day) - begin) / span;
  // The last day counts whole.
  const barOf = ({ startsOn, endsOn }: Term): TimelineBar => ({
    from: at(startsOn),
    to: at(endsOn) + 1 / span,
  });
  const months: { day: string; at: number }[] = [];
  for (let day = firstMonth; day < afterLast; day = monthAfter(day)) months.push({ day, at: at(day) });
  const everyThird = months.length > MOST_NAMED;
  return {
    months: everyThird ? months.filter(({ day }) => Number(day.slice(5, 7)) % 3 === 1) : months,
    bars: terms.map(barOf),
    firstBars: terms.map((term) => (term.first && isMoved(term) ? barOf(term.first) : null)),
    seasons: seasons
      .filter(({ startsOn, endsOn }) => endsOn >= firstMonth && startsOn < afterLast)
      .map((season) => {
        const { from, to } = barOf(season);
        return { name: season.name, kind: season.kind, from: Math.max(0, from), to: Math.min(1, to) };
      }),
    today: today >= firstMonth && today < afterLast ? at(today) : null,
  };
}

/** Whether a project no longer lies where it was approved first. */
function isMoved({ startsOn, endsOn, first }: TimelineTerm): boolean {
  return first !== null && (first.startsOn !== startsOn || first.endsOn !== endsOn);
}

/** By how many days a project ends later than it was approved first; negative is earlier [PR101]. */
export function slipDays({ endsOn, first }: Pick<TimelineTerm, 'endsOn' | 'first'>): number {
  return first === null ? 0 : daysBetween(first.endsOn, endsOn);
}

function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

function monthAfter(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}
