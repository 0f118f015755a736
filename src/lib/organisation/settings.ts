import type { HolidayRule } from '../base/calendar/holidays.ts';
import type { Locale } from '../base/locale.ts';
import type { Currency } from '../base/money.ts';
import { USUAL_BORDERS, type BandBorders } from '../base/ratings/band-borders.ts';
import { USUAL_IMPORTANCE_STEPS, type ImportanceSteps } from '../base/ratings/importance-steps.ts';
import { SMALLEST_THRESHOLD } from '../base/small-n.ts';

/** To which director the CX team reports: of one of the two parts that sign, or another. */
export const REPORTING_LINES = ['marketing', 'customer-service', 'other'] as const;
export type ReportingLine = (typeof REPORTING_LINES)[number];

/** When people work, as the organisation says it. */
export interface WorkingWeek {
  /** ISO days of the week, 1 is Monday. */
  weekdays: readonly number[];
  /** Hours on the clock on the wall, such as 08:00. */
  from: string;
  until: string;
  holidays: HolidayRule;
}

/** What an organisation decided about itself; what it did not decide is the usual [OR1]. */
export interface Settings {
  name: string;
  locale: Locale;
  timeZone: string;
  /** Whether somebody chose the zone; else it is the one that the server was started with. */
  isZoneChosen: boolean;
  currency: Currency;
  week: WorkingWeek;
  isWeekChosen: boolean;
  /** Null until somebody said it. */
  reportingLine: ReportingLine | null;
  /** What the CX team is called; null where it has no name of its own. */
  teamName: string | null;
  /** Who signs where a part has nobody who can. */
  substituteId: string | null;
  /** Groups below it are not published. */
  smallestGroup: number;
  /** From where on issues count as important, and as urgent [IS52]. */
  borders: BandBorders;
  /** How much a measured change has to be for each importance [IS57]. */
  importanceSteps: ImportanceSteps;
  /** Where tickets of the tracker are, with the key behind it; null where keys are no links [SH113]. */
  trackerAddress: string | null;
  /** When a test mail left last. */
  mailTestedAtMs: number | null;
  /** The first letters of the logo's hash, by which browsers know it; null without one. */
  logo: string | null;
  version: number;
}

/** Before anybody decided anything. */
export function usualSettings(timeZone: string): Settings {
  return {
    name: '',
    locale: 'en',
    timeZone,
    isZoneChosen: false,
    currency: 'PLN',
    week: USUAL_WEEK,
    isWeekChosen: false,
    reportingLine: null,
    teamName: null,
    substituteId: null,
    smallestGroup: SMALLEST_THRESHOLD,
    borders: USUAL_BORDERS,
    importanceSteps: USUAL_IMPORTANCE_STEPS,
    trackerAddress: null,
    mailTestedAtMs: null,
    logo: null,
    version: 0,
  };
}

/** Monday to Friday, eight to four, without the holidays of Poland. */
export const USUAL_WEEK: WorkingWeek = {
  weekdays: [1, 2, 3, 4, 5],
  from: '08:00',
  until: '16:00',
  holidays: 'PL',
};

/** Where the logo is; its address changes with it, so that browsers may keep it. */
export function logoPath(logo: string): string {
  return `/logo?v=${logo}`;
}
