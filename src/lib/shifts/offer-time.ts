import { afterWorkingHours, type WorkingTime } from '../base/calendar/working-hours.ts';
import { daysBetween } from '../base/days.ts';
import { dayAt } from '../base/time-zone.ts';

const HOUR_MS = 60 * 60_000;

/** How long somebody may think about a seat, in working hours. */
export const OFFER_HOURS = 24;
/** The same within so many days of the tour. */
export const SOON_OFFER_HOURS = 4;
export const SOON_TOUR_DAYS = 3;
/** The same on its day, by the clock. */
export const DAY_OFFER_MS = HOUR_MS / 2;

/**
 * Until when a seat that is offered now is somebody's to take [SH20]: 24 working hours, 4 when the tour is within
 * three days, half an hour by the clock on its day; never beyond its beginning, and null from then on.
 */
export function offerEndsMs(nowMs: number, tourStartsAtMs: number, time: WorkingTime): number | null {
  if (nowMs >= tourStartsAtMs) return null;
  const days = daysBetween(dayAt(nowMs, time.timeZone), dayAt(tourStartsAtMs, time.timeZone));
  if (days === 0) return Math.min(nowMs + DAY_OFFER_MS, tourStartsAtMs);
  const hours = days <= SOON_TOUR_DAYS ? SOON_OFFER_HOURS : OFFER_HOURS;
  return Math.min(afterWorkingHours(nowMs, hours, time), tourStartsAtMs);
}
