import type { Dictionary } from './dictionary.ts';

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?)?`;
const ZONE = String.raw`\s*(Z|UTC|GMT(?:[+-]\d{1,2}(?::?\d{2})?)?|CES?T|[A-Z]{2,4}|[+-]\d{2}:?\d{2})?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}${ZONE}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})${TIME}${ZONE}$`);

/** Seconds since 1970 between 2001 and 2033, or the same in milliseconds: what APIs write for a moment. */
const UNIX_SECONDS = /^(?:1\d{9}(?:\.\d+)?|1\d{12})$/;

/** Excel writes a time of day without a date as a moment of its day zero. */
const EXCEL_DAY_ZERO = /^(?:12\/31\/1899|31\.12\.1899|1899-12-3[01]|1\/0\/1900|0\.0?1\.1900|1900-01-00)\b/;

/** Whether a cell can be a moment counted from 1970; only a heading that speaks of time makes it one. */
export function isUnixTime(text: string): boolean {
  return UNIX_SECONDS.test(text.trim());
}

/** Days since 30 December 1899 between 1970 and 2100, with a time of day as a fraction: how Excel keeps a date. */
const EXCEL_DAYS = /^(?:2[5-9]|[3-6]\d|7[0-2])\d{3}(?:[.,]\d+)?$/;
const DAYS_BEFORE_1970 = 25_569;

/** Whether a cell can be a day as Excel counts it; only a heading that speaks of time makes it one. See [SV135]. */
export function isExcelDay(text: string): boolean {
  return EXCEL_DAYS.test(text.trim());
}

/** The zone that a moment states, as it is written (`UTC`, `GMT+1`, `+02:00`); undefined when it states none. */
export function zoneOf(text: string): string | undefined {
  const match = YEAR_FIRST.exec(text.trim()) ?? YEAR_LAST.exec(text.trim());
  const zone = match?.at(-1);
  return zone === 'Z' ? 'UTC' : zone;
}

/** Whether a cell is a time that Excel turned into a date of 1899 or of day 0 of 1900. See [SV11]. */
export function isExcelTime(text: string): boolean {
  return EXCEL_DAY_ZERO.test(text.trim());
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sty|lut|kwi|maj|cze|lip|sie|wrz|paź|lis|gru';
const EXCEL_SCORE = new RegExp(`^(?:\\d{1,2}[-. ](?:${MONTHS})|(?:${MONTHS})[-. ]\\d{1,2})\\.?$`, 'i');

/** Whether a cell is a score like 1-5 or 05.01 that Excel turned into a day of a month: `Jan-05`, `05.sty`. */
export function isExcelScore(text: string): boolean {
  return EXCEL_SCORE.test(text.trim());
}

export interface DateFormat {
  order: DateOrder;
  /** Whether day and month could be the other way round in every cell. */
  isAmbiguous: boolean;
}

/**
 * How dates are written, from many cells of one column; undefined when fewer than nine in ten are dates.
 * A day above 12 anywhere in the column decides the order of day and month.
 */
export function guessDateFormat(cells: readonly string[]): DateFormat | undefined {
  let yearFirst = 0;
  let yearLast = 0;
  let slashes = 0;
  let firstAbove12 = 0;
  let secondAbove12 = 0;
  for (const cell of cells) {
    const text = cell.trim();
    if (YEAR_FIRST.test(text)) {
      yearFirst++;
      continue;
    }
    const match = YEAR_LAST.exec(text);
    if (!match || isExcelTime(text)) continue;
    yearLast++;
    if (match[2] === '/') slashes++;
    if (Number(match[1]) > 12) firstAbove12++;
    if (Number(match[3]) > 12) secondAbove12++;
  }
  if (cells.length === 0 || yearFirst + yearLast < cells.length * 0.9) return undefined;
  if (yearFirst >= yearLast) return { order: 'ymd', isAmbiguous: false };
  if (firstAbove12 > secondAbove12) return { order: 'dmy', isAmbiguous: false };
  if (secondAbove12 > firstAbove12) return { order: 'mdy', isAmbiguous: false };
  return { order: slashes > yearLast / 2 ? 'mdy' : 'dmy', isAmbiguous: true };
}

/**
 * The moment that a cell says, in milliseconds since 1970 on the clock of whoever wrote it (a stated zone
 * is not applied: a trend by day means the respondent's day); NaN when it is no date.
 */
export function parseDate(cell: string, order: DateOrder): number {
  const text = cell.trim();
  if (isExcelTime(text)) return NaN;
  if (isUnixTime(text)) return Number(text) * (Number(text) < 1e11 ? 1000 : 1);
  if (isExcelDay(text)) {
    // To the second: a fraction of a day is never exact.
    return Math.round((Number(text.replace(',', '.')) - DAYS_BEFORE_1970) * 86_400) * 1000;
  }
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) {
    const [, year, month, day, ...time] = yearFirst;
    return moment(Number(year), Number(month), Number(day), time);
  }
  const yearLast = YEAR_LAST.exec(text);
  if (!yearLast) return NaN;
  const [, first, , second, yearText = '', ...time] = yearLast;
  const year = yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText);
  return order === 'mdy'
    ? moment(year, Number(first), Number(second), time)
    : moment(year, Number(second), Number(first), time);
}

function moment(year: number, month: number, day: number, time: readonly (string | undefined)[]): number {
  const [hourText = '0', minute = '0', second = '0', half] = time;
  let hour = Number(hourText);
  if (half?.toLowerCase() === 'pm' && hour < 12) hour += 12;
  if (half?.toLowerCase() === 'am' && hour === 12) hour = 0;
  if (month < 1 || month > 12 || day < 1 || hour > 24) return NaN;
  const ms = Date.UTC(year, month - 1, day, hour, Number(minute), Number(second));
  // 31 April rolls over into May: no such date.
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day ? ms : NaN;
}

const ORDER_SAMPLE = 2000;

/** The order of day, month and year in a date column, from answers all over it. */
export function dateOrderOf({
  dictionary,
  dateOrder,
}: {
  dictionary: Dictionary;
  dateOrder?: DateOrder | undefined;
}): DateOrder {
  if (dateOrder) return dateOrder;
  const step = Math.max(1, Math.floor(dictionary.size / ORDER_SAMPLE));
  const texts: string[] = [];
  for (let code = 1; code < dictionary.size; code += step) texts.push(dictionary.textAt(code));
  return guessDateFormat(texts)?.order ?? 'ymd';
}
