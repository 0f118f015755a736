import { existsSync, openSync, closeSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { databaseFile, SQLITE_BUSY, sqliteCode } from './database-file.ts';

/** What stands where a backup is to be restored. */
export type CurrentDatabase = 'absent' | 'without-organisation' | 'organisation' | 'in-use' | 'unreadable';

/**
 * Looks at the database of a data folder and folds its write-ahead log into it, so that one file is all
 * there is. That needs the file for itself: leaving WAL mode fails while any other process has it open.
 */
export function settleCurrentDatabase(dataDir: string): CurrentDatabase {
  const file = databaseFile(dataDir);
  if (!existsSync(file)) return 'absent';
  // SQLite deletes the log of a file that it does not recognise; somebody may want to rescue both.
  if (!hasSqliteHeader(file)) return 'unreadable';
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    database.exec('pragma journal_mode = delete');
    const table = database
      .prepare("select 1 from sqlite_master where type = 'table' and name = 'organisation'")
      .get();
    const isSetUp = table && database.prepare('select 1 from organisation').get();
    return isSetUp ? 'organisation' : 'without-organisation';
  } catch (error) {
    return sqliteCode(error) === SQLITE_BUSY ? 'in-use' : 'unreadable';
  } finally {
    database?.close();
  }
}

/** Whether a file begins as https://sqlite.org/fileformat2.html#the_database_header says; an empty one may too. */
function hasSqliteHeader(file: string): boolean {
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(16);
    return readSync(handle, head) === 0 || head.toString('latin1') === 'SQLite format 3\0';
  } finally {
    closeSync(handle);
  }
}
