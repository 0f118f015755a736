import { closesByItself } from '#lib/decisions/poll.ts';
import type { DepartureRules } from '../people/departure.ts';
import { askDeciders, auditDecision, decisionDay, tellDecision } from './change-decision.ts';
import { closeHeldPoll } from './close-poll.ts';
import type { DecisionAfterwards } from './decision-notices.ts';
import * as store from './decision-store.ts';
import * as polls from './poll-store.ts';

/** Where something is still to be decided. */
const GOING_ON = ['open', 'poll'] as const;

/** What somebody proposed and was to decide goes to their successor, and open polls ask them no more [DE15]. */
export const DECISION_DEPARTURE: DepartureRules = {
  columns: {
    'decision.made_by': 'handed-over',
    'decision.decided_by': 'kept',
    'decision_person.person_id': 'handed-over',
    'poll.opened_by': 'kept',
    'poll_asked.person_id': 'freed',
    'poll_vote.person_id': 'kept',
  },
  async list(db, personId) {
    const proposed = await store.listLookedAfterBy(db, personId);
    const decides = (await store.listToDecide(db, personId, GOING_ON)).filter(
      ({ id }) => !proposed.some((one) => one.id === id),
    );
    return [...proposed, ...decides].map(({ question, number }) => ({
      kind: 'decision' as const,
      effect: 'handed-over' as const,
      title: question,
      href: `/decisions/${number}`,
    }));
  },
  async apply(context, trx, actor, { personId, successorId }) {
    const after: DecisionAfterwards = [];
    const told: store.KeptDecision[] = [];
    const proposed = await store.listLookedAfterBy(trx, personId);
    const decides = await store.listToDecide(trx, personId, GOING_ON);
    if (successorId !== null) {
      const ids = proposed.map(({ id }) => id);
      if (ids.length > 0) await store.handOverProposed(trx, ids, successorId);
      for (const { id, state } of decides) {
        await store.insertPeople(trx, id, 'decides', [successorId]);
        // While people are asked it is nobody's to decide yet.
        if (state === 'poll') continue;
        await askDeciders(
          context,
          trx,
          id,
          { occasion: `left ${personId}`, byId: null, only: [successorId] },
          after,
        );
      }
      await store.deleteDecider(
        trx,
        decides.map(({ id }) => id),
        personId,
      );
      for (const row of new Map([...proposed, ...decides].map((one) => [one.id, one])).values()) {
        await auditDecision(context, trx, actor, row.id, 'handOver');
        told.push(row);
      }
    }
    // Who is asked in an unnamed one stays: that they were taken out would say that they had not voted.
    const named = (await polls.listPollsAwaiting(trx, personId)).filter(({ isNamed }) => isNamed);
    for (const { id, decisionId } of named) {
      const row = await store.holdDecision(trx, decisionId);
      const poll = await polls.holdPoll(trx, id);
      if (row?.state !== 'poll' || poll?.state !== 'open') continue;
      await polls.deleteAsked(trx, poll.id, personId);
      const asked = await polls.listAsked(trx, [poll.id]);
      const voted = asked.filter(({ hasVoted }) => hasVoted).length;
      if (closesByItself({ ...poll, asked: asked.length, voted }, decisionDay(context)))
        await closeHeldPoll(context, trx, actor, { row, poll }, after);
      told.push(row);
    }
    return [
      ...told.map((row) => async () => tellDecision(context, row)),
      ...after.map((tellInboxes) => async () => tellInboxes()),
    ];
  },
};
