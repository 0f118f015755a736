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
  /** PostgreSQL schema to live in; tests give each suite its own. */
  schema?: string | undefined;
}

/** Opens the database and brings it to the newest migration. Throws when it cannot. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const engine: Engine = options.databaseUrl ? 'postgres' : 'sqlite';
  const dialect = options.databaseUrl
    ? await postgres(options.databaseUrl, options.schema)
    : sqlite(options.dataDir);
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

async function postgres(url: string, schema: string | undefined): Promise<Dialect> {
  // 64-bit integers arrive as text by default; ours are milliseconds and counters, far below 2^53.
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  types.setTypeParser(pg.types.builtins.NUMERIC, Number);
  if (schema) {
    const setup = new pg.Client({ connectionString: url });
    await setup.connect();
    await setup.query(`create schema if not exists "${schema}"`);
    await setup.end();
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    types,
    ...(schema ? { options: `-c search_path=${schema}` } : {}),
  });
  return new PostgresDialect({ pool });
}
