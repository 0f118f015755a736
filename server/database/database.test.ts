import { getMigrations } from 'better-auth/db/migration';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ENGINES, makeTestDatabase, type TestDatabase } from '../../tests/test-database.ts';
import { accountOptions } from '../access/accounts.ts';
import { finishBlob, putChunk, readBlob, startBlob } from './blobs.ts';
import { openDatabase, type Database } from './database.ts';

/** One suite, two engines: what the rest of the server may rely on. */
describe.each(ENGINES)('$title', ({ engine, isAbsent }) => {
  let files: TestDatabase;
  let database: Database;

  beforeEach(async () => {
    if (isAbsent) return;
    files = await makeTestDatabase(engine);
    database = await openDatabase(files);
  });
  afterEach(async () => {
    if (isAbsent) return;
    await database.close();
    await files.remove();
  });

  const addDepartment = (db: Database['db'], id: string) =>
    db
      .insertInto('department')
      .values({ id, name: `Department ${id}`, part: null, version: 1 })
      .execute();
  const departmentIds = async (): Promise<string[]> =>
    (await database.db.selectFrom('department').select('id').orderBy('id').execute()).map((row) => row.id);

  test.skipIf(isAbsent)(
    '[DB7] a database that a newer version changed is refused, with what to do',
    async () => {
      await database.db
        .insertInto('kysely_migration' as never) // the migrator's own table, which our types leave out
        .values({ name: '9999-from-the-future', timestamp: '2099-01-01' } as never)
        .execute();
      await expect(openDatabase(files)).rejects.toThrow(/newer version of Herringbone.*restore a backup/s);
    },
  );

  test.skipIf(isAbsent)('a failed transaction leaves nothing behind', async () => {
    await expect(
      database.transaction(async (trx) => {
        await addDepartment(trx, 'a');
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await departmentIds()).toEqual([]);
  });

  test.skipIf(isAbsent)('fifty transactions at once all arrive, each whole', async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        database.transaction(async (trx) => {
          await addDepartment(trx, `x${index}`);
          await addDepartment(trx, `y${index}`);
        }),
      ),
    );
    expect(await departmentIds()).toHaveLength(100);
  });

  test.skipIf(isAbsent)('a statement beside a transaction is not rolled back with it', async () => {
    const failing = database
      .transaction(async (trx) => {
        await addDepartment(trx, 'inside');
        throw new Error('no');
      })
      .catch(() => undefined);
    await addDepartment(database.db, 'beside');
    await failing;
    expect(await departmentIds()).toEqual(['beside']);
  });

  test.skipIf(isAbsent)('a stale version updates nothing', async () => {
    await addDepartment(database.db, 'a');
    const rename = (version: number, name: string) =>
      database.db
        .updateTable('department')
        .set({ name, version: version + 1 })
        .where('id', '=', 'a')
        .where('version', '=', version)
        .executeTakeFirst();
    expect((await rename(1, 'first')).numUpdatedRows).toBe(1n);
    expect((await rename(1, 'second')).numUpdatedRows).toBe(0n);
  });

  test.skipIf(isAbsent)('large whole numbers and fractions come back as numbers', async () => {
    await database.db
      .insertInto('blob')
      .values({
        id: 'b',
        owner_id: null,
        byte_size: 2 ** 52,
        sha256: '',
        created_at_ms: 1_795_000_000_123,
        is_complete: 1,
      })
      .execute();
    const row = await database.db.selectFrom('blob').selectAll().executeTakeFirstOrThrow();
    expect([row.byte_size, row.created_at_ms]).toEqual([2 ** 52, 1_795_000_000_123]);
  });

  test.skipIf(isAbsent)('bytes come back as they were, and a damaged upload is refused', async () => {
    const first = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
    const sha256 = '47d9ba2e4bb1ff7a4b1b7d1f3d0a1c0b2b7f2f4c6c9be2a9c1d5e3f7a8b9c0d1';
    await startBlob(database.db, { id: 'b', ownerId: 'me', byteSize: 1000, sha256, createdAtMs: 1 });
    await putChunk(database.db, 'b', 0, first);
    const chunks: Uint8Array[] = [];
    for await (const bytes of readBlob(database.db, 'b')) chunks.push(bytes);
    expect(Buffer.concat(chunks).equals(Buffer.from(first))).toBe(true);
    await expect(finishBlob(database.db, 'b')).rejects.toMatchObject({ code: 'invalid' });
  });

  test.skipIf(isAbsent)('foreign keys hold', async () => {
    await expect(
      database.db.insertInto('person_role').values({ person_id: 'nobody', role: 'admin' }).execute(),
    ).rejects.toThrow();
  });

  test.skipIf(isAbsent)('opening it again changes nothing', async () => {
    await addDepartment(database.db, 'kept');
    const again = await openDatabase(files);
    await again.close();
    expect(await departmentIds()).toEqual(['kept']);
  });

  test.skipIf(isAbsent)('the account library finds no table or column to add', async () => {
    const options = accountOptions(database.db, engine, 'x'.repeat(32), false);
    const { toBeCreated, toBeAdded } = await getMigrations(options);
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  });
});

test('SQLite runs with the safety that was promised', async () => {
  const files = await makeTestDatabase('sqlite');
  const database = await openDatabase(files);
  const { sql } = await import('kysely');
  const pragma = async (name: string): Promise<unknown> => {
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(database.db);
    return Object.values(rows[0] ?? {})[0];
  };
  expect({
    journal: await pragma('journal_mode'),
    synchronous: await pragma('synchronous'),
    keys: await pragma('foreign_keys'),
    secure: await pragma('secure_delete'),
  }).toEqual({ journal: 'wal', synchronous: 2, keys: 1, secure: 1 });
  await database.close();
  await files.remove();
});
