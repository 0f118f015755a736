import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  makeTestApp,
  NOBODY,
  SYSTEM,
  TEST_PASSWORD,
  type PersonActor,
  type TestApp,
} from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { uploadWave } from '../../tests/upload-wave.ts';
import { writeSecret } from '../access/secret-store.ts';
import { COOKIE_KEY, ensureCookieKey } from '../access/secrets.ts';
import { demoState, PASSWORD_FILE } from './demo-commands.ts';
import { DEMO_MARK } from './demo-store.ts';

describe.each(ENGINES)('removing the demo on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let admin: PersonActor;
  let lead: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { access } = scene.app;
    const token = await access.renewSetUpToken();
    const first = { name: 'First', email: 'first@example.org', password: TEST_PASSWORD, locale: 'en' };
    await access.setUp({ ...first, token, organisation: 'Demo' });
    admin = await scene.signIn(await scene.person('Admin', ['admin']));
    lead = await scene.signIn(await scene.person('Lead', ['lead', 'analyst']));
    await scene.app.workshop.createWorkshop(lead, {
      title: 'W',
      problem: 'P',
      template: '5m',
      language: 'en',
    });
    await uploadWave(scene.app, lead, { channel: ['phone', 'chat'], waiting: ['1', '2'], waveName: 'Wave' });
    await scene.app.jobs.settled();
  });
  afterEach(() => scene?.close());

  const beDemo = () => writeSecret(scene.app.database.db, DEMO_MARK, 'here');

  /** How many rows each table has that has any; what migrations ran is no row of ours. */
  async function rows(): Promise<Record<string, number>> {
    const { db } = scene.app.database;
    const counts: Record<string, number> = {};
    for (const { name } of await db.introspection.getTables()) {
      // FTS5 keeps rows about itself where there is not one word.
      if (/^(kysely_|sqlite_|search_words_)/.test(name)) continue;
      const found = await db
        .selectFrom(name as 'person') // whichever it is, it is counted
        .select(({ fn }) => fn.countAll<number | string>().as('n'))
        .executeTakeFirstOrThrow();
      if (Number(found.n) > 0) counts[name] = Number(found.n);
    }
    return counts;
  }

  test.skipIf(isAbsent)('[AC12] what is not the demo is removed by nobody', async () => {
    const before = await rows();
    for (const actor of [admin, SYSTEM])
      await expect(scene.app.demo.removeDemo(actor)).rejects.toMatchObject({
        code: 'forbidden',
        reason: 'organisation.demo.notHere',
      });
    expect(await scene.app.demo.mayRemoveDemo(admin)).toBe(false);
    expect(await rows()).toEqual(before);
    await beDemo();
    await expect(scene.app.demo.removeDemo(lead)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(scene.app.demo.removeDemo(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
    expect([await scene.app.demo.mayRemoveDemo(lead), await scene.app.demo.mayRemoveDemo(admin)]).toEqual([
      false,
      true,
    ]);
    expect(await rows()).toEqual({ ...before, secret: 2 });
  });

  test.skipIf(isAbsent)('[AC12] [AC13] all of it goes, and whoever pressed sets up their own', async () => {
    await beDemo();
    const { app } = scene;
    const visit = { headers: new Headers(), isHttps: false, address: '10.0.0.1' };
    const cookie = (await app.access.signIn({ email: lead.email, password: TEST_PASSWORD }, visit))[0] ?? '';
    const headers = new Headers({ cookie: cookie.split(';')[0] ?? '' });
    expect((await app.identify(headers, false)).actor.kind).toBe('person');
    const key = await ensureCookieKey(app.database.db);
    writeFileSync(join(app.config.dataDir, PASSWORD_FILE), 'secret');

    const token = await app.demo.removeDemo(admin);
    expect(await rows()).toEqual({ secret: 3 });
    const names = await app.database.db.selectFrom('secret').select('name').orderBy('name').execute();
    expect(names.map(({ name }) => name)).toEqual([COOKIE_KEY, DEMO_MARK, 'set-up-link']);
    expect(await ensureCookieKey(app.database.db)).toBe(key);
    expect((await app.identify(headers, false)).actor.kind).toBe('nobody');
    expect(existsSync(join(app.config.dataDir, PASSWORD_FILE))).toBe(false);
    expect([await app.access.isSetUp(), app.settings.current.name]).toEqual([false, '']);
    expect(await demoState(app.database.db)).toBe('removed');

    const own = { name: 'Ola', email: lead.email, password: TEST_PASSWORD, locale: 'pl' };
    await app.access.setUp({ ...own, token, organisation: 'Ours' });
    expect(app.settings.current.name).toBe('Ours');
    expect(await app.access.signIn({ email: lead.email, password: TEST_PASSWORD }, visit)).not.toEqual([]);
    await expect(app.demo.removeDemo(SYSTEM)).rejects.toMatchObject({ code: 'forbidden' });
    // Counters begin anew.
    const first = await app.database.db.selectFrom('audit_entry').select('id').execute();
    expect(first.map(({ id }) => Number(id))).toEqual([1]);
  });

  test.skipIf(isAbsent)('[AC13] what breaks in the middle leaves the demo as it was', async () => {
    await beDemo();
    const before = await rows();
    const { app } = scene;
    const executor = app.database.db.getExecutor();
    const prototype: { executeQuery: unknown } = Object.getPrototypeOf(executor);
    const original = prototype.executeQuery as typeof executor.executeQuery;
    let count = 0;
    prototype.executeQuery = function (...args: Parameters<typeof original>) {
      // The last statement but one: everything is deleted by then.
      if (/insert into "secret"/.test(args[0].sql) && ++count === 2) throw new Error('The power went.');
      return original.apply(this as typeof executor, args);
    };
    try {
      await expect(app.demo.removeDemo(admin)).rejects.toThrow('The power went.');
    } finally {
      prototype.executeQuery = original;
    }
    expect(count).toBe(2);
    expect(await rows()).toEqual(before);
    expect(app.settings.current.name).toBe('Demo');
    expect(await app.demo.mayRemoveDemo(admin)).toBe(true);
  });
});
