import type { SQLInputValue } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';

/**
 * `node:sqlite` in the shape that Kysely's SqliteDialect expects.
 *
 * - Durable: WAL with `synchronous=FULL`, so that a committed edit survives a power cut.
 * - `secure_delete` overwrites what is erased, since erasure is a promise to respondents.
 * - Kysely opens transactions with a plain `begin`, which may fail late with SQLITE_BUSY when a
 *   second process (a backup, the command line) writes; IMMEDIATE takes the write lock at once.
 */
export function openNodeSqlite(file: string): SqliteDatabase {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on;',
  );
  // Waiting inside SQLite holds up the whole process; from here on `patient-sqlite.ts` waits outside.
  database.exec('pragma busy_timeout = 0');
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(toSqlite)),
        run(parameters) {
          // On a full disk SQLite has rolled back by itself; a second rollback would hide the cause.
          if (sql === 'rollback' && !database.isTransaction) return { changes: 0, lastInsertRowid: 0 };
          return statement.run(...parameters.map(toSqlite));
        },
        iterate: (parameters) => statement.iterate(...parameters.map(toSqlite)),
      };
    },
  };
}

/** Booleans become 0 and 1; dates become ISO text (a Date bound as it is would shift the parameters after it). */
function toSqlite(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString();
  if (value === undefined) return null;
  return value as SQLInputValue; // Kysely passes only what the query builder was given: text, numbers, bytes, null.
}
