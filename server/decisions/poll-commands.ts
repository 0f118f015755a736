import { urnText } from '#lib/base/urn.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { DecisionPick, ObjectionAnswerForm, PollForm, VoteForm } from '#lib/decisions/decision-forms.ts';
import { mayActOn, stateAfterAction } from '#lib/decisions/decision.ts';
import {
  closesByItself,
  dropInto,
  EMPTY_URN,
  isPollOver,
  mayBeClosed,
  takesComments,
  type PollChoice,
} from '#lib/decisions/poll.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { maskText } from '../survey/commands.ts';
import {
  askDeciders,
  auditDecision,
  changeDecisionRow,
  decisionDay,
  requireActive,
  requireComing,
  stateChange,
  tellDecision,
  writeStep,
  type DecisionPerson,
} from './change-decision.ts';
import { closeHeldPoll, endAsking } from './close-poll.ts';
import {
  addDecisionNotices,
  finishDecisionNotices,
  withdrawDecisionNotices,
  type DecisionAfterwards,
} from './decision-notices.ts';
import * as store from './decision-store.ts';
import { openHeldPoll } from './open-poll.ts';
import * as polls from './poll-store.ts';
import { requireDecision } from './see-decisions.ts';
import { readStance } from './show-decision.ts';

/** Asks people about a proposal; nothing of it changes afterwards [DE8]. */
export async function openPoll(context: Context, actor: Actor, input: unknown): Promise<void> {
  const form = parseInput(PollForm, input);
  requireComing(form.endsOn, decisionDay(context), 'endsOn');
  await changeDecisionRow(context, actor, form, 'openPoll', async (trx, row, person, after) => {
    await requireActive(trx, form.askedIds, 'askedIds');
    await openHeldPoll(context, trx, person, row, { ...form, asksEverybody: false }, after);
  });
}

/**
 * Votes in the open poll of a decision [DE9]. Of a vote in an unnamed poll remains that this person has voted, until
 * it closes, and one vote more in the urn: no line, no event, no time [DE12].
 */
export async function castVote(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'decision.view');
  const form = parseInput(VoteForm, input);
  const { row: seen } = await requireDecision(context, actor, form.decisionId);
  const today = decisionDay(context);
  const after: DecisionAfterwards = [];
  const isTold = await context.database.transaction(async (trx) => {
    const row = await store.holdDecision(trx, seen.id);
    const poll = await polls.holdPoll(trx, form.pollId);
    if (!row || poll?.decisionId !== row.id) throw new AppError('not-found');
    if (poll.state !== 'open' || isPollOver(poll, today))
      throw new AppError('conflict', { reason: 'decisions.pollOver' });
    const asked = await polls.listAsked(trx, [poll.id]);
    if (!asked.some(({ personId }) => personId === actor.id)) throw new AppError('forbidden');
    const hasComments = takesComments({ isNamed: poll.isNamed, asked: asked.length });
    const comment = hasComments ? maskText(form.ballotComment) : '';
    if (form.ballotChoice === 'against' && hasComments && comment === '')
      throw new AppError('invalid', { issues: [{ path: 'ballotComment', message: 'decisions.sayWhy' }] });
    const vote = { choice: form.ballotChoice, comment };
    if (!poll.isNamed) {
      await voteUnnamed(context, trx, poll, actor, { ...vote, comment: urnText(comment) }, after);
      return false;
    }
    await voteNamed(context, trx, { row, poll, actor }, vote, after);
    if (closesByItself(await standingOf(trx, poll), today))
      await closeHeldPoll(context, trx, actor, { row, poll }, after);
    return true;
  });
  for (const tellInboxes of after) tellInboxes();
  if (isTold) tellDecision(context, seen);
}

interface Said {
  choice: PollChoice;
  comment: string;
}

async function voteUnnamed(
  context: Context,
  trx: Queries,
  poll: polls.PollRow,
  actor: DecisionPerson,
  said: Said,
  after: DecisionAfterwards,
): Promise<void> {
  if (!(await polls.noteVoted(trx, poll.id, actor.id)))
    throw new AppError('conflict', { reason: 'decisions.votedBefore' });
  const urn = (await polls.readUrn(trx, poll.id)) ?? EMPTY_URN;
  await polls.writeUrn(trx, poll.id, dropInto(urn, said));
  const mine = { kinds: ['decision.vote'], personId: actor.id } as const;
  await withdrawDecisionNotices(context, trx, poll.decisionId, mine, after);
}

async function voteNamed(
  context: Context,
  trx: Queries,
  { row, poll, actor }: { row: store.KeptDecision; poll: polls.PollRow; actor: DecisionPerson },
  said: Said,
  after: DecisionAfterwards,
): Promise<void> {
  await polls.noteVoted(trx, poll.id, actor.id);
  const votes = await polls.listVotes(trx, [poll.id]);
  const before = votes.find(({ personId }) => personId === actor.id);
  const voteId = before?.id ?? newId();
  await polls.writeVote(trx, before, { id: voteId, pollId: poll.id, personId: actor.id, ...said });
  await auditDecision(context, trx, actor, row.id, 'vote');
  const mine = { kinds: ['decision.vote'], personId: actor.id } as const;
  await finishDecisionNotices(context, trx, row.id, mine, after);
  const isNewWord = before?.choice !== said.choice || before.comment !== said.comment;
  if (said.choice !== 'against' || !isNewWord) return;
  const occasion = `${voteId} ${(before?.version ?? 0) + 1}`;
  const news = { kind: 'decision.objection', byId: actor.id, to: [row.proposerId], occasion } as const;
  await addDecisionNotices(context, trx, row.id, news, after);
}

async function standingOf(trx: Queries, poll: polls.PollRow) {
  const asked = await polls.listAsked(trx, [poll.id]);
  return {
    isNamed: poll.isNamed,
    quorum: poll.quorum,
    endsOn: poll.endsOn,
    asked: asked.length,
    voted: asked.filter(({ hasVoted }) => hasVoted).length,
  };
}

/** Answers an objection as it was read [DE11]. */
export async function answerObjection(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'decision.make');
  const form = parseInput(ObjectionAnswerForm, input);
  const { row: seen } = await requireDecision(context, actor, form.decisionId);
  const after: DecisionAfterwards = [];
  await context.database.transaction(async (trx) => {
    const row = await store.holdDecision(trx, seen.id);
    const vote = await polls.findVote(trx, form.voteId);
    const poll = (await polls.listPolls(trx, seen.id)).find(({ id }) => id === vote?.pollId);
    if (!row || !vote || !poll) throw new AppError('not-found');
    if (!mayActOn('answer', await readStance(trx, actor, row))) throw new AppError('forbidden');
    const isObjection = vote.choice === 'against' && vote.comment !== '';
    if (stateAfterAction(row.state, 'answer') === null || !isObjection)
      throw new AppError('conflict', { reason: 'decisions.notNow' });
    const answer = { text: maskText(form.text), byName: actor.name, atMs: context.clock() };
    if (!(await polls.writeObjectionAnswer(trx, { id: vote.id, version: form.version }, answer)))
      throw new AppError('stale', { current: row });
    await auditDecision(context, trx, actor, row.id, 'answer');
    await tellAnswered(context, trx, { row, poll, vote, byId: actor.id }, after);
  });
  for (const tellInboxes of after) tellInboxes();
  tellDecision(context, seen);
}

/** Who objected is told; of an unnamed poll nobody knows that, and all are told once. */
async function tellAnswered(
  context: Context,
  trx: Queries,
  {
    row,
    poll,
    vote,
    byId,
  }: { row: store.KeptDecision; poll: polls.PollRow; vote: polls.VoteRow; byId: string },
  after: DecisionAfterwards,
): Promise<void> {
  const kind = 'decision.answered';
  const to =
    vote.personId === null
      ? (await polls.listAsked(trx, [poll.id])).map(({ personId }) => personId)
      : [vote.personId];
  const occasion = vote.personId === null ? poll.id : `${vote.id} ${vote.version}`;
  await addDecisionNotices(context, trx, row.id, { kind, byId, to, occasion }, after);
  if ((await polls.listUnansweredOf(trx, [row.id])).size === 0)
    await finishDecisionNotices(context, trx, row.id, { kinds: ['decision.objection'] }, after);
}

/** Closes the poll where that may be done by hand [DE10]. */
export async function closePoll(context: Context, actor: Actor, input: unknown): Promise<void> {
  const pick = parseInput(DecisionPick, input);
  const today = decisionDay(context);
  await changeDecisionRow(context, actor, pick, 'closePoll', async (trx, row, person, after) => {
    const poll = await requireOpenPoll(trx, row);
    if (!mayBeClosed(await standingOf(trx, poll), today))
      throw new AppError('conflict', { reason: 'decisions.notClosable' });
    await closeHeldPoll(context, trx, person, { row, poll }, after);
  });
}

/** Calls the poll off: its votes are destroyed, and nothing of them is shown [DE8]. */
export async function cancelPoll(context: Context, actor: Actor, input: unknown): Promise<void> {
  const pick = parseInput(DecisionPick, input);
  await changeDecisionRow(context, actor, pick, 'cancelPoll', async (trx, row, person, after) => {
    const poll = await requireOpenPoll(trx, row);
    await polls.takeUrn(trx, poll.id);
    await polls.deleteVotes(trx, poll.id);
    await polls.forgetWhoVoted(trx, poll.id);
    await polls.endPoll(trx, poll.id, { state: 'cancelled', voted: 0, counts: null });
    await writeStep(context, trx, person, row, 'cancelPoll');
    await auditDecision(context, trx, actor, row.id, 'cancelPoll', stateChange('poll', 'open'));
    await endAsking(context, trx, row.id, poll, after);
    const gone = { kinds: ['decision.objection'] } as const;
    await finishDecisionNotices(context, trx, row.id, gone, after);
    await askDeciders(context, trx, row.id, { occasion: `no ${poll.id}`, byId: person.id }, after);
  });
}

async function requireOpenPoll(trx: Queries, row: store.KeptDecision): Promise<polls.PollRow> {
  const open = (await polls.listOpenPolls(trx, [row.id])).get(row.id);
  const held = open && (await polls.holdPoll(trx, open.id));
  if (held?.state !== 'open') throw new AppError('conflict', { reason: 'decisions.notNow' });
  return held;
}
