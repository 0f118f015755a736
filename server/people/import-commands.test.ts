import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_LIST_BYTES } from '#lib/people/import/people-import.ts';
import { workbookOf } from '#lib/tabular/testing/workbook.ts';
import { importList, listBytes } from '../../tests/import-list.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

describe.each(ENGINES)('importing people on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let admin: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    admin = await scene.person('Admin', ['admin']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const people = async () => {
    const list = await scene.app.people.listPeople(admin);
    return list.map(({ name, departmentName, roles, level, managerName }) => [
      name,
      departmentName,
      [...roles],
      level,
      managerName,
    ]);
  };

  test.skipIf(isAbsent)(
    '[PE7] [PE35] a list adds and updates, with managers further down, and removes nobody',
    async () => {
      const csv =
        'name;email;department;roles;level;manager;employed until\n' +
        'Ola;ola@example.org;Sales;analyst;staff;jan@example.org;2027-06-30\n' +
        'Jan;jan@example.org;Sales;;head;;\nBad;nobody;;;;;\n';
      const first = await importList(scene.app, admin, csv);
      expect([first.added.length, first.changed.length, first.refused.length]).toEqual([2, 0, 1]);
      const second = await importList(scene.app, admin, csv.replace('Ola;', 'Ola Nowak;'));
      expect(second.same.map(({ name }) => name)).toEqual(['Jan']);
      expect(second.changed.map(({ row, changes }) => [row, changes])).toEqual([
        [2, [{ field: 'name', from: 'Ola', to: 'Ola Nowak' }]],
      ]);
      expect(await people()).toEqual([
        ['Admin', null, ['admin'], null, null],
        ['Jan', 'Sales', [], 'head', null],
        ['Ola Nowak', 'Sales', ['analyst'], 'staff', 'Jan'],
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[PE31] a preview writes nothing, and what is imported is what it showed',
    async () => {
      const file = listBytes('name,email\nOla,ola@example.org\n');
      const preview = await scene.app.people.previewImport(admin, { file });
      expect(preview.added).toMatchObject([{ row: 2, name: 'Ola', email: 'ola@example.org', changes: [] }]);
      expect(await people()).toHaveLength(1);
      const movedOn = { code: 'conflict', reason: 'people.import.movedOn' };
      await expect(scene.app.people.importPeople(admin, { file })).rejects.toMatchObject(movedOn);
      await scene.app.people.addPerson(admin, { name: 'Ola', email: 'ola@example.org', roles: [] });
      const seen = preview.fingerprint;
      await expect(scene.app.people.importPeople(admin, { file, seen })).rejects.toMatchObject(movedOn);
      expect(await importList(scene.app, admin, file)).toMatchObject({ added: [], same: [{ name: 'Ola' }] });
    },
  );

  test.skipIf(isAbsent)(
    '[PE32] three hundred people from a messy list come without a second department',
    async () => {
      const care = await scene.app.people.addDepartment(admin, { name: 'Obsługa klienta', part: '' });
      const spellings = ['obsluga klienta', 'OBSŁUGA  KLIENTA', ' Obsługa Klienta', 'Biuro Obsługi'];
      const rows = Array.from(
        { length: 300 },
        (_, at) => `Osoba ${at};o${at}@example.org;${spellings[at % spellings.length]}`,
      );
      const preview = await importList(scene.app, admin, ['Nazwa;Mail;Dział', ...rows].join('\r\n'), {
        'biuro obslugi': care,
      });
      expect(preview.newDepartments).toEqual([
        { key: 'biuro obslugi', name: 'Biuro Obsługi', count: 75, becomes: care },
      ]);
      expect(await scene.app.people.listDepartments(admin)).toHaveLength(1);
      const list = await scene.app.people.listPeople(admin);
      expect(list.filter(({ departmentId }) => departmentId === care)).toHaveLength(300);
    },
  );

  test.skipIf(isAbsent)(
    '[PE34] a role that an import gives stands in the audit log, line by line',
    async () => {
      await importList(
        scene.app,
        admin,
        'name,email,roles\nOla,ola@example.org,\nEwa,ewa@example.org,mentor\n',
      );
      await importList(
        scene.app,
        admin,
        'name,email,roles\nOla,ola@example.org,director\nEwa,ewa@example.org,\n',
      );
      const { lines } = await scene.app.access.listAudit(admin);
      const given = lines.flatMap(({ action, subject, changes }) =>
        changes
          .filter(({ field }) => field === 'roles')
          .map(({ from, to }) => [action, subject.name, from, to]),
      );
      expect(given).toEqual([
        ['person.change', 'Ola', null, 'director'],
        ['person.add', 'Ewa', null, 'mentor'],
        ['person.add', 'Admin', null, 'admin'],
      ]);
    },
  );

  test.skipIf(isAbsent)('[PE35] circles of managers are refused in a form and in a list alike', async () => {
    const ola = await scene.person('Ola');
    const change = (personId: string, managerId: string, version: number) =>
      scene.app.people.changePerson(admin, {
        personId,
        version,
        name: 'Ola',
        roles: [],
        isActive: true,
        managerId,
      });
    const refused = { issues: [{ path: 'managerId', message: 'people.managerCircle' }] };
    await expect(change(ola.id, ola.id, 1)).rejects.toMatchObject(refused);
    await change(ola.id, admin.id, 1);
    const { version } = (await scene.app.people.listPeople(admin)).find(({ id }) => id === admin.id) ?? {};
    await expect(
      scene.app.people.changePerson(admin, {
        personId: admin.id,
        version,
        name: 'Admin',
        roles: ['admin'],
        isActive: true,
        managerId: ola.id,
      }),
    ).rejects.toMatchObject(refused);
    const list = `name,email,manager\nAdmin,${admin.email},${ola.email}\n`;
    expect((await importList(scene.app, admin, list)).refused).toMatchObject([
      { row: 2, fault: { reason: 'people.import.managerCircle' } },
    ]);
    await expect(change(ola.id, 'nobody', 2)).rejects.toMatchObject({
      issues: [{ path: 'managerId', message: 'people.managerGone' }],
    });
  });

  test.skipIf(isAbsent)(
    '[PE29] a workbook is read like any other list, and a picture is refused',
    async () => {
      const workbook = await workbookOf({
        Osoby: [
          ['Imię', 'Nazwisko', 'E-mail'],
          ['Żaneta', 'Ćwik', 'z@example.org'],
        ],
      });
      await importList(scene.app, admin, new Uint8Array(workbook));
      expect((await people()).map(([name]) => name)).toContain('Żaneta Ćwik');
      const file = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4]);
      await expect(scene.app.people.previewImport(admin, { file })).rejects.toMatchObject({
        issues: [{ path: 'file', message: 'people.import.noList' }],
      });
      await expect(scene.app.people.previewImport(admin, { file: new Uint8Array() })).rejects.toMatchObject({
        issues: [{ path: 'file', message: 'form.required' }],
      });
    },
  );

  test.skipIf(isAbsent)('[PE7] a list of the most bytes is read, a byte more is refused', async () => {
    const row = 'name,email\nOla,ola@example.org\n';
    // The last line is one long cell, which is no person.
    const list = (size: number) => listBytes(row.padEnd(size, 'x'));
    expect((await importList(scene.app, admin, list(MAX_LIST_BYTES))).added).toHaveLength(1);
    await expect(
      scene.app.people.previewImport(admin, { file: list(MAX_LIST_BYTES + 1) }),
    ).rejects.toMatchObject({ code: 'too-large' });
  });
});
