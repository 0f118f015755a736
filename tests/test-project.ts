import { SYSTEM, TEST_PASSWORD, type PersonActor, type TestApp } from './test-app.ts';

/** The people of a project: none of them has a hand in it but lead, owner and deputy. */
export interface TestCrew {
  lead: PersonActor;
  owner: PersonActor;
  deputy: PersonActor;
  marketing: PersonActor;
  service: PersonActor;
  stranger: PersonActor;
}

/** The two directors who sign, and those who answer for a project. */
export async function hireTestCrew(scene: TestApp): Promise<TestCrew> {
  const { people } = scene.app;
  const marketing = await people.addDepartment(SYSTEM, { name: 'Marketing', part: 'marketing' });
  const service = await people.addDepartment(SYSTEM, { name: 'Service', part: 'customer-service' });
  return {
    lead: await scene.person('Lena Lead', ['lead']),
    owner: await scene.person('Olga Owner'),
    deputy: await scene.person('Daniel Deputy'),
    marketing: await scene.signIn(await scene.person('Maria Marketing', ['director'], marketing)),
    service: await scene.signIn(await scene.person('Szymon Service', ['director'], service)),
    stranger: await scene.person('Stefan Stranger'),
  };
}

/** From when to when a test project runs. */
export const TEST_TERM = { startsOn: '2026-11-02', endsOn: '2027-03-31' } as const;

/** A project of the crew with three stages and two budget lines, of 1 000 and 500, as a draft. */
export async function proposeTestProject(
  scene: TestApp,
  { lead, owner, deputy }: TestCrew,
  change: { title?: string; aim?: string; stages?: readonly string[] } = {},
): Promise<string> {
  const { projects } = scene.app;
  const { stages = ['Design', 'Pilot', 'Rollout'], ...words } = change;
  const projectId = await projects.proposeProject(lead, {
    ...{ title: 'Call back', aim: 'Nobody waits', ownerId: owner.id, deputyId: deputy.id },
    ...{ budget: '1500', currency: 'PLN', ...TEST_TERM, ...words },
  });
  const at = async () => ({ projectId, version: await versionOf(scene, projectId) });
  await projects.saveMoney(owner, {
    ...(await at()),
    ...{ lineNames: ['Phones', 'Training'], lineAmounts: ['1000', '500'], year: '2026' },
  });
  if (stages.length > 0)
    await projects.saveStages(owner, {
      ...(await at()),
      ...{ stageIds: [], stageNames: [...stages], stageMethods: stages.map(() => '') },
      stageCriteria: stages.map((name) => `${name} is seen by a customer`),
      stageDays: stages.map((_, index) => `2026-12-${10 + index}`),
    });
  return projectId;
}

/** The same, signed by both directors and started. */
export async function runTestProject(
  scene: TestApp,
  crew: TestCrew,
  change: Parameters<typeof proposeTestProject>[2] = {},
): Promise<string> {
  const { projects } = scene.app;
  const projectId = await proposeTestProject(scene, crew, change);
  await moveTestProject(scene, crew.lead, projectId, 'submit');
  for (const director of [crew.marketing, crew.service]) {
    const { contentHash } = await projects.getSigning(SYSTEM, projectId);
    const wish = { projectId, contentHash, password: TEST_PASSWORD, isApproved: true };
    await projects.decideProject(director, wish);
  }
  await moveTestProject(scene, crew.owner, projectId, 'start');
  return projectId;
}

export async function moveTestProject(
  scene: TestApp,
  by: PersonActor,
  projectId: string,
  move: string,
  more: Record<string, unknown> = {},
): Promise<void> {
  const version = await versionOf(scene, projectId);
  await scene.app.projects.advanceProject(by, { projectId, version, move, ...more });
}

export async function versionOf(scene: TestApp, projectId: string): Promise<number> {
  return (await scene.app.projects.getProject(SYSTEM, projectId)).project.version;
}

/** Hands every stage in, one after the other, and has them accepted. */
export async function acceptTestStages(scene: TestApp, crew: TestCrew, projectId: string): Promise<void> {
  const { projects } = scene.app;
  for (const { id: stageId } of (await projects.getStages(SYSTEM, projectId)).stages) {
    await projects.askStage(crew.owner, { projectId, stageId, acceptorId: crew.stranger.id });
    const { stages } = await projects.getStages(crew.stranger, projectId);
    const askId = stages.find(({ id }) => id === stageId)?.ask?.id;
    await projects.settleStage(crew.stranger, { projectId, askId, outcome: 'accepted', text: '' });
  }
}
