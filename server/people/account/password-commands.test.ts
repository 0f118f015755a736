import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  makeTestApp,
  NOBODY,
  SYSTEM,
  TEST_PASSWORD,
  type PersonActor,
  type TestApp,
} from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { LINKS_AT_ONCE } from '../../access/access-context.ts';
import { SIGNING_PAUSE_MS } from '../../access/account-notices.ts';
import { openSmtpSink, type SmtpSink } from '../../notify/smtp-sink.ts';

const NEXT = 'three fish on a wall';
const OFFICE = { address: '10.0.0.1' };
const MINUTE_MS = 60_000;

describe.each(ENGINES)('passwords on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let sink: SmtpSink;
  let ola: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    sink = await openSmtpSink();
    scene = await makeTestApp(engine, { smtpUrl: sink.url, publicUrl: 'https://cx.example.org' });
    ola = await scene.signIn(await scene.person('Ola'));
    sink.mails.length = 0;
  });
  afterEach(async () => {
    await scene?.close();
    await sink?.close();
  });

  async function signIn(email: string, password: string): Promise<string> {
    const visit = { headers: new Headers(), isHttps: false, ...OFFICE };
    const [cookie = ''] = await scene.app.access.signIn({ email, password }, visit);
    return cookie.split(';')[0] ?? '';
  }
  const isSignedIn = async (cookie: string): Promise<boolean> =>
    (await scene.app.identify(new Headers({ cookie }), false)).actor.kind === 'person';

  /** The texts of the letters of a kind to an address, once there are so many. */
  async function lettersTo(address: string, kind: RegExp, count = 1): Promise<string[]> {
    await scene.app.jobs.settled();
    const theirs = () =>
      sink.mails.filter(({ to, text }) => to.includes(address) && kind.test(text)).map(({ text }) => text);
    await expect.poll(() => theirs().length).toBeGreaterThanOrEqual(count);
    return theirs();
  }

  const LINK = /\/password\/(\S+)/;

  /** The token of the last link that was mailed to an address, of so many. */
  const linkOf = async (address: string, count = 1): Promise<string> =>
    LINK.exec((await lettersTo(address, LINK, count)).at(-1) ?? '')?.[1] ?? '';

  async function askFor(email: string, address = OFFICE.address): Promise<void> {
    await scene.app.account.askForPassword({ email }, { address });
    await scene.app.jobs.settled();
  }

  const changing = (password: string, newPassword: string, actor = ola) =>
    scene.app.account.changePassword(actor, { password, newPassword });

  test.skipIf(isAbsent)(
    '[AC1] a changed password ends every other session, and tells its person',
    async () => {
      const here = await signIn(ola.email, TEST_PASSWORD);
      const there = await signIn(ola.email, TEST_PASSWORD);
      const { actor } = await scene.app.identify(new Headers({ cookie: here }), false);
      const invitation = await scene.app.access.invite(SYSTEM, ola.id);
      await scene.app.account.changePassword(actor, { password: TEST_PASSWORD, newPassword: NEXT });
      expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false]);
      await expect(signIn(ola.email, TEST_PASSWORD)).rejects.toMatchObject({ code: 'forbidden' });
      expect(await isSignedIn(await signIn(ola.email, NEXT))).toBe(true);
      await expect(scene.app.access.readInvitation(invitation)).rejects.toMatchObject({ code: 'gone' });
      const kinds = (await scene.app.access.listAccountNotices(ola)).map(({ kind }) => kind);
      expect(kinds).toContain('password-changed');
      expect(await lettersTo(ola.email, /was changed in your profile/)).toHaveLength(1);
      const lines = await scene.app.access.listAudit({ ...ola, roles: ['admin'] });
      expect(JSON.stringify(lines)).toContain('person.changePassword');
    },
  );

  test.skipIf(isAbsent)('[AC1] a wrong, a short and the same password change nothing', async () => {
    for (const [now, next, path] of [
      ['guess', NEXT, 'password'],
      [TEST_PASSWORD, 'short', 'newPassword'],
      [TEST_PASSWORD, TEST_PASSWORD, 'newPassword'],
    ] as const) {
      await expect(changing(now, next)).rejects.toMatchObject({ code: 'invalid', issues: [{ path }] });
    }
    expect(await isSignedIn(await signIn(ola.email, TEST_PASSWORD))).toBe(true);
    await expect(scene.app.account.changePassword(NOBODY, {})).rejects.toMatchObject({
      code: 'not-signed-in',
    });
  });

  test.skipIf(isAbsent)('[AC1] guessing the password in a session that was stolen is slowed', async () => {
    for (let tries = 0; tries < 8; tries++)
      await expect(changing('guess', NEXT)).rejects.toMatchObject({ code: 'invalid' });
    await expect(changing(TEST_PASSWORD, NEXT)).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  test.skipIf(isAbsent)('[AC2] the answer is the same and comes before anybody is looked up', async () => {
    const asked: string[] = [];
    const { db } = scene.app.database;
    const executor = db.getExecutor();
    const { executeQuery } = executor;
    const answers: unknown[] = [];
    for (const email of [ola.email, 'nobody@example.org']) {
      executor.executeQuery = (...args) => {
        asked.push(args[0].sql);
        return executeQuery.apply(executor, args) as never; // the result of whatever query it is
      };
      answers.push(await scene.app.account.askForPassword({ email }, OFFICE));
      answers.push(asked.splice(0).length);
      executor.executeQuery = executeQuery;
      await scene.app.jobs.settled();
    }
    expect(answers).toEqual([undefined, 0, undefined, 0]);
    expect(await lettersTo(ola.email, LINK)).toHaveLength(1);
    expect(sink.mails.filter(({ to }) => to.includes('nobody'))).toEqual([]);
  });

  test.skipIf(isAbsent)(
    '[AC3] only who is active and has an account gets a link, kept as a hash',
    async () => {
      const off = await scene.signIn(await scene.person('Off'));
      const fresh = await scene.person('Fresh');
      const admin = await scene.person('Admin', ['admin']);
      await scene.app.people.switchOff(admin, { personId: off.id, version: 2 });
      for (const { email } of [off, fresh, ola]) await askFor(email);
      const token = await linkOf(ola.email);
      expect(sink.mails.filter(({ text }) => LINK.test(text))).toHaveLength(1);
      const links = await scene.app.database.db.selectFrom('password_link').selectAll().execute();
      expect(links).toHaveLength(1);
      expect(JSON.stringify(links)).not.toContain(token);
    },
  );

  test.skipIf(isAbsent)('[AC3] a link works once, for an hour, and a newer one replaces it', async () => {
    await askFor(ola.email);
    const first = await linkOf(ola.email);
    await askFor(ola.email);
    const second = await linkOf(ola.email, 2);
    expect(first).not.toBe(second);
    const old = { code: 'gone', reason: 'account.password.linkOld' };
    await expect(scene.app.account.readPasswordLink(first)).rejects.toMatchObject(old);
    scene.clock.nowMs += 60 * MINUTE_MS - 1;
    expect((await scene.app.account.readPasswordLink(second)).email).toBe(ola.email);
    scene.clock.nowMs += 1;
    await expect(scene.app.account.readPasswordLink(second)).rejects.toMatchObject(old);
    await expect(scene.app.account.choosePassword({ token: second, password: NEXT })).rejects.toMatchObject(
      old,
    );
  });

  test.skipIf(isAbsent)(
    '[AC3] an inbox gets a few links and the last stays good; an address has to wait',
    async () => {
      for (let count = 0; count < LINKS_AT_ONCE + 2; count++) await askFor(ola.email, `198.51.100.${count}`);
      const token = await linkOf(ola.email, LINKS_AT_ONCE);
      expect(await lettersTo(ola.email, LINK)).toHaveLength(LINKS_AT_ONCE);
      expect((await scene.app.account.readPasswordLink(token)).id).toBe(ola.id);
      scene.clock.nowMs += 20 * MINUTE_MS;
      await askFor(ola.email, '198.51.100.99');
      await lettersTo(ola.email, LINK, LINKS_AT_ONCE + 1);
      const answers: unknown[] = [];
      for (let count = 0; count < 21; count++)
        answers.push(
          await scene.app.account.askForPassword({ email: `p${count}@example.org` }, OFFICE).then(
            () => 'taken',
            (fault: { code: string }) => fault.code,
          ),
        );
      expect([answers.slice(0, 20).every((answer) => answer === 'taken'), answers[20]]).toEqual([
        true,
        'too-many-requests',
      ]);
    },
  );

  test.skipIf(isAbsent)('[AC4] a password set by a link ends all sessions and pauses signing', async () => {
    const before = await signIn(ola.email, TEST_PASSWORD);
    await askFor(ola.email);
    const token = await linkOf(ola.email);
    await scene.app.account.readPasswordLink(token);
    await scene.app.account.readPasswordLink(token);
    expect(await isSignedIn(before)).toBe(true);
    const pressed = await Promise.allSettled(
      [NEXT, 'another one that loses'].map((password) =>
        scene.app.account.choosePassword({ token, password }),
      ),
    );
    expect(pressed.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await isSignedIn(before)).toBe(false);
    expect(await isSignedIn(await signIn(ola.email, NEXT))).toBe(true);
    const { signs_from_ms } = await scene.app.database.db
      .selectFrom('person')
      .select('signs_from_ms')
      .where('id', '=', ola.id)
      .executeTakeFirstOrThrow();
    expect(Number(signs_from_ms)).toBe(scene.clock.nowMs + SIGNING_PAUSE_MS);
    const kinds = (await scene.app.access.listAccountNotices(ola)).map(({ kind }) => kind);
    expect(kinds).toContain('password-reset');
    expect(await lettersTo(ola.email, /set anew, with a link that was sent/)).toHaveLength(1);
  });
});

test('[AC2] without mail nothing can be asked, for whatever e-mail', async () => {
  const scene = await makeTestApp();
  try {
    const ola = await scene.signIn(await scene.person('Ola'));
    expect(scene.app.account.mailsLinks()).toBe(false);
    for (const email of [ola.email, 'nobody@example.org'])
      await expect(scene.app.account.askForPassword({ email }, OFFICE)).rejects.toMatchObject({
        code: 'conflict',
        reason: 'account.password.noMail',
      });
  } finally {
    await scene.close();
  }
});
