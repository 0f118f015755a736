import { dayAfter } from '../base/days.ts';
import type { LeaveDays } from './leave.ts';

/** Whether somebody with these leaves is away on a day (ISO) [LE1]. */
export function isAway(leaves: readonly LeaveDays[], day: string): boolean {
  return leaves.some(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn);
}

/**
 * The last day of the absence that a day lies in, leaves that follow each other without a day between taken as
 * one; null on a day on which they are there.
 */
export function awayUntil(leaves: readonly LeaveDays[], day: string): string | null {
  return mergeLeaves(leaves).find((leave) => isAway([leave], day))?.endsOn ?? null;
}

/** The same days as spans that neither overlap nor touch, in their order. */
export function mergeLeaves(leaves: readonly LeaveDays[]): LeaveDays[] {
  const merged: LeaveDays[] = [];
  for (const { startsOn, endsOn } of leaves.toSorted((one, other) =>
    one.startsOn.localeCompare(other.startsOn),
  )) {
    const last = merged.at(-1);
    if (last && startsOn <= dayAfter(last.endsOn, 1)) {
      if (endsOn > last.endsOn) last.endsOn = endsOn;
    } else merged.push({ startsOn, endsOn });
  }
  return merged;
}

/** The days of a span that lie in any of these leaves. */
export function leavesWithin(leaves: readonly LeaveDays[], { startsOn, endsOn }: LeaveDays): LeaveDays[] {
  return mergeLeaves(leaves)
    .filter((leave) => leave.startsOn <= endsOn && startsOn <= leave.endsOn)
    .map((leave) => ({
      startsOn: leave.startsOn > startsOn ? leave.startsOn : startsOn,
      endsOn: leave.endsOn < endsOn ? leave.endsOn : endsOn,
    }));
}

/** The days on which all of several people are away at once; of nobody there are none [LE7]. */
export function sharedLeaves(people: readonly (readonly LeaveDays[])[]): LeaveDays[] {
  const [first, ...others] = people;
  if (!first) return [];
  return others.reduce<LeaveDays[]>(
    (shared, leaves) => shared.flatMap((span) => leavesWithin(leaves, span)),
    mergeLeaves(first),
  );
}

/** The days of a leave that none of these spans covers: on which nobody signs for a director, say. */
export function daysWithout(leave: LeaveDays, covering: readonly LeaveDays[]): LeaveDays[] {
  const left: LeaveDays[] = [];
  let from = leave.startsOn;
  for (const { startsOn, endsOn } of leavesWithin(covering, leave)) {
    if (from < startsOn) left.push({ startsOn: from, endsOn: dayAfter(startsOn, -1) });
    from = dayAfter(endsOn, 1);
  }
  if (from <= leave.endsOn) left.push({ startsOn: from, endsOn: leave.endsOn });
  return left;
}
