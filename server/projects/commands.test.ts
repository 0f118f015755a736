import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#lib/people/permissions.ts';
import type { DepartmentId } from '#lib/people/person.ts';
import {
  makeTestApp,
  NOBODY,
  SYSTEM,
  TEST_PASSWORD,
  type PersonActor,
  type TestApp,
} from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

/** What every report says besides. */
const WORDS = { good: 'The calls are shorter', worry: 'Mondays' };

describe.each(ENGINES)('projects on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let owner: PersonActor;
  let deputy: PersonActor;
  let marketing: PersonActor;
  let service: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const director = async (name: string, part: string): Promise<PersonActor> => {
      const departmentId: DepartmentId = await scene.app.people.addDepartment(SYSTEM, { name: part, part });
      const roles: Role[] = ['director'];
      return scene.signIn(await scene.person(name, roles, departmentId));
    };
    lead = await scene.person('Lena Lead', ['lead']);
    owner = await scene.person('Olga Owner');
    deputy = await scene.person('Daniel Deputy');
    marketing = await director('Maria Marketing', 'marketing');
    service = await director('Szymon Service', 'customer-service');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const form = (): Record<string, string> => ({
    title: 'Call back within an hour',
    aim: 'Customers reach a person',
    ownerId: owner.id,
    deputyId: deputy.id,
    budget: '12 500,50',
    currency: 'PLN',
    startsOn: '2026-12-01',
    endsOn: '2027-03-31',
  });
  const read = async (id: string) => (await scene.app.projects.getProject(lead, id)).project;
  const move = async (actor: PersonActor, id: string, name: string, why: object = {}) =>
    scene.app.projects.advanceProject(actor, {
      projectId: id,
      version: (await read(id)).version,
      move: name,
      ...why,
    });
  const seen = async (id: string) => (await scene.app.projects.getSigning(lead, id)).contentHash;
  const mayDecide = async (actor: PersonActor, id: string) =>
    (await scene.app.projects.getSigning(actor, id)).mayDecide;
  const decide = async (actor: PersonActor, id: string, isApproved: boolean, reason = '') =>
    scene.app.projects.decideProject(actor, {
      projectId: id,
      contentHash: await seen(id),
      password: TEST_PASSWORD,
      isApproved,
      reason,
    });

  test.skipIf(isAbsent)('every command refuses who may not use it', async () => {
    const { projects } = scene.app;
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [owner, 'forbidden'],
    ] as const) {
      await expect(projects.proposeProject(actor, {})).rejects.toMatchObject({ code });
      await expect(projects.changeProject(actor, {})).rejects.toMatchObject({ code });
      await expect(projects.decideProject(actor, {})).rejects.toMatchObject({ code });
    }
    const code = 'not-signed-in';
    await expect(projects.listProjects(NOBODY)).rejects.toMatchObject({ code });
    await expect(projects.getProject(NOBODY, '')).rejects.toMatchObject({ code });
    await expect(projects.getSigning(NOBODY, '')).rejects.toMatchObject({ code });
    await expect(projects.listSubmitted(NOBODY)).rejects.toMatchObject({ code });
    await expect(projects.advanceProject(NOBODY, {})).rejects.toMatchObject({ code });
    await expect(projects.reportProject(NOBODY, {})).rejects.toMatchObject({ code });
  });

  test.skipIf(isAbsent)('[PR1] the deputy is somebody else, and all wrong fields are named', async () => {
    const wrong = { ...form(), deputyId: owner.id, budget: 'much', endsOn: '2026-01-01' };
    const refusal = scene.app.projects.proposeProject(lead, wrong);
    await expect(refusal).rejects.toMatchObject({ code: 'invalid' });
    await expect(refusal).rejects.toMatchObject({
      issues: expect.arrayContaining([{ path: 'budget', message: 'form.amount.none' }]),
    });
    await expect(
      scene.app.projects.proposeProject(lead, { ...form(), deputyId: owner.id }),
    ).rejects.toMatchObject({
      issues: [{ path: 'deputyId', message: 'projects.deputySame' }],
    });
  });

  test.skipIf(isAbsent)(
    '[PR3] [PR8] both directors approve, and the issue goes along to the end',
    async () => {
      const issueId = await scene.app.issues.addIssue(lead, { title: 'Nobody calls back' });
      const id = await scene.app.projects.proposeProject(lead, { ...form(), issueId });
      expect(await read(id)).toMatchObject({
        budgetMinor: 1_250_050,
        issueTitle: 'Nobody calls back',
        state: 'draft',
      });
      expect((await scene.app.issues.getIssue(lead, issueId)).state).toBe('project');
      await move(lead, id, 'submit');
      expect(await mayDecide(marketing, id)).toBe(true);
      expect(await scene.app.projects.listSubmitted(marketing)).toMatchObject([{ id, awaitsReader: true }]);
      await decide(marketing, id, true);
      expect((await read(id)).state).toBe('submitted');
      expect(await mayDecide(marketing, id)).toBe(false);
      expect(await scene.app.projects.listSubmitted(marketing)).toMatchObject([{ awaitsReader: false }]);
      await expect(decide(marketing, id, true)).rejects.toMatchObject({ reason: 'projects.alreadySigned' });
      await decide(service, id, true);
      expect((await read(id)).state).toBe('approved');
      await move(owner, id, 'start');
      await scene.app.projects.reportProject(deputy, {
        projectId: id,
        health: 'at-risk',
        text: 'Supplier is late',
        ...WORDS,
      });
      await move(deputy, id, 'finish', { note: 'Handed over' });
      expect((await scene.app.issues.getIssue(lead, issueId)).state).toBe('done');
    },
  );

  test.skipIf(isAbsent)(
    '[RH9] [RH2] a project that runs is asked for its status, a report is the answer, and on hold nobody is asked',
    async () => {
      const { projects, rhythms } = scene.app;
      const id = await projects.proposeProject(lead, form());
      const on = { kind: 'project', id } as const;
      const later = (days: number) => (scene.clock.nowMs += days * 24 * 60 * 60_000);
      await move(lead, id, 'submit');
      await decide(marketing, id, true);
      await decide(service, id, true);
      expect((await rhythms.listRhythms(owner, on)).list).toEqual([]);
      await move(owner, id, 'start');
      expect((await rhythms.listRhythms(owner, on)).list).toMatchObject([
        { purpose: 'status', question: '', asked: null, unit: 'week', every: 2, asks: [] },
      ]);
      later(15); // were its day a day off, it would be asked on the day after
      expect(await rhythms.askRhythms()).toMatchObject({ asked: 1 });
      expect((await rhythms.getMyAsks(owner)).asked).toHaveLength(1);
      await projects.reportProject(deputy, {
        projectId: id,
        health: 'at-risk',
        text: 'Supplier is late',
        ...WORDS,
      });
      expect((await rhythms.getMyAsks(owner)).asked).toEqual([]);
      const answered = (await rhythms.listRhythms(owner, on)).list[0]?.asks[0];
      expect(answered).toMatchObject({ state: 'answered', answer: { byName: 'Daniel Deputy', text: '' } });
      await move(owner, id, 'hold', { reason: 'No money', until: '2027-03-01' });
      later(14);
      expect(await rhythms.askRhythms()).toEqual({ asked: 0, reminded: 0 });
      const [rhythm] = (await rhythms.listRhythms(owner, on)).list;
      expect(rhythm?.nextOn).toBeNull();
      await rhythms.endRhythm(owner, { rhythmId: rhythm?.id, version: rhythm?.version });
      await move(owner, id, 'resume');
      expect((await rhythms.listRhythms(owner, on)).list).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('[PR7] a report stands as it was written, and the next one is added', async () => {
    const id = await scene.app.projects.proposeProject(lead, form());
    const report = (health: string, text: string) =>
      scene.app.projects.reportProject(deputy, { projectId: id, health, text, ...WORDS });
    await expect(report('on-track', 'Not running yet')).rejects.toMatchObject({ code: 'read-only' });
    await move(lead, id, 'submit');
    await decide(marketing, id, true);
    await decide(service, id, true);
    await move(owner, id, 'start');
    await report('on-track', 'Begun');
    scene.clock.nowMs += 60_000;
    await report('at-risk', 'Supplier is late');
    await expect(report('excellent', 'No such health')).rejects.toMatchObject({ code: 'invalid' });
    const { reports } = await scene.app.projects.getProject(lead, id);
    expect(reports.map(({ health, text }) => [health, text])).toEqual([
      ['at-risk', 'Supplier is late'],
      ['on-track', 'Begun'],
    ]);
  });

  test.skipIf(isAbsent)('[PR5] [PR6] sent back with a reason, changed, and decided anew', async () => {
    const id = await scene.app.projects.proposeProject(lead, form());
    await move(lead, id, 'submit');
    const change = async (budget: string) =>
      scene.app.projects.changeProject(lead, {
        ...form(),
        budget,
        projectId: id,
        version: (await read(id)).version,
      });
    await expect(change('9000')).rejects.toMatchObject({ reason: 'projects.notEditable' });
    await decide(service, id, true);
    await expect(decide(marketing, id, false)).rejects.toMatchObject({ issues: [{ path: 'reason' }] });
    await decide(marketing, id, false, 'Too expensive');
    expect((await read(id)).state).toBe('sent-back');
    await change('9000');
    await move(lead, id, 'submit');
    expect((await scene.app.projects.listProjects(lead))[0]?.decisions).toEqual([]);
    await decide(marketing, id, true);
    await decide(service, id, true);
    expect(await read(id)).toMatchObject({ state: 'approved', budgetMinor: 900_000 });
  });

  test.skipIf(isAbsent)('[PR2] a stale click moves nothing', async () => {
    const id = await scene.app.projects.proposeProject(lead, form());
    await move(lead, id, 'submit');
    const stale = scene.app.projects.advanceProject(lead, {
      projectId: id,
      version: 1,
      move: 'stop',
      reason: 'Too late',
    });
    await expect(stale).rejects.toMatchObject({ code: 'stale', current: { state: 'submitted' } });
  });

  test.skipIf(isAbsent)('[PR15] an end that is over is asked about, and taken when it is meant', async () => {
    const past = { ...form(), startsOn: '2026-01-01', endsOn: '2026-11-01' };
    await expect(scene.app.projects.proposeProject(lead, past)).rejects.toMatchObject({
      issues: [{ path: 'endsOn', message: 'form.pastDay' }],
    });
    await scene.app.projects.proposeProject(lead, { ...past, keepsPast: 'on' });
    await expect(
      scene.app.projects.proposeProject(lead, { ...form(), startsOn: '0202-12-01' }),
    ).rejects.toMatchObject({ issues: [{ path: 'startsOn', message: 'form.dayYear' }] });
  });

  test.skipIf(isAbsent)(
    '[PR14] stopping and putting on hold owe a reason, and the project shows it',
    async () => {
      const id = await scene.app.projects.proposeProject(lead, form());
      await expect(move(lead, id, 'stop')).rejects.toMatchObject({
        issues: [{ path: 'reason', message: 'projects.whyNeeded' }],
      });
      await move(lead, id, 'stop', { reason: 'The budget went elsewhere' });
      expect(await read(id)).toMatchObject({ state: 'stopped', pauseReason: 'The budget went elsewhere' });
    },
  );

  test.skipIf(isAbsent)('[PR14] on hold until a day ahead, and on again', async () => {
    const id = await scene.app.projects.proposeProject(lead, form());
    await move(lead, id, 'submit');
    await decide(marketing, id, true);
    await decide(service, id, true);
    await move(owner, id, 'start');
    const reason = 'The supplier comes in spring';
    for (const until of ['', '2026-11-02']) {
      await expect(move(owner, id, 'hold', { reason, until })).rejects.toMatchObject({ code: 'invalid' });
    }
    await move(owner, id, 'hold', { reason, until: '2026-11-03' });
    expect(await read(id)).toMatchObject({ state: 'on-hold', holdUntil: '2026-11-03', pauseReason: reason });
    const report = scene.app.projects.reportProject(owner, {
      projectId: id,
      health: 'on-track',
      text: 'x',
      ...WORDS,
    });
    await expect(report).rejects.toMatchObject({ code: 'read-only' });
    await move(owner, id, 'resume');
    expect(await read(id)).toMatchObject({ state: 'running', holdUntil: null, pauseReason: '' });
  });
});
