/** A project on the timeline: from where to where, as shares of the whole span. */
export interface TimelineBar {
  from: number;
  to: number;
}

/** The months that the projects cover, and where each of them, and today, lies. */
export interface Timeline {
  /** First days of months, as YYYY-MM-DD, with their places. */
  months: readonly { day: string; at: number }[];
  bars: readonly TimelineBar[];
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

/** Lays projects, given by their first and last days, along whole months. */
export function layTimeline(terms: readonly { startsOn: string; endsOn: string }[], today: string): Timeline {
  const starts = terms.map(({ startsOn }) => startsOn).toSorted();
  const ends = terms.map(({ endsOn }) => endsOn).toSorted();
  const first = monthOf(starts[0] ?? today);
  const last = monthAfter(monthOf(ends.at(-1) ?? today));
  const [begin, span] = [daysOf(first), daysOf(last) - daysOf(first)];
  const at = (day: string): number => (daysOf(day) - begin) / span;
  const months: { day: string; at: number }[] = [];
  for (let day = first; day < last; day = monthAfter(day)) months.push({ day, at: at(day) });
  const everyThird = months.length > MOST_NAMED;
  return {
    months: everyThird ? months.filter(({ day }) => Number(day.slice(5, 7)) % 3 === 1) : months,
    // The last day counts whole.
    bars: terms.map(({ startsOn, endsOn }) => ({ from: at(startsOn), to: at(endsOn) + 1 / span })),
    today: today >= first && today < last ? at(today) : null,
  };
}

function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

function monthAfter(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}
