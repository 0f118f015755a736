import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  makeTestApp,
  NOBODY,
  TEST_PASSWORD,
  type PersonActor,
  type TestApp,
} from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const PHONE =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36';

describe.each(ENGINES)('sessions on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let ola: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    ola = await scene.signIn(await scene.person('Ola'));
    await scene.app.account.endOtherSessions({ ...ola, sessionId: null });
  });
  afterEach(() => scene?.close());

  async function openSession(person: PersonActor, userAgent: string): Promise<PersonActor> {
    const headers = new Headers({ 'user-agent': userAgent, 'x-forwarded-for': '203.0.113.7' });
    const visit = { headers, isHttps: false, address: '203.0.113.7' };
    const [cookie = ''] = await scene.app.access.signIn(
      { email: person.email, password: TEST_PASSWORD },
      visit,
    );
    const { actor } = await scene.app.identify(new Headers({ cookie: cookie.split(';')[0] ?? '' }), false);
    if (actor.kind !== 'person') throw new Error('Not signed in.');
    return actor;
  }
  const idsOf = async (actor: PersonActor): Promise<string[]> =>
    (await scene.app.account.listOwnSessions(actor)).map(({ id }) => id);

  test.skipIf(isAbsent)('[AC8] they are told in words, this one first, and no address', async () => {
    const here = await openSession(ola, FIREFOX);
    await openSession(ola, PHONE);
    const sessions = await scene.app.account.listOwnSessions(here);
    expect(sessions).toMatchObject([
      { browser: 'Firefox', system: 'Linux', isCurrent: true },
      { browser: 'Chrome', system: 'Android', isCurrent: false },
    ]);
    expect(JSON.stringify(sessions)).not.toMatch(/203\.0\.113|token/);
    const ageMs = Date.now() - (sessions[0]?.sinceMs ?? 0);
    expect(ageMs >= 0 && ageMs < 60_000).toBe(true);
    await expect(scene.app.account.listOwnSessions(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test.skipIf(isAbsent)('[AC9] one ends, or all others; never those of somebody else', async () => {
    const here = await openSession(ola, FIREFOX);
    const phone = await openSession(ola, PHONE);
    const third = await openSession(ola, PHONE);
    const piotr = await openSession(await scene.signIn(await scene.person('Piotr')), FIREFOX);
    for (const sessionId of [piotr.sessionId ?? '', 'made-up'])
      await expect(scene.app.account.endOwnSession(here, sessionId)).rejects.toMatchObject({ code: 'gone' });
    await expect(scene.app.account.endOwnSession(here, here.sessionId ?? '')).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(await idsOf(here)).toHaveLength(3);
    await scene.app.account.endOwnSession(here, phone.sessionId ?? '');
    expect((await idsOf(here)).sort()).toEqual([here.sessionId, third.sessionId].sort());
    await scene.app.account.endOtherSessions(here);
    expect(await idsOf(here)).toEqual([here.sessionId]);
    expect(await idsOf(piotr)).toContain(piotr.sessionId);
  });
});
