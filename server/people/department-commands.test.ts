import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { importList } from '../../tests/import-list.ts';
import { ENGINES } from '../../tests/test-database.ts';

describe.each(ENGINES)('departments on $title', ({ engine, isAbsent }) => {
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

  const list = async () =>
    (await scene.app.people.listDepartments(admin)).map(({ name, part }) => [name, part]);

  test.skipIf(isAbsent)('[PE2] every command refuses who lacks the permission', async () => {
    const { people } = scene.app;
    const employee = await scene.person('Employee');
    for (const [actor, code] of [
      [employee, 'forbidden'],
      [NOBODY, 'not-signed-in'],
    ] as const) {
      await expect(people.addDepartment(actor, {})).rejects.toMatchObject({ code });
      await expect(people.changeDepartment(actor, {})).rejects.toMatchObject({ code });
      await expect(people.closeDepartment(actor, {})).rejects.toMatchObject({ code });
      await expect(people.previewClosing(actor, {})).rejects.toMatchObject({ code });
      await expect(people.listConsequences(actor, admin.id)).rejects.toMatchObject({ code });
    }
    await expect(people.listDepartments(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test.skipIf(isAbsent)('[PE15] a department that an import made gets a name and a part', async () => {
    await importList(scene.app, admin, 'name,email,department\nOla,ola@example.org,marketing');
    const [made] = await scene.app.people.listDepartments(admin);
    await scene.app.people.changeDepartment(admin, {
      departmentId: made?.id,
      version: 1,
      name: 'Marketing',
      part: 'marketing',
    });
    expect(await list()).toEqual([['Marketing', 'marketing']]);
    await expect(
      scene.app.people.changeDepartment(admin, {
        departmentId: made?.id,
        version: 1,
        name: 'Brand',
        part: '',
      }),
    ).rejects.toMatchObject({ code: 'stale', current: { name: 'Marketing', version: 2 } });
  });

  test.skipIf(isAbsent)(
    '[PE15] names are one without case and blanks, in form and import alike',
    async () => {
      const taken = { issues: [{ path: 'name', message: 'people.departmentTaken' }] };
      const add = (name: string) => scene.app.people.addDepartment(admin, { name, part: '' });
      await add('Obsługa klienta');
      const it = await add('IT');
      await expect(add(' obsługa  Klienta ')).rejects.toMatchObject(taken);
      await expect(
        scene.app.people.changeDepartment(admin, {
          departmentId: it,
          version: 1,
          name: 'OBSŁUGA KLIENTA',
          part: '',
        }),
      ).rejects.toMatchObject(taken);
      const csv =
        'name,email,department\nA,a@example.org,obsluga klienta\nB,b@example.org,OBSŁUGA\u00a0KLIENTA\n';
      await importList(scene.app, admin, csv);
      expect(await list()).toEqual([
        ['IT', null],
        ['Obsługa klienta', null],
      ]);
    },
  );

  test.skipIf(isAbsent)('[PE15] one name added three times at once makes one department', async () => {
    // Only an organisation that is set up has the row that those who add wait for.
    const token = await scene.app.access.renewSetUpToken();
    const password = 'fish bones and causes';
    const first = { name: 'First', email: 'first@example.org', password, locale: 'en', organisation: 'Test' };
    await scene.app.access.setUp({ ...first, token });
    const add = (name: string) => scene.app.people.addDepartment(admin, { name, part: '' });
    const results = await Promise.allSettled([add('Sales'), add('sales'), add(' SALES')]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await list()).toHaveLength(1);
  });

  test.skipIf(isAbsent)('[PE15] a merge moves everybody and takes the department away', async () => {
    const from = await scene.app.people.addDepartment(admin, { name: 'Service', part: '' });
    const into = await scene.app.people.addDepartment(admin, { name: 'Care', part: 'customer-service' });
    const ola = await scene.person('Ola', [], from);
    const merge = { departmentId: from, version: 1, intoId: into };
    await expect(scene.app.people.closeDepartment(admin, { ...merge, intoId: from })).rejects.toMatchObject({
      issues: [{ path: 'intoId', message: 'people.mergeItself' }],
    });
    expect(await scene.app.people.closeDepartment(admin, merge)).toMatchObject({ moved: 1 });
    expect(await list()).toEqual([['Care', 'customer-service']]);
    const people = await scene.app.people.listPeople(admin);
    expect(people.find(({ id }) => id === ola.id)).toMatchObject({ departmentName: 'Care', version: 2 });
  });

  test.skipIf(isAbsent)('[FM16] a merge is taken back, but for whoever was changed since', async () => {
    const { people, undo } = scene.app;
    const from = await people.addDepartment(admin, { name: 'Service', part: 'customer-service' });
    const into = await people.addDepartment(admin, { name: 'Care', part: '' });
    const ola = await scene.person('Ola', [], from);
    const piotr = await scene.person('Piotr', [], from);
    const { undoId } = await people.closeDepartment(admin, { departmentId: from, version: 1, intoId: into });
    await people.changePerson(admin, {
      personId: piotr.id,
      version: 2,
      name: 'Piotr',
      departmentId: into,
      roles: [],
      isActive: true,
    });
    expect(await undo.takeBack(admin, undoId ?? '')).toEqual({
      said: { key: 'people.mergeUndone', values: { n: 1, kept: 1 } },
    });
    const places = (await people.listPeople(admin)).map(({ id, departmentId }) => [id, departmentId]);
    expect(Object.fromEntries(places)).toMatchObject({ [ola.id]: from, [piotr.id]: into });
    expect(await list()).toEqual([
      ['Care', null],
      ['Service', 'customer-service'],
    ]);
  });

  test.skipIf(isAbsent)('[PE39] a department is closed empty, or its people go somewhere', async () => {
    const { people, undo } = scene.app;
    const from = await people.addDepartment(admin, { name: 'Service', part: 'customer-service' });
    const ola = await scene.person('Ola', [], from);
    await people.switchOff(admin, { personId: ola.id, version: 1 });
    const closing = { departmentId: from, version: 1 };
    await expect(people.closeDepartment(admin, closing)).rejects.toMatchObject({
      issues: [{ path: 'intoId', message: 'people.closeNeedsPlace' }],
    });
    await people.changePeople(admin, { ids: [ola.id], field: 'department', value: '' });
    const { moved, undoId } = await people.closeDepartment(admin, closing);
    expect([moved, await list()]).toEqual([0, []]);
    expect((await scene.app.access.listAudit(admin)).lines[0]?.action).toBe('department.close');
    await undo.takeBack(admin, undoId ?? '');
    expect(await list()).toEqual([['Service', 'customer-service']]);
  });

  test.skipIf(isAbsent)(
    '[PE40] who would sign for waiting projects is shown before a department goes, or it stays',
    async () => {
      const { people, projects } = scene.app;
      const marketing = await people.addDepartment(admin, { name: 'Marketing', part: 'marketing' });
      const service = await people.addDepartment(admin, { name: 'Service', part: 'customer-service' });
      const it = await people.addDepartment(admin, { name: 'IT', part: '' });
      await scene.person('Maria', ['director'], marketing);
      await scene.person('Szymon', ['director'], service);
      const lead = await scene.person('Lead', ['lead']);
      const deputy = await scene.person('Deputy');
      const projectId = await projects.proposeProject(lead, {
        title: 'Call back',
        aim: 'Customers reach a person',
        ownerId: lead.id,
        deputyId: deputy.id,
        budget: '100',
        currency: 'PLN',
        startsOn: '2026-12-01',
        endsOn: '2027-03-31',
      });
      const merge = { departmentId: service, version: 1, intoId: it };
      expect(await people.previewClosing(admin, merge)).toEqual({ people: 1, projects: [] });
      await projects.advanceProject(lead, { projectId, version: 1, move: 'submit' });
      const shown = await people.previewClosing(admin, merge);
      expect(shown.projects).toMatchObject([
        {
          id: projectId,
          title: 'Call back',
          parts: [{ part: 'customer-service', before: ['Szymon'], after: [] }],
        },
      ]);
      const into = await people.previewClosing(admin, { ...merge, intoId: marketing });
      expect(into.projects[0]?.parts).toEqual([
        { part: 'marketing', before: ['Maria'], after: ['Maria', 'Szymon'] },
        { part: 'customer-service', before: ['Szymon'], after: [] },
      ]);
      await expect(people.closeDepartment(admin, merge)).rejects.toMatchObject({
        code: 'conflict',
        reason: 'people.signersWouldChange',
        values: { n: 1 },
      });
      expect(await people.closeDepartment(admin, { ...merge, projectIds: [projectId] })).toMatchObject({
        moved: 1,
      });
    },
  );

  test.skipIf(isAbsent)('[PE15] a list refuses what a form refuses: names beyond 120 letters', async () => {
    const long = 'x'.repeat(121);
    const csv = `name,email,department\n${long},a@example.org,\nB,b@example.org,${long}\nC,c@example.org,IT\n`;
    const { refused } = await importList(scene.app, admin, csv);
    expect(refused.map(({ row, fault }) => [row, fault.reason])).toEqual([
      [2, 'people.import.nameTooLong'],
      [3, 'people.import.departmentTooLong'],
    ]);
  });
});
