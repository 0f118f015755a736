import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, type TestApp } from '../tests/test-app.ts';
import { ENGINES } from '../tests/test-database.ts';
import { createHealth } from './health.ts';

describe.each(ENGINES)('$title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  beforeEach(async () => {
    if (!isAbsent) scene = await makeTestApp(engine);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  test.skipIf(isAbsent)('[DB6] all is well where the database can be written', async () => {
    expect(await scene.app.health()).toBe('ok');
  });
});

describe('the embedded database', () => {
  let scene: TestApp;
  let nowMs: number;
  let health: () => Promise<string>;
  beforeEach(async () => {
    scene = await makeTestApp();
    nowMs = 0;
    health = createHealth(scene.app.database.db, () => nowMs);
  });
  afterEach(() => scene.close());

  test('[DB6] a full disk is said although reading goes on, and forgotten when there is room', async () => {
    const { db } = scene.app.database;
    await sql`create trigger grow after update on secret begin
      insert into secret (name, value) values (hex(randomblob(8)), hex(zeroblob(20000))); end`.execute(db);
    // Every page is in use and none may be added: the next write needs one.
    await sql`vacuum`.execute(db);
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count ?? 0)}`.execute(db);
    expect(await health()).toBe('disk full');
    await scene.app.access.renewSetUpToken();
    // The second one updates, which needs a page here.
    await expect(scene.app.access.renewSetUpToken()).rejects.toMatchObject({ reason: 'base.diskFull' });
    await sql`pragma max_page_count = 1000000`.execute(db);
    expect(await health()).toBe('disk full'); // asked a moment ago
    nowMs += 5_000;
    expect(await health()).toBe('ok');
  });

  test('[DB6] a database that somebody else holds is said', async () => {
    const other = new DatabaseSync(join(scene.app.config.dataDir, 'herringbone.db'));
    other.exec('begin immediate');
    expect(await health()).toBe('database busy');
    other.exec('rollback');
    other.close();
  });
});
