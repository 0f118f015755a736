import { momentOf } from '../../base/time-zone.ts';

/** Hours that pass between the tours of one person, whatever the clocks on the wall do meanwhile [RT3]. */
export const REST_HOURS = 11;
const REST_MS = REST_HOURS * 3_600_000;

/** From when to when a tour lasts, in milliseconds since 1970. */
export interface TourSpan {
  startMs: number;
  endMs: number;
}

/** The span of wall times such as 2026-03-29T08:00 in a time zone. */
export function tourSpan(start: string, end: string, timeZone: string): TourSpan {
  const at = (wall: string): number => momentOf(wall.slice(0, 10), wall.slice(11), timeZone);
  return { startMs: at(start), endMs: at(end) };
}

/** How two tours stand in each other's way for one person. */
export type Clash = 'overlap' | 'rest';

export function clashOf(one: TourSpan, other: TourSpan): Clash | undefined {
  if (one.startMs < other.endMs && other.startMs < one.endMs) return 'overlap';
  const isRested = one.startMs >= other.endMs + REST_MS || other.startMs >= one.endMs + REST_MS;
  return isRested ? undefined : 'rest';
}

/**
 * The largest sets of tours (by their places) of which one person can serve one at most, in the order of time.
 * Tours with their rest are intervals, so that a set is what goes on when one of them begins, and pairs need no
 * looking at.
 */
export function clashingSets(spans: readonly TourSpan[]): number[][] {
  const starts = new Set(spans.map(({ startMs }) => startMs));
  const sets = [...starts]
    .toSorted((a, b) => a - b)
    .map((momentMs) =>
      spans.flatMap(({ startMs, endMs }, place) =>
        startMs <= momentMs && momentMs < endMs + REST_MS ? [place] : [],
      ),
    );
  return largestSets(sets);
}

/** The same among the tours that somebody can serve. */
export function clashingSetsOf(sets: readonly (readonly number[])[], canServe: Uint8Array): number[][] {
  return largestSets(sets.map((set) => set.filter((place) => canServe[place] === 1)));
}

/** Sets of two and more that are in no other. A tour goes on without a break: its neighbours alone can hold a set. */
function largestSets(sets: readonly number[][]): number[][] {
  const isWithin = (set: readonly number[], other: readonly number[] | undefined): boolean =>
    other !== undefined && set.every((place) => other.includes(place));
  const largest: number[][] = [];
  for (const [i, set] of sets.entries())
    if (set.length > 1 && !isWithin(set, largest.at(-1)) && !isWithin(set, sets[i + 1])) largest.push(set);
  return largest;
}

/** How many of these tours one person can serve at most: always the one that ends first (Kleinberg & Tardos 2005, 4.1). */
export function mostServed(spans: readonly TourSpan[], places: readonly number[]): number {
  const chosen: TourSpan[] = [];
  for (const span of places.flatMap((place) => spans[place] ?? []).toSorted((a, b) => a.endMs - b.endMs)) {
    const last = chosen.at(-1);
    if (!last || span.startMs >= last.endMs + REST_MS) chosen.push(span);
  }
  return chosen.length;
}
