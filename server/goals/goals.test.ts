import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { pinTestInsight } from '../../tests/test-insight.ts';
import { uploadWave } from '../../tests/upload-wave.ts';

describe.each(ENGINES)('goals on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let employee: PersonActor;
  let seriesId: string;
  let goalId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    employee = await scene.person('Ola');
    ({ seriesId } = await scene.app.areas.addSeries(lead, {
      ...{ name: 'Calls lost', unit: '%', direction: 'down' },
    }));
    ({ goalId } = await scene.app.goals.setGoal(lead, {
      ...{ title: 'Half of the lost calls', measuredBy: `series ${seriesId}`, start: '10', target: '5' },
      ...{ dueOn: '2027-06-30', direction: 'up', ownerId: employee.id },
    }));
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const propose = async (title = 'Call back') =>
    scene.app.projects.proposeProject(lead, {
      ...{ title, aim: 'Nobody waits', budget: '100', currency: 'PLN' },
      ...{ ownerId: lead.id, deputyId: (await scene.person('Dora')).id },
      ...{ startsOn: '2026-12-01', endsOn: '2027-01-31' },
    });

  test.skipIf(isAbsent)('[GO6] every command refuses who may not use it', async () => {
    const { goals } = scene.app;
    const reading = [
      () => goals.listGoals(NOBODY),
      () => goals.getGoal(NOBODY, goalId),
      () => goals.listGoalsOf(NOBODY, { issueIds: [], projectIds: [] }),
    ];
    for (const read of reading) await expect(read()).rejects.toMatchObject({ code: 'not-signed-in' });
    const writing = [
      () => goals.setGoal(employee, {}),
      () => goals.changeGoal(employee, {}),
      () => goals.linkGoal(employee, {}),
      () => goals.unlinkGoal(employee, {}),
      () => goals.makeIssueOfGoal(employee, {}),
    ];
    for (const write of writing) await expect(write()).rejects.toMatchObject({ code: 'forbidden' });
    expect(await goals.listGoals(employee)).toHaveLength(1);
  });

  test.skipIf(isAbsent)(
    '[GO2] [GO3] a goal follows the series that measures it, and its direction',
    async () => {
      expect(await scene.app.goals.getGoal(employee, goalId)).toMatchObject({
        ...{ direction: 'down', meter: { now: null }, distance: null },
      });
      await scene.app.areas.enterPoint(lead, { seriesId, day: '2026-10-01', value: '7,5' });
      expect(await scene.app.goals.getGoal(employee, goalId)).toMatchObject({
        meter: { name: 'Calls lost', unit: '%', now: { value: 7.5, day: '2026-10-01' } },
        distance: { missing: 2.5, isReached: false, done: 0.5 },
      });
    },
  );

  test.skipIf(isAbsent)(
    '[GO2] a goal that an insight measures shows its figure, until a later wave has one',
    async () => {
      const { app } = scene;
      const analyst = await scene.person('Ana', ['analyst']);
      const insightId = await pinTestInsight(app, analyst);
      const { insight } = await app.survey.getInsight(lead, insightId);
      const { goalId: id } = await app.goals.setGoal(lead, {
        ...{ title: 'Content', measuredBy: `insight ${insightId}`, target: '4', dueOn: '2027-06-30' },
      });
      const shown = await app.goals.getGoal(employee, id);
      expect(shown.meter?.now).toEqual({ value: insight.figure?.value, day: insight.fieldedOn });
      expect(shown.meter?.href).toBe(`/survey/insights/${insightId}`);
    },
  );

  test.skipIf(isAbsent)('[GO2] a question that was renamed measures the goal in later waves', async () => {
    const { app } = scene;
    const analyst = await scene.person('Ana', ['analyst']);
    const figure = { label: 'Waiting', kind: 'mean' as const, interval: [3, 4] as [number, number], n: 40 };
    const waveId = await uploadWave(app, analyst, {
      ...{ channel: ['phone'], waiting: ['3'], waveName: 'Spring', fieldedOn: '2026-03-02' },
    });
    const insightId = await app.survey.pinInsight(analyst, {
      question: { column: 'Waiting', label: 'Waiting', kind: 'mean', segment: null, weight: null },
      ...{ waveId, title: 'Waits', value: 3.2, interval: [3, 3.4], n: 40 },
    });
    const { goalId: id } = await app.goals.setGoal(lead, {
      ...{ title: 'Content', measuredBy: `insight ${insightId}`, target: '4', dueOn: '2027-06-30' },
    });
    const later = await uploadWave(app, analyst, {
      ...{ channel: ['phone'], waiting: ['3'], waveName: 'Autumn', fieldedOn: '2026-09-07' },
      figures: [{ ...figure, column: 'Time waited', value: 3.9 }],
    });
    const now = async () => (await app.goals.getGoal(lead, id)).meter?.now;
    expect(await now()).toEqual({ value: 3.2, day: '2026-03-02' });
    await app.database.db
      .insertInto('column_link')
      .values({ wave_id: later, column_name: 'Time waited', question: 'Waiting' })
      .execute();
    expect(await now()).toEqual({ value: 3.9, day: '2026-09-07' });
  });

  test.skipIf(isAbsent)('[GO1] a measure has a target of its kind, and an owner is here', async () => {
    const { goals } = scene.app;
    const goal = { title: 'Better', measuredBy: 'words', targetWords: 'No letter in two envelopes' };
    const dueOn = '2027-06-30';
    const { goalId: id } = await goals.setGoal(lead, { ...goal, dueOn, target: '5', start: '1' });
    expect(await goals.getGoal(lead, id)).toMatchObject({ target: null, start: null, meter: null });
    const refused = async (fields: Record<string, unknown>) =>
      goals.setGoal(lead, { ...goal, dueOn, ...fields }).then(
        () => 'taken',
        ({ issues }) => issues[0]?.path,
      );
    expect(await refused({ targetWords: '' })).toBe('targetWords');
    expect(await refused({ measuredBy: `series ${seriesId}` })).toBe('target');
    expect(await refused({ measuredBy: 'series gone', target: '5' })).toBe('measuredBy');
    expect(await refused({ measuredBy: 'insight gone', target: '5' })).toBe('measuredBy');
    expect(await refused({ measuredBy: 'guess' })).toBe('measuredBy');
    expect(await refused({ ownerId: 'gone' })).toBe('ownerId');
    expect(await refused({ dueOn: '2027-02-30' })).toBe('dueOn');
  });

  test.skipIf(isAbsent)(
    '[GO1] a change on an older version is refused, and history says what changed',
    async () => {
      const { goals } = scene.app;
      const change = {
        ...{ goalId, version: 1, title: 'Half of the lost calls', measuredBy: `series ${seriesId}` },
        ...{ target: '4,5', dueOn: '2027-09-30', state: 'reached', ownerId: '' },
      };
      await goals.changeGoal(lead, change);
      await expect(goals.changeGoal(lead, change)).rejects.toMatchObject({ code: 'stale' });
      const [line] = await scene.app.access.getHistory(employee, { kind: 'goal', id: goalId });
      expect(line?.changes.map(({ field, from, to }) => [field, from, to])).toEqual([
        ['state', 'open', 'reached'],
        ['owner', 'Ola', null],
        ['dueOn', '2027-06-30', '2027-09-30'],
        ['target', '5', '4.5'],
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[GO5] issues and projects are linked, seen from both, and parted again',
    async () => {
      const { app } = scene;
      const issueId = await app.issues.addIssue(lead, { title: 'Queue' });
      const { number } = await app.issues.getIssue(lead, issueId);
      const projectId = await propose();
      const linked = await app.goals.linkGoal(lead, { goalId, issue: `#${number}` });
      await app.goals.linkGoal(lead, { goalId, project: '1' });
      await expect(app.goals.linkGoal(lead, { goalId, issue: String(number) })).rejects.toMatchObject({
        issues: [{ path: 'issue', message: 'goals.linkedAlready' }],
      });
      await expect(app.goals.linkGoal(lead, { goalId, project: '99' })).rejects.toMatchObject({
        issues: [{ path: 'project', message: 'goals.noSuchProject' }],
      });
      const titles = async (of: { issueIds?: string[]; projectIds?: string[] }) =>
        (await app.goals.listGoalsOf(employee, { issueIds: [], projectIds: [], ...of })).map(
          ({ title }) => title,
        );
      expect(await titles({ issueIds: [issueId] })).toEqual(['Half of the lost calls']);
      expect(await titles({ projectIds: [projectId] })).toEqual(['Half of the lost calls']);
      const steps = async (actor: PersonActor, kind: 'goal' | 'project', id: string) =>
        (await app.trail.getTrail(actor, { kind, id })).map(({ step, state }) => `${state} ${step}`);
      expect(await steps(lead, 'goal', goalId)).toEqual([
        ...['present goal', 'present issue', 'present project', 'missing effect'],
      ]);
      expect(await steps(lead, 'project', projectId)).toContain('present goal');
      const parted = await app.goals.unlinkGoal(lead, { goalId, projectId });
      expect((await app.goals.getGoal(lead, goalId)).projects).toEqual([]);
      await app.undo.takeBack(lead, parted.undoId ?? '');
      expect((await app.goals.getGoal(lead, goalId)).projects).toHaveLength(1);
      await app.undo.takeBack(lead, linked.undoId ?? '');
      expect((await app.goals.getGoal(lead, goalId)).issues).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('[GO6] drafts of others are neither shown nor counted', async () => {
    const { app } = scene;
    await propose();
    await app.goals.linkGoal(lead, { goalId, project: '1' });
    expect((await app.goals.getGoal(employee, goalId)).projects).toEqual([]);
    const counts = async (actor: PersonActor) =>
      (await app.goals.listGoals(actor)).map((goal) => goal.projects);
    expect(await counts(employee)).toEqual([0]);
    expect(await counts(lead)).toEqual([1]);
    const nodes = await app.trail.getTrail(employee, { kind: 'goal', id: goalId });
    expect(JSON.stringify(nodes)).not.toContain('Call back');
  });

  test.skipIf(isAbsent)('[GO5] a press makes an issue with the goal as its origin', async () => {
    const { app } = scene;
    const { issueNumber } = await app.goals.makeIssueOfGoal(lead, {
      goalId,
      title: 'Calls get lost at noon',
    });
    const { id } = await app.issues.getIssueAddress(lead, String(issueNumber));
    expect((await app.issues.getIssue(employee, id)).origin).toEqual({
      ...{ kind: 'goal', goalId, title: 'Half of the lost calls', target: '5 %', dueOn: '2027-06-30' },
    });
    expect((await app.goals.getGoal(lead, goalId)).issues.map(({ number }) => number)).toEqual([issueNumber]);
    // A goal asks for as many as it needs.
    await app.goals.makeIssueOfGoal(lead, { goalId, title: 'Calls get lost at night' });
    expect((await app.goals.listGoals(lead)).map(({ issues }) => issues)).toEqual([2]);
  });

  test.skipIf(isAbsent)('[GO7] goals go to the successor of who leaves', async () => {
    const admin = await scene.person('Ada', ['admin']);
    const next = await scene.person('Next');
    await scene.app.people.switchOff(admin, { personId: employee.id, version: 1, successorId: next.id });
    expect(await scene.app.goals.getGoal(lead, goalId)).toMatchObject({ ownerName: 'Next', version: 2 });
  });
});
