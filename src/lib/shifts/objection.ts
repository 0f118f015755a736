import { dayOffAt, type WorkCalendar } from '../base/calendar/working-days.ts';
import { dayAfter } from '../base/days.ts';

/** How an objection can be answered: the date stands, or another one is looked for. */
export const OBJECTION_ANSWERS = ['stands', 'moves'] as const;
export type ObjectionAnswer = (typeof OBJECTION_ANSWERS)[number];

/** How many working days an objection waits for its answer. */
export const OBJECTION_DAYS = 2;

/** Without a working day in so many, days are counted by the calendar. */
const DAYS_LOOKED_AT = 400;

/** The last day (ISO) on which an objection of a day waits for an answer [SH28]. */
export function objectionLapsesOn(day: string, calendar: WorkCalendar): string {
  let left = OBJECTION_DAYS;
  for (let i = 1; i <= DAYS_LOOKED_AT; i++) {
    const next = dayAfter(day, i);
    if (dayOffAt(calendar, next) === null) left -= 1;
    if (left === 0) return next;
  }
  return dayAfter(day, OBJECTION_DAYS);
}

export type ObjectionState = 'open' | 'answered' | 'lapsed';

/** Where an objection stands on a day (ISO): it frees nothing by itself, whatever it comes to [SH28]. */
export function objectionState(
  { answer, lapsesOn }: { answer: ObjectionAnswer | null; lapsesOn: string },
  today: string,
): ObjectionState {
  if (answer !== null) return 'answered';
  return today > lapsesOn ? 'lapsed' : 'open';
}
