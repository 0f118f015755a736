// Above 300 lines: every query of four tables.
import { asId } from '#lib/base/ids.ts';
import {
  POLL_CHOICES,
  POLL_STATES,
  Urn,
  type PollChoice,
  type PollCounts,
  type PollId,
  type PollState,
} from '#lib/decisions/poll.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf, readJson } from '../database/stored.ts';

/** A poll as it is kept. */
export interface PollRow {
  id: PollId;
  decisionId: string;
  proposal: string;
  isNamed: boolean;
  quorum: number;
  endsOn: string;
  state: PollState;
  /** How many had voted when it closed. */
  votedAtEnd: number;
  countsAtEnd: PollCounts | null;
  openedById: string;
  openedByName: string;
  openedAtMs: number;
  asksEverybody: boolean;
}

function selectPolls(db: Queries) {
  return db.selectFrom('poll').selectAll('poll');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectPolls>['execute']>>[number];

function toPoll(row: Selected): PollRow {
  const { votes_for: pro, votes_neutral: neutral, votes_against: against } = row;
  return {
    id: asId<'poll'>(row.id),
    decisionId: row.decision_id,
    proposal: row.proposal,
    isNamed: row.named === 1,
    quorum: row.quorum,
    endsOn: row.ends_on,
    state: oneOf(POLL_STATES, row.state, 'poll.state', row.id),
    votedAtEnd: row.voted,
    countsAtEnd: pro === null || neutral === null || against === null ? null : { for: pro, neutral, against },
    openedById: row.opened_by,
    openedByName: row.opened_by_name,
    openedAtMs: row.opened_at_ms,
    asksEverybody: row.asks_everybody === 1,
  };
}

/** The polls of one decision, the newest first. */
export async function listPolls(db: Queries, decisionId: string): Promise<PollRow[]> {
  const rows = await selectPolls(db)
    .where('decision_id', '=', decisionId)
    .orderBy('opened_at_ms', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toPoll);
}

/** The open polls of these decisions, by decision: each has one at most. */
export async function listOpenPolls(
  db: Queries,
  decisionIds: readonly string[],
): Promise<ReadonlyMap<string, PollRow>> {
  if (decisionIds.length === 0) return new Map();
  const rows = await selectPolls(db)
    .where('state', '=', 'open')
    .where('decision_id', 'in', decisionIds)
    .execute();
  return new Map(rows.map((row) => [row.decision_id, toPoll(row)]));
}

/** Open polls whose last day is before this one. */
export async function listEndedPolls(db: Queries, today: string): Promise<PollRow[]> {
  const rows = await selectPolls(db)
    .where('state', '=', 'open')
    .where('ends_on', '<', today)
    .orderBy('ends_on')
    .orderBy('id')
    .execute();
  return rows.map(toPoll);
}

/** Open polls in which a person is asked and has not voted, the first to end first. */
export async function listPollsAwaiting(db: Queries, personId: string): Promise<PollRow[]> {
  const rows = await selectPolls(db)
    .innerJoin('poll_asked', 'poll_asked.poll_id', 'poll.id')
    .where('poll_asked.person_id', '=', personId)
    .where('poll_asked.has_voted', '=', 0)
    .where('poll.state', '=', 'open')
    .orderBy('poll.ends_on')
    .orderBy('poll.id')
    .execute();
  return rows.map(toPoll);
}

/** Takes a poll for the rest of a transaction, so that votes come one after the other, and reads it as it is then. */
export async function holdPoll(trx: Queries, id: string): Promise<PollRow | undefined> {
  await trx
    .updateTable('poll')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('id', '=', id)
    .execute();
  const row = await selectPolls(trx).where('id', '=', id).executeTakeFirst();
  return row && toPoll(row);
}

export async function insertPoll(
  trx: Queries,
  poll: Omit<PollRow, 'state' | 'votedAtEnd' | 'countsAtEnd'>,
  askedIds: readonly string[],
): Promise<void> {
  await trx
    .insertInto('poll')
    .values({
      id: poll.id,
      decision_id: poll.decisionId,
      proposal: poll.proposal,
      named: poll.isNamed ? 1 : 0,
      quorum: poll.quorum,
      ends_on: poll.endsOn,
      state: 'open',
      voted: 0,
      votes_for: null,
      votes_neutral: null,
      votes_against: null,
      opened_by: poll.openedById,
      opened_by_name: poll.openedByName,
      opened_at_ms: poll.openedAtMs,
      asks_everybody: poll.asksEverybody ? 1 : 0,
    })
    .execute();
  // By their ids, which say nothing about this poll.
  await trx
    .insertInto('poll_asked')
    .values(askedIds.toSorted().map((personId) => ({ poll_id: poll.id, person_id: personId })))
    .execute();
}

/** Ends a poll with what is shown of it. */
export async function endPoll(
  trx: Queries,
  id: string,
  end: { state: 'closed' | 'cancelled'; voted: number; counts: PollCounts | null },
): Promise<void> {
  await trx
    .updateTable('poll')
    .set({
      state: end.state,
      voted: end.voted,
      votes_for: end.counts?.for ?? null,
      votes_neutral: end.counts?.neutral ?? null,
      votes_against: end.counts?.against ?? null,
    })
    .where('id', '=', id)
    .execute();
}

/** Somebody who is asked in a poll. */
export interface AskedRow {
  pollId: string;
  personId: string;
  name: string;
  hasVoted: boolean;
}

/** Who is asked in these polls, by name. */
export async function listAsked(db: Queries, pollIds: readonly string[]): Promise<AskedRow[]> {
  if (pollIds.length === 0) return [];
  const rows = await db
    .selectFrom('poll_asked')
    .innerJoin('person', 'person.id', 'poll_asked.person_id')
    .select(['poll_id', 'person_id', 'person.name', 'has_voted'])
    .where('poll_id', 'in', pollIds)
    .orderBy('person.name')
    .orderBy('person_id')
    .execute();
  return rows.map((row) => ({
    pollId: row.poll_id,
    personId: row.person_id,
    name: row.name,
    hasVoted: row.has_voted === 1,
  }));
}

/**
 * Notes that somebody voted, in a poll that is held; false when they are not asked, or have voted before. Every row of
 * the poll is written anew: one that alone was new would lie apart from the others in PostgreSQL, in the order of the
 * votes and under the number of the transaction that also wrote the urn [DE12].
 */
export async function noteVoted(trx: Queries, pollId: string, personId: string): Promise<boolean> {
  const mine = await trx
    .selectFrom('poll_asked')
    .select('has_voted')
    .where('poll_id', '=', pollId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (mine?.has_voted !== 0) return false;
  await trx
    .updateTable('poll_asked')
    .set(({ eb, ref }) => ({
      has_voted: eb.case().when('person_id', '=', personId).then(1).else(ref('has_voted')).end(),
    }))
    .where('poll_id', '=', pollId)
    .execute();
  return true;
}

/** Nobody needs to know any more who voted. */
export async function forgetWhoVoted(trx: Queries, pollId: string): Promise<void> {
  await trx.updateTable('poll_asked').set({ has_voted: 0 }).where('poll_id', '=', pollId).execute();
}

/** Asks somebody no more. */
export async function deleteAsked(trx: Queries, pollId: string, personId: string): Promise<void> {
  await trx
    .deleteFrom('poll_asked')
    .where('poll_id', '=', pollId)
    .where('person_id', '=', personId)
    .execute();
}

/** A vote of a named poll, or a comment that came out of an urn. */
export interface VoteRow {
  id: string;
  pollId: string;
  personId: string | null;
  name: string | null;
  choice: PollChoice;
  comment: string;
  answer: { text: string; byName: string; atMs: number } | null;
  version: number;
}

function selectVotes(db: Queries) {
  return db
    .selectFrom('poll_vote')
    .leftJoin('person', 'person.id', 'poll_vote.person_id')
    .selectAll('poll_vote')
    .select('person.name');
}

type SelectedVote = Awaited<ReturnType<ReturnType<typeof selectVotes>['execute']>>[number];

function toVote(row: SelectedVote): VoteRow {
  return {
    id: row.id,
    pollId: row.poll_id,
    personId: row.person_id,
    name: row.name,
    choice: oneOf(POLL_CHOICES, row.choice, 'poll_vote.choice', row.id),
    comment: row.comment,
    answer:
      row.answered_at_ms === null
        ? null
        : { text: row.answer, byName: row.answered_by_name, atMs: row.answered_at_ms },
    version: row.version,
  };
}

/** What can be read of these polls: by name, and what has none by its words. */
export async function listVotes(db: Queries, pollIds: readonly string[]): Promise<VoteRow[]> {
  if (pollIds.length === 0) return [];
  const rows = await selectVotes(db)
    .where('poll_id', 'in', pollIds)
    .orderBy('person.name')
    .orderBy('comment')
    .orderBy('poll_vote.id')
    .execute();
  return rows.map(toVote);
}

export async function findVote(db: Queries, id: string): Promise<VoteRow | undefined> {
  const row = await selectVotes(db).where('poll_vote.id', '=', id).executeTakeFirst();
  return row && toVote(row);
}

/** Objections without an answer in open decisions of a person, by decision. */
export async function listUnansweredOf(
  db: Queries,
  decisionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (decisionIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('poll_vote')
    .innerJoin('poll', 'poll.id', 'poll_vote.poll_id')
    .select('poll.decision_id')
    .distinct()
    .where('poll.decision_id', 'in', decisionIds)
    .where('poll.state', '!=', 'cancelled')
    .where('choice', '=', 'against')
    .where('comment', '!=', '')
    .where('answered_at_ms', 'is', null)
    .execute();
  return new Set(rows.map(({ decision_id }) => decision_id));
}

/** Writes what somebody says in a named poll; words that changed lose their answer. */
export async function writeVote(
  trx: Queries,
  before: VoteRow | undefined,
  vote: { id: string; pollId: string; personId: string; choice: PollChoice; comment: string },
): Promise<void> {
  if (!before) {
    await insertVotes(trx, [vote]);
    return;
  }
  const isSame = before.choice === vote.choice && before.comment === vote.comment;
  if (isSame) return;
  await trx
    .updateTable('poll_vote')
    .set({
      choice: vote.choice,
      comment: vote.comment,
      answer: '',
      answered_by_name: '',
      answered_at_ms: null,
      version: before.version + 1,
    })
    .where('id', '=', before.id)
    .execute();
}

export async function insertVotes(
  trx: Queries,
  votes: readonly {
    id: string;
    pollId: string;
    personId: string | null;
    choice: PollChoice;
    comment: string;
  }[],
): Promise<void> {
  if (votes.length === 0) return;
  await trx
    .insertInto('poll_vote')
    .values(
      votes.map(({ id, pollId, personId, choice, comment }) => ({
        id,
        poll_id: pollId,
        person_id: personId,
        choice,
        comment,
        answer: '',
        answered_by_name: '',
        answered_at_ms: null,
      })),
    )
    .execute();
}

/** Writes the answer to an objection as it was read; false when its words changed meanwhile. */
export async function writeObjectionAnswer(
  trx: Queries,
  vote: Pick<VoteRow, 'id' | 'version'>,
  answer: { text: string; byName: string; atMs: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('poll_vote')
    .set({
      answer: answer.text,
      answered_by_name: answer.byName,
      answered_at_ms: answer.atMs,
      version: vote.version + 1,
    })
    .where('id', '=', vote.id)
    .where('version', '=', vote.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Destroys what was said in a poll that is called off. */
export async function deleteVotes(trx: Queries, pollId: string): Promise<void> {
  await trx.deleteFrom('poll_vote').where('poll_id', '=', pollId).execute();
}

/** Puts an urn there for an unnamed poll, or what is in it now. */
export async function writeUrn(trx: Queries, pollId: string, urn: Urn): Promise<void> {
  const content = JSON.stringify(urn);
  await trx
    .insertInto('poll_urn')
    .values({ poll_id: pollId, content })
    .onConflict((conflict) => conflict.column('poll_id').doUpdateSet({ content }))
    .execute();
}

/** What is in the urn; for nobody but the next vote. */
export async function readUrn(trx: Queries, pollId: string): Promise<Urn | undefined> {
  const row = await trx
    .selectFrom('poll_urn')
    .select('content')
    .where('poll_id', '=', pollId)
    .executeTakeFirst();
  return row && readJson(Urn, row.content, 'poll_urn.content', pollId);
}

/** Takes the urn away with all that is in it. */
export async function takeUrn(trx: Queries, pollId: string): Promise<Urn | undefined> {
  const urn = await readUrn(trx, pollId);
  await trx.deleteFrom('poll_urn').where('poll_id', '=', pollId).execute();
  return urn;
}
