import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMPETENCE_NAME_MAX, MOST_COMPETENCES } from '#lib/people/competence.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

describe.each(ENGINES)('competences on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let admin: PersonActor;
  let lead: PersonActor;
  let manager: PersonActor;
  let ola: PersonActor;
  let competenceId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    admin = await scene.person('Admin', ['admin']);
    lead = await scene.person('Lead', ['lead']);
    manager = await scene.person('Manager');
    ola = await scene.person('Ola');
    await scene.app.people.changePeople(admin, { ids: [ola.id], field: 'manager', value: manager.id });
    competenceId = await scene.app.people.addCompetence(admin, { name: 'Listening' });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  test.skipIf(isAbsent)('[PE2] [PE42] the list is the admin’s to change', async () => {
    const { people } = scene.app;
    for (const [actor, code] of [
      [lead, 'forbidden'],
      [NOBODY, 'not-signed-in'],
    ] as const) {
      await expect(people.addCompetence(actor, {})).rejects.toMatchObject({ code });
      await expect(people.renameCompetence(actor, {})).rejects.toMatchObject({ code });
      await expect(people.removeCompetence(actor, {})).rejects.toMatchObject({ code });
    }
    const code = 'not-signed-in';
    await expect(people.getCompetences(NOBODY)).rejects.toMatchObject({ code });
    await expect(people.rateCompetence(NOBODY, {})).rejects.toMatchObject({ code });
  });

  test.skipIf(isAbsent)(
    '[PE42] names are one whatever their case, and an older change is refused',
    async () => {
      const { people } = scene.app;
      const taken = { issues: [{ path: 'name', message: 'people.competenceTaken' }] };
      await expect(people.addCompetence(admin, { name: ' listening ' })).rejects.toMatchObject(taken);
      const change = { competenceId, version: 1, name: 'Asking' };
      await people.renameCompetence(admin, change);
      await expect(people.renameCompetence(admin, change)).rejects.toMatchObject({
        code: 'stale',
        current: { name: 'Asking', version: 2 },
      });
      await expect(people.removeCompetence(admin, { competenceId, version: 1 })).rejects.toMatchObject({
        code: 'stale',
      });
    },
  );

  test.skipIf(isAbsent)('[PE42] a name as long as the longest is taken, a letter more is not', async () => {
    const add = (letters: number) => scene.app.people.addCompetence(admin, { name: 'x'.repeat(letters) });
    await add(COMPETENCE_NAME_MAX);
    await expect(add(COMPETENCE_NAME_MAX + 1)).rejects.toMatchObject({
      issues: [{ path: 'name', message: 'form.tooLong', values: { limit: COMPETENCE_NAME_MAX } }],
    });
  });

  test.skipIf(isAbsent)('[PE42] a short list ends at its limit', async () => {
    const { people } = scene.app;
    for (let at = 1; at < MOST_COMPETENCES; at++) await people.addCompetence(admin, { name: `C${at}` });
    await expect(people.addCompetence(admin, { name: 'One more' })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'people.competencesFull',
    });
    expect((await people.getCompetences(admin)).competences).toHaveLength(MOST_COMPETENCES);
  });

  test.skipIf(isAbsent)(
    '[PE43] [PE44] one says it oneself, the manager beside it, and only they and leads read it',
    async () => {
      const { people } = scene.app;
      await people.rateCompetence(ola, { personId: ola.id, competenceId, level: '2' });
      await people.rateCompetence(manager, { personId: ola.id, competenceId, level: '3' });
      const both = { own: 2, manager: 3, managerName: 'Manager' };
      const seen = async (actor: PersonActor) => {
        const { mine, team, everybody } = await people.getCompetences(actor);
        return [...(mine ? [mine] : []), ...team, ...(everybody ?? [])].find(({ name }) => name === 'Ola')
          ?.views[competenceId];
      };
      expect(await seen(ola)).toEqual(both);
      expect(await seen(manager)).toEqual(both);
      expect(await seen(lead)).toEqual(both);
      expect(await seen(admin)).toBeUndefined();
      expect((await people.getCompetences(manager)).everybody).toBeNull();
      // A lead reads and does not rate; nor does anybody for somebody whom they do not lead.
      for (const actor of [lead, admin, ola])
        await expect(
          people.rateCompetence(actor, { personId: manager.id, competenceId, level: '1' }),
        ).rejects.toMatchObject({ code: 'forbidden' });
      await people.rateCompetence(ola, { personId: ola.id, competenceId, level: '' });
      expect(await seen(ola)).toEqual({ ...both, own: null });
      await expect(
        people.rateCompetence(ola, { personId: ola.id, competenceId, level: '4' }),
      ).rejects.toMatchObject({ code: 'invalid' });
    },
  );

  test.skipIf(isAbsent)('[FM16] [PE42] a competence comes back with all that was said of it', async () => {
    const { people, undo } = scene.app;
    await people.rateCompetence(ola, { personId: ola.id, competenceId, level: '1' });
    await people.rateCompetence(manager, { personId: ola.id, competenceId, level: '0' });
    const before = await people.getCompetences(manager);
    const { undoId } = await people.removeCompetence(admin, { competenceId, version: 1 });
    expect(await people.getCompetences(manager)).toMatchObject({ competences: [], team: [{ views: {} }] });
    await undo.takeBack(admin, undoId ?? '');
    expect(await people.getCompetences(manager)).toEqual(before);
  });
});
