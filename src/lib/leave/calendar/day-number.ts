const DAY_MS = 24 * 60 * 60_000;

/** Days since 1970: plain numbers, since a repetition counts through many of them. */
export type DayNumber = number;

export function dayNumber(day: string): DayNumber {
  return Date.parse(day) / DAY_MS;
}

export function dayNumberOf(year: number, month: number, date: number): DayNumber {
  return Date.UTC(year, month - 1, date) / DAY_MS;
}

/** The day (ISO) of a number. */
export function dayOfNumber(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Its year, its month from 1, its date and its day of the week, 1 for Monday. */
export function partsOf(day: DayNumber): { year: number; month: number; date: number; weekday: number } {
  const at = new Date(day * DAY_MS);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    date: at.getUTCDate(),
    weekday: weekdayOf(day),
  };
}

/** 1 for Monday to 7 for Sunday; 1 January 1970 was a Thursday. */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
