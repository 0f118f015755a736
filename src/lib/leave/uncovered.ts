import { daysWithout, leavesWithin } from './away.ts';
import type { Absence, LeaveDays } from './leave.ts';

/** Who signs in the name of whom on which days. */
export interface StandInDays extends LeaveDays {
  personId: string;
  substituteId: string;
}

/** Days on which a director is away and nobody signs in their name [LE6]. */
export interface UnsignedDays extends Absence {
  name: string;
}

/**
 * The days within a span on which directors are away and nobody signs in their name: who stands in counts but for
 * the days on which they are away themselves.
 */
export function unsignedDays(
  directors: readonly { id: string; name: string }[],
  absences: readonly Absence[],
  standIns: readonly StandInDays[],
  within: LeaveDays,
): UnsignedDays[] {
  const leavesOf = Map.groupBy(absences, ({ personId }) => personId);
  return directors
    .flatMap(({ id, name }) => {
      const covered = standIns
        .filter(({ personId }) => personId === id)
        .flatMap((entry) => daysWithout(entry, leavesOf.get(entry.substituteId) ?? []));
      return leavesWithin(leavesOf.get(id) ?? [], within)
        .flatMap((leave) => daysWithout(leave, covered))
        .map((days) => ({ personId: id, name, ...days }));
    })
    .toSorted((one, other) => one.startsOn.localeCompare(other.startsOn));
}
