import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** What SQLite keeps beside its file; it makes them with the rights of the file. */
const BESIDE = ['', '-wal', '-shm', '-journal'];

/**
 * Makes the file of the database its owner's alone before SQLite opens it, with what lies beside it [PE18]:
 * it holds responses, hashes of passwords and the key that signs cookies. A folder that we make, or that
 * is the database's already, is closed to others as well; one that many use (/tmp) stays as it is.
 */
export function claimDatabaseFile(file: string): void {
  const folder = dirname(file);
  const isOurs = !existsSync(folder) || (existsSync(file) && !isShared(folder));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (isOurs) closeToOthers(folder, 0o700);
  // Made empty, as SQLite would; never readable by others, not even for a moment.
  closeSync(openSync(file, 'a', 0o600));
  for (const part of BESIDE) if (existsSync(file + part)) closeToOthers(file + part, 0o600);
}

/** The sticky bit says: everybody may put files here. */
function isShared(folder: string): boolean {
  return (statSync(folder).mode & 0o1000) !== 0;
}

/** Some file systems have no rights of their own (a mounted share), and a file may be another user's. */
function closeToOthers(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
  }
}
