import { auditedChanges } from '#lib/audit/audit-change.ts';
import type { DepartureRules } from '../departure.ts';
import { namesOf } from '../store.ts';
import { auditStandard, tellStandard } from './standard-commands.ts';
import { listStandardsOfOwner, updateStandard } from './standard-store.ts';

/** Standards go to the successor, or wait for an owner; what was written and signed stays [CX19]. */
export const STANDARD_DEPARTURE: DepartureRules = {
  columns: {
    'standard.owner_id': 'handed-over',
    'standard.made_by': 'kept',
    'standard_version.written_by': 'kept',
    'standard_version.asked_by': 'kept',
    'standard_hand.person_id': 'kept',
    'standard_decision.director_id': 'kept',
    'standard_decision.in_name_of_id': 'kept',
  },
  list: async (db, personId) =>
    (await listStandardsOfOwner(db, personId)).map(({ id, title }) => ({
      ...{ kind: 'standard', effect: 'handed-over', title, href: `/people/team/standards/${id}` },
    })),
  async apply(context, trx, actor, { personId, successorId }) {
    const standards = await listStandardsOfOwner(trx, personId);
    if (standards.length === 0) return [];
    const names = await namesOf(trx, [personId, ...(successorId === null ? [] : [successorId])]);
    const owner = successorId === null ? null : (names.get(successorId) ?? null);
    const changes = auditedChanges({ owner: names.get(personId) ?? null }, { owner });
    for (const standard of standards) {
      await updateStandard(trx, standard.id, { ownerId: successorId });
      await auditStandard(context, trx, actor, 'handOver', standard, { changes });
    }
    return [
      async () => {
        for (const { id } of standards) tellStandard(context, id);
      },
    ];
  },
};
