import type { DepartureRules } from '../people/departure.ts';
import { auditRhythm, tellRhythms } from './change-rhythm.ts';
import { handOverAsks } from './ask-store.ts';
import { handOverRhythms, listAsking } from './rhythm-store.ts';

/** What somebody is asked again and again is asked of their successor, or of whoever answers for the subject [RH10]. */
export const RHYTHM_DEPARTURE: DepartureRules = {
  columns: {
    'rhythm.asked_id': 'handed-over',
    'rhythm.made_by': 'kept',
    'rhythm_ask.asked_id': 'handed-over',
    'rhythm_ask.answered_by': 'kept',
  },
  async list(db, personId) {
    return (await listAsking(db, personId)).map(({ question }) => ({
      kind: 'rhythm' as const,
      effect: 'handed-over' as const,
      title: question,
      href: null,
    }));
  },
  async apply(context, trx, actor, { personId, successorId }) {
    const asking = await listAsking(trx, personId);
    await handOverRhythms(trx, personId, successorId);
    if (successorId !== null) await handOverAsks(trx, personId, successorId);
    for (const { subject } of asking) await auditRhythm(context, trx, actor, subject, 'handOver');
    return asking.map(
      ({ subject }) =>
        async () =>
          tellRhythms(context, subject),
    );
  },
};
