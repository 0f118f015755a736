import type { DepartureRules } from '../../people/departure.ts';
import { endAuthorisation, hasAuthorisation } from './confirmation-store.ts';
import { deleteDraftSponsor } from './programme-store.ts';

/** The authorisation ends with the day; that it was there, when and for which text stays as proof [SH76]. */
export const PROGRAMME_DEPARTURE: DepartureRules = {
  columns: {
    'shift_programme.made_by': 'kept',
    'shift_programme.put_by': 'kept',
    'shift_programme_sponsor.person_id': 'freed',
    'shift_confirmation.person_id': 'ended',
    'shift_confirmation.withdrawn_by': 'kept',
  },
  list: async (db, personId) =>
    (await hasAuthorisation(db, personId))
      ? [{ kind: 'authorisation', effect: 'ended', title: '', href: '/shifts/programme' }]
      : [],
  async apply(context, trx, actor, { personId }) {
    await deleteDraftSponsor(trx, personId);
    await endAuthorisation(trx, personId, {
      byId: actor.kind === 'person' ? actor.id : null,
      atMs: context.clock(),
    });
    return [];
  },
};
