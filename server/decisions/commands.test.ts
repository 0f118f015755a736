// Above 300 lines: one rule after another on both engines.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_CONCERNED, MOST_ON_SUBJECT, MOST_OPEN } from '#lib/decisions/decision.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

describe.each(ENGINES)('decisions on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ada: PersonActor;
  let bartek: PersonActor;
  let celina: PersonActor;
  let stranger: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ada = await scene.person('Ada');
    bartek = await scene.person('Bartek');
    celina = await scene.person('Celina');
    stranger = await scene.person('Stefan Stranger');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  /** Ada proposes, Bartek decides, Celina must know. */
  const make = async (fields: Record<string, unknown> = {}, actor = ada) =>
    (
      await scene.app.decisions.makeDecision(actor, {
        question: 'Which supplier?',
        context: 'Two offers',
        options: 'North\nSouth',
        criteria: 'Price\nTime',
        deciderIds: [bartek.id],
        readerIds: [celina.id],
        ...fields,
      })
    ).decisionId;
  const see = (actor: PersonActor, id: string) => scene.app.decisions.getDecision(actor, id);
  const pick = async (id: string, actor = ada) => ({
    decisionId: id,
    version: (await see(actor, id)).version,
  });
  const decide = async (id: string, fields: Record<string, unknown> = {}) =>
    scene.app.decisions.decide(bartek, {
      ...(await pick(id)),
      outcome: 'The north',
      why: 'It is near',
      ...fields,
    });
  const kindsOf = async ({ id }: PersonActor) =>
    (
      await scene.app.database.db
        .selectFrom('notice')
        .select(['kind', 'done_at_ms'])
        .where('person_id', '=', id)
        .orderBy('at_ms')
        .orderBy('id')
        .execute()
    ).map(({ kind, done_at_ms }) => `${kind}${done_at_ms === null ? '' : ' done'}`);
  const goTo = (day: string) => (scene.clock.nowMs = Date.parse(`${day}T08:00:00Z`));
  const addWorkshop = () =>
    scene.app.workshop.createWorkshop(lead, {
      title: 'Waits',
      problem: 'Customers wait',
      goal: 'Know why',
      template: '5m',
      language: 'en',
    });

  test.skipIf(isAbsent)(
    '[DE1] [DE3] one that stands alone is seen by whom it names, and by leads',
    async () => {
      const id = await make();
      expect(await see(ada, id)).toMatchObject({
        number: 1,
        question: 'Which supplier?',
        state: 'open',
        proposer: { name: 'Ada' },
        deciders: [{ name: 'Bartek' }],
        toKnow: { count: 1, read: 0 },
        may: ['openPoll', 'answer', 'change', 'withdraw'],
      });
      expect((await see(bartek, id)).may).toEqual(['decide']);
      expect((await see(celina, id)).may).toEqual([]);
      expect((await see(celina, id)).readers).toBeNull();
      expect((await see(lead, id)).readers).toHaveLength(1);
      for (const role of ['director', 'admin'] as const)
        expect((await see(await scene.person(role, [role]), id)).may).toEqual([]);
      const { decisions } = scene.app;
      for (const asked of [id, '1', 'none'])
        await expect(decisions.getDecisionAddress(stranger, asked)).rejects.toMatchObject({
          code: 'not-found',
        });
      await expect(see(stranger, id)).rejects.toMatchObject({ code: 'not-found' });
      await expect(decisions.listDecisions(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
      expect((await decisions.listDecisions(stranger)).open).toEqual([]);
      expect(await scene.app.subjects.find(stranger, [{ kind: 'decision', id }])).toEqual(new Map());
      const found = await scene.app.search.findMatches(stranger, { q: 'supplier', kind: null, page: 1 });
      expect(found).toMatchObject({ total: 0, counts: [] });
      const mine = await scene.app.search.findMatches(celina, { q: 'north', kind: 'decision', page: 1 });
      expect(mine.hits).toMatchObject([{ number: 1, title: 'Which supplier?', href: '/decisions/1' }]);
    },
  );

  test.skipIf(isAbsent)(
    '[DE3] on a workshop it is seen by who is in there, and by whom it names',
    async () => {
      const workshopId = await addWorkshop();
      const id = await make({ kind: 'workshop', subjectId: workshopId }, lead);
      expect((await see(lead, id)).subject).toMatchObject({
        title: 'Waits',
        href: `/workshop/${workshopId}`,
      });
      expect((await see(celina, id)).subject).toMatchObject({ title: null, href: null });
      await expect(see(await scene.person('Other', ['lead', 'admin']), id)).rejects.toThrow('not-found');
      await expect(make({ kind: 'workshop', subjectId: workshopId }, ada)).rejects.toThrow('not-found');
      const on = { kind: 'workshop', id: workshopId } as const;
      expect(await scene.app.decisions.listDecisionsOn(lead, on)).toMatchObject([{ number: 1 }]);
      await expect(scene.app.decisions.listDecisionsOn(celina, on)).rejects.toThrow('not-found');
    },
  );

  test.skipIf(isAbsent)('[DE1] it is changed as long as it is open, and compares its options', async () => {
    const { decisions } = scene.app;
    const id = await make();
    await decisions.compareOptions(ada, {
      ...(await pick(id)),
      notes: ['dear', 'soon', 'cheap', 'late'],
      weights: ['3', '0'],
    });
    await decisions.changeDecision(ada, {
      ...(await pick(id)),
      question: 'Which of them?',
      options: 'North\nSouth\nNone',
      criteria: 'Price\nTime',
      deciderIds: [bartek.id, ada.id],
      readerIds: [],
    });
    const seen = await see(ada, id);
    expect(seen.comparison.options.map(({ text, notes }) => [text, ...notes])).toEqual([
      ['North', 'dear', 'soon'],
      ['South', 'cheap', 'late'],
      ['None', '', ''],
    ]);
    expect(seen.comparison.criteria.map(({ weight }) => weight)).toEqual([3, 0]);
    expect(seen).toMatchObject({ question: 'Which of them?', toKnow: { count: 0 } });
    expect(seen.may).toContain('decide');
    await expect(
      decisions.compareOptions(ada, { ...(await pick(id)), notes: ['one'], weights: ['0', '0'] }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(make({ question: ' ' })).rejects.toMatchObject({ issues: [{ path: 'question' }] });
    await expect(make({ deciderIds: ['none'] })).rejects.toMatchObject({
      issues: [{ path: 'deciderIds', message: 'decisions.personGone' }],
    });
    await expect(make({ kind: 'person', subjectId: ada.id })).rejects.toMatchObject({ code: 'invalid' });
  });

  test.skipIf(isAbsent)(
    '[DE4] of two at once the second is refused, and nothing of it is written',
    async () => {
      const { decisions } = scene.app;
      const id = await make();
      const press = await pick(id);
      await decisions.dropDecision(ada, { ...press, reason: 'Not needed' });
      await expect(
        decisions.decide(bartek, { ...press, outcome: 'North', why: 'Near' }),
      ).rejects.toMatchObject({
        code: 'stale',
      });
      expect(await see(ada, id)).toMatchObject({ state: 'withdrawn', reason: 'Not needed', outcome: '' });
      await decisions.reopenDecision(ada, await pick(id));
      expect(await see(ada, id)).toMatchObject({ state: 'open', reason: '' });
    },
  );

  test.skipIf(isAbsent)(
    '[DE5] it is decided by one of its deciders, and its readers say that they read it',
    async () => {
      const { decisions } = scene.app;
      const id = await make({ readerIds: [celina.id, ada.id] });
      expect(await kindsOf(bartek)).toEqual(['decision.decide']);
      await expect(
        decisions.decide(ada, { ...(await pick(id)), outcome: 'North', why: 'Near' }),
      ).rejects.toMatchObject({ code: 'forbidden' });
      await expect(decide(id, { outcome: '' })).rejects.toMatchObject({ issues: [{ path: 'outcome' }] });
      await expect(decide(id, { why: '' })).rejects.toMatchObject({ issues: [{ path: 'why' }] });
      await expect(decide(id, { optionId: 'none' })).rejects.toMatchObject({ code: 'invalid' });
      const north = (await see(ada, id)).comparison.options[0]?.id ?? '';
      await decide(id, { optionId: north, outcome: '' });
      expect(await see(celina, id)).toMatchObject({
        state: 'decided',
        outcomeOptionId: north,
        why: 'It is near',
        decidedByName: 'Bartek',
        may: ['read'],
        toKnow: { count: 2, read: 0 },
      });
      expect(await kindsOf(bartek)).toEqual(['decision.decide done']);
      expect(await kindsOf(celina)).toEqual(['decision.read']);
      await see(celina, id); // to open it is no reading
      expect((await see(ada, id)).toKnow.read).toBe(0);
      await decisions.confirmRead(celina, await pick(id));
      expect(await kindsOf(celina)).toEqual(['decision.read done']);
      expect((await see(ada, id)).readers).toMatchObject([
        { name: 'Ada', readAtMs: null },
        { name: 'Celina', readAtMs: scene.clock.nowMs },
      ]);
      await expect(decisions.confirmRead(celina, await pick(id))).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(decisions.confirmRead(lead, await pick(id))).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  test.skipIf(isAbsent)(
    '[DE5] who has not said so is reminded on working days, three times, and not while away',
    async () => {
      const { decisions, leave } = scene.app;
      const id = await make({ readerIds: [celina.id, ada.id] });
      goTo('2026-11-02');
      await decide(id);
      await leave.saveLeave(celina, { kind: 'holiday', startsOn: '2026-11-05', endsOn: '2026-11-05' });
      const remindedOn = async (day: string) => {
        goTo(day);
        return (await decisions.followDecisions()).reminded;
      };
      expect(await remindedOn('2026-11-04')).toBe(0);
      expect(await remindedOn('2026-11-05')).toBe(1);
      expect(await remindedOn('2026-11-05')).toBe(0);
      expect(await remindedOn('2026-11-06')).toBe(1);
      expect(await kindsOf(celina)).toEqual(['decision.read', 'decision.remind']);
      await decisions.confirmRead(celina, await pick(id));
      expect(await remindedOn('2026-11-10')).toBe(1);
      expect(await remindedOn('2026-11-20')).toBe(1);
      expect(await remindedOn('2026-12-20')).toBe(0);
      expect((await kindsOf(ada)).filter((kind) => kind.startsWith('decision.remind'))).toHaveLength(3);
    },
  );

  test.skipIf(isAbsent)(
    '[DE4] deciding is taken back by who decided, and nobody has to know it any more',
    async () => {
      const { undo, decisions } = scene.app;
      const id = await make();
      const { undoId } = await decide(id);
      await decisions.confirmRead(celina, await pick(id));
      await expect(undo.takeBack(ada, undoId ?? '')).rejects.toMatchObject({ code: 'forbidden' });
      await undo.takeBack(bartek, undoId ?? '');
      expect(await see(ada, id)).toMatchObject({
        state: 'open',
        outcome: '',
        why: '',
        decidedAtMs: null,
        toKnow: { count: 1, read: 0 },
      });
      expect(await kindsOf(celina)).toEqual([]);
      await decide(id, { outcome: 'The south' });
      expect(await kindsOf(celina)).toEqual(['decision.read']);
      const again = await make();
      const taken = await decide(again);
      await decisions.holdOn(ada, { ...(await pick(again)), lookAgainOn: '2026-12-01' });
      await expect(undo.takeBack(bartek, taken.undoId ?? '')).rejects.toMatchObject({ code: 'stale' });
      const withdrawn = await make();
      const back = await decisions.dropDecision(ada, { ...(await pick(withdrawn)), reason: 'No' });
      await undo.takeBack(ada, back.undoId ?? '');
      expect(await see(ada, withdrawn)).toMatchObject({ state: 'open', reason: '' });
    },
  );

  test.skipIf(isAbsent)('[DE5] more people are told of what is decided', async () => {
    const { decisions } = scene.app;
    const id = await make();
    await decide(id);
    await decisions.tellMore(ada, { ...(await pick(id)), readerIds: [stranger.id, celina.id] });
    expect((await see(stranger, id)).may).toEqual(['read']);
    expect(await kindsOf(stranger)).toEqual(['decision.read']);
    expect(await kindsOf(celina)).toEqual(['decision.read']);
    await scene.app.database.transaction(async (trx) => {
      const row = await trx
        .selectFrom('person')
        .selectAll()
        .where('id', '=', ada.id)
        .executeTakeFirstOrThrow();
      for (let i = 2; i < MOST_CONCERNED; i++) {
        const more = { id: `p-${i}`, email: `p-${i}@example.org`, login_user_id: null };
        await trx
          .insertInto('person')
          .values({ ...row, ...more })
          .execute();
        await trx
          .insertInto('decision_person')
          .values({ decision_id: id, person_id: `p-${i}`, part: 'knows', read_at_ms: null, told_on: null })
          .execute();
      }
    });
    await expect(
      decisions.tellMore(ada, { ...(await pick(id)), readerIds: [lead.id] }),
    ).rejects.toMatchObject({ issues: [{ message: 'decisions.tooManyNamed' }] });
  });

  test.skipIf(isAbsent)(
    '[DE6] on its day the proposer is told to look at it again, once for each day',
    async () => {
      const { decisions } = scene.app;
      const id = await make();
      await expect(decide(id, { lookAgainOn: '2026-11-01' })).rejects.toMatchObject({
        issues: [{ path: 'lookAgainOn' }],
      });
      await decide(id, { lookAgainOn: '2026-11-10' });
      goTo('2026-11-09');
      expect((await decisions.followDecisions()).again).toBe(0);
      goTo('2026-11-10');
      expect((await decisions.followDecisions()).again).toBe(1);
      expect((await decisions.followDecisions()).again).toBe(0);
      expect((await decisions.getMyDecisions(ada)).waiting).toMatchObject([
        { waitsFor: 'again', dueOn: '2026-11-10' },
      ]);
      expect(await decisions.listDecisions(ada)).toMatchObject({ waiting: [{ number: 1 }], lookAgain: [] });
      expect((await decisions.listDecisions(bartek)).lookAgain).toMatchObject([{ number: 1 }]);
      await decisions.holdOn(ada, { ...(await pick(id)), lookAgainOn: '2026-12-10' });
      expect(await kindsOf(ada)).toEqual(['decision.again done']);
      expect((await decisions.getMyDecisions(ada)).waiting).toEqual([]);
      goTo('2026-12-10');
      expect((await decisions.followDecisions()).again).toBe(1);
      await decisions.holdOn(bartek, { ...(await pick(id)), lookAgainOn: '' });
      expect((await see(ada, id)).lookAgainOn).toBeNull();
    },
  );

  test.skipIf(isAbsent)('[DE7] one supersedes another, and both lead to each other', async () => {
    const { decisions, undo } = scene.app;
    const older = await make();
    await decide(older);
    const newer = await make({ question: 'And now?' });
    const by = async (fields: { by: string }) =>
      decisions.supersedeDecision(ada, { ...(await pick(older)), ...fields });
    await expect(by({ by: '2' })).rejects.toMatchObject({ issues: [{ message: 'decisions.noSuch' }] });
    await decide(newer);
    await expect(by({ by: '1' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(by({ by: '77' })).rejects.toMatchObject({ code: 'invalid' });
    const hidden = await make({ deciderIds: [stranger.id], readerIds: [] }, stranger);
    await decisions.decide(stranger, {
      ...(await pick(hidden, stranger)),
      outcome: 'Secret',
      why: 'So',
    });
    await expect(by({ by: '3' })).rejects.toMatchObject({ issues: [{ message: 'decisions.noSuch' }] });
    const { undoId } = await by({ by: '#2' });
    expect(await see(celina, older)).toMatchObject({
      state: 'superseded',
      supersededBy: { number: 2, question: 'And now?' },
      may: [],
    });
    expect((await see(celina, newer)).supersedes).toMatchObject([{ number: 1 }]);
    await undo.takeBack(ada, undoId ?? '');
    expect(await see(ada, older)).toMatchObject({ state: 'decided', supersededBy: null });
  });

  test.skipIf(isAbsent)(
    '[DE7] one that was begun in place of another supersedes it when it is decided',
    async () => {
      const { undo } = scene.app;
      const older = await make();
      await decide(older);
      const newer = await make({ replacesId: older });
      expect(await see(ada, newer)).toMatchObject({ replaces: { number: 1 }, supersedes: [] });
      expect((await see(ada, older)).state).toBe('decided');
      const { undoId } = await decide(newer);
      expect(await see(ada, older)).toMatchObject({ state: 'superseded', supersededBy: { number: 2 } });
      await undo.takeBack(bartek, undoId ?? '');
      expect(await see(ada, older)).toMatchObject({ state: 'decided', supersededBy: null });
      await expect(make({ replacesId: older }, stranger)).rejects.toMatchObject({ code: 'not-found' });
    },
  );

  test.skipIf(isAbsent)('[DE14] what waits for somebody is one list', async () => {
    const { decisions } = scene.app;
    const id = await make();
    const waitsFor = async (actor: PersonActor) =>
      (await decisions.getMyDecisions(actor)).waiting.map((one) => `${one.waitsFor} ${one.href}`);
    expect(await waitsFor(bartek)).toEqual(['decide /decisions/1']);
    await decisions.openPoll(ada, {
      ...(await pick(id)),
      proposal: 'North',
      naming: 'named',
      quorum: '1',
      endsOn: '2026-11-20',
      askedIds: [celina.id, bartek.id],
    });
    expect(await waitsFor(bartek)).toEqual(['vote /decisions/1']);
    const { polls } = await see(celina, id);
    const ballot = { decisionId: id, pollId: polls[0]?.id, ballotChoice: 'against', ballotComment: 'Dear' };
    await decisions.castVote(celina, ballot);
    expect(await waitsFor(celina)).toEqual([]);
    expect(await waitsFor(ada)).toEqual(['answer /decisions/1']);
    await decisions.closePoll(ada, await pick(id));
    const vote = (await see(ada, id)).polls[0]?.votes[0];
    await decisions.answerObjection(ada, {
      decisionId: id,
      voteId: vote?.id,
      version: vote?.version,
      text: 'Cheap in the long run',
    });
    expect(await waitsFor(ada)).toEqual([]);
    await decide(id);
    expect(await waitsFor(celina)).toEqual(['read /decisions/1']);
    expect(await waitsFor(stranger)).toEqual([]);
  });

  test.skipIf(isAbsent)('[DE15] of who is switched off, open decisions go to the successor', async () => {
    const id = await make();
    const admin = await scene.person('Adam Admin', ['admin']);
    const off = (person: PersonActor, successorId: string) =>
      scene.app.people.switchOff(admin, { personId: person.id, version: 1, successorId });
    expect((await scene.app.people.listConsequences(admin, ada.id)).consequences).toContainEqual(
      expect.objectContaining({ kind: 'decision', title: 'Which supplier?' }),
    );
    const later = await make();
    await decide(later, { lookAgainOn: '2026-11-10' });
    await off(ada, stranger.id);
    goTo('2026-11-10');
    await scene.app.decisions.followDecisions();
    expect(await kindsOf(stranger)).toContain('decision.again');
    expect((await see(stranger, id)).proposer.name).toBe('Stefan Stranger');
    await off(bartek, celina.id);
    expect((await see(stranger, id)).deciders.map(({ name }) => name)).toEqual(['Celina']);
    expect((await kindsOf(celina)).filter((kind) => kind === 'decision.decide')).toHaveLength(1);
    await scene.app.decisions.changeDecision(lead, {
      ...(await pick(id, lead)),
      question: 'Which supplier?',
      deciderIds: [lead.id],
      readerIds: [],
    });
    expect((await see(lead, id)).may).toContain('decide');
  });

  test.skipIf(isAbsent)('[DE16] there is room for so many of one person, and on one subject', async () => {
    const issueId = await scene.app.issues.addIssue(lead, { title: 'Queue', description: '' });
    const on = { kind: 'issue', subjectId: issueId };
    const first = await make(on);
    const copy = async (count: number, change: Record<string, unknown>) =>
      scene.app.database.transaction(async (trx) => {
        const row = await trx
          .selectFrom('decision')
          .selectAll()
          .where('id', '=', first)
          .executeTakeFirstOrThrow();
        const last = await trx
          .selectFrom('decision')
          .select((eb) => eb.fn.max('number').as('number'))
          .executeTakeFirstOrThrow();
        for (let i = 1; i <= count; i++) {
          const number = 1000 + Number(last.number) + i;
          await trx
            .insertInto('decision')
            .values({ ...row, ...change, id: `d-${number}`, number })
            .execute();
        }
      });
    await copy(MOST_OPEN - 2, {});
    await make(); // the last one
    await expect(make()).rejects.toMatchObject({ reason: 'decisions.tooManyOpen' });
    await scene.app.decisions.dropDecision(ada, { ...(await pick(first)), reason: 'Full' });
    await make();
    await copy(MOST_ON_SUBJECT - MOST_OPEN, { state: 'withdrawn' });
    await make(on, bartek); // the last one
    await expect(make(on, bartek)).rejects.toMatchObject({ reason: 'decisions.full' });
  });

  test.skipIf(isAbsent)('[DE3] its history says who did what, and no words of it', async () => {
    const id = await make();
    await decide(id);
    const lines = await scene.app.access.getHistory(celina, { kind: 'decision', id });
    expect(lines.map(({ action }) => action)).toEqual(['decision.decide', 'decision.make']);
    const stored = await scene.app.database.db.selectFrom('audit_words').select('details').execute();
    expect(JSON.stringify(stored)).not.toMatch(/supplier|north|near/i);
    await expect(scene.app.access.getHistory(stranger, { kind: 'decision', id })).rejects.toThrow(
      'not-found',
    );
    expect(await scene.app.subjects.require(SYSTEM, { kind: 'decision', id })).toMatchObject({
      title: 'Which supplier?',
    });
  });
});
