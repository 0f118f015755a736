import { holidaysOf, type Holiday, type HolidayRule } from '../base/calendar/holidays.ts';

/** The public holidays that come next, from a day (ISO) on. */
export function nextHolidays(rule: HolidayRule, today: string, count: number): Holiday[] {
  const year = Number(today.slice(0, 4));
  return [year, year + 1]
    .flatMap((each) => holidaysOf(rule, each))
    .filter(({ day }) => day >= today)
    .slice(0, count);
}
