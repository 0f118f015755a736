import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { markBackup } from './backup-time.ts';
import { BackupError } from './backup-error.ts';
import { databaseFile } from './database-file.ts';
import { flushFolder } from './flush-folder.ts';

/**
 * Writes the embedded database of a data folder into one new file, as it was at one moment, while the
 * server may go on serving: VACUUM INTO reads one snapshot and keeps no writer waiting. (The stepwise
 * backup of SQLite begins again after each write of another process, so a busy workshop could hold it
 * up for ever.) The file appears under its name only when it is complete and on the disk.
 * Returns its size in bytes.
 */
export async function writeBackup(dataDir: string, out: string): Promise<number> {
  const source = databaseFile(dataDir);
  if (!existsSync(source)) throw new BackupError(`There is no database in ${dataDir}.`);
  if (existsSync(out)) throw new BackupError(`${out} is there already; a backup never overwrites anything.`);
  if (!existsSync(dirname(out))) throw new BackupError(`There is no folder ${dirname(out)}.`);
  const partial = `${out}.${randomBytes(4).toString('hex')}.partial`;
  try {
    // Made first, empty and for its owner alone: the copy holds the key that signs sessions.
    await (await open(partial, 'wx', 0o600)).close();
    copyDatabase(source, partial);
    await flush(partial);
    const { size } = statSync(partial);
    await rename(partial, out);
    await flushFolder(dirname(out));
    markBackup(dataDir);
    return size;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackupError(`${out} could not be written: ${reason}. Nothing was left there.`);
  } finally {
    await rm(partial, { force: true });
  }
}

/** A consistent copy of a database, its write-ahead log included, into a file that is absent or empty. */
export function copyDatabase(from: string, to: string): void {
  const database = new DatabaseSync(from, { readOnly: true, timeout: 5_000 });
  try {
    database.prepare('vacuum into ?').run(to);
  } finally {
    database.close();
  }
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
