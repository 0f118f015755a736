import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_PEOPLE_AT_ONCE } from '#lib/people/people-bulk.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { MOST_PEOPLE_EVENTS } from './bulk-commands.ts';

describe.each(ENGINES)('many people at once on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let admin: PersonActor;
  let ola: PersonActor;
  let jan: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    admin = await scene.person('Admin', ['admin']);
    ola = await scene.person('Ola');
    jan = await scene.person('Jan');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const list = async (address = '') =>
    (await scene.app.people.getPeopleList(admin, new URLSearchParams(address))).people;
  const facts = async () =>
    (await list()).map(({ name, roles, departmentName, level, managerName }) => [
      name,
      roles.join(' '),
      departmentName,
      level,
      managerName,
    ]);

  test.skipIf(isAbsent)('[PE2] [PE28] every command refuses who lacks the permission', async () => {
    const { people } = scene.app;
    const lead = await scene.person('Lead', ['lead']);
    const none = new URLSearchParams();
    for (const [actor, code] of [
      [ola, 'forbidden'],
      [NOBODY, 'not-signed-in'],
    ] as const) {
      await expect(people.getPeopleList(actor, none)).rejects.toMatchObject({ code });
      await expect(people.getPeopleRows(actor, none, 0)).rejects.toMatchObject({ code });
      await expect(people.findListedPerson(actor, ola.id)).rejects.toMatchObject({ code });
    }
    for (const actor of [lead, NOBODY]) {
      const refused = { code: actor === NOBODY ? 'not-signed-in' : 'forbidden' };
      await expect(people.previewPeopleChange(actor, {})).rejects.toMatchObject(refused);
      await expect(people.changePeople(actor, {})).rejects.toMatchObject(refused);
      await expect(people.inviteMany(actor, {})).rejects.toMatchObject(refused);
      await expect(people.previewInvitations(actor, {})).rejects.toMatchObject(refused);
    }
  });

  test.skipIf(isAbsent)(
    '[PE28] one thing is set for many, shown before, and taken back in one press',
    async () => {
      const { people, undo } = scene.app;
      const care = await people.addDepartment(admin, { name: 'Care', part: '' });
      const before = await facts();
      const ids = [ola.id, jan.id];
      const press = { ids, field: 'role', value: 'mentor' };
      expect(await people.previewPeopleChange(admin, press)).toMatchObject({ changed: 2, undoId: null });
      expect(await facts()).toEqual(before);
      const role = await people.changePeople(admin, press);
      const place = await people.changePeople(admin, { ids, field: 'department', value: care });
      const level = await people.changePeople(admin, {
        query: 'f.role=mentor',
        field: 'level',
        value: 'staff',
      });
      const manager = await people.changePeople(admin, { ids, field: 'manager', value: admin.id });
      expect([role, place, level, manager].map(({ changed }) => changed)).toEqual([2, 2, 2, 2]);
      expect(await facts()).toEqual([
        ['Admin', 'admin', null, null, null],
        ['Jan', 'mentor', 'Care', 'staff', 'Admin'],
        ['Ola', 'mentor', 'Care', 'staff', 'Admin'],
      ]);
      expect(await people.changePeople(admin, press)).toEqual({
        changed: 0,
        unchanged: 2,
        circles: 0,
        undoId: null,
      });
      const last = await facts();
      for (const [field, value] of [
        ['role', 'lead'],
        ['department', ''],
        ['level', 'head'],
        ['manager', ''],
      ]) {
        const { undoId, changed } = await people.changePeople(admin, { ids, field, value });
        expect(changed).toBe(2);
        expect(await facts()).not.toEqual(last);
        expect(await undo.takeBack(admin, undoId ?? '')).toEqual({
          said: { key: 'people.many.undone', values: { n: 2, kept: 0 } },
        });
        expect(await facts()).toEqual(last);
      }
    },
  );

  test.skipIf(isAbsent)('[PE28] whoever was changed since stays as they are', async () => {
    const { people, undo } = scene.app;
    const { undoId } = await people.changePeople(admin, {
      ids: [ola.id, jan.id],
      field: 'level',
      value: 'head',
    });
    await people.changePeople(admin, { ids: [jan.id], field: 'level', value: 'board' });
    expect(await undo.takeBack(admin, undoId ?? '')).toEqual({
      said: { key: 'people.many.undone', values: { n: 1, kept: 1 } },
    });
    expect((await list()).map(({ name, level }) => [name, level])).toEqual([
      ['Admin', null],
      ['Jan', 'board'],
      ['Ola', null],
    ]);
  });

  test.skipIf(isAbsent)(
    '[PE26] [PE28] whoever would lead themselves is left out, and how many is said',
    async () => {
      const { people } = scene.app;
      await people.changePeople(admin, { ids: [ola.id], field: 'manager', value: jan.id });
      const everybody = [admin.id, ola.id, jan.id];
      expect(
        await people.changePeople(admin, { ids: everybody, field: 'manager', value: ola.id }),
      ).toMatchObject({
        changed: 1,
        circles: 2,
      });
      for (const field of ['manager', 'department'])
        await expect(
          people.changePeople(admin, { ids: everybody, field, value: 'gone' }),
        ).rejects.toMatchObject({
          code: 'invalid',
          issues: [{ path: 'value' }],
        });
    },
  );

  test.skipIf(isAbsent)('[PE28] what was given to the last admin is not taken back', async () => {
    const { people, undo } = scene.app;
    const { undoId } = await people.changePeople(admin, { ids: [ola.id], field: 'role', value: 'admin' });
    const { version } = (await list()).find(({ id }) => id === admin.id) ?? {};
    const change = { personId: admin.id, version, name: 'Admin', roles: [], isActive: true };
    await people.changePerson(admin, change);
    await expect(undo.takeBack(admin, undoId ?? '')).rejects.toMatchObject({ reason: 'people.lastAdmin' });
  });

  test.skipIf(isAbsent)('[PE28] of few each is told, of many the list as a whole', async () => {
    const told: string[] = [];
    const stop = scene.app.bus.listen(({ event }) => void told.push(event.id));
    for (let at = 0; at <= MOST_PEOPLE_EVENTS; at++) await scene.person(`P${at}`);
    const ids = (await scene.app.people.listPeople(admin)).map(({ id }) => id);
    const set = async (count: number, value: string) => {
      told.length = 0;
      await scene.app.people.changePeople(admin, { ids: ids.slice(0, count), field: 'level', value });
      return told;
    };
    expect(await set(MOST_PEOPLE_EVENTS, 'staff')).toHaveLength(MOST_PEOPLE_EVENTS);
    expect(await set(MOST_PEOPLE_EVENTS + 1, 'head')).toEqual(['list']);
    stop();
  });

  test.skipIf(isAbsent)('[PE28] as many as the most are taken, one more is refused', async () => {
    const ids = (count: number) => Array.from({ length: count }, (_, at) => `nobody-${at}`);
    const press = (count: number) =>
      scene.app.people.previewPeopleChange(admin, { ids: ids(count), field: 'level', value: 'head' });
    expect(await press(MOST_PEOPLE_AT_ONCE)).toMatchObject({ changed: 0 });
    await expect(press(MOST_PEOPLE_AT_ONCE + 1)).rejects.toMatchObject({
      issues: [{ message: 'people.many.tooMany', values: { limit: MOST_PEOPLE_AT_ONCE } }],
    });
  });
});
