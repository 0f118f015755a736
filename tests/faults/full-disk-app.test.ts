import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PASSWORD } from '../e2e/harness.ts';
import { makeTestApp, SYSTEM, type TestApp } from '../test-app.ts';

const EMAIL = 'ada@example.org';
const visit = { headers: new Headers(), isHttps: false, address: '127.0.0.1' };
let scene: TestApp;
/** What the disk gives back when there is room again. */
let makeRoom: () => Promise<void>;

/** Every page of the database is in use, and the tables that are named need one for each new row. */
beforeEach(async () => {
  scene = await makeTestApp();
  const { app } = scene;
  await app.access.setUp({
    token: await app.access.renewSetUpToken(),
    organisation: 'Acme',
    name: 'Ada',
    email: EMAIL,
    password: PASSWORD,
    locale: 'en',
  });
  const { db } = app.database;
  await sql`vacuum`.execute(db);
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  for (const table of ['login_session', 'department']) {
    await sql`create trigger ${sql.id(`grow_${table}`)} after insert on ${sql.table(table)} begin
      insert into secret (name, value) values (hex(randomblob(8)), hex(zeroblob(20000))); end`.execute(db);
  }
  const limit = (pages: number): Promise<unknown> =>
    sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db);
  await limit((rows[0]?.page_count ?? 0) + 3); // the triggers themselves need a little
  makeRoom = async () => void (await limit(1_000_000));
});
afterEach(() => scene.close());

test('[DB2] on a full disk signing in and saving say so, reading goes on, and both work when there is room', async () => {
  const { access, people } = scene.app;
  const full = { code: 'unavailable', reason: 'base.diskFull' };
  await expect(access.signIn({ email: EMAIL, password: PASSWORD }, visit)).rejects.toMatchObject(full);
  await expect(people.addDepartment(SYSTEM, { name: 'Service' })).rejects.toMatchObject(full);
  expect(await people.listPeople(SYSTEM)).toHaveLength(1);
  await makeRoom();
  const [cookie = ''] = await access.signIn({ email: EMAIL, password: PASSWORD }, visit);
  const headers = new Headers({ cookie: cookie.split(';')[0] ?? '' });
  expect((await scene.app.identify(headers, false)).actor.kind).toBe('person');
  await people.addDepartment(SYSTEM, { name: 'Service' });
});

test('[DB2] a session can be read while another process holds the database', async () => {
  await makeRoom();
  const [cookie = ''] = await scene.app.access.signIn({ email: EMAIL, password: PASSWORD }, visit);
  const other = new DatabaseSync(join(scene.app.config.dataDir, 'herringbone.db'));
  other.exec('begin immediate');
  const headers = new Headers({ cookie: cookie.split(';')[0] ?? '' });
  expect((await scene.app.identify(headers, false)).actor.kind).toBe('person');
  other.exec('rollback');
  other.close();
});
