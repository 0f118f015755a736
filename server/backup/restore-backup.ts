import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { newId } from '#lib/base/ids.ts';
import { openDatabase } from '../database/database.ts';
import { NewerDatabaseError } from '../database/migrate.ts';
import { createDocumentStore } from '../sync/store/sql-store.ts';
import { BackupError } from './backup-error.ts';
import { settleCurrentDatabase } from './current-database.ts';
import { databaseFile } from './database-file.ts';
import { flushFolder } from './flush-folder.ts';
import { copyDatabase } from './write-backup.ts';

/** What a restore did. */
export interface Restored {
  database: string;
  /** Where the database that stood there before is kept; null when there was none. */
  keptAs: string | null;
  /** Live documents that began a new epoch. */
  documents: number;
}

/**
 * Puts a backup in the place of the embedded database. Everything is checked, migrated and prepared on a
 * copy beside it; then one rename puts it in place, so a crash leaves the old or the new one, whole.
 * `isForced` replaces an organisation, or a file that cannot be read. A running server is always a refusal.
 */
export async function restoreBackup(backup: string, dataDir: string, isForced: boolean): Promise<Restored> {
  if (!existsSync(backup)) throw new BackupError(`There is no file ${backup}.`);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const staging = await mkdtemp(join(dataDir, 'restore-'));
  try {
    stage(backup, databaseFile(staging));
    const documents = await prepare(staging, backup);
    requireReplaceable(dataDir, isForced);
    const keptAs = await keepCurrent(dataDir);
    await rename(databaseFile(staging), databaseFile(dataDir));
    await flushFolder(dataDir);
    return { database: databaseFile(dataDir), keptAs, documents };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** A checked copy of the backup, where nobody else looks. */
function stage(backup: string, copy: string): void {
  let isOurs = false;
  let faults: string[] = [];
  try {
    const database = new DatabaseSync(backup, { readOnly: true, timeout: 5_000 });
    try {
      const tables = database
        .prepare(
          "select name from sqlite_master where type = 'table' and name in ('kysely_migration', 'organisation', 'document')",
        )
        .all();
      isOurs = tables.length === 3;
      if (isOurs) faults = integrityFaults(database);
    } finally {
      database.close();
    }
    if (isOurs && faults.length === 0) copyDatabase(backup, copy);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackupError(`${backup} cannot be read as a Herringbone backup: ${reason}.`);
  }
  if (!isOurs) throw new BackupError(`${backup} is a SQLite database, but not one of Herringbone.`);
  if (faults.length > 0) throw new BackupError(`${backup} is damaged: ${faults[0]}.`);
}

function integrityFaults(database: DatabaseSync): string[] {
  return database
    .prepare('pragma integrity_check(5)')
    .all()
    .map((row) => String(row.integrity_check))
    .filter((line) => line !== 'ok');
}

/** Migrates the copy and begins a new life of every document. Returns how many there are. */
async function prepare(staging: string, backup: string): Promise<number> {
  const database = await openDatabase({ dataDir: staging }).catch((error: Error) => {
    throw new BackupError(
      error instanceof NewerDatabaseError
        ? `${backup} was written by a newer Herringbone (its migration ${error.step} is unknown here). Update first.`
        : `${backup} could not be migrated: ${error.message}.`,
    );
  });
  try {
    return await createDocumentStore(database).renewEpochs(newId);
  } finally {
    await database.close();
  }
}

function requireReplaceable(dataDir: string, isForced: boolean): void {
  const current = settleCurrentDatabase(dataDir);
  if (current === 'in-use') {
    throw new BackupError(`The database in ${dataDir} is in use. Stop the server, then restore.`);
  }
  if (isForced) return;
  if (current === 'organisation') {
    throw new BackupError(
      `${dataDir} holds an organisation already. With --force it is replaced and kept beside.`,
    );
  }
  if (current === 'unreadable') {
    throw new BackupError(
      `The database in ${dataDir} cannot be read. With --force it is replaced and kept beside.`,
    );
  }
}

/** Gives the database a second name, so that at no moment there is none; a log of a damaged one goes along. */
async function keepCurrent(dataDir: string): Promise<string | null> {
  const file = databaseFile(dataDir);
  if (!existsSync(file)) return null;
  let kept = `${file}.before-restore`;
  for (let count = 2; existsSync(kept); count++) kept = `${file}.before-restore-${count}`;
  // Not every file system has hard links.
  await link(file, kept).catch(() => copyFile(file, kept));
  for (const part of ['-wal', '-shm']) {
    if (existsSync(file + part)) await rename(file + part, kept + part);
  }
  return kept;
}
