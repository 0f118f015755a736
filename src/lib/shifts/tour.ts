import { momentOf } from '../base/time-zone.ts';

/** When a tour is on the wall: ISO days, and hours on the organisation's clock, such as 08:00, the same every day. */
export interface TourTimes {
  days: readonly string[];
  startsAt: string;
  /** Not later than `startsAt`: the hours end on the next day. */
  endsAt: string;
}

/** A stretch of a tour in the time of the world, in milliseconds since 1970. */
export interface TourHours {
  startsAtMs: number;
  endsAtMs: number;
}

/** One day of a tour; a night belongs to the day on which it begins. */
export interface TourDay extends TourHours {
  day: string;
}

/**
 * The days of a tour with their moments [SH17]. Hours are those of the clock on the wall, so that a night of a clock
 * change is an hour shorter or longer; an hour that does not exist is the one after it, as `Temporal` decides.
 */
export function tourDays({ days, startsAt, endsAt }: TourTimes, timeZone: string): TourDay[] {
  return days.map((day) => ({
    day,
    startsAtMs: momentOf(day, startsAt, timeZone),
    endsAtMs: momentOf(endDayOf(day, { startsAt, endsAt }), endsAt, timeZone),
  }));
}

/** The day (ISO) on which the hours of a day end. */
function endDayOf(day: string, { startsAt, endsAt }: Pick<TourTimes, 'startsAt' | 'endsAt'>): string {
  return endsAt > startsAt ? day : Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

/** From the first moment of a tour to its last. */
export function tourSpanOf(days: readonly TourHours[]): TourHours {
  return {
    startsAtMs: Math.min(...days.map(({ startsAtMs }) => startsAtMs)),
    endsAtMs: Math.max(...days.map(({ endsAtMs }) => endsAtMs)),
  };
}

/** Whether nobody could be at both [SH10]; one that ends when the other begins is no clash. */
export function doClash(one: readonly TourHours[], other: readonly TourHours[]): boolean {
  return one.some((mine) =>
    other.some((theirs) => mine.startsAtMs < theirs.endsAtMs && theirs.startsAtMs < mine.endsAtMs),
  );
}
