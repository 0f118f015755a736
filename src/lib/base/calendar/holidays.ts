import { dayAfter } from '../days.ts';

/** Whose public holidays count: those of a country that the product knows, or none. */
export const HOLIDAY_RULES = ['PL', 'none'] as const;
export type HolidayRule = (typeof HOLIDAY_RULES)[number];

export type HolidayName =
  | 'newYear'
  | 'epiphany'
  | 'easter'
  | 'easterMonday'
  | 'labourDay'
  | 'constitutionDay'
  | 'pentecost'
  | 'corpusChristi'
  | 'assumption'
  | 'allSaints'
  | 'independenceDay'
  | 'christmasEve'
  | 'christmasDay'
  | 'secondChristmasDay';

export interface Holiday {
  /** ISO. */
  day: string;
  name: HolidayName;
}

/**
 * The days off work of Poland: the act of 18 January 1951 on days off work, as it stands. Epiphany is one since
 * 2011 (Dz.U. 2010 no. 224 item 1459), 24 December since 2025 (Dz.U. 2024 item 1965).
 */
const FIXED: readonly (readonly [monthDay: string, name: HolidayName, since: number])[] = [
  ['01-01', 'newYear', 0],
  ['01-06', 'epiphany', 2011],
  ['05-01', 'labourDay', 0],
  ['05-03', 'constitutionDay', 0],
  ['08-15', 'assumption', 0],
  ['11-01', 'allSaints', 0],
  ['11-11', 'independenceDay', 0],
  ['12-24', 'christmasEve', 2025],
  ['12-25', 'christmasDay', 0],
  ['12-26', 'secondChristmasDay', 0],
];

/** Days after Easter Sunday. */
const MOVING: readonly (readonly [daysAfter: number, name: HolidayName])[] = [
  [0, 'easter'],
  [1, 'easterMonday'],
  [49, 'pentecost'],
  [60, 'corpusChristi'],
];

/** The public holidays of a year in their order; Sundays that are named by the law are among them. */
export function holidaysOf(rule: HolidayRule, year: number): Holiday[] {
  if (rule === 'none') return [];
  const easter = easterSunday(year);
  return [
    ...FIXED.filter(([, , since]) => year >= since).map(([monthDay, name]) => ({
      day: `${String(year).padStart(4, '0')}-${monthDay}`,
      name,
    })),
    ...MOVING.map(([days, name]) => ({ day: dayAfter(easter, days), name })),
  ].toSorted((one, other) => one.day.localeCompare(other.day));
}

/** Easter Sunday of the Gregorian calendar, by the anonymous rule (J. Meeus, Astronomical Algorithms, 1991, ch. 8). */
function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const skipped = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - skipped + 15) % 30;
  const toSunday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * late + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(sum / 31), day: (sum % 31) + 1 }).toString();
}
