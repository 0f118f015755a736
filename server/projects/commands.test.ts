import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#lib/people/permissions.ts';
import type { DepartmentId } from '#lib/people/person.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

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
      return { ...(await scene.person(name, roles, departmentId)), departmentId };
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
  const move = async (actor: PersonActor, id: string, name: string) =>
    scene.app.projects.advanceProject(actor, {
      projectId: id,
      version: (await read(id)).version,
      move: name,
    });
  const decide = async (actor: PersonActor, id: string, isApproved: boolean, reason = '') =>
    scene.app.projects.decideProject(actor, {
      projectId: id,
      version: (await read(id)).version,
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
    await expect(projects.mayDecide(NOBODY, '')).rejects.toMatchObject({ code });
    await expect(projects.advanceProject(NOBODY, {})).rejects.toMatchObject({ code });
    await expect(projects.reportProject(NOBODY, {})).rejects.toMatchObject({ code });
  });

  test.skipIf(isAbsent)('[PR1] the deputy is somebody else, and all wrong fields are named', async () => {
    const wrong = { ...form(), deputyId: owner.id, budget: 'much', endsOn: '2026-01-01' };
    const refusal = scene.app.projects.proposeProject(lead, wrong);
    await expect(refusal).rejects.toMatchObject({ code: 'invalid' });
    await expect(refusal).rejects.toMatchObject({
      issues: expect.arrayContaining([{ path: 'budget', message: 'form.number' }]),
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
      expect(await scene.app.projects.mayDecide(marketing, id)).toBe(true);
      await decide(marketing, id, true);
      expect((await read(id)).state).toBe('submitted');
      expect(await scene.app.projects.mayDecide(marketing, id)).toBe(false);
      await expect(decide(marketing, id, true)).rejects.toMatchObject({ reason: 'projects.alreadyDecided' });
      await decide(service, id, true);
      expect((await read(id)).state).toBe('approved');
      await move(owner, id, 'start');
      await scene.app.projects.reportProject(deputy, {
        projectId: id,
        health: 'at-risk',
        text: 'Supplier is late',
      });
      await move(deputy, id, 'finish');
      expect((await scene.app.issues.getIssue(lead, issueId)).state).toBe('done');
    },
  );

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

  test.skipIf(isAbsent)('[PR4] a director does not decide about a project of their own', async () => {
    const id = await scene.app.projects.proposeProject(lead, { ...form(), deputyId: marketing.id });
    await move(lead, id, 'submit');
    await expect(decide(marketing, id, true)).rejects.toMatchObject({ reason: 'projects.ownProject' });
  });

  test.skipIf(isAbsent)('[PR2] a stale click moves nothing', async () => {
    const id = await scene.app.projects.proposeProject(lead, form());
    await move(lead, id, 'submit');
    const stale = scene.app.projects.advanceProject(lead, { projectId: id, version: 1, move: 'stop' });
    await expect(stale).rejects.toMatchObject({ code: 'stale', current: { state: 'submitted' } });
  });

  test.skipIf(isAbsent)('[PR3] two directors who press at the same moment both count', async () => {
    const id = await scene.app.projects.proposeProject(lead, form());
    await move(lead, id, 'submit');
    const { version } = await read(id);
    const press = (actor: PersonActor) =>
      scene.app.projects.decideProject(actor, { projectId: id, version, isApproved: true, reason: '' });
    const results = await Promise.allSettled([press(marketing), press(service)]);
    const late = results.find((result) => result.status === 'rejected');
    if (late) expect(late.reason).toMatchObject({ code: 'stale' });
    else expect((await read(id)).state).toBe('approved');
  });
});
