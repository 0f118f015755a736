import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An empty file of the data folder: when it was written, the last backup was. */
const MARK = 'last-backup';

/** Remembers beside the database that a backup is complete; where the folder takes nothing, the backup counts all the same. */
export function markBackup(dataDir: string): void {
  try {
    writeFileSync(join(dataDir, MARK), '', { mode: 0o600 });
  } catch {
    // A folder that is read only can be backed up as well; its page then says nothing of it.
  }
}

/** When the last backup was written, in milliseconds since 1970; null when there was none. */
export function lastBackupMs(dataDir: string): number | null {
  return statSync(join(dataDir, MARK), { throwIfNoEntry: false })?.mtimeMs ?? null;
}
