import type { DepartureRules } from '../people/departure.ts';
import { deleteFeedsOf } from './feed-store.ts';

/** The calendars of whoever left lead nowhere, and what they were told is forgotten [CF10]. */
export const FEED_DEPARTURE: DepartureRules = {
  columns: { 'calendar_feed.person_id': 'ended', 'calendar_entry.person_id': 'ended' },
  list: async () => [],
  async apply(_context, trx, _actor, { personId }) {
    await deleteFeedsOf(trx, personId);
    return [];
  },
};
