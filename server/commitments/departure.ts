import type { DepartureRules } from '../people/departure.ts';
import { addCommitmentNotices, type Afterwards } from './commitment-notices.ts';
import { auditCommitment, tellCommitments } from './change-commitment.ts';
import { handOverOwed, listOwedBy } from './commitment-store.ts';

/** What somebody has promised and not kept goes to their successor, or waits for whoever takes it [CM11]. */
export const COMMITMENT_DEPARTURE: DepartureRules = {
  columns: {
    'commitment.owner_id': 'handed-over',
    'commitment.made_by': 'kept',
    'commitment_move.by_id': 'kept',
    'commitment_answer.by_id': 'kept',
  },
  async list(db, personId) {
    return (await listOwedBy(db, [personId])).map(({ text }) => ({
      kind: 'commitment' as const,
      effect: 'handed-over' as const,
      title: text,
      href: null,
    }));
  },
  async apply(context, trx, actor, { personId, successorId }) {
    const after: Afterwards = [];
    const owed = await listOwedBy(trx, [personId]);
    await handOverOwed(trx, personId, successorId);
    for (const row of owed) {
      await auditCommitment(context, trx, actor, row.subject, 'handOver');
      if (successorId === null) continue;
      const occasion = `left ${personId}`;
      const news = {
        kind: 'commitment.given',
        byId: null,
        to: [successorId],
        occasion,
        dueOn: row.dueOn,
      } as const;
      await addCommitmentNotices(context, trx, row, news, after);
    }
    const changed = owed.map(
      ({ subject }) =>
        async () =>
          tellCommitments(context, subject),
    );
    return [...changed, ...after.map((tellInboxes) => async () => tellInboxes())];
  },
};
