import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_AT_ONCE } from '#lib/issues/issue-bulk.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { MOST_EVENTS } from './bulk-commands.ts';

describe.each(ENGINES)('many issues at once on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ids: string[];

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ids = [];
    for (const title of ['Queue', 'Menu', 'Invoice', 'Letter'])
      ids.push(await scene.app.issues.addIssue(lead, { title }));
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const statesNow = async (): Promise<string[]> =>
    Promise.all(ids.map(async (id) => (await scene.app.issues.getIssue(lead, id)).state));
  const propose = async (issueId: string): Promise<void> => {
    const deputy = await scene.person('Dora Deputy');
    await scene.app.projects.proposeProject(lead, {
      issueId,
      title: 'Shorter queue',
      aim: 'Nobody waits',
      ownerId: lead.id,
      deputyId: deputy.id,
      budget: '100',
      currency: 'PLN',
      startsOn: '2026-10-01',
      endsOn: '2027-01-31',
      keepsPast: 'on',
    });
  };

  test.skipIf(isAbsent)('every command refuses who may not use it', async () => {
    const { issues } = scene.app;
    const employee = await scene.person('Employee');
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [employee, 'forbidden'],
    ] as const) {
      await expect(issues.previewStates(actor, {})).rejects.toMatchObject({ code });
      await expect(issues.setIssueStates(actor, {})).rejects.toMatchObject({ code });
    }
  });

  test.skipIf(isAbsent)(
    '[IS15] a press says what it would change, changes it, and is taken back as one',
    async () => {
      const { issues, undo } = scene.app;
      const [first = '', second = '', third = ''] = ids;
      await propose(first);
      const wish = { ids: [first, second, second, third, 'gone'], state: 'dropped' };
      const would = { changed: 2, unchanged: 0, inProject: 1, notAccepted: 0, undoId: null };
      expect(await issues.previewStates(lead, wish)).toEqual(would);
      expect(await statesNow()).toEqual(['project', 'open', 'open', 'open']);
      const done = await issues.setIssueStates(lead, wish);
      expect(done).toEqual({ ...would, undoId: expect.any(String) });
      expect(await statesNow()).toEqual(['project', 'dropped', 'dropped', 'open']);
      expect(await issues.setIssueStates(lead, wish)).toEqual({ ...would, changed: 0, unchanged: 2 });
      // What somebody changed since is theirs.
      const { version } = await issues.getIssue(lead, third);
      await issues.changeIssue(lead, { issueId: third, version, title: 'Bill', state: 'done' });
      const undoId = done.undoId ?? '';
      const other = await scene.person('Otto Other', ['lead']);
      await expect(undo.takeBack(other, undoId)).rejects.toMatchObject({ code: 'forbidden' });
      expect(await undo.takeBack(lead, undoId)).toEqual({
        said: { key: 'issues.many.undone', values: { n: 1, kept: 1 } },
      });
      expect(await statesNow()).toEqual(['project', 'open', 'done', 'open']);
      await expect(undo.takeBack(lead, undoId)).rejects.toMatchObject({ code: 'not-found' });
    },
  );

  test.skipIf(isAbsent)(
    '[IS15] all that the list finds can be meant, and an hour later nothing is taken back',
    async () => {
      const { issues, undo } = scene.app;
      const done = await issues.setIssueStates(lead, { query: 'q=e&f.state=open', state: 'done' });
      expect(done).toMatchObject({ changed: 4 });
      scene.clock.nowMs += 61 * 60_000;
      await expect(undo.takeBack(lead, done.undoId ?? '')).rejects.toMatchObject({
        code: 'not-found',
        reason: 'form.undoGone',
      });
      expect(await issues.setIssueStates(lead, { query: 'q=nothing', state: 'open' })).toMatchObject({
        changed: 0,
        undoId: null,
      });
      expect(await statesNow()).toEqual(['done', 'done', 'done', 'done']);
    },
  );

  test.skipIf(isAbsent)('[IS15] a state that follows a project is nobody’s to set', async () => {
    await expect(scene.app.issues.setIssueStates(lead, { ids, state: 'project' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test.skipIf(isAbsent)('[IS15] of a few issues each is told, of more the list', async () => {
    const { app } = scene;
    const more = await Promise.all(
      Array.from({ length: MOST_EVENTS + 1 }, (_, at) => app.issues.addIssue(lead, { title: `More ${at}` })),
    );
    const told: string[] = [];
    app.bus.listen(({ event }) => told.push(event.id));
    await app.issues.setIssueStates(lead, { ids: more.slice(0, MOST_EVENTS), state: 'done' });
    expect(told.splice(0).sort()).toEqual(more.slice(0, MOST_EVENTS).sort());
    await app.issues.setIssueStates(lead, { ids: more.slice(0, MOST_EVENTS + 1), state: 'dropped' });
    expect(told).toEqual(['issues']);
  });

  test.skipIf(isAbsent)('[IS15] more than one press takes are refused, and nothing is changed', async () => {
    const { issues } = scene.app;
    const wish = (count: number) => ({
      ids: Array.from({ length: count }, (_, at) => `x${at}`),
      state: 'done',
    });
    expect(await issues.previewStates(lead, wish(MOST_AT_ONCE))).toMatchObject({ changed: 0 });
    await expect(issues.previewStates(lead, wish(MOST_AT_ONCE + 1))).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test.skipIf(isAbsent)('[IS15] thousands change in one press', async () => {
    const { db } = scene.app.database;
    const row = await db.selectFrom('issue').selectAll().executeTakeFirstOrThrow();
    for (let piece = 0; piece < 6; piece++) {
      const rows = Array.from({ length: 200 }, (_, at) => ({
        ...row,
        id: crypto.randomUUID(),
        number: 1000 + piece * 200 + at,
      }));
      await db.insertInto('issue').values(rows).execute();
    }
    const done = await scene.app.issues.setIssueStates(lead, { query: '', state: 'dropped' });
    expect(done).toMatchObject({ changed: 1204 });
    expect(await scene.app.undo.takeBack(lead, done.undoId ?? '')).toEqual({
      said: { key: 'issues.many.undone', values: { n: 1204, kept: 0 } },
    });
    expect((await scene.app.issues.getIssueList(lead)).counts).toMatchObject({ ranking: 1204, toRate: 1204 });
  });
});
