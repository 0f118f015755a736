import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OUTAGE } from '#lib/base/errors.ts';
import { makeTestDatabase, type TestDatabase } from '../../tests/test-database.ts';
import { openDatabase, type Database } from './database.ts';

let files: TestDatabase;
let database: Database;
/** Another process, which holds the database. */
let other: DatabaseSync;

beforeEach(async () => {
  files = await makeTestDatabase('sqlite');
  database = await openDatabase({ ...files, maxBusyMs: 60_000 });
  other = new DatabaseSync(join(files.dataDir, 'herringbone.db'));
});
afterEach(async () => {
  other.close();
  await database.close();
  await files.remove();
});

const add = (db: Database['db'], id: string) =>
  db.insertInto('department').values({ id, name: id, part: null, version: 1 }).execute();
const ids = async (): Promise<string[]> =>
  (await database.db.selectFrom('department').select('id').orderBy('id').execute()).map((row) => row.id);

test('[DB1] while another process writes, readers go on, and writers wait without blocking anybody', async () => {
  other.exec('begin immediate');
  const written: string[] = [];
  const writes = [
    add(database.db, 'a').then(() => written.push('a')),
    database
      .transaction(async (trx) => {
        await add(trx, 'b');
        await add(trx, 'c');
      })
      .then(() => written.push('b and c')),
  ];
  // Each round is a turn of the event loop that was not held up.
  for (let round = 0; round < 20; round++) expect(await ids()).toEqual([]);
  expect(written).toEqual([]);
  other.exec('commit');
  await Promise.all(writes);
  expect([written.toSorted(), await ids()]).toEqual([
    ['a', 'b and c'],
    ['a', 'b', 'c'],
  ]);
});

test('[DB1] [DB2] whoever has waited too long is told that the database is busy', async () => {
  await database.close();
  database = await openDatabase({ ...files, maxBusyMs: 20 });
  other.exec('begin immediate');
  const busy = { code: 'unavailable', reason: OUTAGE.busy };
  await expect(add(database.db, 'a')).rejects.toMatchObject(busy);
  await expect(database.transaction((trx) => add(trx, 'b'))).rejects.toMatchObject(busy);
  other.exec('rollback');
  await add(database.db, 'c');
  expect(await ids()).toEqual(['c']);
});

test('[DB1] nobody comes in between the statements of a transaction', async () => {
  let isInside = false;
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      database.transaction(async (trx) => {
        expect(isInside).toBe(false);
        isInside = true;
        await add(trx, `x${i}`);
        await new Promise((resolve) => setImmediate(resolve));
        isInside = false;
      }),
    ),
  );
  expect(await ids()).toHaveLength(20);
});
