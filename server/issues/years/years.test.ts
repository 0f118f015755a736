import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EMPTY_CHARTER } from '#lib/projects/charter/charter.ts';
import { MOST_CANDIDATES, MOST_IN_YEAR } from '#lib/issues/years/year-plan.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

describe.each(ENGINES)('years of issues on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ids: string[];

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    scene.clock.nowMs = Date.parse('2026-11-30T09:00:00Z');
    lead = await scene.person('Lena Lead', ['lead']);
    ids = [];
    for (const title of ['Queue', 'Menu', 'Invoice'])
      ids.push(await scene.app.issues.addIssue(lead, { title }));
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const plan = (issueId = '', year: number | '' = 2026, beforeId = '') =>
    scene.app.issues.planIssue(lead, { issueId, year, beforeId });
  const titles = async (reader: PersonActor = lead) =>
    (await scene.app.issues.getYearPlan(reader)).years.map(({ issues }) => issues.map(({ title }) => title));
  const makeProject = async (budget: string, currency: string, issueId: string) =>
    scene.app.projects.proposeProject(lead, {
      ...{ issueId, title: 'Shorter queue', aim: 'Nobody waits', budget, currency },
      ...{ ownerId: lead.id, deputyId: (await scene.person('Dora')).id },
      ...{ startsOn: '2026-12-01', endsOn: '2027-01-31' },
    });

  test.skipIf(isAbsent)('every command refuses who may not use it', async () => {
    const { issues } = scene.app;
    await expect(issues.getYearPlan(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(issues.planIssue(NOBODY, {})).rejects.toMatchObject({ code: 'not-signed-in' });
    const employee = await scene.person('Employee');
    await expect(issues.planIssue(employee, {})).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)('[IS56] issues are put into years in an order, moved and taken out', async () => {
    const [queue = '', menu = '', invoice = ''] = ids;
    await plan(queue);
    await plan(menu);
    await plan(invoice, 2026, menu);
    expect(await titles()).toEqual([['Queue', 'Invoice', 'Menu'], []]);
    await plan(queue, 2027);
    await plan(menu, 2026, invoice);
    expect(await titles()).toEqual([['Menu', 'Invoice'], ['Queue']]);
    await plan(invoice, '');
    expect(await titles(await scene.person('Reader'))).toEqual([['Menu'], ['Queue']]);
    expect((await scene.app.issues.getYearPlan(lead)).candidates.map(({ id }) => id)).toEqual([invoice]);
    await expect(plan(queue, 2028)).rejects.toMatchObject({ issues: [{ path: 'year' }] });
    await expect(plan('gone')).rejects.toMatchObject({ code: 'not-found' });
    const lines = await scene.app.access.getHistory(lead, { kind: 'issue', id: queue });
    expect(lines[0]).toMatchObject({
      action: 'issue.plan',
      changes: [{ field: 'year', from: '2026', to: '2027' }],
    });
  });

  test.skipIf(isAbsent)(
    '[IS56] budgets are summed by currency, once a project, for leads and directors',
    async () => {
      const [queue = '', menu = '', invoice = ''] = ids;
      const projectId = await makeProject('1000', 'PLN', queue);
      await makeProject('50', 'EUR', menu);
      // The same project deals with two issues of the list.
      await scene.app.database.db
        .insertInto('project_issue')
        .values({ project_id: projectId, issue_id: invoice })
        .execute();
      for (const id of ids) await plan(id);
      const another = await scene.app.issues.addIssue(lead, { title: 'Letter' });
      await plan(another);
      const [thisYear] = (await scene.app.issues.getYearPlan(lead)).years;
      expect(thisYear?.budget?.sums.toSorted((one, other) => one.minor - other.minor)).toEqual([
        { currency: 'EUR', minor: 5000 },
        { currency: 'PLN', minor: 100_000 },
      ]);
      expect(thisYear?.budget?.withoutProject).toBe(1);
      // Whoever does not know of drafts cannot count them either.
      const reader = await scene.person('Reader');
      expect((await scene.app.issues.getYearPlan(reader)).years.map(({ budget }) => budget)).toEqual([
        null,
        null,
      ]);
      await scene.app.database.db
        .updateTable('project')
        .set({ state: 'declined' })
        .where('id', '=', projectId)
        .execute();
      const [later] = (await scene.app.issues.getYearPlan(lead)).years;
      expect(later?.budget).toEqual({
        ...{ sums: [{ currency: 'EUR', minor: 5000 }], withoutProject: 3, competences: [] },
      });
    },
  );

  test.skipIf(isAbsent)(
    '[IS73] competences of the charters are summed, once a project, for leads and directors',
    async () => {
      const [queue = '', menu = ''] = ids;
      const { db } = scene.app.database;
      const need = (competenceId: string, needed: number) => ({ competenceId, name: competenceId, needed });
      const projects = [await makeProject('1000', 'PLN', queue), await makeProject('50', 'EUR', menu)];
      const needs = [[need('Data', 2), need('Law', 1)], [need('Data', 1)]];
      for (const [at, project_id] of projects.entries())
        await db
          .insertInto('project_charter')
          .values({ project_id, content: JSON.stringify({ ...EMPTY_CHARTER, needs: needs[at] ?? [] }) })
          .onConflict((conflict) =>
            conflict.column('project_id').doUpdateSet((eb) => ({ content: eb.ref('excluded.content') })),
          )
          .execute();
      // The first project deals with two issues of the list.
      await db
        .insertInto('project_issue')
        .values({ project_id: projects[0] ?? '', issue_id: ids[2] ?? '' })
        .execute();
      for (const id of ids) await plan(id);
      const [thisYear, nextYear] = (await scene.app.issues.getYearPlan(lead)).years;
      expect(thisYear?.budget?.competences.map(({ name, people }) => [name, people])).toEqual([
        ['Data', 3],
        ['Law', 1],
      ]);
      expect(nextYear?.budget?.competences).toEqual([]);
      const reader = await scene.person('Reader');
      expect(JSON.stringify(await scene.app.issues.getYearPlan(reader))).not.toContain('Law');
    },
  );

  test.skipIf(isAbsent)(
    '[IS56] what is merged leaves its year, and is there again when that is undone',
    async () => {
      const [queue = '', menu = ''] = ids;
      await plan(queue);
      await plan(menu);
      const { number } = await scene.app.issues.getIssue(lead, menu);
      const { undoId } = await scene.app.issues.mergeIssues(lead, { fromId: queue, into: String(number) });
      expect(await titles()).toEqual([['Menu'], []]);
      await scene.app.undo.takeBack(lead, undoId ?? '');
      expect(await titles()).toEqual([['Queue', 'Menu'], []]);
    },
  );

  test.skipIf(isAbsent)('[IS56] a year holds so many issues, and so many candidates are shown', async () => {
    const { db } = scene.app.database;
    const row = await db.selectFrom('issue').selectAll().executeTakeFirstOrThrow();
    const copies = Array.from({ length: MOST_IN_YEAR - 1 }, (_, at) => ({
      ...row,
      ...{ id: `copy-${at}`, number: 1000 + at, plan_year: 2026, plan_place: at },
    }));
    await db.insertInto('issue').values(copies).execute();
    await plan(ids[0]);
    await expect(plan(ids[1])).rejects.toMatchObject({ reason: 'years.full' });
    // One that is in it is still moved.
    await plan(ids[0], 2026, 'copy-0');
    const free = Array.from({ length: MOST_CANDIDATES - 2 }, (_, at) => ({
      ...row,
      ...{ id: `free-${at}`, number: 5000 + at },
    }));
    await db.insertInto('issue').values(free).execute();
    expect(await scene.app.issues.getYearPlan(lead)).toMatchObject({ more: 0 });
    await scene.app.issues.addIssue(lead, { title: 'One more' });
    const { candidates, more } = await scene.app.issues.getYearPlan(lead);
    expect([candidates.length, more]).toEqual([MOST_CANDIDATES, 1]);
  });
});
