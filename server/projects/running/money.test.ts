import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_COSTS } from '#lib/projects/running/spend.ts';
import type { Actor } from '#lib/people/person.ts';
import { makeTestApp, SYSTEM, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import {
  hireTestCrew,
  moveTestProject,
  proposeTestProject,
  runTestProject,
  type TestCrew,
} from '../../../tests/test-project.ts';

const DAY_MS = 24 * 60 * 60_000;

describe.each(ENGINES)('the money of a project on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let crew: TestCrew;
  let projectId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    crew = await hireTestCrew(scene);
    projectId = await runTestProject(scene, crew);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const see = (reader: Actor = crew.lead) => scene.app.projects.getMoney(reader, projectId);
  const spend = (amount: string, more: Record<string, unknown> = {}, by: Actor = crew.owner) =>
    scene.app.projects.addCost(by, {
      ...{ projectId, line: 'Phones', amount, spentOn: '2026-11-02', text: 'Headsets', ...more },
    });
  const told = async (kind: string) =>
    (
      await scene.app.database.db
        .selectFrom('notice')
        .select(['person_id', 'occasion'])
        .where('kind', '=', kind)
        .orderBy('occasion')
        .execute()
    ).filter(({ person_id }) => person_id === crew.deputy.id);

  test.skipIf(isAbsent)('[PR57] [PR48] actual and forecast are entered and read inside', async () => {
    await expect(spend('10', {}, crew.stranger)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(spend('10', { spentOn: '2026-11-03' })).rejects.toMatchObject({
      issues: [{ path: 'spentOn', message: 'running.spentLater' }],
    });
    await expect(spend('ten')).rejects.toMatchObject({ code: 'invalid' });
    await spend('600,50');
    await scene.app.projects.saveForecast(crew.owner, { projectId, amount: '1400', text: 'Fewer phones' });
    expect(await see()).toMatchObject({
      ...{ budgetMinor: 150_000, spentMinor: 60_050, lineNames: ['Phones', 'Training'] },
      lines: [{ name: 'Phones', planMinor: 100_000, spentMinor: 60_050 }, { name: 'Training' }],
      forecasts: [{ minor: 140_000, byName: 'Olga Owner' }],
      mayWrite: true,
    });
    expect(await see(crew.stranger)).toBeNull();
    const draft = await proposeTestProject(scene, crew, { title: 'Later', stages: [] });
    await expect(spend('1', { projectId: draft })).rejects.toMatchObject({ reason: 'running.noMoneyYet' });
  });

  test.skipIf(isAbsent)('[PR57] a cost that was wrong is removed, and comes back', async () => {
    await spend('600');
    const costId = (await see())?.costs[0]?.id;
    const { undoId } = await scene.app.projects.removeCost(crew.deputy, { projectId, costId });
    expect((await see())?.spentMinor).toBe(0);
    await scene.app.undo.takeBack(crew.deputy, undoId ?? '');
    expect((await see())?.costs).toMatchObject([{ id: costId, byName: 'Olga Owner', minor: 60_000 }]);
  });

  test.skipIf(isAbsent)('[PR58] shares of the budget are told once, and a forecast above it', async () => {
    const { projects } = scene.app;
    const { rules } = await projects.getProjectSettings(SYSTEM);
    await projects.saveProjectRules(SYSTEM, { ...rules, spendShares: '50, 100', lightLimit: '' });
    await spend('749');
    expect(await told('project.spent')).toEqual([]);
    await spend('1');
    await spend('1');
    expect(await told('project.spent')).toMatchObject([{ occasion: '50 150000' }]);
    await spend('749');
    expect(await told('project.overspent')).toMatchObject([{ occasion: '100 150000' }]);
    await projects.saveForecast(crew.owner, { projectId, amount: '1500', text: 'As planned' });
    expect(await told('project.forecast')).toEqual([]);
    await projects.saveForecast(crew.owner, { projectId, amount: '1500.01', text: 'A little more' });
    expect(await told('project.forecast')).toHaveLength(1);
    await expect(
      projects.saveProjectRules(SYSTEM, { ...rules, version: 1, spendShares: '0', lightLimit: '' }),
    ).rejects.toMatchObject({ issues: [{ path: 'spendShares', message: 'running.sharesWrong' }] });
  });

  test.skipIf(isAbsent)('[PR57] so many costs are kept, and not one more', async () => {
    const row = { project_id: projectId, line: '', minor: 1, spent_on: '2026-11-02', text: 'x', at_ms: 1 };
    await scene.app.database.db
      .insertInto('project_cost')
      .values(
        Array.from({ length: MOST_COSTS - 1 }, (_, i) => ({ ...row, id: `c${i}`, by_id: crew.owner.id })),
      )
      .execute();
    await spend('1');
    await expect(spend('1')).rejects.toMatchObject({ reason: 'running.tooManyCosts' });
  });

  test.skipIf(isAbsent)('[PR54] before its day a project on hold is remembered', async () => {
    const { projects } = scene.app;
    await moveTestProject(scene, crew.owner, projectId, 'hold', { reason: 'Ice', until: '2026-11-12' });
    expect(await projects.remindOfHolds()).toEqual({ reminded: 0 });
    scene.clock.nowMs += 8 * DAY_MS;
    expect(await projects.remindOfHolds()).toEqual({ reminded: 1 });
    await projects.remindOfHolds();
    expect(await told('project.resume')).toHaveLength(1);
    await moveTestProject(scene, crew.owner, projectId, 'resume');
    expect(await projects.remindOfHolds()).toEqual({ reminded: 0 });
  });
});
