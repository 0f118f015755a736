import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTcpProxy } from '../tests/faults/tcp-proxy.ts';
import { ENGINES, makeTestDatabase, type TestDatabase } from '../tests/test-database.ts';
import { DataInUse, takeDataLock, type DataLock } from './data-lock.ts';
import { openDatabase } from './database/database.ts';

const unexpected = (error: Error): void => {
  throw error;
};

describe.each(ENGINES)('$title', ({ engine, isAbsent }) => {
  let files: TestDatabase;
  let held: DataLock[];

  beforeEach(async () => {
    if (isAbsent) return;
    files = await makeTestDatabase(engine);
    held = [];
  });
  afterEach(async () => {
    if (isAbsent) return;
    await Promise.all(held.map((lock) => lock.release()));
    await files.remove();
  });

  async function take(): Promise<DataLock> {
    const lock = await takeDataLock({
      dataDir: files.dataDir,
      databaseUrl: files.databaseUrl,
      onlost: unexpected,
    });
    held.push(lock);
    return lock;
  }

  test.skipIf(isAbsent)('[DB4] a second one is refused by name, until the first is through', async () => {
    const first = await take();
    await expect(take()).rejects.toThrow(DataInUse);
    const name = files.databaseUrl ? new URL(files.databaseUrl).pathname.slice(1) : files.dataDir;
    await expect(take()).rejects.toThrow(name);
    await (await openDatabase(files)).close(); // the command line goes on working
    await first.release();
    await take();
  });

  test.skipIf(isAbsent)('[DB4] the lock of a process that is killed goes with it', async () => {
    const script = `
      import { takeDataLock } from ${JSON.stringify(join(import.meta.dirname, 'data-lock.ts'))};
      const [dataDir, databaseUrl] = process.argv.slice(1);
      await takeDataLock({ dataDir, databaseUrl, onlost() {} });
      console.log('taken');
      setInterval(() => {}, 1000);`;
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        script,
        files.dataDir,
        ...(files.databaseUrl ? [files.databaseUrl] : []),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await expect(take()).rejects.toThrow(DataInUse);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    await take();
  });

  // SQLite has no connection that could break.
  const overConnections = engine === 'postgres' ? test.skipIf(isAbsent) : undefined;
  overConnections?.(
    '[DB4] a connection that breaks costs the lock only when somebody else has it by then',
    async () => {
      const url = new URL(files.databaseUrl ?? '');
      const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port || 5432) });
      url.hostname = '127.0.0.1';
      url.port = String(proxy.port);
      let lost: Error | undefined;
      const through = await takeDataLock({
        dataDir: files.dataDir,
        databaseUrl: url.href,
        onlost: (error) => (lost = error),
      });
      held.push(through);
      const { connections } = proxy;
      proxy.cut();
      await until(() => proxy.connections > connections);
      await lockIsHeld(files.databaseUrl ?? '');
      await expect(take()).rejects.toThrow(DataInUse);
      expect(lost).toBeUndefined();
      proxy.isOpen = false;
      proxy.cut();
      await take();
      proxy.isOpen = true;
      await until(() => lost !== undefined);
      expect(lost).toBeInstanceOf(DataInUse);
      await proxy.close();
    },
  );
});

test('[DB5] a folder that cannot be written is named at the start, with advice', async () => {
  const files = await makeTestDatabase('sqlite');
  const file = join(files.dataDir, 'a-file');
  writeFileSync(file, '');
  const advice = /The data folder .*a-file.* cannot be written .* choose another folder with DATA_DIR/;
  const wrong = { dataDir: join(file, 'data'), databaseUrl: undefined, onlost: unexpected };
  await expect(takeDataLock(wrong)).rejects.toThrow(advice);
  await expect(openDatabase(wrong)).rejects.toThrow(advice);
  const occupied = join(files.dataDir, 'occupied');
  mkdirSync(join(occupied, 'herringbone.db'), { recursive: true });
  await expect(openDatabase({ dataDir: occupied })).rejects.toThrow(
    /The data folder .*occupied cannot be written/,
  );
  await files.remove();
});

/** Resolves when somebody holds an advisory lock of this database. */
async function lockIsHeld(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const held = `select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where locktype = 'advisory' and granted and datname = current_database()`;
  while ((await client.query(held)).rowCount === 0) await new Promise((resolve) => setImmediate(resolve));
  await client.end();
}

function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => (holds() ? resolve() : void setImmediate(look));
    look();
  });
}
