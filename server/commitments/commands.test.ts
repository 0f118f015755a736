// Above 300 lines: one rule after another on both engines.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_ANSWERS, MOST_COMMITMENTS, MOST_MOVES } from '#lib/commitments/commitment.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

describe.each(ENGINES)('commitments on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ada: PersonActor;
  let bartek: PersonActor;
  let issueId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ada = await scene.person('Ada');
    bartek = await scene.person('Bartek');
    issueId = await addIssue('Long waits');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const addIssue = async (title: string) => scene.app.issues.addIssue(lead, { title, description: '' });
  const on = () => ({ kind: 'issue', id: issueId }) as const;
  const make = async (actor: PersonActor, fields: Record<string, string> = {}) => {
    const { commitmentId } = await scene.app.commitments.makeCommitment(actor, {
      kind: 'issue',
      subjectId: issueId,
      text: 'Call the supplier',
      ownerId: ada.id,
      dueOn: '2026-11-20',
      ...fields,
    });
    return commitmentId;
  };
  const see = (actor: PersonActor, id: string) => scene.app.commitments.getCommitment(actor, id);
  const pick = async (id: string) => {
    const { version } = await see(lead, id);
    return { commitmentId: id, version };
  };
  const noticesOf = async ({ id }: PersonActor) =>
    (
      await scene.app.database.db
        .selectFrom('notice')
        .select('kind')
        .where('person_id', '=', id)
        .orderBy('at_ms')
        .orderBy('id')
        .execute()
    ).map(({ kind }) => kind);
  const goTo = (day: string) => (scene.clock.nowMs = Date.parse(`${day}T08:00:00Z`));

  test.skipIf(isAbsent)('[CM1] [CM8] who sees a thing sees and makes its commitments', async () => {
    const { commitments } = scene.app;
    const id = await make(lead, { risk: 'They stop sending', side: 'ours' });
    expect(await commitments.listCommitments(bartek, on())).toMatchObject([
      {
        id,
        text: 'Call the supplier',
        risk: 'They stop sending',
        owner: { kind: 'person', id: ada.id, name: 'Ada' },
        dueOn: '2026-11-20',
        firstDueOn: '2026-11-20',
        state: 'open',
        makerName: 'Lena Lead',
        subject: { title: 'Long waits' },
        may: [],
      },
    ]);
    expect((await see(ada, id)).may).toEqual(['answer', 'move', 'keep', 'break']);
    expect((await see(lead, id)).may).toEqual(['change', 'break', 'withdraw']);
    await expect(commitments.listCommitments(NOBODY, on())).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(commitments.listCommitments(lead, { kind: 'issue', id: 'none' })).rejects.toMatchObject({
      code: 'not-found',
    });
    const refused = (fields: Record<string, string>) => expect(make(lead, fields)).rejects;
    await refused({ text: ' ' }).toMatchObject({ issues: [{ path: 'text' }] });
    await refused({ dueOn: '2026-11-01' }).toMatchObject({ issues: [{ message: 'commitments.dayOver' }] });
    await refused({ ownerId: 'none' }).toMatchObject({ issues: [{ message: 'commitments.ownerGone' }] });
    await refused({ ownerId: '', ownerAddress: 'a@b.pl' }).toMatchObject({ issues: [{ path: 'ownerName' }] });
  });

  test.skipIf(isAbsent)(
    '[CM1] somebody outside keeps one under a name; its maker acts for them',
    async () => {
      const outside = {
        ownerId: '',
        ownerName: 'Jan Kowal',
        ownerAddress: 'jan@client.example',
        side: 'client',
      };
      const id = await make(bartek, outside);
      const shown = await see(bartek, id);
      expect(shown.owner).toEqual({ kind: 'outside', name: 'Jan Kowal', address: 'jan@client.example' });
      expect(shown.may).toEqual(['change', 'answer', 'move', 'keep', 'break', 'withdraw']);
      expect((await see(ada, id)).may).toEqual([]);
      await scene.app.commitments.keepCommitment(bartek, await pick(id));
      expect((await see(ada, id)).state).toBe('kept');
    },
  );

  test.skipIf(isAbsent)(
    '[CM13] what is promised about a person is for who sees people, and for them',
    async () => {
      const about = { kind: 'person', subjectId: ada.id, ownerId: bartek.id };
      const id = await make(lead, about);
      const page = { kind: 'person', id: ada.id } as const;
      expect(await scene.app.commitments.listCommitments(ada, page)).toMatchObject([{ id }]);
      expect((await see(bartek, id)).subject).toMatchObject({ title: null, href: null });
      await expect(scene.app.commitments.listCommitments(bartek, page)).rejects.toMatchObject({
        code: 'not-found',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[SE8] [CM8] commitments are found by those who see them, as they read now',
    async () => {
      const { app } = scene;
      const workshopId = await app.workshop.createWorkshop(lead, {
        ...{ title: 'Waits', problem: 'Customers wait', goal: 'Know why', template: '5m', language: 'en' },
      });
      const on = { kind: 'workshop', subjectId: workshopId, text: 'Zadzwonić do dostawców', risk: 'Strike' };
      const id = await make(lead, on);
      const found = async (actor: PersonActor, q: string) =>
        (await app.search.findMatches(actor, { q, kind: 'commitment', page: 1 })).hits;
      expect(await found(lead, 'dostawca')).toMatchObject([
        { id, title: 'Zadzwonić do dostawców', href: `/commitments/${id}` },
      ]);
      expect(await found(ada, 'strike')).toHaveLength(1);
      expect(await found(bartek, 'dostawca')).toEqual([]);
      const { version } = await see(lead, id);
      await app.commitments.changeCommitment(lead, {
        ...{ commitmentId: id, version, text: 'Write to them', risk: '', side: 'ours', ownerId: bartek.id },
      });
      expect(await found(lead, 'dostawca')).toEqual([]);
      expect(await found(ada, 'write')).toEqual([]);
      expect(await found(bartek, 'write')).toHaveLength(1);
    },
  );

  test.skipIf(isAbsent)('[CM8] what nobody has is taken by one of two who press', async () => {
    const { commitments } = scene.app;
    const id = await make(lead, { ownerId: '' });
    const press = await pick(id);
    await commitments.takeCommitment(ada, press);
    await expect(commitments.takeCommitment(bartek, press)).rejects.toMatchObject({ code: 'stale' });
    await expect(commitments.takeCommitment(bartek, await pick(id))).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await see(lead, id)).owner).toMatchObject({ id: ada.id });
  });

  test.skipIf(isAbsent)(
    '[CM3] of two at once the second is refused, and nothing of it is written',
    async () => {
      const { commitments } = scene.app;
      const id = await make(lead);
      const press = await pick(id);
      const both = await Promise.allSettled([
        commitments.moveCommitment(ada, { ...press, dueOn: '2026-11-24', why: 'ill' }),
        commitments.breakCommitment(lead, { ...press, reason: 'No supplier' }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const refused = both.find(({ status }) => status === 'rejected');
      expect(refused).toMatchObject({ reason: { code: 'stale' } });
      const now = await see(lead, id);
      expect([now.version, now.moves.length + (now.state === 'broken' ? 1 : 0)]).toEqual([2, 1]);
    },
  );

  test.skipIf(isAbsent)('[CM4] moves are kept with who, when and why, and the first day stays', async () => {
    const { commitments, undo } = scene.app;
    const id = await make(lead);
    const move = async (dueOn: string, why: string) =>
      commitments.moveCommitment(ada, { ...(await pick(id)), dueOn, why });
    await move('2026-11-25', 'The supplier is away');
    const last = await move('2026-12-01', '');
    expect(await see(lead, id)).toMatchObject({
      dueOn: '2026-12-01',
      firstDueOn: '2026-11-20',
      moves: [
        { from: '2026-11-20', to: '2026-11-25', why: 'The supplier is away', byName: 'Ada' },
        { from: '2026-11-25', to: '2026-12-01', why: '', byName: 'Ada' },
      ],
    });
    await expect(move('2026-12-01', '')).rejects.toMatchObject({
      issues: [{ message: 'commitments.sameDay' }],
    });
    await expect(move('2026-11-01', '')).rejects.toMatchObject({
      issues: [{ message: 'commitments.dayOver' }],
    });
    await undo.takeBack(ada, last.undoId ?? '');
    expect(await see(lead, id)).toMatchObject({ dueOn: '2026-11-25', moves: [{ to: '2026-11-25' }] });
    await expect(
      commitments.moveCommitment(bartek, { ...(await pick(id)), dueOn: '2026-12-02' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)(`[CM4] one is moved ${MOST_MOVES} times and no more`, async () => {
    const id = await make(lead);
    for (let n = 0; n <= MOST_MOVES; n++) {
      const dueOn = n % 2 === 0 ? '2026-12-02' : '2026-12-03';
      const moved = scene.app.commitments.moveCommitment(ada, { ...(await pick(id)), dueOn });
      if (n < MOST_MOVES) await moved;
      else await expect(moved).rejects.toMatchObject({ reason: 'commitments.movedOften' });
    }
  });

  test.skipIf(isAbsent)(`[CM1] a subject has ${MOST_COMMITMENTS} and no more`, async () => {
    for (let n = 0; n < MOST_COMMITMENTS; n++) await make(lead, { text: `Call ${n}`, dueOn: '' });
    await expect(make(lead)).rejects.toMatchObject({ reason: 'commitments.full' });
    issueId = await addIssue('Another');
    await make(lead);
  });

  test.skipIf(isAbsent)(
    '[CM2] kept on its day, late after it, broken by a word, withdrawn with a reason',
    async () => {
      const { commitments, undo } = scene.app;
      const [onTime, late, broken, off] = [
        await make(lead),
        await make(lead),
        await make(lead),
        await make(lead),
      ];
      await expect(
        commitments.withdrawCommitment(ada, { ...(await pick(off)), reason: 'x' }),
      ).rejects.toMatchObject({ code: 'forbidden' });
      goTo('2026-11-20');
      const kept = await commitments.keepCommitment(ada, await pick(onTime));
      goTo('2026-11-21');
      await commitments.keepCommitment(ada, await pick(late));
      await expect(
        commitments.breakCommitment(ada, { ...(await pick(broken)), reason: '' }),
      ).rejects.toMatchObject({ issues: [{ path: 'reason' }] });
      await commitments.breakCommitment(ada, { ...(await pick(broken)), reason: 'They refused' });
      await commitments.withdrawCommitment(lead, { ...(await pick(off)), reason: 'Done by others' });
      const states = (await commitments.listCommitments(lead, on())).map(({ state, reason }) => [
        state,
        reason,
      ]);
      expect(states).toEqual([
        ['kept', ''],
        ['kept-late', ''],
        ['broken', 'They refused'],
        ['withdrawn', 'Done by others'],
      ]);
      await expect(commitments.keepCommitment(ada, await pick(onTime))).rejects.toMatchObject({
        reason: 'commitments.notNow',
      });
      await commitments.keepCommitment(ada, await pick(broken));
      expect((await see(lead, broken)).state).toBe('kept-late');
      // Half a day later the press of before cannot be taken back any more; it is opened again.
      await expect(undo.takeBack(ada, kept.undoId ?? '')).rejects.toMatchObject({ code: 'not-found' });
      await commitments.reopenCommitment(ada, await pick(onTime));
      expect(await see(lead, onTime)).toMatchObject({ state: 'open', reason: '' });
    },
  );

  test.skipIf(isAbsent)('[CM6] [CM7] who waits hears of interim answers and of what is broken', async () => {
    const { commitments } = scene.app;
    const id = await make(lead);
    expect(await noticesOf(ada)).toEqual(['commitment.given']);
    const answer = async (kind: string, text: string) =>
      commitments.answerCommitment(ada, { ...(await pick(id)), kind, text });
    await expect(answer('interim', '')).rejects.toMatchObject({ issues: [{ path: 'text' }] });
    await answer('on-time', '');
    expect(await noticesOf(lead)).toEqual([]);
    await answer('interim', 'They call back on Monday, 601 234 567');
    expect(await noticesOf(lead)).toEqual(['commitment.answered']);
    const { answers } = await see(bartek, id);
    expect(answers.map(({ kind, byName }) => [kind, byName])).toEqual([
      ['on-time', 'Ada'],
      ['interim', 'Ada'],
    ]);
    expect(answers[1]?.text).not.toContain('601 234 567');
    await commitments.breakCommitment(ada, { ...(await pick(id)), reason: 'They refused' });
    expect(await noticesOf(lead)).toEqual(['commitment.answered', 'commitment.broken']);
  });

  test.skipIf(isAbsent)(
    '[CM12] who waits or watches hears of what is kept, until that is taken back',
    async () => {
      const { commitments, discussion, undo } = scene.app;
      const cyd = await scene.person('Cyd');
      await discussion.setWatch(bartek, { kind: 'issue', subjectId: issueId, isOn: 'true' });
      await discussion.setWatch(cyd, { kind: 'issue', subjectId: issueId, isOn: 'false' });
      const id = await make(lead);
      const { undoId } = await commitments.keepCommitment(ada, await pick(id));
      for (const told of [lead, bartek]) expect(await noticesOf(told)).toEqual(['commitment.kept']);
      for (const other of [ada, cyd]) expect(await noticesOf(other)).not.toContain('commitment.kept');
      await undo.takeBack(ada, undoId ?? '');
      expect(await noticesOf(bartek)).toEqual([]);
      await commitments.keepCommitment(ada, await pick(id));
      expect(await noticesOf(bartek)).toEqual(['commitment.kept']);
      await commitments.reopenCommitment(ada, await pick(id));
      expect(await noticesOf(bartek)).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[CM6] a commitment that was answered as often as it may be is refused one more',
    async () => {
      const { commitments, database } = scene.app;
      const id = await make(lead);
      const answer = (n: number) => ({
        ...{
          id: `a${n}`,
          commitment_id: id,
          kind: 'on-time',
          text: '',
          by_id: ada.id,
          by_name: 'Ada',
          at_ms: n,
        },
      });
      const given = Array.from({ length: MOST_ANSWERS - 1 }, (_, n) => answer(n));
      await database.db.insertInto('commitment_answer').values(given).execute();
      await commitments.answerCommitment(ada, { ...(await pick(id)), kind: 'on-time' });
      await expect(
        commitments.answerCommitment(ada, { ...(await pick(id)), kind: 'on-time' }),
      ).rejects.toMatchObject({ reason: 'commitments.answeredOften', values: { limit: MOST_ANSWERS } });
      expect((await see(lead, id)).answers).toHaveLength(MOST_ANSWERS);
    },
  );

  test.skipIf(isAbsent)(
    '[CM5] the owner is asked two working days before, once, and anew when it moved',
    async () => {
      const { commitments } = scene.app;
      // Friday; two working days before is Wednesday, and Wednesday 11 November is a day off.
      const id = await make(lead, { dueOn: '2026-11-13' });
      goTo('2026-11-09');
      expect(await commitments.askDue()).toEqual({ asked: 0, late: 0 });
      goTo('2026-11-10');
      expect(await commitments.askDue()).toEqual({ asked: 1, late: 0 });
      expect(await commitments.askDue()).toEqual({ asked: 0, late: 0 });
      expect(await noticesOf(ada)).toEqual(['commitment.given', 'commitment.ask']);
      expect((await see(ada, id)).isAsked).toBe(true);
      scene.clock.nowMs += 1;
      await commitments.answerCommitment(ada, { ...(await pick(id)), kind: 'on-time' });
      expect((await see(ada, id)).isAsked).toBe(false);
      await commitments.moveCommitment(ada, { ...(await pick(id)), dueOn: '2026-11-20' });
      goTo('2026-11-18');
      expect(await commitments.askDue()).toEqual({ asked: 1, late: 0 });
      goTo('2026-11-20');
      expect(await commitments.askDue()).toEqual({ asked: 0, late: 0 });
      goTo('2026-11-21');
      const both = await Promise.all([commitments.askDue(), commitments.askDue()]);
      expect(both.map(({ late }) => late).sort()).toEqual([0, 1]);
      expect((await noticesOf(ada)).filter((kind) => kind === 'commitment.late')).toHaveLength(1);
      expect((await see(ada, id)).state).toBe('open');
    },
  );

  test.skipIf(isAbsent)(
    '[CM5] a near day is asked for at once, but not of who just agreed to it',
    async () => {
      await make(lead, { dueOn: '2026-11-03' });
      // Both of one moment: neither comes first.
      const both = ['commitment.ask', 'commitment.given'];
      expect((await noticesOf(ada)).toSorted()).toEqual(both);
      const own = await make(ada, { dueOn: '2026-11-03' });
      expect((await noticesOf(ada)).toSorted()).toEqual(both);
      expect((await see(ada, own)).isAsked).toBe(false);
      expect(await scene.app.commitments.askDue()).toEqual({ asked: 0, late: 0 });
    },
  );

  test.skipIf(isAbsent)(
    '[CM5] while the owner is away the deputy of the subject is asked, and owes it',
    async () => {
      const { commitments, leave, projects } = scene.app;
      const projectId = await projects.proposeProject(lead, {
        title: 'Call back',
        aim: 'Customers reach a person',
        ownerId: ada.id,
        deputyId: bartek.id,
        budget: '100',
        currency: 'PLN',
        startsOn: '2026-12-01',
        endsOn: '2027-03-31',
      });
      const { commitmentId: id } = await commitments.makeCommitment(lead, {
        ...{ kind: 'project', subjectId: projectId, text: 'Send the status', ownerId: ada.id },
        dueOn: '2026-11-20',
      });
      await leave.saveLeave(ada, { kind: 'holiday', startsOn: '2026-11-16', endsOn: '2026-11-27' });
      goTo('2026-11-18');
      await commitments.askDue();
      expect(await noticesOf(bartek)).toEqual(['commitment.ask']);
      expect(await noticesOf(ada)).toEqual(['commitment.given']);
      expect((await commitments.getMyCommitments(bartek)).open.map((one) => one.id)).toEqual([id]);
      await commitments.answerCommitment(bartek, { ...(await pick(id)), kind: 'on-time' });
    },
  );

  test.skipIf(isAbsent)('[CM9] what one owes and what one waits for, the first due first', async () => {
    const { commitments } = scene.app;
    const late = await make(lead, { text: 'A', dueOn: '2026-11-05' });
    const none = await make(lead, { text: 'B', dueOn: '' });
    const soon = await make(bartek, { text: 'C', dueOn: '2026-11-04' });
    const own = await make(ada, { text: 'D', dueOn: '2026-12-04' });
    const ids = (list: { open: readonly { id: string }[] }) => list.open.map(({ id }) => id);
    expect(ids(await commitments.getMyCommitments(ada))).toEqual([soon, late, own, none]);
    expect(ids(await commitments.getAwaitedCommitments(lead))).toEqual([late, none]);
    expect(ids(await commitments.getAwaitedCommitments(ada))).toEqual([]);
    await commitments.keepCommitment(ada, await pick(soon));
    const mine = await commitments.getMyCommitments(ada);
    expect([ids(mine), mine.settled.map(({ id }) => id)]).toEqual([[late, own, none], [soon]]);
  });

  test.skipIf(isAbsent)(
    '[CM8] its owner sees one on a workshop that they are not in, and not the workshop',
    async () => {
      const { commitments, workshop } = scene.app;
      const workshopId = await workshop.createWorkshop(lead, {
        ...{ title: 'Secret', problem: 'Long waits', goal: '', template: '5m', language: 'en' },
      });
      const ref = { kind: 'workshop', subjectId: workshopId };
      const { commitmentId: id } = await commitments.makeCommitment(lead, {
        ...ref,
        text: 'Ask',
        ownerId: ada.id,
      });
      expect((await see(ada, id)).subject).toEqual({
        kind: 'workshop',
        id: workshopId,
        title: null,
        href: null,
      });
      await expect(see(bartek, id)).rejects.toMatchObject({ code: 'not-found' });
      await expect(commitments.makeCommitment(bartek, { ...ref, text: 'Ask' })).rejects.toMatchObject({
        code: 'not-found',
      });
    },
  );

  test.skipIf(isAbsent)('[CM11] what a leaver owes goes to the successor', async () => {
    const { commitments, people } = scene.app;
    const id = await make(lead);
    const admin = await scene.person('Admin', ['admin']);
    const { person, consequences } = await people.listConsequences(admin, ada.id);
    expect(consequences).toMatchObject([
      { kind: 'commitment', effect: 'handed-over', title: 'Call the supplier' },
    ]);
    const off = { personId: ada.id, version: person.version, name: 'Ada', roles: [], isActive: false };
    const told: unknown[] = [];
    const stop = scene.app.bus.listen(({ event }) => told.push(event));
    await people.changePerson(admin, { ...off, successorId: bartek.id });
    stop();
    expect(told).toContainEqual({ kind: 'notice', id: bartek.id, action: 'add' });
    expect((await see(lead, id)).owner).toMatchObject({ id: bartek.id });
    expect(await noticesOf(bartek)).toEqual(['commitment.given']);
    expect((await commitments.getMyCommitments(bartek)).open).toHaveLength(1);
  });

  test.skipIf(isAbsent)('the audit log says days and people, and never the words', async () => {
    const id = await make(lead);
    await scene.app.commitments.moveCommitment(ada, {
      ...(await pick(id)),
      dueOn: '2026-12-01',
      why: 'secret',
    });
    const history = await scene.app.access.getHistory(lead, on());
    expect(history.slice(0, 2).map(({ action }) => action)).toEqual(['commitment.move', 'commitment.make']);
    expect(JSON.stringify(history)).not.toMatch(/secret|supplier/);
  });
});
