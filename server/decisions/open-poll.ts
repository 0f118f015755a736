import { COUNTS_FROM_VOTES } from '#lib/base/urn.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { EMPTY_URN, MOST_POLLS } from '#lib/decisions/poll.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { maskText } from '../survey/commands.ts';
import { auditDecision, stateChange, writeStep, type DecisionPerson } from './change-decision.ts';
import { addDecisionNotices, withdrawDecisionNotices, type DecisionAfterwards } from './decision-notices.ts';
import type { KeptDecision } from './decision-store.ts';
import * as polls from './poll-store.ts';

/** What is announced before the first vote; who is asked is there and active. */
export interface AnnouncedPoll {
  proposal: string;
  naming: 'named' | 'unnamed';
  quorum: number;
  endsOn: string;
  askedIds: readonly string[];
  asksEverybody: boolean;
}

/** Opens a poll on a decision that is held, whoever asks [DE8]: in the caller's transaction. */
export async function openHeldPoll(
  context: Context,
  trx: Queries,
  person: DecisionPerson,
  row: KeptDecision,
  { naming, askedIds, asksEverybody, ...form }: AnnouncedPoll,
  after: DecisionAfterwards,
): Promise<void> {
  const isNamed = naming === 'named';
  if (form.quorum > askedIds.length)
    throw new AppError('invalid', { issues: [{ path: 'quorum', message: 'decisions.quorumTooLarge' }] });
  if (!isNamed && askedIds.length < COUNTS_FROM_VOTES)
    throw refusedAsked('decisions.tooFewUnnamed', COUNTS_FROM_VOTES);
  const before = await polls.listPolls(trx, row.id);
  if (before.length >= MOST_POLLS)
    throw new AppError('conflict', { reason: 'decisions.tooManyPolls', values: { limit: MOST_POLLS } });
  if (!isNamed) await requireSameAsked(trx, before, askedIds);
  const poll = {
    id: newId<'poll'>(),
    decisionId: row.id,
    proposal: maskText(form.proposal),
    ...{ isNamed, asksEverybody, quorum: form.quorum, endsOn: form.endsOn },
    openedById: person.id,
    openedByName: person.name,
    openedAtMs: context.clock(),
  };
  await polls.insertPoll(trx, poll, askedIds);
  if (!isNamed) await polls.writeUrn(trx, poll.id, EMPTY_URN);
  await writeStep(context, trx, person, row, 'openPoll');
  await auditDecision(context, trx, person, row.id, 'openPoll', stateChange(row.state, 'poll'));
  // It is nobody's to decide until the poll has closed.
  await withdrawDecisionNotices(context, trx, row.id, { kinds: ['decision.decide'] }, after);
  // Whoever asks votes themselves where they are asked.
  const news = { kind: 'decision.vote', byId: null, to: askedIds } as const;
  await addDecisionNotices(context, trx, row.id, { ...news, occasion: poll.id, dueOn: form.endsOn }, after);
}

function refusedAsked(message: string, limit: number): AppError {
  return new AppError('invalid', { issues: [{ path: 'askedIds', message, values: { limit } }] });
}

/** What two unnamed results differ by would be the vote of whoever was asked in one of them alone [DE13]. */
async function requireSameAsked(
  trx: Queries,
  before: readonly polls.PollRow[],
  askedIds: readonly string[],
): Promise<void> {
  const last = before.find(({ isNamed, state }) => !isNamed && state === 'closed');
  if (!last) return;
  const asked = new Set((await polls.listAsked(trx, [last.id])).map(({ personId }) => personId));
  if (asked.size !== askedIds.length || askedIds.some((id) => !asked.has(id)))
    throw refusedAsked('decisions.sameAsked', asked.size);
}
