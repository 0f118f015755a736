import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

describe.each(ENGINES)('people on $title', ({ engine, isAbsent }) => {
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

  test.skipIf(isAbsent)('[PE2] every command refuses who lacks the permission', async () => {
    const { people, access } = scene.app;
    const employee = await scene.person('Employee');
    for (const [actor, code] of [
      [employee, 'forbidden'],
      [NOBODY, 'not-signed-in'],
    ] as const) {
      const refusal = { code };
      await expect(people.listPeople(actor)).rejects.toMatchObject(refusal);
      await expect(people.addPerson(actor, {})).rejects.toMatchObject(refusal);
      await expect(people.changePerson(actor, {})).rejects.toMatchObject(refusal);
      await expect(people.addDepartment(actor, {})).rejects.toMatchObject(refusal);
      await expect(people.previewImport(actor, {})).rejects.toMatchObject(refusal);
      await expect(people.importPeople(actor, {})).rejects.toMatchObject(refusal);
      await expect(scene.app.access.listAudit(actor)).rejects.toMatchObject(refusal);
      await expect(access.invite(actor, admin.id)).rejects.toMatchObject(refusal);
    }
    await expect(people.listColleagues(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(people.changeProfile(NOBODY, {})).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test.skipIf(isAbsent)(
    '[PE24] shortcuts of one letter are on until their person switches them off',
    async () => {
      const { people } = scene.app;
      const ola = await scene.person('Ola');
      const lettersOf = async (): Promise<boolean | undefined> =>
        (await people.listPeople(admin)).find(({ id }) => id === ola.id)?.hasLetterKeys;
      const profile = { name: 'Ola', locale: 'en', theme: 'system' };
      expect(await lettersOf()).toBe(true);
      await people.changeProfile(ola, { ...profile, noLetterKeys: 'on' });
      expect(await lettersOf()).toBe(false);
      await people.changeProfile(ola, profile);
      expect(await lettersOf()).toBe(true);
    },
  );

  test.skipIf(isAbsent)('[PE6] the last active admin stays', async () => {
    const change = { personId: admin.id, version: 1, name: 'Admin', roles: [], isActive: true };
    await expect(scene.app.people.changePerson(admin, change)).rejects.toMatchObject({
      reason: 'people.lastAdmin',
    });
    await scene.person('Second', ['admin']);
    await scene.app.people.changePerson(admin, change);
  });

  test.skipIf(isAbsent)('a stale change is refused and shows the newer state', async () => {
    const ola = await scene.person('Ola');
    const change = { personId: ola.id, version: 1, name: 'Ola Nowak', roles: [], isActive: true };
    await scene.app.people.changePerson(admin, change);
    await expect(scene.app.people.changePerson(admin, { ...change, name: 'Ola Kos' })).rejects.toMatchObject({
      code: 'stale',
      current: { name: 'Ola Nowak', version: 2 },
    });
  });

  test.skipIf(isAbsent)('[PE4] [PE5] an invitation works once, and a newer one replaces it', async () => {
    const { access } = scene.app;
    const ola = await scene.person('Ola');
    const old = await access.invite(admin, ola.id);
    const token = await access.invite(admin, ola.id);
    const password = 'correct horse battery';
    await expect(access.acceptInvitation({ token: old, password })).rejects.toMatchObject({ code: 'gone' });
    await access.acceptInvitation({ token, password });
    await expect(access.acceptInvitation({ token, password })).rejects.toMatchObject({ code: 'gone' });
    const late = await access.invite(admin, ola.id);
    scene.clock.nowMs += 15 * 24 * 60 * 60 * 1000;
    await expect(access.readInvitation(late)).rejects.toMatchObject({ code: 'gone' });
  });

  test.skipIf(isAbsent)(
    '[PE22] an invitation pressed twice at once counts once, with the password and the session of the first',
    async () => {
      const { access } = scene.app;
      const ola = await scene.person('Ola');
      const token = await access.invite(admin, ola.id);
      const visit = { headers: new Headers(), isHttps: false, address: '10.0.0.1' };
      const accept = async (password: string): Promise<string> => {
        await access.acceptInvitation({ token, password });
        const [cookie = ''] = await access.signIn({ email: ola.email, password }, visit);
        return cookie.split(';')[0] ?? '';
      };
      const second = expect.objectContaining({ code: 'gone', reason: 'access.invitationOld' });
      const [first, refused] = await Promise.allSettled([
        accept('the first to come'),
        accept('the second one'),
      ]);
      expect(refused).toMatchObject({ status: 'rejected', reason: second });
      const cookie = first.status === 'fulfilled' ? first.value : '';
      expect((await scene.app.identify(new Headers({ cookie }), false)).actor).toMatchObject({ id: ola.id });
    },
  );

  test.skipIf(isAbsent)('[PE22] two who set up at once make one organisation and one admin', async () => {
    const { access, people } = scene.app;
    const token = await access.renewSetUpToken();
    const setUp = (name: string) =>
      access.setUp({
        token,
        organisation: name,
        name,
        email: `${name}@example.org`,
        password: 'correct horse battery',
        locale: 'en',
      });
    const [first, second] = await Promise.allSettled([setUp('one'), setUp('other')]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'gone' } });
    expect((await people.listPeople(admin)).map(({ name }) => name)).toEqual(['Admin', 'one']);
    const logins = await scene.app.database.db.selectFrom('login_user').select('email').execute();
    expect(logins).toEqual([{ email: 'one@example.org' }]);
  });

  test.skipIf(isAbsent)(
    '[PE8] [PE9] who is switched off is signed out at once and cannot come back',
    async () => {
      const { access, people } = scene.app;
      const ola = await scene.person('Ola');
      const password = 'correct horse battery';
      await access.acceptInvitation({ token: await access.invite(admin, ola.id), password });
      const visit = { headers: new Headers(), isHttps: false, address: '10.0.0.1' };
      const [cookie = ''] = await access.signIn({ email: ola.email, password }, visit);
      const headers = new Headers({ cookie: cookie.split(';')[0] ?? '' });
      expect((await scene.app.identify(headers, false)).actor).toMatchObject({ kind: 'person', name: 'Ola' });
      const version = (await people.listPeople(admin)).find((person) => person.id === ola.id)?.version;
      await people.changePerson(admin, {
        personId: ola.id,
        version,
        name: 'Ola',
        roles: [],
        isActive: false,
      });
      expect((await scene.app.identify(headers, false)).actor.kind).toBe('nobody');
      const refusal = { reason: 'access.wrongPassword' };
      await expect(access.signIn({ email: ola.email, password }, visit)).rejects.toMatchObject(refusal);
      await expect(access.signIn({ email: 'who@example.org', password }, visit)).rejects.toMatchObject(
        refusal,
      );
    },
  );

  test.skipIf(isAbsent)('[PE9] guessing one password runs dry', async () => {
    const visit = { headers: new Headers(), isHttps: false, address: '10.0.0.2' };
    const guess = () => scene.app.access.signIn({ email: 'ola@example.org', password: 'guess' }, visit);
    for (let tries = 0; tries < 8; tries++)
      await expect(guess()).rejects.toMatchObject({ code: 'forbidden' });
    await expect(guess()).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  test.skipIf(isAbsent)('what people do is in the audit log', async () => {
    await scene.app.people.addDepartment(SYSTEM, { name: 'Sales' });
    expect((await scene.app.access.listAudit(admin)).lines.map((entry) => entry.action)).toEqual([
      'department.add',
      'person.add',
    ]);
  });
});
