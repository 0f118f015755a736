import { sql, type Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, SYSTEM, TEST_PASSWORD, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { up } from '../database/migrations/0080-approved-versions.ts';

/** What every report says besides. */
const WORDS = { good: 'The calls are shorter', worry: 'Mondays' };

describe.each(ENGINES)('what was approved, on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let second: PersonActor;
  let owner: PersonActor;
  let deputy: PersonActor;
  let marketing: PersonActor;
  let service: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { people } = scene.app;
    const rooms = {
      marketing: await people.addDepartment(SYSTEM, { name: 'Marketing', part: 'marketing' }),
      service: await people.addDepartment(SYSTEM, { name: 'Service', part: 'customer-service' }),
    };
    lead = await scene.signIn(await scene.person('Lena Lead', ['lead']));
    second = await scene.signIn(await scene.person('Sara Second', ['lead']));
    owner = await scene.person('Olga Owner');
    deputy = await scene.person('Daniel Deputy');
    marketing = await scene.signIn(await scene.person('Maria Marketing', ['director'], rooms.marketing));
    service = await scene.signIn(await scene.person('Szymon Service', ['director'], rooms.service));
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const propose = (change: Record<string, string> = {}) =>
    scene.app.projects.proposeProject(lead, {
      ...{ title: 'Call back', aim: 'Nobody waits', ownerId: owner.id, deputyId: deputy.id },
      ...{ budget: '1000', currency: 'PLN', startsOn: '2027-01-04', endsOn: '2027-06-30' },
      ...change,
    });
  const read = async (id: string) => (await scene.app.projects.getProject(SYSTEM, id)).project;
  const at = async (id: string) => ({ projectId: id, version: (await read(id)).version });
  const hash = async (id: string) => (await scene.app.projects.getSigning(SYSTEM, id)).contentHash;
  const move = async (id: string, name: string, change = {}) =>
    scene.app.projects.advanceProject(lead, { ...(await at(id)), move: name, reason: 'So', ...change });
  const decision = async (id: string, change = {}) => ({
    ...{ projectId: id, contentHash: await hash(id), password: TEST_PASSWORD, isApproved: true },
    ...change,
  });
  const sign = async (who: PersonActor, id: string, change = {}) =>
    scene.app.projects.decideProject(who, await decision(id, change));
  const say = async (who: PersonActor, id: string, change = {}) =>
    scene.app.projects.decideLight(who, await decision(id, change));
  const approve = async (id: string) => {
    await sign(marketing, id);
    await sign(service, id);
  };
  const run = async (change: Record<string, string> = {}) => {
    const id = await propose(change);
    await move(id, 'submit');
    await approve(id);
    await move(id, 'start');
    return id;
  };
  const change = async (id: string, changed: Record<string, unknown>) =>
    scene.app.projects.changeApproved(owner, {
      ...(await at(id)),
      ...{ budget: '1000', startsOn: '2027-01-04', endsOn: '2027-06-30', reason: 'More calls' },
      ...changed,
    });
  const version = (id: string, number: number) =>
    scene.app.projects.getVersion(lead, { projectId: id, number });

  test.skipIf(isAbsent)(
    '[PR39] [PR40] [PR41] small changes hold, together they are signed again, and the version stays',
    async () => {
      const id = await run();
      expect(await change(id, { budget: '1060' })).toEqual({ grounds: [] });
      expect(await read(id)).toMatchObject({ state: 'running', budgetMinor: 106_000 });
      // Six percent more than before, and twelve more than what was approved.
      expect(await change(id, { budget: '1120', work: 'on' })).toEqual({ grounds: ['budget'] });
      expect(await read(id)).toMatchObject({ state: 'submitted', stageBefore: 'running', worksOn: true });
      await scene.app.projects.reportProject(owner, {
        projectId: id,
        health: 'on-track',
        text: 'Goes on',
        ...WORDS,
      });
      expect((await version(id, 1)).content).toMatchObject({ budgetMinor: 100_000, endsOn: '2027-06-30' });
      await approve(id);
      expect(await read(id)).toMatchObject({ state: 'running', budgetMinor: 112_000 });
      expect((await version(id, 2)).content.budgetMinor).toBe(112_000);
      expect((await version(id, 1)).content.budgetMinor).toBe(100_000);
      const seen = await scene.app.projects.getVersions(lead, id);
      expect(seen?.changes.map(({ isReopening }) => isReopening).toSorted()).toEqual([false, true]);
      // From the newer version on there is room again.
      expect(await change(id, { budget: '1200' })).toEqual({ grounds: [] });
    },
  );

  test.skipIf(isAbsent)(
    '[PR41] work stops where that was said, and another segment is signed again',
    async () => {
      const id = await run();
      const grounds = await change(id, { otherSegments: 'Channel: phone', work: 'stop' });
      expect(grounds).toEqual({ grounds: ['segments'] });
      await expect(
        scene.app.projects.reportProject(owner, {
          projectId: id,
          health: 'on-track',
          text: 'Goes on',
          ...WORDS,
        }),
      ).rejects.toMatchObject({ code: 'read-only' });
    },
  );

  test.skipIf(isAbsent)(
    '[PR42] a change that was sent back is given up: what was approved stands again',
    async () => {
      const id = await run();
      await change(id, { budget: '2000', endsOn: '2027-12-31' });
      await sign(marketing, id, { isApproved: false, reason: 'Too much' });
      expect((await read(id)).state).toBe('sent-back');
      await move(id, 'revert');
      expect(await read(id)).toMatchObject({ state: 'running', budgetMinor: 100_000, endsOn: '2027-06-30' });
      expect((await scene.app.projects.getVersions(lead, id))?.drift).toEqual({
        share: 0,
        days: 0,
        grounds: [],
      });
    },
  );

  test.skipIf(isAbsent)(
    '[PR38] declined is final: its issue is free again, and a decision taken back takes it along',
    async () => {
      const issueId = await scene.app.issues.addIssue(lead, { title: 'Long queue' });
      const id = await propose({ issueId });
      await move(id, 'submit');
      await expect(sign(marketing, id, { isApproved: false, isFinal: true })).rejects.toMatchObject({
        code: 'invalid',
      });
      await sign(marketing, id, { isApproved: false, isFinal: true, reason: 'Never' });
      expect((await read(id)).state).toBe('declined');
      const state = async () => (await scene.app.issues.getIssue(lead, issueId)).state;
      expect(await state()).toBe('open');
      await scene.app.projects.withdrawDecision(marketing, id);
      expect([(await read(id)).state, await state()]).toEqual(['submitted', 'project']);
      await sign(marketing, id, { isApproved: false, isFinal: true, reason: 'Never' });
      await expect(move(id, 'submit')).rejects.toMatchObject({ code: 'conflict' });
    },
  );

  test.skipIf(isAbsent)(
    '[PR38] of a running project the change is declined, and not submitted again',
    async () => {
      const id = await run();
      await change(id, { budget: '2000' });
      await sign(marketing, id, { isApproved: false, isFinal: true, reason: 'Never' });
      expect((await read(id)).state).toBe('sent-back');
      await expect(move(id, 'submit')).rejects.toMatchObject({ reason: 'projects.changeDeclined' });
      await move(id, 'revert');
      expect((await read(id)).state).toBe('running');
    },
  );

  test.skipIf(isAbsent)(
    '[PR36] a condition is a promise of the owner, which goes with its signature',
    async () => {
      const id = await propose();
      await move(id, 'submit');
      const list = async () => scene.app.commitments.listCommitments(service, { kind: 'project', id });
      await sign(marketing, id, { condition: 'Tell the partners', conditionDueOn: '2099-03-01' });
      expect(await list()).toMatchObject([{ text: 'Tell the partners', dueOn: '2099-03-01', state: 'open' }]);
      await scene.app.projects.withdrawDecision(marketing, id);
      expect(await list()).toMatchObject([{ state: 'withdrawn' }]);
      await expect(
        sign(marketing, id, { isApproved: false, reason: 'No', condition: 'But' }),
      ).rejects.toMatchObject({ code: 'invalid' });
    },
  );

  test.skipIf(isAbsent)('[PR39] an approval that is taken back takes its version along', async () => {
    const id = await propose();
    await move(id, 'submit');
    await approve(id);
    expect((await scene.app.projects.getVersions(lead, id))?.versions).toHaveLength(1);
    await scene.app.projects.withdrawDecision(service, id);
    expect((await scene.app.projects.getVersions(lead, id))?.versions).toEqual([]);
    await sign(service, id);
    expect((await read(id)).state).toBe('approved');
  });

  test.skipIf(isAbsent)(
    '[PR43] [PR44] [PR45] a second lead says yes to a small one, never to a second one of the same',
    async () => {
      const { projects, issues } = scene.app;
      await projects.saveProjectRules(SYSTEM, {
        ...{ version: '0', changeShare: '10', changeDays: '30', decisionDays: '14', lightLimit: '1500' },
      });
      const issueId = await issues.addIssue(lead, { title: 'Long queue' });
      const id = await propose({ issueId });
      await move(id, 'submit', { route: 'light' });
      await expect(sign(marketing, id)).rejects.toMatchObject({ reason: 'projects.light.isLight' });
      await expect(say(lead, id)).rejects.toMatchObject({ reason: 'projects.ownProject' });
      await expect(say(marketing, id)).rejects.toMatchObject({ reason: 'projects.light.notYours' });
      expect((await projects.listSubmitted(second))[0]).toMatchObject({ awaitsReader: true });
      await say(second, id);
      expect((await read(id)).state).toBe('approved');
      await move(id, 'start');
      await move(id, 'finish', { note: 'Handed over' });
      await issues.changeIssue(lead, {
        ...{ issueId, title: 'Long queue', description: '', state: 'open' },
        version: (await issues.getIssue(lead, issueId)).version,
      });
      const next = await propose({ issueId });
      await expect(move(next, 'submit', { route: 'light' })).rejects.toMatchObject({
        reason: 'projects.light.together',
      });
      const large = await propose({ budget: '1500' });
      await expect(move(large, 'submit', { route: 'light' })).rejects.toMatchObject({
        reason: 'projects.light.tooLarge',
      });
      expect((await projects.getProjectYear(marketing, 2027)).light).toEqual({
        count: 1,
        sums: [{ currency: 'PLN', minor: 100_000 }],
      });
    },
  );

  test.skipIf(isAbsent)(
    '[PR43] with one lead alone a director says yes; without a limit nobody does',
    async () => {
      const { projects, people } = scene.app;
      const id = await propose();
      await expect(move(id, 'submit', { route: 'light' })).rejects.toMatchObject({
        reason: 'projects.light.none',
      });
      await projects.saveProjectRules(SYSTEM, {
        ...{ version: '0', changeShare: '10', changeDays: '30', decisionDays: '14', lightLimit: '1500' },
      });
      const person = (await people.listPeople(SYSTEM)).find((one) => one.id === second.id);
      await people.changePerson(SYSTEM, {
        ...{ personId: second.id, version: person?.version ?? 0, name: second.name, departmentId: '' },
        ...{ roles: [], isActive: true },
      });
      await move(id, 'submit', { route: 'light' });
      await say(marketing, id);
      expect((await read(id)).state).toBe('approved');
    },
  );

  test.skipIf(isAbsent)(
    '[PR46] the envelope of a year says what is approved, asked for and left',
    async () => {
      const { projects } = scene.app;
      await projects.saveEnvelope(SYSTEM, { year: '2027', currency: 'PLN', amount: '5000' });
      const id = await run();
      await propose();
      await change(id, { budget: '1300' });
      expect((await projects.getProjectYear(marketing, 2027)).envelopes).toEqual([
        { year: 2027, currency: 'PLN', minor: 500_000, approved: 100_000, asked: 30_000, left: 370_000 },
      ]);
      await projects.saveEnvelope(SYSTEM, { year: '2027', currency: 'PLN', amount: '' });
      expect((await projects.getProjectYear(marketing, 2027)).envelopes[0]?.minor).toBeNull();
    },
  );

  test.skipIf(isAbsent)(
    '[PR101] the list says when a project was to run as it was approved first, whatever was signed since',
    async () => {
      const id = await run();
      const draft = await propose();
      const first = { startsOn: '2027-01-04', endsOn: '2027-06-30' };
      await change(id, { endsOn: '2027-07-10' });
      await change(id, { endsOn: '2027-12-31', work: 'on' });
      await approve(id);
      const list = await scene.app.projects.listProjects(await scene.person('Ewa Employee'));
      expect(list.find((one) => one.id === id)).toMatchObject({ endsOn: '2027-12-31', first });
      const drafts = await scene.app.projects.listProjects(lead);
      expect(drafts.find((one) => one.id === draft)?.first).toBeNull();
    },
  );

  test.skipIf(isAbsent)(
    '[PR104] leads and directors see the money of every year that has an envelope or a project asked for',
    async () => {
      const { projects } = scene.app;
      await projects.saveEnvelope(SYSTEM, { year: '2029', currency: 'PLN', amount: '5000' });
      await run();
      await propose({ startsOn: '2028-01-04', endsOn: '2028-06-30' });
      const years = await projects.listProjectYears(marketing);
      expect(years.map(({ year, envelopes }) => [year, envelopes[0]?.approved])).toEqual([
        [2029, 0],
        [2027, 100_000],
      ]);
      await expect(projects.listProjectYears(owner)).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  test.skipIf(isAbsent)(
    '[PR40] a change is for its people, on their version, and says something new',
    async () => {
      const { projects } = scene.app;
      const id = await run();
      const form = { budget: '1050', startsOn: '2027-01-04', endsOn: '2027-06-30', reason: 'More' };
      const stranger = await scene.person('Stefan Stranger');
      await expect(projects.changeApproved(stranger, { ...form, ...(await at(id)) })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(change(id, { budget: '1000' })).rejects.toMatchObject({
        reason: 'projects.change.nothing',
      });
      const stale = await at(id);
      await change(id, { budget: '1010' });
      await expect(projects.changeApproved(owner, { ...form, ...stale })).rejects.toMatchObject({
        code: 'stale',
      });
      const draft = await propose();
      await expect(projects.changeApproved(owner, { ...form, ...(await at(draft)) })).rejects.toMatchObject({
        code: 'read-only',
      });
    },
  );

  test.skipIf(isAbsent)('[PR39] what was approved before versions were kept has one, as it was', async () => {
    const id = await run();
    const { db } = scene.app.database;
    for (const table of ['project_version', 'project_change', 'project_rules', 'project_envelope'])
      await db.schema.dropTable(table).execute();
    for (const column of ['route', 'decision_due_on', 'stage_before', 'works_on'])
      await sql`alter table project drop column ${sql.ref(column)}`.execute(db);
    for (const column of ['is_final', 'condition_id'])
      await sql`alter table project_decision drop column ${sql.ref(column)}`.execute(db);
    await up(db as unknown as Kysely<unknown>, engine); // a step knows no tables
    expect(await read(id)).toMatchObject({
      state: 'running',
      route: 'full',
      stageBefore: null,
      worksOn: true,
    });
    expect((await version(id, 1)).content).toMatchObject({
      title: 'Call back',
      budgetMinor: 100_000,
      charter: null,
    });
    expect(await change(id, { budget: '1050' })).toEqual({ grounds: [] });
  });
});
