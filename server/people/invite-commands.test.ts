import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSmtpSink, type SmtpSink } from '../notify/smtp-sink.ts';
import { makeTestApp, TEST_PASSWORD, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { importList } from '../../tests/import-list.ts';

const DAY_MS = 24 * 60 * 60_000;

describe.each(ENGINES)('inviting many on $title', ({ engine, isAbsent }) => {
  let scene: TestApp | undefined;
  let sink: SmtpSink | undefined;
  let admin: PersonActor;

  async function start(mail: Parameters<typeof makeTestApp>[1] = {}): Promise<TestApp> {
    scene = await makeTestApp(engine, mail);
    admin = await scene.person('Admin', ['admin']);
    return scene;
  }
  beforeEach(() => {
    scene = sink = undefined;
  });
  afterEach(async () => {
    await scene?.close();
    await sink?.close();
  });

  const states = async ({ app }: TestApp) =>
    (await app.people.getPeopleList(admin, new URLSearchParams())).people.map(
      ({ name, state, invitation }) => [name, state, invitation?.mail ?? null],
    );

  test.skipIf(isAbsent)(
    '[PE36] [PE37] all who have no account get a link at once, and the list says how far each has come',
    async () => {
      const running = await start();
      const { app, clock } = running;
      await importList(
        app,
        admin,
        ['name,email', ...Array.from({ length: 300 }, (_, at) => `P${at},p${at}@example.org`)].join('\n'),
      );
      const query = 'f.state=none,expired&q=example';
      expect(await app.people.previewInvitations(admin, { query })).toMatchObject({ invited: 301 });
      expect((await states(running))[0]).toEqual(['Admin', 'none', null]);
      const first = await app.people.inviteMany(admin, { query });
      expect(first).toMatchObject({ invited: 301, isMailed: false, open: 0, withAccount: 0 });
      expect(new Set(first.links.map(({ token }) => token)).size).toBe(301);
      const [{ token = '', email = '' } = {}] = first.links.filter(({ name }) => name === 'P7');
      await app.access.acceptInvitation({ token, password: TEST_PASSWORD });
      const visit = { headers: new Headers(), isHttps: false, address: '10.0.0.1' };
      await app.access.signIn({ email, password: TEST_PASSWORD }, visit);
      // A link that works stays: who presses again does not break it.
      expect(await app.people.inviteMany(admin, { query: '' })).toMatchObject({
        invited: 0,
        open: 300,
        withAccount: 1,
        links: [],
      });
      const ids = (await app.people.listPeople(admin))
        .filter(({ name }) => /^P[89]$/.test(name))
        .map(({ id }) => id);
      const again = await app.people.inviteMany(admin, { ids, isAgain: 'on' });
      expect(again).toMatchObject({ invited: 2, open: 0 });
      const old = first.links.find(({ name }) => name === 'P8')?.token ?? '';
      await expect(app.access.readInvitation(old)).rejects.toMatchObject({ code: 'gone' });
      clock.nowMs += 15 * DAY_MS;
      const total = async (state: string) =>
        (await app.people.getPeopleList(admin, new URLSearchParams(`f.state=${state}`))).total;
      expect([await total('active'), await total('expired'), await total('invited')]).toEqual([1, 300, 0]);
    },
  );

  test.skipIf(isAbsent)(
    '[PE36] [PE37] where mail is set up links are mailed, and none is shown',
    async () => {
      sink = await openSmtpSink();
      const running = await start({ smtpUrl: sink.url, publicUrl: 'https://cx.example.org' });
      await running.person('Ola');
      const told = await running.app.people.inviteMany(admin, { query: '' });
      expect(told).toMatchObject({ invited: 2, isMailed: true, links: [] });
      await expect
        .poll(() => states(running))
        .toEqual([
          ['Admin', 'invited', 'sent'],
          ['Ola', 'invited', 'sent'],
        ]);
      expect(sink.mails).toHaveLength(2);
    },
  );

  test.skipIf(isAbsent)('[PE37] a mail that did not go out is told', async () => {
    sink = await openSmtpSink(true);
    const running = await start({ smtpUrl: sink.url, publicUrl: 'https://cx.example.org' });
    await running.app.people.inviteMany(admin, { ids: [admin.id] });
    await expect.poll(() => states(running)).toEqual([['Admin', 'invited', 'failed']]);
  });

  test.skipIf(isAbsent)('[PE38] of the last sign-in its month is kept, and no more', async () => {
    const running = await start();
    const ola = await running.person('Ola');
    const month = async () => (await running.app.people.findListedPerson(admin, ola.id))?.signedInMonth;
    expect(await month()).toBeNull();
    const { version } = (await running.app.people.listPeople(admin)).find(({ id }) => id === ola.id) ?? {};
    await running.signIn(ola);
    expect(await month()).toBe('2026-11');
    // 30 November, 23:30 UTC is December in Warsaw.
    running.clock.nowMs = Date.UTC(2026, 10, 30, 23, 30);
    const visit = { headers: new Headers(), isHttps: false, address: '10.0.0.1' };
    await running.app.access.signIn({ email: ola.email, password: TEST_PASSWORD }, visit);
    expect(await month()).toBe('2026-12');
    const after = (await running.app.people.listPeople(admin)).find(({ id }) => id === ola.id);
    expect(after?.version).toBe((version ?? 0) + 1); // by the invitation, and not by signing in
  });
});
