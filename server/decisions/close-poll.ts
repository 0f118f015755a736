import { newId } from '#lib/base/ids.ts';
import { countVotes, EMPTY_URN, openUrn, type PollCounts } from '#lib/decisions/poll.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { askDeciders, auditDecision, stateChange, writeStep } from './change-decision.ts';
import {
  addDecisionNotices,
  finishDecisionNotices,
  withdrawDecisionNotices,
  type DecisionAfterwards,
} from './decision-notices.ts';
import type { KeptDecision } from './decision-store.ts';
import * as polls from './poll-store.ts';

/**
 * Closes a poll that is held, whoever or whatever closes it [DE10]: counts it, destroys what is not to be shown of an
 * unnamed one together with who voted [DE13], and tells those whom it concerns. All in the caller's transaction.
 */
export async function closeHeldPoll(
  context: Context,
  trx: Queries,
  actor: Actor,
  { row, poll }: { row: KeptDecision; poll: polls.PollRow },
  after: DecisionAfterwards,
): Promise<void> {
  const { voted, counts } = poll.isNamed ? await countNamed(trx, poll.id) : await emptyUrn(trx, poll.id);
  await polls.endPoll(trx, poll.id, { state: 'closed', voted, counts });
  await writeStep(context, trx, actor, row, 'closePoll');
  await auditDecision(context, trx, actor, row.id, 'closePoll', stateChange('poll', 'open'));
  await endAsking(context, trx, row.id, poll, after);
  const asked = await polls.listAsked(trx, [poll.id]);
  await addDecisionNotices(
    context,
    trx,
    row.id,
    {
      kind: 'decision.closed',
      byId: 'id' in actor ? actor.id : null,
      to: [row.proposerId, ...asked.map(({ personId }) => personId)],
      occasion: poll.id,
    },
    after,
  );
  await askDeciders(context, trx, row.id, { occasion: poll.id, byId: null }, after);
}

/** Nobody is asked any more; of an unnamed poll nothing tells who still was. */
export async function endAsking(
  context: Context,
  trx: Queries,
  decisionId: string,
  { isNamed }: Pick<polls.PollRow, 'isNamed'>,
  after: DecisionAfterwards,
): Promise<void> {
  const end = isNamed ? finishDecisionNotices : withdrawDecisionNotices;
  await end(context, trx, decisionId, { kinds: ['decision.vote'] }, after);
}

interface Counted {
  voted: number;
  counts: PollCounts | null;
}

async function countNamed(trx: Queries, pollId: string): Promise<Counted> {
  const votes = await polls.listVotes(trx, [pollId]);
  return { voted: votes.length, counts: countVotes(votes) };
}

/** Takes out what may be shown; the ids of the comments are drawn now, in the order of the alphabet. */
async function emptyUrn(trx: Queries, pollId: string): Promise<Counted> {
  const { voted, counts, comments } = openUrn((await polls.takeUrn(trx, pollId)) ?? EMPTY_URN);
  await polls.insertVotes(
    trx,
    comments.map(({ choice, text }) => ({
      id: newId(),
      pollId,
      personId: null,
      choice,
      comment: text,
    })),
  );
  await polls.forgetWhoVoted(trx, pollId);
  return { voted, counts };
}
