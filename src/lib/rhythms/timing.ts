import { dayOffAt, seasonsAt, type Season, type WorkCalendar } from '../base/calendar/working-days.ts';
import { dayAfter, daysBetween } from '../base/days.ts';

export const RHYTHM_UNITS = ['week', 'month'] as const;
export type RhythmUnit = (typeof RHYTHM_UNITS)[number];

/** The most weeks or months from one ask to the next: a year of weeks. */
export const MOST_UNITS = 52;
/** Working days after which the deputy, and then the leads, hear that nobody answered, unless somebody says otherwise [RH5]. */
export const TOLD_AFTER = { deputy: 2, lead: 4 } as const;
/** The most that these can be. */
export const MOST_TOLD_AFTER = 20;

/** A calendar without a working day within so many days asks on plain days. */
const DAYS_LOOKED_AHEAD = 60;

/** When a rhythm asks: from its first day (ISO) on, every so many weeks or months [RH1]. */
export interface RhythmTiming {
  unit: RhythmUnit;
  every: number;
  startsOn: string;
}

/** The first day (ISO) of a rhythm after another one, days off not looked at; its own first day where that is after it. */
export function turnAfter(timing: RhythmTiming, after: string): string {
  if (timing.startsOn > after) return timing.startsOn;
  // One turn too early at most, as months differ in length.
  const unitDays = timing.unit === 'week' ? 7 : 31;
  let turn = Math.floor(daysBetween(timing.startsOn, after) / (unitDays * timing.every));
  while (turnAt(timing, turn) <= after) turn++;
  return turnAt(timing, turn);
}

function turnAt({ unit, every, startsOn }: RhythmTiming, turn: number): string {
  const span = unit === 'week' ? { weeks: every * turn } : { months: every * turn };
  return Temporal.PlainDate.from(startsOn).add(span).toString();
}

/** When a turn is asked: on its day, or on the next working day after it; not at all where that lies in a season [RH2]. */
export function askDayOf(calendar: WorkCalendar, turn: string): { day: string; season: Season | null } {
  const day = workingDayFrom(calendar, turn);
  return { day, season: seasonsAt(calendar, day)[0] ?? null };
}

function workingDayFrom(calendar: WorkCalendar, from: string): string {
  for (let ahead = 0; ahead < DAYS_LOOKED_AHEAD; ahead++) {
    const day = dayAfter(from, ahead);
    if (dayOffAt(calendar, day) === null) return day;
  }
  return from;
}

/** The day (ISO) so many working days after another; by plain days where a calendar has no working days. */
export function workingDayAfter(calendar: WorkCalendar, from: string, workingDays: number): string {
  let day = from;
  for (let step = 0; step < workingDays; step++) day = workingDayFrom(calendar, dayAfter(day, 1));
  return day;
}

/**
 * What a rhythm whose next turn is known does today: whether it asks, and its next turn from now on. Of several turns
 * that have come, as after a time in which nothing ran, the last one counts; in a season it asks nobody [RH2] [RH3].
 */
export function turnsUntil(
  timing: RhythmTiming & { nextTurn: string },
  calendar: WorkCalendar,
  today: string,
): { asks: boolean; nextTurn: string } {
  let { nextTurn } = timing;
  let asks = false;
  while (nextTurn <= today) {
    const { day, season } = askDayOf(calendar, nextTurn);
    if (day > today) break; // it waits for the next working day
    asks = season === null;
    nextTurn = turnAfter(timing, nextTurn);
  }
  return { asks, nextTurn };
}

/**
 * The first day after another one on which what comes round is held: on the working day that its turn falls on, and
 * not in a season, which is passed over. Null where the seasons of a year leave no turn.
 */
export function heldDayAfter(timing: RhythmTiming, calendar: WorkCalendar, after: string): string | null {
  let turn = after;
  for (let turns = 0; turns < MOST_UNITS; turns++) {
    turn = turnAfter(timing, turn);
    const { day, season } = askDayOf(calendar, turn);
    if (season === null && day > after) return day;
  }
  return null;
}

/** Whom to tell that an ask has no answer yet; each step follows the one before it [RH5]. */
export const UNANSWERED_STEPS = ['none', 'asked', 'deputy', 'lead'] as const;
export type UnansweredStep = (typeof UNANSWERED_STEPS)[number];

/** How far the silence about an ask has got today: the one who is asked is reminded after one working day [RH5]. */
export function unansweredStep(
  calendar: WorkCalendar,
  { dueOn, deputyAfter, leadAfter }: { dueOn: string; deputyAfter: number; leadAfter: number },
  today: string,
): UnansweredStep {
  const isPast = (workingDays: number): boolean => today >= workingDayAfter(calendar, dueOn, workingDays);
  if (isPast(leadAfter)) return 'lead';
  if (isPast(deputyAfter)) return 'deputy';
  return isPast(1) ? 'asked' : 'none';
}
