import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, PostgresDialect, SqliteDialect, type Dialect } from 'kysely';
import pg from 'pg';
import type { Engine, Queries } from './engine.ts';
import { migrate } from './migrate.ts';
import { openNodeSqlite } from './node-sqlite.ts';
import type { Tables } from './tables.ts';

/** The one database of a running process. */
export interface Database {
  readonly engine: Engine;
  /** For single statements. Inside `transaction` only the transaction it hands over may be awaited. */
  readonly db: Queries;
  transaction<T>(work: (trx: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Folder of the embedded database; made when absent. */
  dataDir: string;
  /** A `postgres://` address; without one the embedded SQLite database is used. */
  databaseUrl?: string | undefined;
}

/** Opens the database and brings it to the newest migration. Throws when it cannot. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const engine: Engine = options.databaseUrl ? 'postgres' : 'sqlite';
  const dialect = options.databaseUrl ? postgres(options.databaseUrl) : sqlite(options.dataDir);
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db, engine);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    engine,
    db,
    transaction: (work) => db.transaction().execute(work),
    close: () => db.destroy(),
  };
}

function sqlite(dataDir: string): Dialect {
  mkdirSync(dataDir, { recursive: true });
  return new SqliteDialect({ database: openNodeSqlite(join(dataDir, 'herringbone.db')) });
}

function postgres(url: string): Dialect {
  // 64-bit integers arrive as text by default; ours are milliseconds and counters, far below 2^53.
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  types.setTypeParser(pg.types.builtins.NUMERIC, Number);
  return new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 10, types }) });
}
