import { AppError } from '#lib/base/errors.ts';
import { tourDays, tourSpanOf } from '#lib/shifts/tour.ts';
import type { NewTour } from './tour-store.ts';

type Decided = Omit<NewTour, 'days' | 'day' | 'lastDay' | 'startsAtMs' | 'endsAtMs'>;

/** A tour with the moments of its days on the organisation's clock [SH17]; refused where an hour of it does not exist. */
export function newTour(
  { days, ...decided }: Decided & { days: readonly string[] },
  timeZone: string,
): NewTour {
  const withMoments = tourDays({ days, startsAt: decided.startsAt, endsAt: decided.endsAt }, timeZone);
  if (withMoments.some(({ startsAtMs, endsAtMs }) => endsAtMs <= startsAtMs))
    throw new AppError('invalid', { issues: [{ path: 'endsAt', message: 'shifts.hoursGone' }] });
  return {
    ...decided,
    day: days[0] ?? '',
    lastDay: days.at(-1) ?? '',
    days: withMoments,
    ...tourSpanOf(withMoments),
  };
}
