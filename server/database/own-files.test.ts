import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './database.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'herringbone-files-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8);

/** The folder and everything in it while the database is open and has been written to. */
async function modesWhileOpen(dataDir: string): Promise<Record<string, string>> {
  const database = await openDatabase({ dataDir });
  try {
    const files = readdirSync(dataDir).map((name) => [name, modeOf(join(dataDir, name))]);
    return Object.fromEntries([['.', modeOf(dataDir)], ...files]);
  } finally {
    await database.close();
  }
}

const ITS_OWNERS = {
  '.': '700',
  'herringbone.db': '600',
  'herringbone.db-shm': '600',
  'herringbone.db-wal': '600',
};

test('[PE18] a new database and its folder are their owner’s alone', async () => {
  expect(await modesWhileOpen(join(folder, 'data'))).toEqual(ITS_OWNERS);
});

test('[PE18] a database that others could read is closed to them', async () => {
  const dataDir = join(folder, 'data');
  await (await openDatabase({ dataDir })).close();
  chmodSync(dataDir, 0o755);
  for (const name of ['herringbone.db', 'herringbone.db-wal']) {
    writeFileSync(join(dataDir, name), '', { flag: 'a' });
    chmodSync(join(dataDir, name), 0o644);
  }
  expect(await modesWhileOpen(dataDir)).toEqual(ITS_OWNERS);
});

test('[PE18] a folder that many use stays open', async () => {
  const dataDir = join(folder, 'shared');
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o1777);
  const others = await modesWhileOpen(dataDir);
  expect(others).toEqual({ ...ITS_OWNERS, '.': '1777' });
  expect((await modesWhileOpen(dataDir))['.']).toBe('1777');
});
