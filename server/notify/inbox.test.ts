import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_PLACED } from '#lib/notify/notice-forms.ts';
import { DONE_KEPT_DAYS, MOST_WAITING_SHOWN, type NoticeShelf } from '#lib/notify/notice.ts';
import { makeTestApp, TEST_PASSWORD, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { addNotices, type NewNotice } from './notice-commands.ts';

describe.each(ENGINES)('an inbox on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let queue: string;
  let bills: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola');
    queue = await scene.app.issues.addIssue(lead, { title: 'Queue', description: '' });
    bills = await scene.app.issues.addIssue(lead, { title: 'Bills', description: '' });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const about = (id: string, changes: Partial<NewNotice> = {}): NewNotice => ({
    ...{ personId: ola.id, kind: 'commitment.answered', subject: { kind: 'issue', id }, occasion: '1' },
    ...{ byId: lead.id, values: {} },
    ...changes,
  });
  const add = async (...notices: NewNotice[]) => {
    const { clock, bus } = scene.app;
    const context = { clock, bus, mail: { linkBase: undefined } };
    await scene.app.database.transaction((trx) => addNotices(context, trx, notices));
  };
  const titles = async (shelf: NoticeShelf, actor = ola) =>
    (await scene.app.notify.getInbox(actor, shelf)).notices.map(({ title }) => title).toSorted();
  const idOf = async (title: string): Promise<string> =>
    (await scene.app.notify.getInbox(ola, 'waiting')).notices.find((notice) => notice.title === title)?.id ??
    '';

  test.skipIf(isAbsent)('[NO3] one is done with a notice, and takes that back', async () => {
    const { notify, undo } = scene.app;
    await add(about(queue), about(bills));
    expect([await titles('waiting'), await notify.countWaiting(ola)]).toEqual([['Bills', 'Queue'], 2]);
    const { undoId } = await notify.closeNotices(ola, { noticeIds: [await idOf('Queue')] });
    expect([await titles('waiting'), await titles('done')]).toEqual([['Bills'], ['Queue']]);
    await undo.takeBack(ola, undoId ?? '');
    expect([await titles('waiting'), await titles('done')]).toEqual([['Bills', 'Queue'], []]);
  });

  test.skipIf(isAbsent)('[NO3] what was put off comes back on the morning', async () => {
    const { notify } = scene.app;
    await add(about(queue));
    await notify.snoozeNotices(ola, { noticeIds: [await idOf('Queue')], until: 'morning' });
    expect([await titles('waiting'), await titles('snoozed')]).toEqual([[], ['Queue']]);
    scene.clock.nowMs = Date.UTC(2026, 10, 3, 7);
    expect([await titles('waiting'), await titles('snoozed')]).toEqual([['Queue'], []]);
    const past = { noticeIds: [await idOf('Queue')], until: '2026-11-03' };
    await expect(notify.snoozeNotices(ola, past)).rejects.toMatchObject({
      issues: [{ path: 'until', message: 'notify.snoozeInPast' }],
    });
  });

  test.skipIf(isAbsent)(
    '[NO3] a muted subject is silent but for what cannot wait, until it is not',
    async () => {
      const { notify, undo } = scene.app;
      await add(about(queue), about(bills));
      const { undoId } = await notify.muteSubject(ola, { noticeId: await idOf('Queue') });
      await add(about(queue, { occasion: '2' }), about(queue, { kind: 'commitment.broken' }));
      expect(await titles('waiting')).toEqual(['Bills', 'Queue']);
      const { muted } = await notify.getInbox(ola, 'muted');
      expect(muted.map(({ title }) => title)).toEqual(['Queue']);
      await undo.takeBack(ola, undoId ?? '');
      await add(about(queue, { occasion: '3' }));
      expect(await titles('waiting')).toEqual(['Bills', 'Queue', 'Queue', 'Queue']);
    },
  );

  test.skipIf(isAbsent)('[NO2] nobody reads or places the notices of others', async () => {
    const { notify } = scene.app;
    await add(about(queue));
    const noticeIds = [await idOf('Queue')];
    expect(await titles('waiting', lead)).toEqual([]);
    await expect(notify.closeNotices(lead, { noticeIds })).rejects.toThrow('not-found');
    await expect(notify.muteSubject(lead, { noticeId: noticeIds[0] })).rejects.toThrow('not-found');
    await expect(notify.getOutbox(lead)).rejects.toThrow('forbidden');
  });

  test.skipIf(isAbsent)('[NO3] the count says at most one more than it shows', async () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => about(queue, { occasion: `n${i}` }));
    await add(...many(MOST_WAITING_SHOWN));
    expect(await scene.app.notify.countWaiting(ola)).toBe(MOST_WAITING_SHOWN);
    await add(...many(MOST_WAITING_SHOWN + 2));
    expect(await scene.app.notify.countWaiting(ola)).toBe(MOST_WAITING_SHOWN + 1);
  });

  test.skipIf(isAbsent)('[NO12] what is done is forgotten, what waits is not', async () => {
    await add(about(queue), about(bills));
    await scene.app.notify.closeNotices(ola, { noticeIds: [await idOf('Queue')] });
    scene.clock.nowMs += DONE_KEPT_DAYS * 24 * 60 * 60_000;
    await scene.app.schedule.runDue();
    expect(await titles('done')).toEqual(['Queue']);
    scene.clock.nowMs += 25 * 60 * 60_000;
    await scene.app.schedule.runDue();
    expect([await titles('done'), await titles('waiting')]).toEqual([[], ['Bills']]);
  });

  test.skipIf(isAbsent)('[NO3] so many are placed at once', async () => {
    const { notify } = scene.app;
    await add(about(queue));
    const ids = (n: number) => [...Array.from({ length: n - 1 }, (_, i) => `none${i}`)];
    const own = await idOf('Queue');
    expect(await notify.closeNotices(ola, { noticeIds: [own, ...ids(MOST_PLACED)] })).toMatchObject({
      placed: 1,
    });
    await expect(notify.closeNotices(ola, { noticeIds: [own, ...ids(MOST_PLACED + 1)] })).rejects.toThrow(
      'invalid',
    );
  });

  test.skipIf(isAbsent)(
    '[NO5] [NO4] who can sign is told, and owner, deputy and proposer of the outcome',
    async () => {
      const { app } = scene;
      const admin = await scene.person('Ada', ['admin']);
      const marketing = await app.people.addDepartment(admin, { name: 'Marketing', part: 'marketing' });
      const service = await app.people.addDepartment(admin, { name: 'Service', part: 'customer-service' });
      const mira = await scene.signIn(await scene.person('Mira', ['director'], marketing));
      const sam = await scene.person('Sam', ['director'], service);
      const deputy = await scene.person('Dana');
      const id = await app.projects.proposeProject(lead, {
        ...{ title: 'Shorter queue', aim: 'Nobody waits', ownerId: ola.id, deputyId: deputy.id },
        ...{ budget: '100', currency: 'PLN', startsOn: '2027-11-03', endsOn: '2027-12-03', issueId: '' },
      });
      const { version } = (await app.projects.getProject(lead, id)).project;
      await app.projects.advanceProject(ola, { projectId: id, version, move: 'submit' });
      expect([await titles('waiting', mira), await titles('waiting', sam)]).toEqual([
        ['Shorter queue'],
        ['Shorter queue'],
      ]);
      scene.clock.nowMs += 2 * 24 * 60 * 60_000;
      const { contentHash } = await app.projects.getSigning(mira, id);
      const decision = { projectId: id, contentHash, isApproved: false, reason: 'Too dear' };
      await app.projects.decideProject(mira, { ...decision, password: TEST_PASSWORD });
      expect([await titles('waiting', mira), await titles('waiting', sam)]).toEqual([[], []]);
      for (const person of [ola, deputy, lead])
        expect(await titles('waiting', person)).toEqual(['Shorter queue']);
      await app.projects.withdrawDecision(mira, id);
      expect([await titles('waiting', sam), await titles('waiting', ola)]).toEqual([['Shorter queue'], []]);
    },
  );
});
