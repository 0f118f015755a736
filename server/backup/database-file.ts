import { join } from 'node:path';

/** The embedded database of a data folder; `openDatabase` gives it this name. */
export function databaseFile(dataDir: string): string {
  return join(dataDir, 'herringbone.db');
}

/** The primary result code of a `node:sqlite` error (https://sqlite.org/rescode.html), or undefined for other errors. */
export function sqliteCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff // extended codes carry the primary one in their lowest byte
    : undefined;
}

export const SQLITE_BUSY = 5;
