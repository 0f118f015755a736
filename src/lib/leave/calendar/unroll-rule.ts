import { dayNumberOf, daysInMonth, partsOf, weekdayOf, type DayNumber } from './day-number.ts';
import type { RepeatRule } from './repeat-rule.ts';

/** How much work is left for a whole file, in days that are looked at: a file is somebody else's text. */
export interface WorkBudget {
  left: number;
}

/** The days of a period, at most: all of them are looked at. */
const PERIOD_DAYS = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 } as const;

/** What is looked for: occurrences from a day to another; `until` of the rule as a day. */
interface Window {
  from: DayNumber;
  until: DayNumber;
}

/**
 * The days of a repetition that begins on a day, those in the window, in order (RFC 5545 3.3.10). Null where the
 * budget is used up. Periods before the window are skipped in one step, but for a rule that counts.
 */
export function unrollRule(
  rule: RepeatRule,
  start: DayNumber,
  { from, until }: Window,
  budget: WorkBudget,
): DayNumber[] | null {
  const days: DayNumber[] = [];
  let count = 0;
  for (let period = rule.count === null ? periodBefore(rule, start, from) : 0; ; period++) {
    budget.left -= PERIOD_DAYS[rule.frequency];
    if (budget.left < 0) return null;
    const { first, candidates } = daysOfPeriod(rule, start, period);
    if (first > until) return days;
    for (const day of pickPositions(candidates, rule.positions)) {
      if (day < start) continue;
      if (day > until || (rule.count !== null && count >= rule.count)) return days;
      count++;
      if (day >= from) days.push(day);
    }
    if (rule.count !== null && count >= rule.count) return days;
  }
}

/** The number of a period that surely ends before a day, 0 for the first. */
function periodBefore({ frequency, interval }: RepeatRule, start: DayNumber, day: DayNumber): number {
  return Math.max(0, Math.floor((day - start) / (interval * PERIOD_DAYS[frequency])) - 2);
}

/** The days of the period so many periods after the first, in order, and the first day that it could have. */
function daysOfPeriod(
  rule: RepeatRule,
  start: DayNumber,
  period: number,
): { first: DayNumber; candidates: DayNumber[] } {
  const { frequency, interval, months, weekStart } = rule;
  const steps = period * interval;
  switch (frequency) {
    case 'DAILY': {
      const first = start + steps;
      return { first, candidates: [first].filter((day) => fits(rule, day)) };
    }
    case 'WEEKLY': {
      const sinceWeekStart = (weekdayOf(start) - weekStart + 7) % 7;
      const first = start - sinceWeekStart + steps * 7;
      const own = { ...rule, weekdays: rule.weekdays.length > 0 ? rule.weekdays : [ownWeekday(start)] };
      return { first, candidates: range(first, first + 6).filter((day) => fits(own, day)) };
    }
    case 'MONTHLY': {
      const { year, month } = partsOf(start);
      const index = year * 12 + month - 1 + steps;
      const [inYear, inMonth] = [Math.floor(index / 12), (index % 12) + 1];
      const first = dayNumberOf(inYear, inMonth, 1);
      if (months.length > 0 && !months.includes(inMonth)) return { first, candidates: [] };
      return { first, candidates: daysOfMonth(rule, start, inYear, inMonth) };
    }
    case 'YEARLY': {
      const year = partsOf(start).year + steps;
      return { first: dayNumberOf(year, 1, 1), candidates: daysOfYear(rule, start, year) };
    }
  }
}

function daysOfYear(rule: RepeatRule, start: DayNumber, year: number): DayNumber[] {
  const { months, weekdays, monthDays } = rule;
  const [first, last] = [dayNumberOf(year, 1, 1), dayNumberOf(year, 12, 31)];
  // Weekdays without a month are counted through the year.
  if (weekdays.length > 0 && months.length === 0)
    return range(first, last).filter((day) => isOneOf(weekdays, day, first, last) && fitsMonthDay(rule, day));
  const inMonths = months.length > 0 ? months : monthDays.length > 0 ? range(1, 12) : [partsOf(start).month];
  return inMonths
    .toSorted((one, other) => one - other)
    .flatMap((month) => daysOfMonth(rule, start, year, month));
}

/** A month that lacks the date of the start has none. */
function daysOfMonth(rule: RepeatRule, start: DayNumber, year: number, month: number): DayNumber[] {
  const length = daysInMonth(year, month);
  const first = dayNumberOf(year, month, 1);
  const last = first + length - 1;
  if (rule.weekdays.length === 0 && rule.monthDays.length === 0) {
    const { date } = partsOf(start);
    return date <= length ? [first + date - 1] : [];
  }
  return range(first, last).filter(
    (day) =>
      fitsMonthDay(rule, day) && (rule.weekdays.length === 0 || isOneOf(rule.weekdays, day, first, last)),
  );
}

/** Whether a day has one of the weekdays, counted within a span where they say which. */
function isOneOf(
  weekdays: RepeatRule['weekdays'],
  day: DayNumber,
  first: DayNumber,
  last: DayNumber,
): boolean {
  const weekday = weekdayOf(day);
  const fromStart = Math.floor((day - first) / 7) + 1;
  const fromEnd = -(Math.floor((last - day) / 7) + 1);
  return weekdays.some(
    (wanted) => wanted.weekday === weekday && [0, fromStart, fromEnd].includes(wanted.nth),
  );
}

function fits(rule: RepeatRule, day: DayNumber): boolean {
  const { month, weekday } = partsOf(day);
  return (
    (rule.months.length === 0 || rule.months.includes(month)) &&
    (rule.weekdays.length === 0 || rule.weekdays.some((wanted) => wanted.weekday === weekday)) &&
    fitsMonthDay(rule, day)
  );
}

function fitsMonthDay({ monthDays }: RepeatRule, day: DayNumber): boolean {
  if (monthDays.length === 0) return true;
  const { year, month, date } = partsOf(day);
  return monthDays.includes(date) || monthDays.includes(date - daysInMonth(year, month) - 1);
}

/** Those days of a period that BYSETPOS names; all where it names none. */
function pickPositions(days: readonly DayNumber[], positions: readonly number[]): readonly DayNumber[] {
  if (positions.length === 0) return days;
  return days.filter((_, index) => positions.includes(index + 1) || positions.includes(index - days.length));
}

function ownWeekday(start: DayNumber): { nth: number; weekday: number } {
  return { nth: 0, weekday: weekdayOf(start) };
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
