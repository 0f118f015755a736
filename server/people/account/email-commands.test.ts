import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  makeTestApp,
  SYSTEM,
  TEST_PASSWORD,
  type PersonActor,
  type TestApp,
} from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { CONFIRMATIONS_AT_ONCE } from '../../access/access-context.ts';
import { openSmtpSink, type SmtpSink } from '../../notify/smtp-sink.ts';

const NEW = 'ola.nowa@example.org';
const HOUR_MS = 60 * 60_000;
const PUBLIC = 'https://cx.example.org';

describe.each(ENGINES)('e-mails on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let sink: SmtpSink;
  let ola: PersonActor;
  let admin: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    sink = await openSmtpSink();
    scene = await makeTestApp(engine, { smtpUrl: sink.url, publicUrl: PUBLIC });
    // Whoever changes an e-mail waits for the others at the one row of the organisation.
    await scene.app.access.setUp({
      token: await scene.app.access.renewSetUpToken(),
      organisation: 'Nordbank',
      name: 'First',
      email: 'first@example.org',
      password: TEST_PASSWORD,
      locale: 'en',
    });
    ola = await scene.signIn(await scene.person('Ola'));
    admin = await scene.signIn(await scene.person('Admin', ['admin']));
    sink.mails.length = 0;
  });
  afterEach(async () => {
    await scene?.close();
    await sink?.close();
  });

  const ask = (email: string, actor = ola, password = TEST_PASSWORD) =>
    scene.app.account.askForEmail(actor, { email, password });

  /** The texts of the letters of a kind to an address, once there are so many. */
  async function lettersTo(address: string, kind: RegExp, count = 1): Promise<string[]> {
    await scene.app.jobs.settled();
    const theirs = () =>
      sink.mails.filter(({ to, text }) => to.includes(address) && kind.test(text)).map(({ text }) => text);
    await expect.poll(() => theirs().length).toBeGreaterThanOrEqual(count);
    return theirs();
  }

  const LINK = /\/email\/(\S+)/;
  const tokenTo = async (address: string, count = 1): Promise<string> =>
    LINK.exec((await lettersTo(address, LINK, count)).at(-1) ?? '')?.[1] ?? '';

  const emailNow = async (id: string): Promise<string | undefined> =>
    (await scene.app.people.listPeople(SYSTEM)).find((person) => person.id === id)?.email;

  async function signIn(email: string, headers = new Headers()): Promise<string[]> {
    return scene.app.access.signIn(
      { email, password: TEST_PASSWORD },
      { headers, isHttps: false, address: '10.0.0.1' },
    );
  }

  test.skipIf(isAbsent)(
    '[AC5] a new e-mail counts once its owner confirmed it, and all follows',
    async () => {
      const device = (await signIn(ola.email)).at(-1)?.split(';')[0] ?? '';
      const invitation = await scene.app.access.invite(SYSTEM, ola.id);
      await ask(NEW);
      expect(await emailNow(ola.id)).toBe(ola.email);
      expect(await lettersTo(ola.email, /shall get the e-mail ola\.nowa@example\.org/)).toHaveLength(1);
      const token = await tokenTo(NEW);
      const kept = await scene.app.database.db.selectFrom('email_change').selectAll().execute();
      expect(JSON.stringify(kept)).not.toContain(token);
      expect((await scene.app.account.readEmailLink(token)).email).toBe(NEW);
      expect(await emailNow(ola.id)).toBe(ola.email);
      await scene.app.account.confirmEmail(token);
      expect(await emailNow(ola.id)).toBe(NEW);
      await expect(signIn(ola.email)).rejects.toMatchObject({ code: 'forbidden' });
      expect(await signIn(NEW, new Headers({ cookie: device }))).not.toEqual([]);
      await expect(scene.app.access.readInvitation(invitation)).rejects.toMatchObject({ code: 'gone' });
      await expect(scene.app.account.confirmEmail(token)).rejects.toMatchObject({ code: 'gone' });
      expect(await lettersTo(ola.email, /changed to ola\.nowa@example\.org/)).toHaveLength(1);
      const [line] = (await scene.app.access.listAudit(admin)).lines.filter(
        ({ action }) => action === 'person.changeEmail',
      );
      expect(line?.changes).toEqual([{ field: 'email', from: ola.email, to: NEW }]);
      const kinds = (await scene.app.access.listAccountNotices(ola)).map(({ kind }) => kind);
      expect(kinds).toContain('email-changed');
      const file = new TextEncoder().encode(`name,email,role\nOla Nowa,${NEW},mentor\n`);
      const { changed, added } = await scene.app.people.previewImport(admin, { file });
      expect([changed.length, added.length]).toEqual([1, 0]);
    },
  );

  test.skipIf(isAbsent)('[AC5] it is asked for with the password, and not the one of now', async () => {
    await expect(ask(NEW, ola, 'guess')).rejects.toMatchObject({ issues: [{ path: 'password' }] });
    await expect(ask(NEW, ola, '')).rejects.toMatchObject({ issues: [{ path: 'password' }] });
    await expect(ask(ola.email)).rejects.toMatchObject({ issues: [{ path: 'email' }] });
    await scene.app.jobs.settled();
    expect((await scene.app.account.getOwnAccount(ola)).emailChange).toBeNull();
  });

  test.skipIf(isAbsent)('[AC5] the link works for a day', async () => {
    await ask(NEW);
    const token = await tokenTo(NEW);
    scene.clock.nowMs += 24 * HOUR_MS - 1;
    expect((await scene.app.account.readEmailLink(token)).name).toBe('Ola');
    scene.clock.nowMs += 1;
    await expect(scene.app.account.confirmEmail(token)).rejects.toMatchObject({ code: 'gone' });
    expect((await scene.app.account.getOwnAccount(ola)).emailChange).toBeNull();
  });

  test.skipIf(isAbsent)(
    '[AC5] an e-mail of somebody else gets the same answer, and is not taken',
    async () => {
      expect(await ask(admin.email)).toEqual(await ask(NEW, admin));
      await expect(scene.app.account.confirmEmail(await tokenTo(admin.email))).rejects.toMatchObject({
        code: 'conflict',
        reason: 'people.emailTaken',
      });
      expect(await emailNow(ola.id)).toBe(ola.email);
    },
  );

  test.skipIf(isAbsent)('[AC5] of two who confirm the same e-mail at once one gets it', async () => {
    await ask(NEW);
    await ask(NEW, admin);
    await lettersTo(NEW, LINK, 2);
    const tokens = sink.mails.flatMap(({ text }) => /\/email\/(\S+)/.exec(text)?.[1] ?? []);
    const confirmed = await Promise.allSettled(tokens.map((token) => scene.app.account.confirmEmail(token)));
    expect(confirmed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = confirmed.find(({ status }) => status === 'rejected');
    expect(refused).toMatchObject({ reason: { code: 'conflict', reason: 'people.emailTaken' } });
    const emails = [await emailNow(ola.id), await emailNow(admin.id)];
    expect(emails.filter((email) => email === NEW)).toHaveLength(1);
  });

  test.skipIf(isAbsent)('[AC5] a login that belongs to nobody is not in the way', async () => {
    await scene.app.database.db
      .insertInto('login_user')
      .values({
        id: 'left-over',
        name: 'Nobody',
        email: NEW,
        emailVerified: engine === 'sqlite' ? 0 : false,
        ...{ createdAt: new Date(0).toISOString(), updatedAt: new Date(0).toISOString() },
      })
      .execute();
    await ask(NEW);
    await scene.app.account.confirmEmail(await tokenTo(NEW));
    expect(await signIn(NEW)).not.toEqual([]);
  });

  test.skipIf(isAbsent)('[AC6] what waits is shown, sent again within a limit, and cancelled', async () => {
    await ask(NEW);
    const first = await tokenTo(NEW);
    expect((await scene.app.account.getOwnAccount(ola)).emailChange?.email).toBe(NEW);
    for (let count = 1; count < CONFIRMATIONS_AT_ONCE; count++) await scene.app.account.resendEmailLink(ola);
    await expect(scene.app.account.resendEmailLink(ola)).rejects.toMatchObject({
      code: 'too-many-requests',
      values: { seconds: 600 },
    });
    const last = await tokenTo(NEW, CONFIRMATIONS_AT_ONCE);
    await expect(scene.app.account.readEmailLink(first)).rejects.toMatchObject({ code: 'gone' });
    expect((await scene.app.account.readEmailLink(last)).email).toBe(NEW);
    await scene.app.account.cancelEmail(ola);
    await scene.app.account.cancelEmail(ola);
    await expect(scene.app.account.confirmEmail(last)).rejects.toMatchObject({ code: 'gone' });
    scene.clock.nowMs += HOUR_MS;
    await expect(scene.app.account.resendEmailLink(ola)).rejects.toMatchObject({ code: 'gone' });
  });

  test.skipIf(isAbsent)('[AC7] an administrator confirms, refuses, and changes an e-mail', async () => {
    await ask(NEW);
    expect(await scene.app.account.listAskedEmails(admin)).toEqual([
      { personId: ola.id, name: 'Ola', email: ola.email, newEmail: NEW },
    ]);
    for (const press of ['approveEmail', 'refuseEmail'] as const)
      await expect(scene.app.account[press](ola, ola.id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(scene.app.account.listAskedEmails(ola)).rejects.toMatchObject({ code: 'forbidden' });
    await scene.app.account.refuseEmail(admin, ola.id);
    await expect(scene.app.account.approveEmail(admin, ola.id)).rejects.toMatchObject({ code: 'gone' });
    await ask(NEW);
    await scene.app.account.approveEmail(admin, ola.id);
    expect(await emailNow(ola.id)).toBe(NEW);
    const change = (email: string) =>
      scene.app.people.listPeople(SYSTEM).then((people) => {
        const { version = 0 } = people.find(({ id }) => id === ola.id) ?? {};
        const form = { personId: ola.id, version, name: 'Ola', roles: [], isActive: true, email };
        return scene.app.people.changePerson(admin, form);
      });
    await expect(change(admin.email)).rejects.toMatchObject({ issues: [{ path: 'email' }] });
    await change('third@example.org');
    expect(await signIn('third@example.org')).not.toEqual([]);
    expect(await lettersTo(NEW, /changed to third@example\.org/)).toHaveLength(1);
    const notices = await scene.app.access.listAccountNotices(ola);
    expect(notices.map(({ kind, byName }) => [kind, byName])).toEqual([
      ['email-set', 'Admin'],
      ['email-set', 'Admin'],
    ]);
  });
});

test('[AC7] without mail the wish waits for an administrator', async () => {
  const scene = await makeTestApp();
  try {
    const ola = await scene.signIn(await scene.person('Ola'));
    const admin = await scene.person('Admin', ['admin']);
    await scene.app.account.askForEmail(ola, { email: NEW, password: TEST_PASSWORD });
    await expect(scene.app.account.resendEmailLink(ola)).rejects.toMatchObject({ code: 'conflict' });
    await scene.app.account.approveEmail(admin, ola.id);
    const [row] = (await scene.app.people.listPeople(SYSTEM)).filter(({ id }) => id === ola.id);
    expect(row?.email).toBe(NEW);
  } finally {
    await scene.close();
  }
});
