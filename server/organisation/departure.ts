import type { DepartureRules } from '../people/departure.ts';
import { findSubstituteId, clearSubstituteOf } from './store.ts';
import { deleteSubstitutesOf, listSubstitutesOf } from './substitute-store.ts';

/** Whoever is switched off signs for nobody, and nobody signs in their name; what was signed stays. */
export const ORGANISATION_DEPARTURE: DepartureRules = {
  columns: {
    'organisation.substitute_id': 'ended',
    'substitute.person_id': 'ended',
    'substitute.substitute_id': 'ended',
  },
  async list(db, personId) {
    const href = '/settings/signatures';
    const entries = await listSubstitutesOf(db, personId);
    const isOrganisations = (await findSubstituteId(db)) === personId;
    return [
      ...entries.map(({ personName, substituteName }) => ({
        kind: 'standIn' as const,
        effect: 'ended' as const,
        title: `${substituteName} → ${personName}`,
        href,
      })),
      ...(isOrganisations
        ? [{ kind: 'organisationDeputy' as const, effect: 'ended' as const, title: '', href }]
        : []),
    ];
  },
  async apply(context, trx, _actor, { personId }) {
    await deleteSubstitutesOf(trx, personId);
    if (!(await clearSubstituteOf(trx, personId))) return [];
    return [() => context.settings.reload(context.db)];
  },
};
