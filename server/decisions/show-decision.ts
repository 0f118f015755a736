import {
  decisionActionsFor,
  type DecisionAction,
  type DecisionStance,
  type SeenDecision,
} from '#lib/decisions/decision.ts';
import { countVotes, isPollOver, isUnanswered, mayBeClosed, type Poll } from '#lib/decisions/poll.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import * as store from './decision-store.ts';
import { listAsked, listPolls, listVotes, type AskedRow, type PollRow, type VoteRow } from './poll-store.ts';
import { seeDecisions, type Seen } from './see-decisions.ts';

/** How an actor stands to one decision, as it is named in these rows. */
export function decisionStanceOf(
  actor: Actor,
  row: store.KeptDecision,
  people: readonly store.DecisionPersonRow[],
  openPoll: { isNamed: boolean; asked: readonly AskedRow[] } | null,
): DecisionStance {
  const id = 'id' in actor ? actor.id : '';
  const mine = people.filter(({ personId }) => personId === id);
  const asked = openPoll?.asked.find(({ personId }) => personId === id);
  return {
    isProposer: row.proposerId === id,
    isDecider: mine.some(({ part }) => part === 'decides'),
    isToRead: mine.some(({ part, readAtMs }) => part === 'knows' && readAtMs === null),
    // A vote that cannot be told from others cannot be changed.
    isToVote: asked !== undefined && (openPoll?.isNamed === true || !asked.hasVoted),
    isManager: isPermitted(standingsOf(actor), 'decision.manage'),
  };
}

/** How an actor stands to one decision, read anew in the transaction that acts on it. */
export async function readStance(
  trx: Queries,
  actor: Actor,
  row: store.KeptDecision,
): Promise<DecisionStance> {
  const people = await store.listDecisionPeople(trx, [row.id]);
  const open = (await listPolls(trx, row.id)).find(({ state }) => state === 'open');
  const asked = open ? await listAsked(trx, [open.id]) : [];
  return decisionStanceOf(actor, row, people, open ? { isNamed: open.isNamed, asked } : null);
}

/** A decision as its reader sees it. */
export async function showDecision(
  context: Context,
  actor: Actor,
  { row, subject }: Seen<store.KeptDecision>,
  today: string,
): Promise<SeenDecision> {
  const { db } = context;
  const people = await store.listDecisionPeople(db, [row.id]);
  const polls = (await listPolls(db, row.id)).filter(({ state }) => state !== 'cancelled');
  const pollIds = polls.map(({ id }) => id);
  const asked = Map.groupBy(await listAsked(db, pollIds), ({ pollId }) => pollId);
  const votes = Map.groupBy(await listVotes(db, pollIds), ({ pollId }) => pollId);
  const open = polls.find(({ state }) => state === 'open');
  const stance = decisionStanceOf(
    actor,
    row,
    people,
    open ? { isNamed: open.isNamed, asked: asked.get(open.id) ?? [] } : null,
  );
  const shown = polls.map((poll) =>
    showPoll(actor, poll, asked.get(poll.id) ?? [], votes.get(poll.id) ?? [], today),
  );
  const readers = people.filter(({ part }) => part === 'knows');
  const seesReaders = stance.isProposer || stance.isDecider || stance.isManager;
  const links = await readLinks(context, actor, row);
  const id = 'id' in actor ? actor.id : '';
  return {
    id: row.id,
    number: row.number,
    question: row.question,
    context: row.context,
    comparison: row.comparison,
    state: row.state,
    subject: row.subject && { ...row.subject, title: subject?.title ?? null, href: subject?.href ?? null },
    proposer: { id: row.proposerId, name: row.proposerName },
    deciders: people
      .filter(({ part }) => part === 'decides')
      .map(({ personId, name }) => ({ id: personId, name })),
    toKnow: { count: readers.length, read: readers.filter(({ readAtMs }) => readAtMs !== null).length },
    readers: seesReaders
      ? readers.map(({ personId, name, readAtMs }) => ({ id: personId, name, readAtMs }))
      : null,
    myReadAtMs: readers.find(({ personId }) => personId === id)?.readAtMs ?? null,
    outcomeOptionId: row.outcomeOptionId,
    outcome: row.outcome,
    why: row.why,
    decidedByName: row.decidedByName,
    decidedAtMs: row.decidedAtMs,
    lookAgainOn: row.lookAgainOn,
    reason: row.reason,
    ...links,
    polls: shown,
    openObjections: shown.flatMap((poll) => poll.votes).filter(isUnanswered).length,
    madeAtMs: row.madeAtMs,
    version: row.version,
    may: decisionActionsFor(row.state, stance).filter((action) => isTimeFor(action, shown, today)),
  };
}

/** Whether the open poll lets itself be closed, or voted in, today [DE10]. */
function isTimeFor(action: DecisionAction, polls: readonly Poll[], today: string): boolean {
  const open = polls.find(({ state }) => state === 'open');
  if (action === 'closePoll') return open?.isClosable === true;
  return action !== 'vote' || (open !== undefined && !isPollOver(open, today));
}

/** The decisions to which it leads, as far as its reader may see them [DE7]. */
async function readLinks(
  context: Context,
  actor: Actor,
  row: store.KeptDecision,
): Promise<Pick<SeenDecision, 'replaces' | 'supersededBy' | 'supersedes'>> {
  const older = await store.listSupersededBy(context.db, row.id);
  const ids = [...older, ...[row.replacesId, row.supersededBy].filter((id) => id !== null)];
  const others = await store.listDecisionsById(context.db, ids);
  const seen = new Map(
    (ids.length > 0 ? await seeDecisions(context, actor, others) : []).map(({ row: other }) => [
      other.id as string, // the links are plain texts
      { number: other.number, question: other.question },
    ]),
  );
  const linkTo = (id: string | null) => (id === null ? null : (seen.get(id) ?? null));
  return {
    replaces: linkTo(row.replacesId),
    supersededBy: linkTo(row.supersededBy),
    supersedes: older.flatMap((id) => seen.get(id) ?? []),
  };
}

/** Of an unnamed poll that is open nothing is shown but how many voted [DE12]. */
function showPoll(
  actor: Actor,
  poll: PollRow,
  asked: readonly AskedRow[],
  votes: readonly VoteRow[],
  today: string,
): Poll {
  const id = 'id' in actor ? actor.id : '';
  const me = asked.find(({ personId }) => personId === id);
  const isOpen = poll.state === 'open';
  const voted = isOpen ? asked.filter(({ hasVoted }) => hasVoted).length : poll.votedAtEnd;
  const mine = votes.find(({ personId }) => personId === id && personId !== null);
  const standing = {
    isNamed: poll.isNamed,
    quorum: poll.quorum,
    endsOn: poll.endsOn,
    asked: asked.length,
    voted,
  };
  return {
    ...standing,
    id: poll.id,
    proposal: poll.proposal,
    state: poll.state,
    byName: poll.openedByName,
    openedAtMs: poll.openedAtMs,
    counts: isOpen && poll.isNamed ? countVotes(votes) : poll.countsAtEnd,
    votes: votes.map(({ id: voteId, name, choice, comment, answer, version }) => ({
      id: voteId,
      name,
      choice,
      comment,
      answer,
      version,
    })),
    asksEverybody: poll.asksEverybody,
    askedNames: poll.asksEverybody ? [] : asked.map(({ name }) => name),
    waitsForNames:
      isOpen && poll.isNamed && !poll.asksEverybody
        ? asked.filter(({ hasVoted }) => !hasVoted).map(({ name }) => name)
        : [],
    isAsked: me !== undefined,
    hasVoted: me?.hasVoted === true,
    myVote: mine ? { choice: mine.choice, comment: mine.comment } : null,
    isClosable: isOpen && mayBeClosed(standing, today),
  };
}
