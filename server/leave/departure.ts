import type { DepartureRules } from '../people/departure.ts';
import { deleteLeavesOf, listLeavesOf } from './leave-store.ts';

/** Of whoever left nobody needs to know any more when they were away, and least of all why [LE9]. */
export const LEAVE_DEPARTURE: DepartureRules = {
  columns: { 'leave.person_id': 'ended' },
  async list(db, personId) {
    const leaves = await listLeavesOf(db, [personId]);
    return leaves.length === 0 ? [] : [{ kind: 'leave', effect: 'ended', title: '', href: null }];
  },
  async apply(context, trx, _actor, { personId }) {
    await deleteLeavesOf(trx, personId);
    return [
      async () => {
        context.bus.tell({ kind: 'leave', id: 'leaves', action: 'change' });
      },
    ];
  },
};
