import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import { makeTestApp, SYSTEM, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { hireTestCrew, runTestProject, versionOf, type TestCrew } from '../../../tests/test-project.ts';

const DAY_MS = 24 * 60 * 60_000;

describe.each(ENGINES)('the cover of a project on $title', ({ engine, isAbsent }) => {
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

  const see = (reader: Actor = crew.lead) => scene.app.projects.getCover(reader, projectId);
  const take = (by: Actor = crew.deputy) =>
    scene.app.projects.takeOverProject(by, { projectId, reason: 'Ill since Monday' });
  const back = (by: Actor = crew.owner) =>
    scene.app.projects.giveBackProject(by, { projectId, note: 'The supplier called' });
  const later = (days: number) => (scene.clock.nowMs += days * DAY_MS);
  const leave = (person: PersonActor, startsOn: string, endsOn: string) =>
    scene.app.leave.saveLeave(person, {
      ...{ leaveId: '', version: 0, kind: 'holiday', startsOn, endsOn, deputyId: '' },
    });
  const told = async (kind: string) =>
    (await scene.app.database.db.selectFrom('notice').select('person_id').where('kind', '=', kind).execute())
      .map(({ person_id }) => person_id)
      .toSorted();
  const idsOf = (...people: PersonActor[]) => people.map(({ id }) => String(id)).toSorted();

  test.skipIf(isAbsent)('[PR74] one press takes over, reminders follow, and one gives back', async () => {
    const { rhythms, commitments } = scene.app;
    await expect(take(crew.stranger)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(back()).rejects.toMatchObject({ reason: 'cover.notTaken' });
    await commitments.makeCommitment(crew.lead, {
      ...{ kind: 'project', subjectId: projectId, text: 'Send the list', ownerId: crew.owner.id },
      dueOn: '2026-11-17',
    });
    expect((await commitments.getMyCommitments(crew.deputy)).open).toEqual([]);
    await take();
    await expect(take()).rejects.toMatchObject({ reason: 'cover.isTaken' });
    expect(await see()).toMatchObject({
      active: { forName: 'Olga Owner', byName: 'Daniel Deputy', reason: 'Ill since Monday' },
      may: { takeOver: false, giveBack: false },
    });
    expect((await see(crew.stranger)).active?.reason).toBe('');
    expect(await told('cover.taken')).toEqual(idsOf(crew.owner));
    // The status and what the owner promised are asked of whoever stands in.
    later(15);
    await rhythms.askRhythms();
    expect((await rhythms.getMyAsks(crew.deputy)).asked).toHaveLength(1);
    expect((await rhythms.getMyAsks(crew.owner)).asked).toEqual([]);
    await commitments.askDue();
    expect(await told('commitment.ask')).toEqual(idsOf(crew.deputy));
    expect((await commitments.getMyCommitments(crew.deputy)).open).toMatchObject([{ text: 'Send the list' }]);
    await expect(back(crew.stranger)).rejects.toMatchObject({ code: 'forbidden' });
    await back();
    expect(await see()).toMatchObject({ active: null, past: [{ note: 'The supplier called' }] });
    expect(await told('cover.given')).toEqual(idsOf(crew.deputy));
    const subject = { kind: 'project' as const, id: projectId };
    const found = [...(await scene.app.subjects.find(crew.lead, [subject])).values()][0];
    expect(found).toMatchObject({ ownerId: crew.owner.id, deputyId: crew.deputy.id, coveredId: null });
  });

  test.skipIf(isAbsent)(
    '[PR71] a deputy who reads nothing is behind after the weeks that are allowed',
    async () => {
      const { projects } = scene.app;
      await projects.followCovers();
      expect(await told('cover.behind')).toEqual([]);
      later(21);
      expect((await see()).deputy).toMatchObject({
        weeksBehind: 3,
        allowedWeeks: 3,
        currentOn: '2026-11-02',
      });
      await projects.followCovers();
      await projects.followCovers();
      expect(await told('cover.behind')).toEqual(idsOf(crew.deputy, crew.owner));
      await expect(projects.markProjectRead(crew.owner, { projectId })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await projects.markProjectRead(crew.deputy, { projectId });
      expect((await see()).deputy).toMatchObject({ weeksBehind: 0, currentOn: '2026-11-23' });
      later(20);
      const words = { health: 'on-track', text: 'Goes on', good: 'Calls', worry: 'Mondays' };
      await projects.reportProject(crew.deputy, { projectId, ...words });
      expect((await see()).deputy.currentOn).toBe('2026-12-13');
    },
  );

  test.skipIf(isAbsent)(
    '[PR73] [PR75] a planned leave opens its list once, and its end asks to give back',
    async () => {
      const { projects } = scene.app;
      await leave(crew.owner, '2026-11-16', '2026-12-12');
      await projects.followCovers();
      expect((await see()).handovers).toEqual([]);
      later(7);
      expect(await projects.followCovers()).toMatchObject({ opened: 1 });
      expect(await projects.followCovers()).toMatchObject({ opened: 0 });
      expect(await told('cover.handOver')).toEqual(idsOf(crew.deputy, crew.owner));
      const [list] = (await see(crew.owner)).handovers;
      expect(list).toMatchObject({
        ...{ fromName: 'Olga Owner', startsOn: '2026-11-16', endsOn: '2026-12-12', mayWrite: true },
        items: [{ kind: 'stage', text: 'Design' }, { text: 'Pilot' }, { text: 'Rollout' }],
      });
      const notes = { projectId, handoverId: list?.id, version: 1, notes: 'Call the printer on Tuesday' };
      await expect(projects.saveHandover(crew.stranger, notes)).rejects.toMatchObject({ code: 'forbidden' });
      await projects.saveHandover(crew.owner, notes);
      await expect(projects.saveHandover(crew.deputy, notes)).rejects.toMatchObject({ code: 'stale' });
      expect((await see(crew.stranger)).handovers).toEqual([]);
      await take();
      later(34); // 13 December
      await projects.followCovers();
      expect(await told('cover.back')).toEqual(idsOf(crew.deputy, crew.owner));
    },
  );

  test.skipIf(isAbsent)('[PR78] a planned leave of the deputy opens a list for the owner', async () => {
    const { projects, commitments } = scene.app;
    await commitments.makeCommitment(crew.lead, {
      ...{ kind: 'project', subjectId: projectId, text: 'Book the room', ownerId: crew.deputy.id },
      dueOn: '2026-11-17',
    });
    await leave(crew.deputy, '2026-11-09', '2026-11-20');
    expect(await projects.followCovers()).toMatchObject({ opened: 1 });
    expect(await projects.followCovers()).toMatchObject({ opened: 0 });
    expect(await told('cover.handOver')).toEqual(idsOf(crew.deputy, crew.owner));
    // No stage ends in these days, and what the owner carries stays with the owner.
    expect((await see(crew.owner)).handovers).toMatchObject([
      {
        ...{ fromName: 'Daniel Deputy', role: 'behind', mayWrite: true },
        items: [{ kind: 'commitment', text: 'Book the room', dueOn: '2026-11-17' }],
      },
    ]);
    await take();
    expect((await see(crew.owner)).handovers).toMatchObject([{ role: 'carries' }]);
  });

  test.skipIf(isAbsent)('[PR76] that both are away is told before, to the leads as well', async () => {
    await leave(crew.owner, '2026-11-10', '2026-11-20');
    await leave(crew.deputy, '2026-11-18', '2026-11-25');
    await scene.app.projects.followCovers();
    expect(await told('cover.bothAway')).toEqual([]);
    later(2);
    await scene.app.projects.followCovers();
    await scene.app.projects.followCovers();
    expect(await told('cover.bothAway')).toEqual(idsOf(crew.owner, crew.deputy, crew.lead));
  });

  test.skipIf(isAbsent)(
    '[PR72] another owner or deputy needs no new approval and stands in the history',
    async () => {
      const { projects, access } = scene.app;
      const change = async (more: Record<string, unknown> = {}, by: Actor = crew.lead) =>
        projects.changeHolders(by, {
          ...{ projectId, version: await versionOf(scene, projectId), reason: 'She moves to sales' },
          ...{ ownerId: crew.deputy.id, deputyId: crew.stranger.id, ...more },
        });
      await expect(change({}, crew.stranger)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(change({ deputyId: crew.deputy.id })).rejects.toMatchObject({
        issues: [{ path: 'deputyId', message: 'projects.deputySame' }],
      });
      await expect(change({ ownerId: crew.owner.id, deputyId: crew.deputy.id })).rejects.toMatchObject({
        reason: 'cover.sameHolders',
      });
      await take();
      await change();
      const { project } = await projects.getProject(SYSTEM, projectId);
      expect(project).toMatchObject({ state: 'running', ownerName: 'Daniel Deputy', submission: 1 });
      expect((await see()).active).toBeNull();
      expect(await told('cover.named')).toEqual(idsOf(crew.stranger));
      const history = JSON.stringify(await access.getHistory(crew.lead, { kind: 'project', id: projectId }));
      expect(history).toContain('handOver');
      expect(history).toContain('Olga Owner');
    },
  );
});
