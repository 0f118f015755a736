import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, SYSTEM, TEST_PASSWORD, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

describe.each(ENGINES)('signing in on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let ola: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    ola = await scene.person('Ola');
    await scene.signIn(ola);
  });
  afterEach(() => scene?.close());

  const OFFICE = '10.0.0.1';
  const AWAY = '203.0.113.9';

  /** Cookies of the session and of the device, or the code of the refusal with its wait. */
  async function tryIn(
    email: string,
    password: string,
    { address = OFFICE, cookie = '' }: { address?: string; cookie?: string } = {},
  ): Promise<{ device: string } | { code: string; seconds?: unknown }> {
    const visit = { headers: new Headers(cookie ? { cookie } : {}), isHttps: false, address };
    try {
      const cookies = await scene.app.access.signIn({ email, password }, visit);
      return { device: cookies.at(-1)?.split(';')[0] ?? '' };
    } catch (fault) {
      const { code, values } = fault as { code: string; values?: { seconds?: unknown } };
      return { code, ...(values && { seconds: values.seconds }) };
    }
  }

  /** Signs in for the first time on a device; gives its cookie. */
  async function meet(person: PersonActor, cookie = ''): Promise<string> {
    const answer = await tryIn(person.email, TEST_PASSWORD, { cookie });
    if (!('device' in answer)) throw new Error(answer.code);
    return answer.device;
  }

  test.skipIf(isAbsent)('[PE9] a stranger who guesses keeps no owner out of a device they know', async () => {
    const cookie = await meet(ola);
    for (let tries = 0; tries < 8; tries++) {
      expect(await tryIn(ola.email, 'guess')).toEqual({ code: 'forbidden' });
    }
    expect(await tryIn(ola.email, 'guess')).toEqual({ code: 'too-many-requests', seconds: 60 });
    expect(await tryIn(ola.email, TEST_PASSWORD)).toEqual({ code: 'too-many-requests', seconds: 60 });
    expect(await tryIn(ola.email, TEST_PASSWORD, { cookie })).toHaveProperty('device');
  });

  test.skipIf(isAbsent)(
    '[PE9] strangers at many addresses keep no owner out for longer than seconds',
    async () => {
      const cookie = await meet(ola);
      const answers: unknown[] = [];
      for (let at = 0; at < 61; at++)
        answers.push(await tryIn(ola.email, 'guess', { address: `198.51.100.${at}` }));
      expect(answers.at(-1)).toEqual({ code: 'too-many-requests', seconds: 10 });
      expect(await tryIn(ola.email, TEST_PASSWORD, { cookie })).toHaveProperty('device');
      scene.clock.nowMs += 10_000;
      expect(await tryIn(ola.email, TEST_PASSWORD, { address: AWAY })).toHaveProperty('device');
    },
  );

  test.skipIf(isAbsent)('[PE9] made-up e-mails keep nobody else of that address out', async () => {
    const cookie = await meet(ola);
    const piotr = await scene.person('Piotr');
    await scene.signIn(piotr);
    const answers: unknown[] = [];
    for (let count = 0; count < 70; count++) answers.push(await tryIn(`nobody${count}@example.org`, 'guess'));
    expect(answers.at(-1)).toEqual({ code: 'too-many-requests', seconds: 1 });
    expect(await tryIn(ola.email, TEST_PASSWORD, { cookie })).toHaveProperty('device');
    scene.clock.nowMs += 1_000;
    expect(await tryIn(piotr.email, TEST_PASSWORD)).toHaveProperty('device');
  });

  test.skipIf(isAbsent)('[PE9] a whole company signs in behind one address', async () => {
    for (let count = 0; count < 70; count++) {
      expect(await tryIn(ola.email, TEST_PASSWORD)).toHaveProperty('device');
    }
  });

  test.skipIf(isAbsent)('[PE9] a device that is known has a budget too, and waiting ends', async () => {
    const cookie = await meet(ola);
    for (let tries = 0; tries < 10; tries++) {
      expect(await tryIn(ola.email, 'guess', { cookie })).toEqual({ code: 'forbidden' });
    }
    const early = { code: 'too-many-requests', seconds: 60 };
    expect(await tryIn(ola.email, TEST_PASSWORD, { cookie })).toEqual(early);
    expect(await tryIn(ola.email, TEST_PASSWORD, { cookie })).toEqual(early);
    scene.clock.nowMs -= 3_600_000;
    expect(await tryIn(ola.email, TEST_PASSWORD, { cookie })).toEqual(early);
    scene.clock.nowMs += 60_000;
    expect(await tryIn(ola.email, TEST_PASSWORD, { cookie })).toHaveProperty('device');
  });

  test.skipIf(isAbsent)(
    '[PE9] a device knows those who signed in on it, and nobody whom somebody wrote into it',
    async () => {
      const piotr = await scene.person('Piotr');
      await scene.signIn(piotr);
      const alone = await meet(ola);
      const both = await meet(piotr, alone);
      expect([alone.split('~').length, both.split('~').length]).toEqual([1, 2]);
      for (let tries = 0; tries < 8; tries++) await tryIn(ola.email, 'guess');
      expect(await tryIn(ola.email, TEST_PASSWORD, { cookie: both })).toHaveProperty('device');
      for (let tries = 0; tries < 8; tries++) await tryIn(piotr.email, 'guess');
      for (const cookie of [
        alone,
        alone.replaceAll(ola.id, piotr.id),
        `herringbone.device=${piotr.id}.x.y`,
        'herringbone.device=%',
      ]) {
        expect(await tryIn(piotr.email, TEST_PASSWORD, { cookie })).toMatchObject({
          code: 'too-many-requests',
        });
      }
    },
  );

  test.skipIf(isAbsent)(
    '[PE17] unknown, wrong and switched off are one answer, and open no session',
    async () => {
      const off = await scene.person('Off');
      await scene.signIn(off);
      const { version } = (await scene.app.people.listPeople(SYSTEM)).find(({ id }) => id === off.id) ?? {
        version: 0,
      };
      await scene.app.people.changePerson(SYSTEM, {
        personId: off.id,
        version,
        name: 'Off',
        roles: [],
        isActive: false,
      });
      const count = () =>
        scene.app.database.db
          .selectFrom('login_session')
          .select('id')
          .execute()
          .then((rows) => rows.length);
      const before = await count();
      for (const [email, password] of [
        ['who@example.org', TEST_PASSWORD],
        [ola.email, 'guess'],
        [off.email, TEST_PASSWORD],
        [off.email, 'guess'],
      ] as const) {
        expect(await tryIn(email, password)).toEqual({ code: 'forbidden' });
      }
      expect(await count()).toBe(before);
    },
  );
});
