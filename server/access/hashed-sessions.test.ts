import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, TEST_PASSWORD, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { up } from '../database/migrations/0028-session-tokens.ts';

describe.each(ENGINES)('sessions on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let ola: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    ola = await scene.person('Ola');
    await scene.signIn(ola);
    await scene.app.database.db.deleteFrom('login_session').execute();
  });
  afterEach(() => scene?.close());

  const headersOf = (cookie = ''): Headers => new Headers({ cookie: cookie.split(';')[0] ?? '' });

  async function signIn(): Promise<string> {
    const visit = { headers: new Headers(), isHttps: false, address: '10.0.0.1' };
    const [cookie = ''] = await scene.app.access.signIn({ email: ola.email, password: TEST_PASSWORD }, visit);
    return cookie;
  }

  const kindOf = async (cookie: string): Promise<string> =>
    (await scene.app.identify(headersOf(cookie), false)).actor.kind;

  const storedTokens = async (): Promise<string[]> =>
    (await scene.app.database.db.selectFrom('login_session').select('token').execute()).map(
      ({ token }) => token,
    );

  /** The token inside a signed cookie. */
  const tokenOf = (cookie: string): string =>
    decodeURIComponent(/=([^;]*)/.exec(cookie)?.[1] ?? '').split('.')[0] ?? '';

  test.skipIf(isAbsent)(
    '[PE18] the token of a session is not in the database, and what is opens nothing',
    async () => {
      const cookie = await signIn();
      const [stored = ''] = await storedTokens();
      expect(tokenOf(cookie)).toMatch(/^\w{32}$/);
      expect(stored).toMatch(/^[0-9a-f]{64}$/);
      expect(await kindOf(cookie)).toBe('person');
      expect(await kindOf(cookie.replace(tokenOf(cookie), stored))).toBe('nobody');
    },
  );

  test.skipIf(isAbsent)('[PE18] a session that is due is renewed for the same cookie', async () => {
    const cookie = await signIn();
    const tomorrow = new Date(Date.now() + 24 * 60 * 60_000);
    await scene.app.database.db
      .updateTable('login_session')
      .set({ expiresAt: engine === 'sqlite' ? tomorrow.toISOString() : tomorrow })
      .execute();
    const { actor, cookies } = await scene.app.identify(headersOf(cookie), false);
    expect([actor.kind, tokenOf(cookies[0] ?? '')]).toEqual(['person', tokenOf(cookie)]);
    expect(await kindOf(cookies[0] ?? '')).toBe('person');
  });

  test.skipIf(isAbsent)('[PE18] signing out and a new password end sessions all the same', async () => {
    const first = await signIn();
    const second = await signIn();
    await scene.app.signOut(headersOf(first), false);
    expect([await kindOf(first), await kindOf(second), (await storedTokens()).length]).toEqual([
      'nobody',
      'person',
      1,
    ]);
    await scene.app.resetPassword(ola.email, 'another password of hers');
    expect([await kindOf(second), await storedTokens()]).toEqual(['nobody', []]);
  });

  test.skipIf(isAbsent)('[PE18] who was signed in before tokens were hashed still is', async () => {
    const cookie = await signIn();
    await scene.app.database.db
      .updateTable('login_session')
      .set({ token: tokenOf(cookie) })
      .execute();
    expect(await kindOf(cookie)).toBe('nobody');
    // A step of a migration knows no tables.
    await up(scene.app.database.db as unknown as Kysely<unknown>);
    expect(await kindOf(cookie)).toBe('person');
  });
});
