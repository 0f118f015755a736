import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import {
  hireTestCrew,
  moveTestProject,
  proposeTestProject,
  runTestProject,
  versionOf,
  type TestCrew,
} from '../../../tests/test-project.ts';

describe.each(ENGINES)('what rests on one person, on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let crew: TestCrew;
  let projectId: string;
  let applicationId: string;
  let competenceId: string;
  let members: PersonActor[];

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    crew = await hireTestCrew(scene);
    const { people, projects } = scene.app;
    members = [];
    for (const name of ['Anna', 'Bartek', 'Celina', 'Darek']) members.push(await scene.person(name));
    for (const { id } of members) await people.addTeamMember(SYSTEM, { personId: id });
    competenceId = await people.addTeamNeed(SYSTEM, { name: 'Data', wanted: '2' });
    for (const [at, member] of members.entries())
      await people.rateOwnTeam(member, { [`level-${competenceId}`]: at === 0 ? '3' : '1' });
    await projects.saveApplication(SYSTEM, { name: 'CRM', checklist: '', isUsed: 'on' });
    await projects.saveApplication(SYSTEM, { name: 'Shop', checklist: '', isUsed: 'on' });
    applicationId = (await projects.getProjectSettings(SYSTEM)).applications[0]?.id ?? '';
    projectId = await proposeTestProject(scene, crew);
    const at = async () => ({ projectId, version: await versionOf(scene, projectId) });
    await projects.saveTeam(crew.owner, {
      ...{ ...(await at()), competenceIds: [competenceId], needed: ['2'] },
    });
    await projects.saveApplications(crew.owner, { ...(await at()), applicationIds: [applicationId] });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const know = async (people: readonly PersonActor[], by = crew.lead, more: Record<string, unknown> = {}) => {
    const known = await scene.app.projects.listKnownApplications(crew.lead);
    await scene.app.projects.saveApplicationPeople(by, {
      ...{ applicationId, version: known.find(({ id }) => id === applicationId)?.version },
      ...{ personIds: people.map(({ id }) => id), ...more },
    });
  };
  const seen = (reader = crew.lead) => scene.app.projects.findProjectResting(reader, projectId);

  test.skipIf(isAbsent)('[PR66] leads say who knows an application, on the list that they saw', async () => {
    const { projects, access, people } = scene.app;
    await expect(projects.listKnownApplications(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(know([], crew.owner)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(know([], crew.lead, { applicationId: 'gone' })).rejects.toMatchObject({ code: 'not-found' });
    await know(members.slice(0, 2));
    await expect(know([], crew.lead, { version: 1 })).rejects.toMatchObject({ code: 'stale' });
    const gone = await scene.person('Gone');
    await people.switchOff(SYSTEM, { personId: gone.id, version: 1 });
    await expect(know([gone])).rejects.toMatchObject({
      issues: [{ path: 'personIds', message: 'projects.personGone' }],
    });
    const namesOf = async () =>
      (await projects.listKnownApplications(crew.lead)).map(({ name, people: own }) => [
        name,
        own.map((person) => person.name),
      ]);
    expect(await namesOf()).toEqual([
      ['CRM', ['Anna', 'Bartek']],
      ['Shop', []],
    ]);
    const admin = await scene.person('Admin', ['admin']);
    const { lines } = await access.listAudit(admin);
    const line = lines.find(({ action }) => action === 'team.applicationPeople');
    expect(line?.changes).toEqual([{ field: 'knownBy', from: '', to: 'Anna, Bartek' }]);
    // Whoever leaves takes along what they know.
    const anna = members[0];
    await people.switchOff(SYSTEM, { personId: anna?.id, version: 1 });
    expect(await namesOf()).toEqual([
      ['CRM', ['Bartek']],
      ['Shop', []],
    ]);
  });

  test.skipIf(isAbsent)(
    '[PR77] a project tells what one person alone has, by the rights of its reader',
    async () => {
      await know([crew.deputy, crew.stranger]);
      expect(await seen()).toMatchObject({
        competences: [{ name: 'Data', rests: 'one', holder: 'Anna' }],
        applications: [{ name: 'CRM', rests: 'one', holder: 'Daniel Deputy' }],
      });
      // A director reads that it is one person, and not who; an owner reads no levels at all.
      expect((await seen(crew.marketing))?.competences).toMatchObject([{ rests: 'one', holder: null }]);
      expect(await seen(crew.owner)).toMatchObject({
        ...{ competences: null, applications: [{ holder: 'Daniel Deputy' }] },
      });
      expect(await seen(crew.stranger)).toBeUndefined();
      await know([crew.deputy, ...members.slice(0, 1)]);
      expect((await seen())?.applications).toEqual([]);
      await know([]);
      expect((await seen())?.applications).toMatchObject([{ name: 'CRM', rests: 'nobody' }]);
    },
  );

  test.skipIf(isAbsent)(
    '[PR77] the team reads the same of itself, with the projects that need it',
    async () => {
      const { projects } = scene.app;
      await expect(projects.listTeamResting(crew.owner)).rejects.toMatchObject({ code: 'forbidden' });
      await know([crew.deputy]);
      // A draft needs nobody yet; who is not in the team does not count for it.
      expect(await projects.listTeamResting(crew.lead)).toMatchObject({
        ...{ competences: [{ name: 'Data', holder: 'Anna', neededBy: [] }], applications: [] },
      });
      const runningId = await runTestProject(scene, crew, { title: 'Portal' });
      await scene.app.database.db
        .updateTable('project_charter')
        .set({
          content: (
            await scene.app.database.db
              .selectFrom('project_charter')
              .select('content')
              .where('project_id', '=', projectId)
              .executeTakeFirstOrThrow()
          ).content,
        })
        .where('project_id', '=', runningId)
        .execute();
      expect(await projects.listTeamResting(crew.lead)).toMatchObject({
        competences: [{ name: 'Data', neededBy: [{ title: 'Portal' }] }],
        applications: [{ name: 'CRM', rests: 'nobody', neededBy: [{ title: 'Portal' }] }],
      });
    },
  );

  test.skipIf(isAbsent)('[PR110] a year tells whom its projects need and the team has', async () => {
    const { projects } = scene.app;
    const of = async (reader: PersonActor, year: number) =>
      (await projects.listProjectYears(reader)).find((one) => one.year === year)?.needs;
    expect(await of(crew.lead, 2026)).toBeUndefined();
    await moveTestProject(scene, crew.lead, projectId, 'submit');
    const need = { name: 'Data', approved: 0, asked: 2, has: 1, missing: 1 };
    expect(await of(crew.lead, 2026)).toMatchObject([need]);
    expect(await of(crew.marketing, 2027)).toMatchObject([need]);
    expect(await of(crew.lead, 2028)).toBeUndefined();
  });
});
