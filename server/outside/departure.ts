import type { DepartureRules } from '../people/departure.ts';
import { endDoorsOf } from './door-store.ts';

/** A door ends with its maker: nobody would look after it [OD6]. */
export const OUTSIDE_DEPARTURE: DepartureRules = {
  columns: { 'outside_door.made_by': 'ended' },
  list: async () => [],
  async apply({ clock }, trx, _actor, { personId }) {
    await endDoorsOf(trx, personId, clock());
    return [];
  },
};
