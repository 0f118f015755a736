import * as v from 'valibot';
import { CALENDAR_PARTS } from '../base/calendar/calendar-event.ts';
import { FEED_SCOPES } from './feed.ts';

export const FeedPick = v.object({ scope: v.picklist(FEED_SCOPES) });

/** A calendar of nothing is no calendar. */
export const FeedForm = v.object({
  scope: v.picklist(FEED_SCOPES),
  parts: v.pipe(v.optional(v.array(v.picklist(CALENDAR_PARTS)), []), v.minLength(1, 'feeds.nothingChosen')),
});
