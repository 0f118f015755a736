import type { DepartureRules } from '../people/departure.ts';
import { deleteNoticesOf } from './notice-store.ts';
import { deleteLettersOf } from './outbox-store.ts';

/** Whoever left is told nothing any more, and what they were told goes [NO11]; what they did stays told to others. */
export const NOTIFY_DEPARTURE: DepartureRules = {
  columns: {
    'notice.person_id': 'ended',
    'notice.by_id': 'kept',
    'notice_mute.person_id': 'kept',
    'digest_choice.person_id': 'kept',
    'outbox.person_id': 'ended',
  },
  list: async () => [],
  async apply(_context, trx, _actor, { personId }) {
    await deleteNoticesOf(trx, personId);
    await deleteLettersOf(trx, personId);
    return [];
  },
};
