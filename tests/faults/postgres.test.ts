import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import * as Y from 'yjs';
import { OUTAGE } from '#lib/base/errors.ts';
import { RoomProvider } from '#lib/sync/room-provider.ts';
import { openDatabase, type Database } from '#server/database/database.ts';
import { createDocumentStore } from '#server/sync/store/sql-store.ts';
import { startRooms } from '#server/sync/testing/test-rooms.ts';
import { ENGINES, makeTestDatabase, type TestDatabase } from '../test-database.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const BOARD = 'workshop/w1/board';
const POSTGRES = ENGINES.filter(({ engine }) => engine === 'postgres');

describe.each(POSTGRES)('$title', ({ engine, isAbsent }) => {
  let files: TestDatabase;
  let proxy: TcpProxy;
  let database: Database;
  let faults: unknown[];

  beforeEach(async () => {
    if (isAbsent) return;
    files = await makeTestDatabase(engine);
    const url = new URL(files.databaseUrl ?? '');
    proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port || 5432) });
    url.hostname = '127.0.0.1';
    url.port = String(proxy.port);
    faults = [];
    database = await openDatabase({
      dataDir: files.dataDir,
      databaseUrl: url.href,
      onfault: (error) => faults.push(error),
    });
  });
  afterEach(async () => {
    if (isAbsent) return;
    proxy.watch = () => 'pass';
    proxy.isOpen = true;
    await database.close();
    await proxy.close();
    await files.remove();
  });

  const addDepartment = (db: Database['db'], id: string) =>
    db.insertInto('department').values({ id, name: id, part: null, version: 1 }).execute();
  const departments = async (): Promise<string[]> =>
    (await database.db.selectFrom('department').select('id').orderBy('id').execute()).map(({ id }) => id);
  const away = { code: 'unavailable', reason: OUTAGE.away };
  /** Until the pool has heard that its connections are gone. */
  const heard = (count: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => (faults.length >= count ? resolve() : void setImmediate(look));
      look();
    });

  test.skipIf(isAbsent)('[DB3] connections that break at rest cost nothing', async () => {
    await Promise.all(['a', 'b', 'c'].map((id) => addDepartment(database.db, id)));
    const { connections } = proxy;
    proxy.cut();
    await heard(connections);
    expect(await departments()).toEqual(['a', 'b', 'c']);
  });

  test.skipIf(isAbsent)('[DB3] an administrator who ends every session costs nothing at rest', async () => {
    const ids = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid, pg_sleep(0.05)`.execute(
          database.db,
        );
        return rows[0]?.pid;
      }),
    );
    // One of them ends the others and is itself left alone.
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(database.db);
    await heard(new Set(ids).size - 1);
    expect(await departments()).toEqual([]);
  });

  test.skipIf(isAbsent)(
    '[DB2] [DB3] a transaction whose connection breaks says so and stores nothing',
    async () => {
      const attempt = database.transaction(async (trx) => {
        await addDepartment(trx, 'half');
        proxy.cut();
        await heard(1);
        await addDepartment(trx, 'whole');
      });
      await expect(attempt).rejects.toMatchObject(away);
      expect(await departments()).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('[DB2] [DB3] a statement that is under way when it breaks says so', async () => {
    proxy.watch = (sent) => (sent.includes('insert into "department"') ? 'cut-before' : 'pass');
    await expect(addDepartment(database.db, 'a')).rejects.toMatchObject(away);
    proxy.watch = () => 'pass';
    await addDepartment(database.db, 'b');
    expect(await departments()).toEqual(['b']);
  });

  test.skipIf(isAbsent)('[DB2] a server that cannot be reached is said, and found again', async () => {
    proxy.isOpen = false;
    proxy.cut();
    await heard(1);
    await expect(departments()).rejects.toMatchObject(away);
    proxy.isOpen = true;
    expect(await departments()).toEqual([]);
  });

  test.skipIf(isAbsent).each(['cut-before', 'cut-after'] as const)(
    '[DB3] [SY29] the group commit of rooms is %s: every edit arrives once, and nobody is sent away',
    async (moment) => {
      const rooms = await startRooms(createDocumentStore(database));
      const people = ['ann', 'bob'].map(
        (as) => new RoomProvider({ url: rooms.url, document: `${BOARD}?as=${as}`, doc: new Y.Doc() }),
      );
      const [ann, bob] = people;
      if (!ann || !bob) throw new Error('two people were asked for');
      const saved = (provider: RoomProvider): Promise<boolean> =>
        provider.until(({ status }) => status.kind === 'saved');
      await Promise.all(people.map(saved));
      let cuts = 0;
      proxy.watch = (sent) => (sent.includes('commit') && cuts++ < 2 ? moment : 'pass');
      for (let round = 0; round < 3; round++) {
        ann.doc.getArray('a').push([round]);
        bob.doc.getArray('b').push([round]);
        await Promise.all(people.map(saved));
      }
      expect(cuts).toBeGreaterThanOrEqual(2);
      const stored = await rooms.rooms.readDocument(BOARD, (doc) => [
        doc.getArray('a').toJSON(),
        doc.getArray('b').toJSON(),
      ]);
      expect(stored).toEqual([
        [0, 1, 2],
        [0, 1, 2],
      ]);
      const log = await database.db.selectFrom('doc_update').select('seq').orderBy('seq').execute();
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
      await ann.until(() => ann.doc.getArray('b').length === 3);
      for (const person of people) {
        await person.destroy();
        person.doc.destroy();
      }
      await rooms.close();
    },
  );
});
