import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LONGEST_LESSON, MOST_LESSONS } from '#lib/projects/running/lessons.ts';
import { MOST_RECOVERY_STATUSES } from '#lib/projects/running/recovery.ts';
import type { Actor } from '#lib/people/person.ts';
import { makeTestApp, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import {
  hireTestCrew,
  moveTestProject,
  proposeTestProject,
  runTestProject,
  type TestCrew,
} from '../../../tests/test-project.ts';

const DAY_MS = 24 * 60 * 60_000;

describe.each(ENGINES)('a project that left its way, on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let crew: TestCrew;
  let projectId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    crew = await hireTestCrew(scene);
    projectId = await runTestProject(scene, crew, { stages: [] });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const plans = async (reader: Actor = crew.lead) => scene.app.projects.listRecoveryPlans(reader, projectId);
  const open = async (more: Record<string, string> = {}, by: Actor = crew.owner) =>
    (
      await scene.app.projects.openRecovery(by, {
        ...{ projectId, message: 'The supplier is late', detectedOn: '2026-11-02', detectedAt: '07:30' },
        ...more,
      })
    ).recoveryId;
  const version = async () => (await plans())?.[0]?.version;
  const act = async (recoveryId: string, more: Record<string, unknown> = {}) =>
    scene.app.projects.addRecoveryAction(crew.owner, {
      ...{ projectId, recoveryId, text: 'Print elsewhere', risk: 'No letters in December' },
      ...{ side: 'ours', ownerId: crew.deputy.id, dueOn: '2026-11-20', ...more },
    });
  const send = async (recoveryId: string) =>
    scene.app.projects.sendRecovery(crew.owner, { projectId, recoveryId, version: await version() });

  test.skipIf(isAbsent)('[PR59] a status that says off track opens a plan, and one is open', async () => {
    const status = { projectId, health: 'off-track', text: 'Late', good: 'The design', worry: 'December' };
    await scene.app.projects.reportProject(crew.owner, status);
    await scene.app.projects.reportProject(crew.deputy, status);
    expect(await plans()).toMatchObject([{ state: 'draft', message: '', openedByName: 'Olga Owner' }]);
    await expect(open()).rejects.toMatchObject({ reason: 'running.recovery.oneOpen' });
    await expect(open({}, crew.stranger)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(open({ detectedAt: '9:61' })).rejects.toMatchObject({ issues: [{ path: 'detectedAt' }] });
    await expect(open({ detectedOn: '2026-11-03' })).rejects.toMatchObject({
      issues: [{ message: 'running.recovery.later' }],
    });
    expect(await plans(crew.stranger)).toBeNull();
  });

  test.skipIf(isAbsent)(
    '[PR60] [PR61] [PR62] [PR63] it is sent with its actions, followed every week and closed',
    async () => {
      const { projects, rhythms } = scene.app;
      const recoveryId = await open();
      const see = (reader: Actor = crew.lead) => projects.getRecoveryPlan(reader, { projectId, recoveryId });
      await expect(send(recoveryId)).rejects.toMatchObject({ reason: 'running.recovery.noActions' });
      await expect(act(recoveryId, { risk: '' })).rejects.toMatchObject({ issues: [{ path: 'risk' }] });
      await expect(act(recoveryId, { ownerId: '' })).rejects.toMatchObject({
        issues: [{ path: 'ownerName', message: 'running.recovery.whoNeeded' }],
      });
      await act(recoveryId);
      await act(recoveryId, {
        ownerId: '',
        ownerName: 'Klara Client',
        side: 'client',
        text: 'Send the list',
      });
      scene.clock.nowMs += 2 * 60 * 60_000;
      await send(recoveryId);
      // Seen at 07:30 in Warsaw, which is 06:30 UTC; sent at 10:00 UTC.
      expect(await see()).toMatchObject({
        plan: { state: 'sent', took: { days: 0, hours: 3, minutes: 30 } },
        actions: [
          { text: 'Print elsewhere', side: 'ours', risk: 'No letters in December', dueOn: '2026-11-20' },
          { text: 'Send the list', side: 'client', owner: { name: 'Klara Client' } },
        ],
      });
      await expect(see(crew.stranger)).rejects.toMatchObject({ code: 'not-found' });
      const told = await scene.app.database.db
        .selectFrom('notice')
        .select('person_id')
        .where('kind', '=', 'recovery.sent')
        .execute();
      const inside = [crew.deputy, crew.lead, crew.marketing, crew.service].map(({ id }) => id);
      expect(told.map(({ person_id }) => person_id).toSorted()).toEqual(inside.toSorted());
      const change = {
        projectId,
        recoveryId,
        message: 'Other',
        detectedOn: '2026-11-02',
        detectedAt: '07:30',
      };
      await expect(
        projects.changeRecovery(crew.owner, { ...change, version: await version() }),
      ).rejects.toMatchObject({ reason: 'running.recovery.isSent' });

      scene.clock.nowMs += 8 * DAY_MS;
      await rhythms.askRhythms();
      expect((await rhythms.getMyAsks(crew.owner)).asked).toMatchObject([
        { rhythm: { purpose: 'recovery' } },
      ]);
      await projects.reportRecovery(crew.deputy, { projectId, recoveryId, text: 'A printer is found' });
      expect((await rhythms.getMyAsks(crew.owner)).asked).toEqual([]);
      await projects.closeRecovery(crew.owner, {
        ...{ projectId, recoveryId, version: await version(), lookBack: 'Ask two suppliers' },
      });
      expect(await see()).toMatchObject({
        plan: { state: 'closed', lookBack: 'Ask two suppliers' },
        statuses: [{ text: 'A printer is found', byName: 'Daniel Deputy' }],
      });
      const on = { kind: 'project', id: projectId } as const;
      expect((await rhythms.listRhythms(crew.owner, on)).list.map(({ purpose }) => purpose)).toEqual([
        'status',
      ]);
      await expect(act(recoveryId)).rejects.toMatchObject({ reason: 'running.recovery.isClosed' });
      await open();
    },
  );

  test.skipIf(isAbsent)('[PR62] so many statuses of one plan are kept', async () => {
    const recoveryId = await open();
    const report = () =>
      scene.app.projects.reportRecovery(crew.owner, { projectId, recoveryId, text: 'Still' });
    await expect(report()).rejects.toMatchObject({ reason: 'running.recovery.notSent' });
    await act(recoveryId);
    await send(recoveryId);
    const row = { recovery_id: recoveryId, text: 'x', by_id: crew.owner.id, at_ms: 1 };
    await scene.app.database.db
      .insertInto('project_recovery_status')
      .values(Array.from({ length: MOST_RECOVERY_STATUSES - 1 }, (_, i) => ({ ...row, id: `s${i}` })))
      .execute();
    await report();
    await expect(report()).rejects.toMatchObject({ reason: 'running.recovery.saidOften' });
  });

  test.skipIf(isAbsent)(
    '[PR64] [PR65] lessons are written at the end and met again at a beginning',
    async () => {
      const { projects, search } = scene.app;
      const finish = (more: Record<string, string>) =>
        moveTestProject(scene, crew.owner, projectId, 'finish', more);
      await expect(finish({ note: '' })).rejects.toMatchObject({
        issues: [{ path: 'note', message: 'running.noteNeeded' }],
      });
      const lines = (count: number) => Array.from({ length: count }, (_, i) => `Lesson ${i}`).join('\n');
      await expect(finish({ note: 'Done', lessons: lines(MOST_LESSONS + 1) })).rejects.toMatchObject({
        issues: [{ path: 'lessons', message: 'running.tooManyLessons' }],
      });
      await expect(finish({ note: 'Done', lessons: 'x'.repeat(LONGEST_LESSON + 1) })).rejects.toMatchObject({
        issues: [{ path: 'lessons' }],
      });
      await finish({ note: 'Handed to the phones', lessons: '- Zebra trials first\n- Two printers' });
      expect((await projects.getLessons(crew.stranger, projectId)).closing).toMatchObject({
        note: 'Handed to the phones',
        lessons: ['Zebra trials first', 'Two printers'],
        byName: 'Olga Owner',
      });
      const again = await proposeTestProject(scene, crew, { title: 'Calling back', stages: [] });
      expect((await projects.getLessons(crew.owner, again)).similar).toMatchObject([
        { title: 'Call back', lessons: ['Zebra trials first', 'Two printers'] },
      ]);
      const other = await proposeTestProject(scene, crew, { title: 'Parking', aim: 'Room', stages: [] });
      expect((await projects.getLessons(crew.owner, other)).similar).toEqual([]);
      const found = await search.findMatches(crew.stranger, { q: 'zebra', kind: null, page: 1 });
      expect(JSON.stringify(found)).toContain('Call back');
    },
  );
});
