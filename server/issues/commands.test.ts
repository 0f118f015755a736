import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PLAIN_QUERY, withFilter } from '#lib/base/table-query.ts';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { moveTo } from '../../tests/workshop-steps.ts';
import {} from './commands.ts';

describe.each(ENGINES)('issues on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  /** So many people whom nobody knows rate an issue alike. */
  const rateBy = async (issueId: string, count: number, rating: { importance: number; urgency: number }) => {
    for (let rater = 0; rater < count; rater++) {
      const person = await scene.person(`Rater ${rater}`);
      await scene.app.issues.rateIssue(person, { issueId, ...rating });
    }
  };

  test.skipIf(isAbsent)('every command refuses who may not use it', async () => {
    const { issues } = scene.app;
    const employee = await scene.person('Employee');
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [employee, 'forbidden'],
    ] as const) {
      await expect(issues.changeIssue(actor, {})).rejects.toMatchObject({ code });
      await expect(issues.sendCauses(actor, {})).rejects.toMatchObject({ code });
    }
    const code = 'not-signed-in';
    await expect(issues.addIssue(NOBODY, {})).rejects.toMatchObject({ code });
    await expect(issues.listIssues(NOBODY)).rejects.toMatchObject({ code });
    await expect(issues.listIssueNumbers(NOBODY, PLAIN_QUERY)).rejects.toMatchObject({ code });
    await expect(issues.getIssueRows(NOBODY, PLAIN_QUERY, 0)).rejects.toMatchObject({ code });
    await expect(issues.getIssueList(NOBODY)).rejects.toMatchObject({ code });
    await expect(issues.countUnrated(NOBODY)).rejects.toMatchObject({ code });
    await expect(issues.listProjectsOf(NOBODY, '')).rejects.toMatchObject({ code });
    await expect(issues.getIssueAddress(NOBODY, '1')).rejects.toMatchObject({ code });
    await expect(issues.getIssue(NOBODY, '')).rejects.toMatchObject({ code });
    await expect(issues.rateIssue(NOBODY, {})).rejects.toMatchObject({ code });
  });

  test.skipIf(isAbsent)(
    '[IS1] [IS2] [IS5] ratings are counted once a person, and totals wait for one’s own',
    async () => {
      const { issues } = scene.app;
      const id = await issues.addIssue(lead, { title: 'Nobody answers the phone' });
      const ola = await scene.person('Ola');
      const piotr = await scene.person('Piotr');
      await issues.rateIssue(ola, { issueId: id, importance: '1', urgency: '1' });
      await issues.rateIssue(ola, { issueId: id, importance: '5', urgency: '4' });
      expect(await issues.getIssue(piotr, id)).toMatchObject({
        raters: 1,
        mine: undefined,
        priority: undefined,
      });
      await issues.rateIssue(piotr, { issueId: id, importance: '4', urgency: '2' });
      for (const reader of [lead, piotr]) {
        expect(await issues.getIssue(reader, id)).toMatchObject({ raters: 2, priority: undefined });
      }
      await issues.rateIssue(lead, { issueId: id, importance: '3', urgency: '3' });
      const expected = { raters: 3, importance: 4, urgency: 3, band: 'this-year' };
      expect((await issues.getIssue(piotr, id)).priority).toMatchObject(expected);
      expect((await issues.getIssue(lead, id)).priority).toMatchObject(expected);
      const stranger = await scene.person('Not a rater');
      expect(await issues.getIssue(stranger, id)).toMatchObject({
        priority: undefined,
        isTotalHidden: true,
      });
    },
  );

  test.skipIf(isAbsent)(
    '[IS5] a fourth rating moves no total, and what totals were made of stays as it is',
    async () => {
      const { issues } = scene.app;
      const id = await issues.addIssue(lead, { title: 'Nobody answers the phone' });
      await rateBy(id, 3, { importance: 5, urgency: 5 });
      const fourth = await scene.person('Fourth');
      await issues.rateIssue(fourth, { issueId: id, importance: '1', urgency: '1' });
      expect(await issues.getIssue(lead, id)).toMatchObject({
        raters: 4,
        priority: { raters: 3, importance: 5 },
      });
      const again = { issueId: id, importance: '5', urgency: '5' };
      await expect(issues.rateIssue(fourth, again)).rejects.toMatchObject({
        code: 'read-only',
        reason: 'issues.ratingFinal',
      });
      await rateBy(id, 2, { importance: 1, urgency: 1 });
      expect((await issues.getIssue(lead, id)).priority).toMatchObject({ raters: 6, importance: 3 });
    },
  );

  test.skipIf(isAbsent)('[IS5] ratings of the same moment are all counted', async () => {
    const id = await scene.app.issues.addIssue(lead, { title: 'Nobody answers the phone' });
    const raters = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => scene.person(`Rater ${number}`)));
    await Promise.all(
      raters.map((rater) =>
        scene.app.issues.rateIssue(rater, { issueId: id, importance: '2', urgency: '4' }),
      ),
    );
    expect(await scene.app.issues.getIssue(lead, id)).toMatchObject({
      raters: 6,
      priority: { raters: 6, importance: 2, urgency: 4 },
    });
  });

  test.skipIf(isAbsent)('[IS12] [IS11] the list comes in pieces, the matrix in squares', async () => {
    const { issues } = scene.app;
    for (let number = 0; number < 55; number++) {
      const id = await issues.addIssue(lead, { title: `Issue ${number}` });
      scene.clock.nowMs += 1;
      if (number < 4) await rateBy(id, 3, { importance: number < 2 ? 5 : 2, urgency: 5 });
    }
    const first = await issues.getIssueList(lead);
    expect([first.total, first.all, first.issues.length]).toEqual([55, 55, 50]);
    const second = await issues.getIssueRows(lead, PLAIN_QUERY, 50);
    expect(second).toHaveLength(5);
    for (const offset of [Number.NaN, -3, 0.5])
      expect(await issues.getIssueRows(lead, PLAIN_QUERY, offset)).toEqual(first.issues);
    const all = [...first.issues, ...second].map(({ title }) => title);
    expect(new Set(all).size).toBe(55);
    expect(all.slice(0, 5)).toEqual(['Issue 1', 'Issue 0', 'Issue 3', 'Issue 2', 'Issue 54']);
    expect(first.marks).toMatchObject([
      { cell: { importance: 15, urgency: 15 }, count: 2, first: { number: 2 } },
      { cell: { importance: 4, urgency: 15 }, count: 2, first: { number: 4 } },
    ]);
    const area = withFilter(PLAIN_QUERY, 'area', ['4-15']);
    const square = await issues.getIssueList(lead, area);
    expect(square.issues.map(({ title }) => title)).toEqual(['Issue 3', 'Issue 2']);
    // The matrix still shows what lies around the area that was chosen in it.
    expect([square.marks.length, square.total, square.outside]).toEqual([2, 2, 51]);
    const stranger = await scene.person('Not a rater');
    const theirs = await issues.getIssueList(stranger, area);
    expect([theirs.issues, theirs.marks, theirs.hidden]).toEqual([[], [], 4]);
    // Nor does the order tell what is secret.
    const sorted = await issues.getIssueList(stranger, {
      ...PLAIN_QUERY,
      sort: { key: 'importance', isDescending: true },
    });
    expect(sorted.issues.map(({ title }) => title)).toEqual(
      (await issues.getIssueList(stranger)).issues.map(({ title }) => title),
    );
    expect((await issues.getIssueList(stranger)).issues[0]?.title).toBe('Issue 54');
    expect(await issues.countUnrated(stranger)).toBe(55);
  });

  test.skipIf(isAbsent)('[IS1] a rating beyond the scale is refused', async () => {
    const id = await scene.app.issues.addIssue(lead, { title: 'x' });
    const rate = { issueId: id, importance: 6, urgency: 0 };
    await expect(scene.app.issues.rateIssue(lead, rate)).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ path: 'importance' }, { path: 'urgency' }],
    });
  });

  test.skipIf(isAbsent)('[IS7] a cause becomes an issue once, with its place on the diagram', async () => {
    const { workshop, issues, sync } = scene.app;
    const form = { title: 'Waits', problem: 'Long waits', goal: 'Know why', template: '5m', language: 'en' };
    const workshopId = await workshop.createWorkshop(lead, form);
    const ids: string[] = [];
    await sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      if (!bone) throw new Error('no bone');
      const editor = createEditor(board, 'test');
      const first = addCause(editor, { parent: bone.id, after: 'end' }, 'Too few people', null);
      ids.push(first, addCause(editor, { parent: first, after: 'end' }, 'Nobody trains newcomers', null));
    });
    expect(await issues.sendCauses(lead, { workshopId, causeIds: ids.slice(1) })).toMatchObject({
      added: [{ number: 1, title: 'Nobody trains newcomers' }],
      known: [],
    });
    expect(await issues.sendCauses(lead, { workshopId, causeIds: ids.slice(1) })).toMatchObject({
      added: [],
      known: [{ number: 1 }],
    });
    const [issue] = await issues.listIssues(lead);
    expect(issue).toMatchObject({
      title: 'Nobody trains newcomers',
      origin: { kind: 'cause', workshopTitle: 'Waits', path: ['People', 'Too few people'] },
    });
  });

  test.skipIf(isAbsent)(
    '[IS10] a cause brings what its room found, renewed when it is sent again, until the list rates it',
    async () => {
      const { workshop, issues, sync } = scene.app;
      const form = {
        title: 'Waits',
        problem: 'Long waits',
        goal: 'Know why',
        template: '5m',
        language: 'en',
      };
      const workshopId = await workshop.createWorkshop(lead, form);
      let causeId = '';
      await sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
        const board = openFishbone(doc);
        const parent = readFishbone(board).fishbone.bones[0]?.id;
        if (!parent) throw new Error('no bone');
        causeId = addCause(createEditor(board, 'test'), { parent, after: 'end' }, 'Too few people', null);
      });
      await issues.sendCauses(lead, { workshopId, causeIds: [causeId] });
      const [before] = await issues.listIssues(lead);
      expect(before?.priority).toBeUndefined();

      await moveTo(scene.app, lead, workshopId, 'vote');
      const stepId = (await workshop.getWorkshop(lead, workshopId)).workshop.position;
      await workshop.castDots(lead, { workshopId, stepId, causeId, dots: 2 });
      await moveTo(scene.app, lead, workshopId, 'rate');
      const rateId = (await workshop.getWorkshop(lead, workshopId)).workshop.position;
      await workshop.rateCause(lead, { workshopId, stepId: rateId, causeId, importance: 5, urgency: 2 });
      await moveTo(scene.app, lead, workshopId, 'wrapup');
      expect((await issues.sendCauses(lead, { workshopId, causeIds: [causeId] })).added).toEqual([]);
      const [issue] = await issues.listIssues(lead);
      expect(issue?.priority).toMatchObject({
        raters: 1,
        importance: 5,
        urgency: 2,
        band: 'following-years',
      });
      expect(issue?.origin).toMatchObject({
        result: {
          vote: { dots: 2, voters: 1 },
          rating: { raters: 1, importance: { mean: 5, spread: 0, balanced: 5 } },
          status: 'possible',
        },
      });
      await rateBy(issue?.id ?? '', 2, { importance: 1, urgency: 1 });
      expect((await issues.listIssues(lead))[0]?.priority).toMatchObject({ raters: 1, importance: 5 });
      await issues.rateIssue(lead, { issueId: issue?.id, importance: 1, urgency: 1 });
      expect((await issues.listIssues(lead))[0]?.priority).toMatchObject({ raters: 3, importance: 1 });
    },
  );

  test.skipIf(isAbsent)('[IS9] what is still open stands first, however urgent the rest was', async () => {
    const { issues } = scene.app;
    const titles = ['Waited for', 'Dropped', 'Small', 'Unrated'];
    const ids = new Map<string, string>();
    for (const title of titles) ids.set(title, await issues.addIssue(lead, { title }));
    const rate = (title: string, value: number) =>
      rateBy(ids.get(title) ?? '', 3, { importance: value, urgency: value });
    await rate('Dropped', 5);
    await rate('Waited for', 4);
    await rate('Small', 2);
    const change = { version: 1, title: 'Dropped', description: '', state: 'dropped' };
    await issues.changeIssue(lead, { ...change, issueId: ids.get('Dropped') });
    const listed = await issues.listIssues(lead);
    expect(listed.map((issue) => issue.title)).toEqual(['Waited for', 'Small', 'Unrated', 'Dropped']);
  });

  test.skipIf(isAbsent)('[IS8] a stale change is refused with the newer state', async () => {
    const { issues } = scene.app;
    const id = await issues.addIssue(lead, { title: 'First wording' });
    const change = { issueId: id, version: 1, title: 'Second wording', description: '', state: 'open' };
    await issues.changeIssue(lead, change);
    await expect(issues.changeIssue(lead, { ...change, title: 'Third' })).rejects.toMatchObject({
      code: 'stale',
      current: { title: 'Second wording' },
    });
  });

  test.skipIf(isAbsent)(
    '[IS13] issues that come at the same moment get numbers one after the other',
    async () => {
      const { issues } = scene.app;
      const titles = Array.from({ length: 20 }, (_, at) => `Issue ${at}`);
      const ids = await Promise.all(titles.map((title) => issues.addIssue(lead, { title })));
      const found = await Promise.all(ids.map((id) => issues.getIssueAddress(lead, id)));
      expect(found.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
        titles.map((_, at) => at + 1),
      );
      for (const address of found)
        expect(await issues.getIssueAddress(lead, String(address.number))).toEqual(address);
      for (const unknown of ['21', '0', '01', '-1', '1.0', '99999999999999999999', 'x'])
        await expect(issues.getIssueAddress(lead, unknown)).rejects.toMatchObject({ code: 'not-found' });
    },
  );
});
