import { momentOf } from '../base/time-zone.ts';
import type { Id } from '../base/ids.ts';

export type RoundId = Id<'round'>;
export type TourId = Id<'tour'>;

export const SCOPES = ['phone', 'chat', 'messenger', 'tickets'] as const;
/** What somebody takes on during a shift [SH4]. */
export type Scope = (typeof SCOPES)[number];

export const FINDING_KINDS = ['bug', 'request', 'question'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Longest round in days: beyond it is a rota, which has rules of its own. */
export const MAX_ROUND_DAYS = 60;

/** When a tour is: an ISO day and hours on the organisation's clock, such as 08:00. */
export interface TourHours {
  day: string;
  startsAt: string;
  endsAt: string;
}

/** Whether nobody could be at both [SH10]; one that ends when the other begins is no clash. */
export function overlap(one: TourHours, other: TourHours): boolean {
  return one.day === other.day && one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

/**
 * The moment at which a day's tour begins, in milliseconds since 1970. Hours are those of the
 * organisation's clock on the wall; on the night of a clock change an hour that does not exist is
 * the one after it, as `Temporal` decides.
 */
export function startOfTourMs(day: string, time: string, timeZone: string): number {
  return momentOf(day, time, timeZone);
}

/** How calendars know the event of a tour, in feeds and in letters alike [CF4]. */
export function tourUid(tourId: string): string {
  return `tour-${tourId}`;
}
