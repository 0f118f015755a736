import type { CalendarPart } from '../base/calendar/calendar-event.ts';

/** Whose dates a feed has: one's own, or those of the CX team as far as its holder may see them [CF2]. */
export const FEED_SCOPES = ['own', 'team'] as const;
export type FeedScope = (typeof FEED_SCOPES)[number];

/** What is over is given for so long, and so is what was called off [CF5]. */
export const GIVEN_DAYS = 60;

/** What was told of an event is remembered for so long after it was over: one that is moved by then counts on. */
export const REMEMBERED_DAYS = 400;

/** A feed as its holder sees it; its address is shown once and kept nowhere [CF1]. */
export interface FeedView {
  scope: FeedScope;
  parts: readonly CalendarPart[];
  madeAtMs: number;
  /** The last day (ISO) on which a calendar read it; null while none did. */
  fetchedOn: string | null;
}
