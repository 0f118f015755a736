// Above 300 lines: one rule after another on both engines, and what an adversary would look at.
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMENTS_FROM_VOTES, COUNTS_FROM_VOTES } from '#lib/base/urn.ts';
import { MOST_CONCERNED } from '#lib/decisions/decision.ts';
import { MOST_POLLS } from '#lib/decisions/poll.ts';
import type { Queries } from '#server/database/engine.ts';
import { hashInput } from '#server/requests/hash-input.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

const ENDS_ON = '2026-11-20';

describe.each(ENGINES)('polls on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ada: PersonActor;
  let people: PersonActor[];
  let id: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ada = await scene.person('Ada');
    people = [];
    for (let i = 0; i < COMMENTS_FROM_VOTES + 1; i++) people.push(await scene.person(`Voter ${i}`));
    id = await make();
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const make = async () =>
    (
      await scene.app.decisions.makeDecision(ada, {
        question: 'Which supplier?',
        deciderIds: [lead.id],
      })
    ).decisionId;
  const see = (actor: PersonActor, decisionId = id) => scene.app.decisions.getDecision(actor, decisionId);
  const pick = async (decisionId = id) => ({
    decisionId,
    version: (await see(ada, decisionId)).version,
  });
  const voter = (index: number): PersonActor => people[index] as PersonActor; // there are more than any test asks for
  const open = async (asked: number, fields: Record<string, unknown> = {}, decisionId = id) =>
    scene.app.decisions.openPoll(ada, {
      ...(await pick(decisionId)),
      proposal: 'The north',
      naming: 'named',
      quorum: '2',
      endsOn: ENDS_ON,
      askedIds: people.slice(0, asked).map((person) => person.id),
      ...fields,
    });
  const pollOf = async (actor = ada, decisionId = id) => {
    const [poll] = (await see(actor, decisionId)).polls;
    if (!poll) throw new Error('no poll');
    return poll;
  };
  const vote = async (actor: PersonActor, choice: string, comment = '', decisionId = id) =>
    scene.app.decisions.castVote(actor, {
      decisionId,
      pollId: (await pollOf(ada, decisionId)).id,
      ballotChoice: choice,
      ballotComment: comment,
    });
  const goTo = (day: string) => (scene.clock.nowMs = Date.parse(`${day}T08:00:00Z`));
  const closeAfterEnd = async () => {
    goTo('2026-11-21');
    expect((await scene.app.decisions.followDecisions()).closed).toBe(1);
  };
  const kindsOf = async ({ id: personId }: PersonActor) =>
    (
      await scene.app.database.db
        .selectFrom('notice')
        .select(['kind', 'done_at_ms'])
        .where('person_id', '=', personId)
        .orderBy('at_ms')
        .orderBy('id')
        .execute()
    ).map(({ kind, done_at_ms }) => `${kind}${done_at_ms === null ? '' : ' done'}`);

  test.skipIf(isAbsent)('[DE8] a poll announces everything first, and one is open at a time', async () => {
    await expect(open(3, { quorum: '4' })).rejects.toMatchObject({ issues: [{ path: 'quorum' }] });
    await expect(open(3, { endsOn: '2026-11-01' })).rejects.toMatchObject({ issues: [{ path: 'endsOn' }] });
    await expect(open(0)).rejects.toMatchObject({ issues: [{ path: 'askedIds' }] });
    await open(3);
    expect(await pollOf(voter(0))).toMatchObject({
      isNamed: true,
      quorum: 2,
      asked: 3,
      voted: 0,
      isAsked: true,
      endsOn: ENDS_ON,
    });
    expect((await see(voter(0))).may).toEqual(['vote']);
    await expect(open(3)).rejects.toMatchObject({ code: 'conflict' });
    const { decisions } = scene.app;
    const change = { ...(await pick()), question: 'Another?', deciderIds: [lead.id] };
    await expect(decisions.changeDecision(ada, change)).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      decisions.decide(lead, { ...(await pick()), outcome: 'North', why: 'Near' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(await kindsOf(voter(0))).toEqual(['decision.vote']);
    await expect(vote(voter(5), 'for')).rejects.toMatchObject({ code: 'not-found' });
    await expect(vote(lead, 'for')).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)(
    '[DE8] called off, its votes are gone; there are so many polls on one decision',
    async () => {
      await open(3);
      await vote(voter(0), 'against', 'Too dear');
      await scene.app.decisions.cancelPoll(ada, await pick());
      expect((await see(ada)).polls).toEqual([]);
      expect(await scene.app.database.db.selectFrom('poll_vote').selectAll().execute()).toEqual([]);
      expect(await kindsOf(voter(1))).toEqual(['decision.vote done']);
      for (let i = 1; i < MOST_POLLS; i++) {
        await open(3);
        await scene.app.decisions.cancelPoll(ada, await pick());
      }
      await expect(open(3)).rejects.toMatchObject({ reason: 'decisions.tooManyPolls' });
      const many = Array.from({ length: MOST_CONCERNED + 1 }, (_, at) => `p-${at}`);
      await expect(open(0, { askedIds: many })).rejects.toMatchObject({ issues: [{ path: 'askedIds' }] });
    },
  );

  test.skipIf(isAbsent)(
    '[DE9] [DE11] objections are shown and answered, and who objected is told',
    async () => {
      const { decisions } = scene.app;
      await open(4);
      await expect(vote(voter(0), 'against')).rejects.toMatchObject({ issues: [{ path: 'ballotComment' }] });
      await vote(voter(0), 'against', 'Too dear');
      await vote(voter(1), 'for');
      await vote(voter(1), 'neutral', 'Not sure');
      expect(await pollOf(voter(3))).toMatchObject({
        counts: { for: 0, neutral: 1, against: 1 },
        voted: 2,
        waitsForNames: ['Voter 2', 'Voter 3'],
        votes: [
          { name: 'Voter 0', choice: 'against', comment: 'Too dear' },
          { name: 'Voter 1', choice: 'neutral' },
        ],
      });
      expect(await kindsOf(ada)).toEqual(['decision.objection']);
      const [objection] = (await pollOf()).votes;
      const answer = { decisionId: id, voteId: objection?.id, version: 1, text: 'Cheap in the end' };
      await expect(decisions.answerObjection(voter(1), answer)).rejects.toMatchObject({ code: 'forbidden' });
      await decisions.closePoll(ada, await pick());
      expect((await see(lead)).openObjections).toBe(1);
      await expect(
        decisions.decide(lead, { ...(await pick()), outcome: 'North', why: 'Near' }),
      ).rejects.toMatchObject({ reason: 'decisions.unanswered' });
      await decisions.answerObjection(ada, answer);
      await expect(decisions.answerObjection(ada, answer)).rejects.toMatchObject({ code: 'stale' });
      expect((await pollOf(voter(0))).votes[0]?.answer).toMatchObject({
        text: 'Cheap in the end',
        byName: 'Ada',
      });
      expect(await kindsOf(voter(0))).toEqual(['decision.vote done', 'decision.closed', 'decision.answered']);
      expect(await kindsOf(ada)).toEqual(['decision.objection done']);
      await decisions.decide(lead, { ...(await pick()), outcome: 'North', why: 'Near' });
    },
  );

  test.skipIf(isAbsent)('[DE11] words that change lose their answer', async () => {
    const { decisions } = scene.app;
    await open(3);
    await vote(voter(0), 'against', 'Too dear');
    const [first] = (await pollOf()).votes;
    const answer = { decisionId: id, voteId: first?.id, version: first?.version, text: 'No' };
    await decisions.answerObjection(ada, answer);
    const answered = (await pollOf()).votes[0];
    await vote(voter(0), 'against', 'Too dear');
    expect((await pollOf()).votes[0]).toEqual(answered);
    await vote(voter(0), 'against', 'Too late');
    expect((await pollOf()).votes[0]).toMatchObject({ comment: 'Too late', answer: null });
    await expect(decisions.answerObjection(ada, { ...answer, version: 2 })).rejects.toMatchObject({
      code: 'stale',
    });
  });

  test.skipIf(isAbsent)(
    '[DE10] a named poll closes when all have voted, by hand from the quorum on, or at its end',
    async () => {
      const { decisions } = scene.app;
      await open(2);
      await expect(decisions.closePoll(ada, await pick())).rejects.toMatchObject({
        reason: 'decisions.notClosable',
      });
      await vote(voter(0), 'for');
      await vote(voter(1), 'for');
      expect(await see(ada)).toMatchObject({
        state: 'open',
        polls: [{ state: 'closed', voted: 2, counts: { for: 2, neutral: 0, against: 0 } }],
      });
      expect(await kindsOf(lead)).toEqual(['decision.decide']);
      await open(3);
      await vote(voter(0), 'for');
      await vote(voter(1), 'for');
      expect((await see(ada)).may).toContain('closePoll');
      expect((await see(voter(0))).may).toEqual(['vote']);
      await decisions.closePoll(lead, await pick());
      await open(3);
      await vote(voter(0), 'for');
      goTo(ENDS_ON);
      expect((await decisions.followDecisions()).closed).toBe(0);
      await vote(voter(2), 'for');
      await closeAfterEnd();
      expect((await decisions.followDecisions()).closed).toBe(0);
      expect((await see(ada)).state).toBe('open');
    },
  );

  test.skipIf(isAbsent)(
    '[DE10] after its last day nobody votes any more, also before it was closed',
    async () => {
      await open(3);
      goTo('2026-11-21');
      await expect(vote(voter(0), 'for')).rejects.toMatchObject({ reason: 'decisions.pollOver' });
      expect((await see(voter(0))).may).toEqual([]);
      await closeAfterEnd();
      expect(await pollOf()).toMatchObject({ state: 'closed', voted: 0 });
    },
  );

  test.skipIf(isAbsent)('[DE15] who is switched off is asked in named polls no more', async () => {
    const admin = await scene.person('Adam', ['admin']);
    await open(3);
    await vote(voter(0), 'for');
    await vote(voter(1), 'for');
    await scene.app.people.switchOff(admin, { personId: voter(2).id, version: 1, successorId: '' });
    expect(await see(ada)).toMatchObject({ state: 'open', polls: [{ state: 'closed', asked: 2, voted: 2 }] });
    const other = await make();
    await open(
      COUNTS_FROM_VOTES,
      { naming: 'unnamed', askedIds: people.slice(3, 8).map((one) => one.id) },
      other,
    );
    await scene.app.people.switchOff(admin, { personId: voter(3).id, version: 1, successorId: '' });
    expect(await pollOf(ada, other)).toMatchObject({ state: 'open', asked: 5 });
  });

  const unnamed = { naming: 'unnamed' };

  test.skipIf(isAbsent)('[DE12] an unnamed poll asks at least five', async () => {
    await expect(open(COUNTS_FROM_VOTES - 1, unnamed)).rejects.toMatchObject({
      issues: [{ path: 'askedIds', message: 'decisions.tooFewUnnamed' }],
    });
    await open(COUNTS_FROM_VOTES, unnamed);
    expect((await pollOf()).isNamed).toBe(false);
  });

  test.skipIf(isAbsent)('[DE13] of fewer than five votes nothing is shown, nor kept', async () => {
    await open(COMMENTS_FROM_VOTES, unnamed);
    for (let i = 0; i < COUNTS_FROM_VOTES - 1; i++) await vote(voter(i), 'against', `Secret ${i}`);
    await closeAfterEnd();
    expect(await pollOf()).toMatchObject({ counts: null, votes: [], voted: COUNTS_FROM_VOTES - 1 });
    expect(await dump(scene.app.database.db)).not.toContain('Secret');
    expect(await whoVoted()).toEqual([]);
  });

  test.skipIf(isAbsent)(
    '[DE13] from five votes the counts are shown, from ten the comments, without names',
    async () => {
      await open(COMMENTS_FROM_VOTES, unnamed);
      for (let i = 0; i < COMMENTS_FROM_VOTES - 1; i++) await vote(voter(i), 'against', `Secret ${i}`);
      await closeAfterEnd();
      expect(await pollOf()).toMatchObject({ counts: { against: COMMENTS_FROM_VOTES - 1 }, votes: [] });
      expect(await dump(scene.app.database.db)).not.toContain('Secret');
      const other = await make();
      goTo('2026-11-02');
      await open(COMMENTS_FROM_VOTES, unnamed, other);
      const last = COMMENTS_FROM_VOTES - 1;
      for (let i = last; i > 0; i--) await vote(voter(i), 'for', '', other);
      await vote(voter(0), 'against', 'Aha', other);
      await closeAfterEnd();
      const closed = await pollOf(lead, other);
      expect(closed).toMatchObject({
        counts: { for: last, neutral: 0, against: 1 },
        votes: [{ name: null, choice: 'against', comment: 'Aha' }],
        waitsForNames: [],
      });
      expect(await whoVoted()).toEqual([]);
      const { decisions } = scene.app;
      await decisions.answerObjection(ada, {
        decisionId: other,
        voteId: closed.votes[0]?.id,
        version: 1,
        text: 'Yes',
      });
      for (const one of people.slice(0, COMMENTS_FROM_VOTES))
        expect((await kindsOf(one)).filter((kind) => kind === 'decision.answered')).toHaveLength(1);
    },
  );

  const whoVoted = () =>
    scene.app.database.db.selectFrom('poll_asked').select('person_id').where('has_voted', '=', 1).execute();

  test.skipIf(isAbsent)('[DE12] nobody sees more of an open unnamed poll than how many voted', async () => {
    await open(COMMENTS_FROM_VOTES, unnamed);
    const looks = async () =>
      Promise.all([lead, ada, voter(9)].map(async (actor) => JSON.stringify(await see(actor))));
    const before = await looks();
    await vote(voter(0), 'against', 'Secret');
    const withoutTurnout = (text: string) => text.replace(/"voted":\d+/g, '"voted":0');
    expect((await looks()).map(withoutTurnout)).toEqual(before);
    expect((await pollOf(voter(0))).hasVoted).toBe(true);
    expect((await see(voter(0))).may).toEqual([]);
    await expect(vote(voter(0), 'for')).rejects.toMatchObject({ reason: 'decisions.votedBefore' });
    expect(
      (await scene.app.access.getHistory(lead, { kind: 'decision', id })).map(({ action }) => action),
    ).toEqual(['decision.openPoll', 'decision.make']);
    const found = await scene.app.search.findMatches(lead, { q: 'Secret', kind: null, page: 1 });
    expect(found.total).toBe(0);
  });

  /** Every row of the database, by table. */
  async function rowsOf(db: Queries): Promise<Record<string, string[]>> {
    const tables = await db.introspection.getTables();
    const rows: Record<string, string[]> = {};
    for (const { name } of tables) {
      if (name.startsWith('search_words') || name.startsWith('kysely')) continue;
      const table = name as 'person'; // whatever table it is
      rows[name] = (await db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row));
    }
    return rows;
  }
  const dump = async (db: Queries): Promise<string> => JSON.stringify(await rowsOf(db));

  test.skipIf(isAbsent)(
    '[DE12] a vote without a name changes two rows, and neither says who voted what',
    async () => {
      const heard: string[] = [];
      scene.app.bus.listen(({ event }) => void heard.push(`${event.kind} ${event.id}`));
      await open(COMMENTS_FROM_VOTES, unnamed);
      heard.length = 0;
      const before = await rowsOf(scene.app.database.db);
      scene.clock.nowMs += 60_000;
      await vote(voter(3), 'against', 'Secret');
      const after = await rowsOf(scene.app.database.db);
      const changed = Object.keys(after).filter(
        (table) => JSON.stringify(after[table]?.toSorted()) !== JSON.stringify(before[table]?.toSorted()),
      );
      // The notice that asked is gone without a trace.
      expect(changed.toSorted()).toEqual(['notice', 'poll_asked', 'poll_urn']);
      expect(after.notice?.length).toBe((before.notice?.length ?? 0) - 1);
      const urn = after.poll_urn?.join() ?? '';
      expect(urn).not.toContain(voter(3).id);
      expect(urn).not.toContain(String(scene.clock.nowMs).slice(0, 8));
      // The voter's own inbox is counted anew, and nobody else's page.
      expect(heard).toEqual([`notice ${voter(3).id}`]);
    },
  );

  test.skipIf(isAbsent)('[DE12] where rows lie says nothing of who voted first', async () => {
    const places = async (decisionId: string, order: readonly number[]) => {
      await open(COMMENTS_FROM_VOTES, unnamed, decisionId);
      for (const index of order) await vote(voter(index), 'for', '', decisionId);
      const place = engine === 'sqlite' ? sql.raw('rowid') : sql.raw('ctid');
      const { rows } = await sql<{ person_id: string }>`
        select person_id from poll_asked where poll_id = ${(await pollOf(ada, decisionId)).id} order by ${place}
      `.execute(scene.app.database.db);
      return rows.map(({ person_id }) => person_id);
    };
    expect(await places(id, [7, 2, 5, 0])).toEqual(await places(await make(), [0, 5, 2, 7]));
  });

  test.skipIf(isAbsent)('[DE12] the urn is the same whoever voted first', async () => {
    const other = await make();
    await open(COMMENTS_FROM_VOTES, unnamed);
    await open(COMMENTS_FROM_VOTES, unnamed, other);
    const votes = [
      ['for', 'b'],
      ['against', 'a'],
      ['neutral', ''],
      ['against', 'c'],
    ] as const;
    for (const [index, [choice, comment]] of votes.entries()) {
      await vote(voter(index), choice, comment);
      const [last, words] = votes[votes.length - 1 - index] ?? votes[0];
      await vote(voter(index), last, words, other);
    }
    const urns = await scene.app.database.db.selectFrom('poll_urn').select('content').execute();
    expect(new Set(urns.map(({ content }) => content)).size).toBe(1);
  });

  test.skipIf(isAbsent)('[DE12] the key of a press says nothing of what was pressed', async () => {
    const press = { decisionId: id, pollId: 'p', ballotChoice: 'for', ballotComment: '' };
    expect(await hashInput({ ...press, ballotChoice: 'against', ballotComment: 'Dear' })).toBe(
      await hashInput(press),
    );
  });

  test.skipIf(isAbsent)('[DE13] who could be told from two results is asked in both or in none', async () => {
    await open(COUNTS_FROM_VOTES + 1, unnamed);
    for (let i = 0; i <= COUNTS_FROM_VOTES; i++) await vote(voter(i), 'for');
    expect((await see(ada)).state).toBe('poll');
    // Everybody has voted: now nobody can wait for one vote.
    await scene.app.decisions.closePoll(ada, await pick());
    await expect(open(COUNTS_FROM_VOTES, unnamed)).rejects.toMatchObject({
      issues: [{ path: 'askedIds', message: 'decisions.sameAsked' }],
    });
    await open(COUNTS_FROM_VOTES + 1, unnamed);
    await vote(voter(0), 'for');
    await expect(scene.app.decisions.closePoll(ada, await pick())).rejects.toMatchObject({
      reason: 'decisions.notClosable',
    });
  });

  test.skipIf(isAbsent)('[DE12] two who vote at once both count', async () => {
    await open(COUNTS_FROM_VOTES, unnamed);
    await Promise.all(people.slice(0, COUNTS_FROM_VOTES).map((person) => vote(person, 'for')));
    const [urn] = await scene.app.database.db.selectFrom('poll_urn').select('content').execute();
    expect(JSON.parse(urn?.content ?? '{}')).toMatchObject({ counts: { for: COUNTS_FROM_VOTES } });
    await closeAfterEnd();
    expect(await pollOf()).toMatchObject({ counts: { for: COUNTS_FROM_VOTES, neutral: 0, against: 0 } });
  });
});
