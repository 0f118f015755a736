import { dayOffAt, type WorkCalendar } from '../base/calendar/working-days.ts';
import { dayAfter } from '../base/days.ts';
import type { CommitmentStanding } from './commitment.ts';

/** The owner is asked so many working days before the day [CM5]. */
export const ASKED_WORKING_DAYS = 2;

/** A calendar without a working day within so many days asks by plain days. */
const DAYS_LOOKED_BACK = 60;

/** The day (ISO) on which the owner is asked: two working days before it is due, days off not counted [CM5]. */
export function askedOn(calendar: WorkCalendar, dueOn: string): string {
  let left = ASKED_WORKING_DAYS;
  for (let back = 1; back <= DAYS_LOOKED_BACK; back++) {
    const day = dayAfter(dueOn, -back);
    if (dayOffAt(calendar, day) === null && --left === 0) return day;
  }
  return dayAfter(dueOn, -ASKED_WORKING_DAYS);
}

/** For which day the owner was asked, and was told that it had passed; null for none yet. */
export interface AskedBefore {
  askedFor: string | null;
  toldLateFor: string | null;
}

/**
 * What the owner is to be told of today: the question whether it will be on time, or that its day has passed;
 * each once for a day that is agreed, so that a moved one is asked for anew [CM5].
 */
export function askAbout(
  { state, dueOn, askedFor, toldLateFor }: CommitmentStanding & AskedBefore,
  calendar: WorkCalendar,
  today: string,
): 'ask' | 'late' | null {
  if (state !== 'open' || dueOn === null) return null;
  if (today > dueOn) return toldLateFor === dueOn ? null : 'late';
  return askedFor !== dueOn && today >= askedOn(calendar, dueOn) ? 'ask' : null;
}
