import type { Id } from '../base/ids.ts';

export type RoundId = Id<'round'>;
export type TourId = Id<'tour'>;

export const SCOPES = ['phone', 'chat', 'messenger', 'tickets'] as const;
/** What somebody takes on during a shift [SH4]. */
export type Scope = (typeof SCOPES)[number];

/** Longest round in days: beyond it is a rota, which has rules of its own. */
export const MAX_ROUND_DAYS = 60;

/** Most days of one tour: a tour lies within one week. */
export const MAX_SPAN_DAYS = 7;

/** How many people one tour takes. */
export const MAX_SEATS = 20;

/** How many mentors one tour can ask for. */
export const MAX_MENTORS = 4;

/** How many mentors a tour asks for where nobody says otherwise. */
export const USUAL_MENTORS = 2;

/** From how many hours before a tour on nobody leaves it by themselves, at most: four weeks. */
export const MAX_LEAVE_HOURS = 28 * 24;

/** How calendars know the event of a tour's first day, in feeds and in letters alike [CF4]. */
export function tourUid(tourId: string): string {
  return `tour-${tourId}`;
}

/** The same of a later day (ISO). */
export function tourDayUid(tourId: string, day: string): string {
  return `tour-${tourId}-${day}`;
}
