import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { moveTo } from '../../tests/workshop-steps.ts';

const FORM = { title: 'Waits', problem: 'Long waits', goal: 'Know why', template: '5m', language: 'en' };

describe.each(ENGINES)('what becomes of causes on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let deputy: PersonActor;
  let workshopId: string;
  let ids: string[];

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    deputy = await scene.person('Ola');
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
    await scene.app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      if (!bone) throw new Error('no bone');
      const editor = createEditor(board, 'test');
      const add = (text: string) => addCause(editor, { parent: bone.id, after: 'end' }, text, null);
      ids = ['Queue', 'Slow app', 'Long form', 'No staff', '  '].map(add);
    });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const some = (...at: number[]): string[] => at.map((index) => ids[index] ?? '');
  const send = (causeIds: string[], change: object = {}) =>
    scene.app.issues.sendCauses(lead, { workshopId, causeIds, ...change });
  const propose = (causeIds: string[], change: object = {}, actor: PersonActor = lead) =>
    scene.app.projects.proposeOfCauses(actor, {
      ...{ workshopId, causeIds, as: 'each', aim: 'Nobody waits', budget: '100', currency: 'PLN' },
      ...{ ownerId: lead.id, deputyId: deputy.id, startsOn: '2027-11-03', endsOn: '2027-12-03' },
      ...change,
    });
  const titles = (things: readonly { title: string }[]): string[] => things.map(({ title }) => title).sort();
  const stepsOf = async (kind: 'issue' | 'project' | 'workshop', id: string) =>
    (await scene.app.trail.getTrail(lead, { kind, id })).map((node) =>
      node.state === 'present' ? `${node.step} ${1 + node.also.length}` : `${node.state} ${node.step}`,
    );

  test.skipIf(isAbsent)(
    '[WS153] causes become one issue together, with its trail to every one of them',
    async () => {
      await moveTo(scene.app, lead, workshopId, 'vote');
      const stepId = (await scene.app.workshop.getWorkshop(lead, workshopId)).workshop.position;
      await scene.app.workshop.castDots(lead, { workshopId, stepId, causeId: ids[1], dots: 2 });
      await moveTo(scene.app, lead, workshopId, 'wrapup');
      const { added, known } = await send(some(0, 1, 2), { as: 'together', title: 'Service is slow' });
      expect([added.map(({ number, title }) => [number, title]), known]).toEqual([
        [[1, 'Service is slow']],
        [],
      ]);
      const [issue] = await scene.app.issues.listIssues(lead);
      expect(issue?.origin).toMatchObject({
        kind: 'cause',
        text: 'Slow app', // most dots stand for the rest
        result: { vote: { dots: 2, voters: 1 } },
        others: [{ text: 'Queue' }, { text: 'Long form' }],
      });
      expect(issue?.description).toBe('- Slow app\n- Queue\n- Long form');
      expect(await stepsOf('issue', issue?.id ?? '')).toEqual([
        'meeting 1',
        'cause 3',
        'issue 1',
        'missing project',
        'missing effect',
      ]);
      const untitled = await send(some(3), { as: 'together', title: 'Not needed for one' });
      expect(titles(untitled.added)).toEqual(['No staff']);
    },
  );

  test.skipIf(isAbsent)('[WS155] sent again, it says what is new and names what was there', async () => {
    const first = await send(some(0, 1));
    const again = await send(some(0, 1, 2));
    expect([titles(again.added), titles(again.known)]).toEqual([['Long form'], ['Queue', 'Slow app']]);
    expect(again.known.map(({ id }) => id).sort()).toEqual(first.added.map(({ id }) => id).sort());
    // One in an issue of its own stays there, and only the others come together.
    const together = await send(some(2, 3), { as: 'together', title: 'Both' });
    expect([titles(together.added), titles(together.known)]).toEqual([['No staff'], ['Long form']]);
    expect((await scene.app.issues.listIssues(lead)).length).toBe(4);
    const blank = await send(some(4));
    expect([blank.added, blank.known]).toEqual([[], []]);
    await expect(send(['another board’s'])).rejects.toMatchObject({ reason: 'issues.causes.gone' });
  });

  test.skipIf(isAbsent)('[WS155] of two presses at once every cause is on the list once', async () => {
    const both = await Promise.all([send(some(0, 1, 2)), send(some(2, 1, 0))]);
    expect(both.reduce((sum, { added }) => sum + added.length, 0)).toBe(3);
    expect((await scene.app.issues.listIssues(lead)).length).toBe(3);
  });

  test.skipIf(isAbsent)(
    '[WS153] sending again renews what the room found of a cause among others',
    async () => {
      await send(some(0, 1), { as: 'together' });
      await moveTo(scene.app, lead, workshopId, 'vote');
      const stepId = (await scene.app.workshop.getWorkshop(lead, workshopId)).workshop.position;
      await scene.app.workshop.castDots(lead, { workshopId, stepId, causeId: ids[1], dots: 3 });
      await moveTo(scene.app, lead, workshopId, 'wrapup');
      await send(some(1));
      const [issue] = await scene.app.issues.listIssues(lead);
      expect(issue?.origin).toMatchObject({
        text: 'Queue',
        others: [{ text: 'Slow app', result: { vote: { dots: 3 } } }],
      });
    },
  );

  test.skipIf(isAbsent)('[WS154] candidate projects, one each, with an issue of every cause', async () => {
    await send(some(0));
    const outcome = await propose(some(0, 1));
    expect([titles(outcome.projects), titles(outcome.added), titles(outcome.known)]).toEqual([
      ['Queue', 'Slow app'],
      ['Slow app'],
      ['Queue'],
    ]);
    const projects = await scene.app.projects.listProjects(lead);
    expect(projects.map(({ state }) => state)).toEqual(['draft', 'draft']);
    expect((await scene.app.issues.listIssues(lead)).map(({ state }) => state)).toEqual([
      'project',
      'project',
    ]);
    const queue = projects.find(({ title }) => title === 'Queue');
    expect(await stepsOf('project', queue?.id ?? '')).toEqual([
      'meeting 1',
      'cause 1',
      'issue 1',
      'project 1',
      'missing effect',
    ]);
  });

  test.skipIf(isAbsent)(
    '[WS154] one project together deals with all its issues, from first to last',
    async () => {
      const { projects, issues } = scene.app;
      await send(some(0));
      const outcome = await propose(some(0, 1, 2), { as: 'together', title: 'Faster service' });
      expect([titles(outcome.projects), outcome.added.length, outcome.known.length]).toEqual([
        ['Faster service'],
        2,
        1,
      ]);
      const [project] = await projects.listProjects(lead);
      expect((await projects.getProject(lead, project?.id ?? '')).issues.map(({ number }) => number)).toEqual(
        [1, 2, 3],
      );
      expect(await stepsOf('project', project?.id ?? '')).toEqual([
        'meeting 1',
        'cause 3',
        'issue 3',
        'project 1',
        'missing effect',
      ]);
      expect(await stepsOf('workshop', workshopId)).toContain('project 1');
      // Each of its issues leads to it, and none can be in a second one.
      const listed = await issues.listIssues(lead);
      for (const { id, version } of listed) {
        expect(titles(await issues.listProjectsOf(lead, id))).toEqual(['Faster service']);
        const change = { issueId: id, version, title: 'x', description: '', state: 'dropped' };
        await expect(issues.changeIssue(lead, change)).rejects.toMatchObject({ reason: 'issues.hasProject' });
      }
      await projects.advanceProject(lead, {
        ...{ projectId: project?.id, version: project?.version, move: 'stop', reason: 'No money' },
      });
      expect((await issues.listIssues(lead)).map(({ state }) => state)).toEqual(['open', 'open', 'open']);
    },
  );

  test.skipIf(isAbsent)(
    '[WS155] proposed again, nothing is there twice and what is there is named',
    async () => {
      await propose(some(0, 1), { as: 'together', title: 'Faster service' });
      const again = await propose(some(0, 1));
      expect([again.projects, titles(again.running), again.added, again.known.length]).toEqual([
        [],
        ['Faster service'],
        [],
        2,
      ]);
      const more = await propose(some(0, 2));
      expect([titles(more.projects), titles(more.running)]).toEqual([['Long form'], ['Faster service']]);
      const { added } = await send(some(3));
      const [dropped] = added;
      await scene.app.issues.changeIssue(lead, {
        ...{ issueId: dropped?.id, version: 1, title: 'No staff', description: '', state: 'dropped' },
      });
      const settled = await propose(some(3));
      expect([settled.projects, titles(settled.settled)]).toEqual([[], ['No staff']]);
      expect((await scene.app.projects.listProjects(lead)).length).toBe(2);
    },
  );

  test.skipIf(isAbsent)(
    '[WS154] a refusal leaves nothing behind, and who may not propose proposes nothing',
    async () => {
      const { projects, issues } = scene.app;
      await expect(propose(some(0), { deputyId: 'gone' })).rejects.toMatchObject({ code: 'invalid' });
      await expect(propose(some(0), { as: 'together' })).rejects.toMatchObject({
        issues: [{ path: 'title', message: 'form.required' }],
      });
      await expect(propose(some(0), { endsOn: '2020-01-01', startsOn: '2020-01-01' })).rejects.toMatchObject({
        issues: [{ path: 'endsOn', message: 'form.pastDay' }],
      });
      const outside = await scene.person('Olaf', ['lead']);
      await expect(propose(some(0), {}, outside)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(propose(some(0), {}, deputy)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(issues.listSendable(outside, workshopId)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(issues.listSendable(NOBODY, workshopId)).rejects.toMatchObject({ code: 'not-signed-in' });
      expect([await issues.listIssues(lead), await projects.listProjects(lead)]).toEqual([[], []]);
    },
  );

  test.skipIf(isAbsent)('[WS155] every cause is listed with the issue that it is in', async () => {
    await send(some(1, 2), { as: 'together', title: 'Both' });
    const causes = await scene.app.issues.listSendable(lead, workshopId);
    expect(causes.map(({ text, issue }) => [text, issue?.number ?? null])).toEqual([
      ['Queue', null],
      ['Slow app', 1],
      ['Long form', 1],
      ['No staff', null],
    ]);
  });
});
