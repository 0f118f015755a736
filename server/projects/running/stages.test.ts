import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import {
  acceptTestStages,
  hireTestCrew,
  moveTestProject,
  runTestProject,
  versionOf,
  type TestCrew,
} from '../../../tests/test-project.ts';
import { openSmtpSink, type SmtpSink } from '../../notify/smtp-sink.ts';

const NOTE = { note: 'Handed over' };

describe.each(ENGINES)('the stages of a project on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let sink: SmtpSink;
  let crew: TestCrew;
  let projectId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    sink = await openSmtpSink();
    scene = await makeTestApp(engine, { smtpUrl: sink.url, publicUrl: 'https://cx.example.org' });
    crew = await hireTestCrew(scene);
    projectId = await runTestProject(scene, crew);
  });
  afterEach(async () => {
    if (isAbsent) return;
    await scene.close();
    await sink.close();
  });

  const see = (reader: Actor = crew.lead) => scene.app.projects.getStages(reader, projectId);
  const standings = async () => (await see()).stages.map(({ standing }) => standing);
  const stageId = async (index: number) => (await see()).stages[index]?.id ?? '';
  const ask = async (index: number, acceptorId: string = crew.stranger.id, by: Actor = crew.owner) =>
    scene.app.projects.askStage(by, { projectId, stageId: await stageId(index), acceptorId });
  const openAsk = async () => (await see()).stages.find(({ ask }) => ask?.state === 'asked')?.ask?.id;
  const settle = async (outcome: string, text = '', by: Actor = crew.stranger) =>
    scene.app.projects.settleStage(by, { projectId, askId: await openAsk(), outcome, text });
  const noticesOf = async ({ id }: Pick<PersonActor, 'id'>) =>
    (
      await scene.app.database.db
        .selectFrom('notice')
        .select('kind')
        .where('person_id', '=', id)
        .where('done_at_ms', 'is', null)
        .execute()
    )
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith('stage.'));

  test.skipIf(isAbsent)('[PR49] a stage is accepted by a named person who does not work on it', async () => {
    await expect(ask(0, crew.owner.id)).rejects.toMatchObject({
      issues: [{ path: 'acceptorId', message: 'running.acceptsOwnWork' }],
    });
    await expect(ask(0, crew.deputy.id)).rejects.toMatchObject({ code: 'invalid' });
    await expect(ask(0, crew.lead.id, crew.lead)).rejects.toMatchObject({ code: 'invalid' });
    await expect(ask(0, 'nobody')).rejects.toMatchObject({ code: 'invalid' });
    await expect(ask(0, crew.lead.id, crew.stranger)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ask(0, crew.lead.id, NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
    await ask(0);
    expect(await noticesOf(crew.stranger)).toEqual(['stage.asked']);
    await expect(settle('accepted', '', crew.owner)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(settle('remarks')).rejects.toMatchObject({
      issues: [{ path: 'text', message: 'running.remarksNeeded' }],
    });
    await settle('remarks', 'Mind the logo');
    expect((await see()).stages[0]).toMatchObject({
      standing: 'remarks',
      ask: { acceptorName: 'Stefan Stranger', text: 'Mind the logo', isOutside: false },
    });
    expect(await noticesOf(crew.stranger)).toEqual([]);
    expect(await noticesOf(crew.deputy)).toEqual(['stage.settled']);
    // Remarks are read inside, and by whoever wrote them; the outcome by everybody.
    const outsider = await scene.person('Otto Other');
    expect((await see(outsider)).stages[0]).toMatchObject({ standing: 'remarks', ask: { text: '' } });
    expect((await see(crew.stranger)).stages[0]?.ask?.text).toBe('Mind the logo');
  });

  test.skipIf(isAbsent)('[PR50] the next stage waits, and a refused one is handed in again', async () => {
    expect(await standings()).toEqual(['open', 'waits', 'waits']);
    await expect(ask(1)).rejects.toMatchObject({ reason: 'running.stageWaits' });
    await ask(0);
    await expect(ask(0)).rejects.toMatchObject({ reason: 'running.stageAsked' });
    await settle('refused', 'Nobody was asked');
    expect(await standings()).toEqual(['refused', 'waits', 'waits']);
    await expect(ask(1)).rejects.toMatchObject({ reason: 'running.stageWaits' });
    scene.clock.nowMs += 60_000;
    await ask(0);
    await settle('accepted');
    await expect(ask(0)).rejects.toMatchObject({ reason: 'running.stageAccepted' });
    expect(await standings()).toEqual(['accepted', 'open', 'waits']);
    await moveTestProject(scene, crew.owner, projectId, 'hold', { reason: 'Ice', until: '2027-01-04' });
    await expect(ask(1)).rejects.toMatchObject({ code: 'read-only' });
  });

  test.skipIf(isAbsent)('[PR49] an answer and a request are taken back until the next one', async () => {
    const { projects, undo } = scene.app;
    await ask(0);
    const { undoId } = await settle('refused', 'A slip of the hand');
    scene.clock.nowMs += 1000;
    await undo.takeBack(crew.stranger, undoId ?? '');
    expect(await standings()).toEqual(['asked', 'waits', 'waits']);
    expect(await noticesOf(crew.stranger)).toEqual(['stage.asked']);
    expect(await noticesOf(crew.deputy)).toEqual([]);
    await expect(
      projects.withdrawStageAsk(crew.stranger, { projectId, askId: await openAsk() }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const second = await settle('accepted');
    scene.clock.nowMs += 60_000;
    await ask(1);
    await expect(undo.takeBack(crew.stranger, second.undoId ?? '')).rejects.toMatchObject({
      reason: 'running.stageWentOn',
    });
    const taken = await projects.withdrawStageAsk(crew.owner, { projectId, askId: await openAsk() });
    expect(await standings()).toEqual(['accepted', 'open', 'waits']);
    await undo.takeBack(crew.owner, taken.undoId ?? '');
    expect(await standings()).toEqual(['accepted', 'asked', 'waits']);
  });

  test.skipIf(isAbsent)('[PR51] a project is finished when its stages are accepted', async () => {
    await expect(moveTestProject(scene, crew.owner, projectId, 'finish', NOTE)).rejects.toMatchObject({
      reason: 'running.stagesOpen',
    });
    await acceptTestStages(scene, crew, projectId);
    await moveTestProject(scene, crew.owner, projectId, 'finish', NOTE);
    expect((await scene.app.projects.getProject(SYSTEM, projectId)).project.state).toBe('done');
  });

  test.skipIf(isAbsent)('[PR52] somebody outside accepts with remarks, by a code of their mail', async () => {
    const { projects, outside } = scene.app;
    const door = async (by: Actor = crew.lead) =>
      projects.askStageOutside(by, {
        ...{ projectId, stageId: await stageId(0), holderName: 'Klara Client', locale: 'en' },
        ...{ holderAddress: 'klara@client.example', title: 'The design', message: '', asks: 'Is it right?' },
        until: '2026-12-01',
      });
    await expect(door(crew.owner)).rejects.toMatchObject({ code: 'forbidden' });
    const { path } = await door();
    expect((await see()).stages[0]).toMatchObject({
      standing: 'asked',
      ask: { acceptorName: 'Klara Client', isOutside: true },
    });
    const came = { token: path.replace('/door/', ''), address: '10.0.0.1', requestKey: 'k' };
    const { doorId, visit } = await outside.enterDoor(came);
    const holder = (await outside.findHolder({ doorId, visit })) ?? NOBODY;
    const place = await outside.getDoorPlace(holder);
    expect(place).toMatchObject({ title: 'The design', asks: 'Is it right?' });
    expect(JSON.stringify(place)).not.toContain('Call back');
    await outside.askDoorCode(holder);
    const codes = (): string[] => sink.mails.flatMap(({ text }) => /\n(\d{6})\n/.exec(text)?.[1] ?? []);
    await expect.poll(() => codes().length).toBeGreaterThan(0);
    const code = codes().at(-1);
    await outside.settleDoor(holder, { outcome: 'accepted', remarks: 'Mind the logo', code });
    expect((await see()).stages[0]).toMatchObject({
      standing: 'remarks',
      ask: { text: 'Mind the logo', acceptorName: 'Klara Client' },
    });
    expect(await standings()).toEqual(['remarks', 'open', 'waits']);
    expect(await noticesOf(crew.owner)).toEqual(['stage.settled']);
  });

  test.skipIf(isAbsent)('[PR53] a day moves with its reason, and the first one stays', async () => {
    const { projects } = scene.app;
    const move = async (day: string, more: Record<string, unknown> = {}, by: Actor = crew.owner) =>
      projects.moveStage(by, {
        ...{ projectId, version: await versionOf(scene, projectId), stageId: await stageId(0), day },
        ...{ why: 'The supplier is late', ...more },
      });
    await expect(move('2026-12-20', {}, crew.stranger)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(move('2026-12-10')).rejects.toMatchObject({ issues: [{ message: 'running.sameDay' }] });
    await expect(move('2027-04-01')).rejects.toMatchObject({
      issues: [{ path: 'day', message: 'running.stageAfterEnd' }],
    });
    await expect(move('2026-12-20', { version: 1 })).rejects.toMatchObject({ code: 'stale' });
    await move('2026-12-20');
    scene.clock.nowMs += 60_000;
    await move('2027-01-15');
    const [stage] = (await see()).stages;
    expect(stage).toMatchObject({ firstOn: '2026-12-10', currentOn: '2027-01-15' });
    expect(stage?.moves).toMatchObject([
      { fromOn: '2026-12-10', toOn: '2026-12-20', byName: 'Olga Owner', why: 'The supplier is late' },
      { fromOn: '2026-12-20', toOn: '2027-01-15' },
    ]);
    // A change that is given up leaves the days where they are.
    await projects.changeApproved(crew.owner, {
      ...{ projectId, version: await versionOf(scene, projectId), budget: '9000', reason: 'More' },
      ...{ startsOn: '2026-11-02', endsOn: '2027-03-31', work: 'on' },
    });
    await moveTestProject(scene, crew.owner, projectId, 'revert');
    expect((await see()).stages[0]?.currentOn).toBe('2027-01-15');
  });

  test.skipIf(isAbsent)(
    '[PR55] [PR56] a status has its good thing and its worry, and silence is seen',
    async () => {
      const { projects } = scene.app;
      const status = { projectId, health: 'on-track', text: 'Begun', good: 'Short calls', worry: 'Mondays' };
      await expect(projects.reportProject(crew.owner, { ...status, good: '' })).rejects.toMatchObject({
        issues: [{ path: 'good' }],
      });
      await expect(projects.reportProject(crew.owner, { ...status, worry: ' ' })).rejects.toMatchObject({
        issues: [{ path: 'worry' }],
      });
      const news = async () => (await projects.listProjects(crew.lead))[0]?.course.news;
      expect(await news()).toBe('awaited');
      await projects.reportProject(crew.owner, status);
      expect(await news()).toBe('on-track');
      scene.clock.nowMs += 15 * 24 * 60 * 60_000;
      await scene.app.rhythms.askRhythms();
      scene.clock.nowMs += 2 * 24 * 60 * 60_000;
      expect(await news()).toBe('silent');
      expect((await projects.getProject(crew.lead, projectId)).course).toEqual({
        news: 'silent',
        sinceOn: '2026-11-02',
      });
      await projects.reportProject(crew.deputy, { ...status, health: 'at-risk' });
      expect(await news()).toBe('at-risk');
    },
  );

  test.skipIf(isAbsent)('[PE14] what waits for somebody who leaves waits for nobody any more', async () => {
    const { people } = scene.app;
    await ask(0);
    const { person, consequences } = await people.listConsequences(SYSTEM, crew.stranger.id);
    expect(consequences).toMatchObject([{ kind: 'stage', effect: 'ended', title: 'Call back' }]);
    await people.switchOff(SYSTEM, { personId: person.id, version: person.version, successorId: '' });
    expect(await standings()).toEqual(['open', 'waits', 'waits']);
  });
});
