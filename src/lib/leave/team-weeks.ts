import { dayAfter } from '../base/days.ts';
import type { LeaveDays } from './leave.ts';

/** A week, from its Monday or from today on, with whoever is away in it. */
export interface TeamWeek<Entry extends LeaveDays> {
  /** Its first day that is shown. */
  from: string;
  entries: readonly Entry[];
}

/** The weeks of a span in which anybody is away, each with its absences in their order; an absence stands in each. */
export function weeksOf<Entry extends LeaveDays>(
  entries: readonly Entry[],
  { startsOn, endsOn }: LeaveDays,
): TeamWeek<Entry>[] {
  const weeks: TeamWeek<Entry>[] = [];
  let from = startsOn;
  while (from <= endsOn) {
    const next = dayAfter(from, 8 - Temporal.PlainDate.from(from).dayOfWeek);
    const inWeek = entries.filter((entry) => entry.startsOn < next && entry.endsOn >= from);
    if (inWeek.length > 0) weeks.push({ from, entries: inWeek });
    from = next;
  }
  return weeks;
}
