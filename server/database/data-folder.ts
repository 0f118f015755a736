/** Errors of the file system and of SQLite (https://sqlite.org/rescode.html) that say: not here. */
const NOT_WRITABLE: ReadonlySet<unknown> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'EISDIR',
]);
const SQLITE_NOT_WRITABLE: ReadonlySet<number> = new Set([8, 14]);
const SQLITE_FULL = 13;

/**
 * Does something with the files of a data folder. What only whoever runs the server can mend is said with
 * the folder's name and what to do [DB5]; SQLite's own "unable to open database file" names neither.
 */
export function inDataFolder<Result>(dataDir: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw folderFault(dataDir, error) ?? error;
  }
}

function folderFault(dataDir: string, error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? error.code : undefined;
  const errcode = 'errcode' in error ? error.errcode : undefined;
  const sqlite = typeof errcode === 'number' ? errcode & 0xff : -1;
  if (code === 'ENOSPC' || sqlite === SQLITE_FULL) {
    return new Error(`The disk of the data folder ${dataDir} is full. Make room there, then start again.`, {
      cause: error,
    });
  }
  if (!NOT_WRITABLE.has(code) && !SQLITE_NOT_WRITABLE.has(sqlite)) return undefined;
  return new Error(
    `The data folder ${dataDir} cannot be written (${error.message}). ` +
      'Let the user that runs Herringbone write there, or choose another folder with DATA_DIR.',
    { cause: error },
  );
}
