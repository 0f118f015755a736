import { join } from 'node:path';
import { Kysely, PostgresDialect, type Dialect } from 'kysely';
import { inDataFolder } from './data-folder.ts';
import type { Engine, Queries } from './engine.ts';
import { migrate } from './migrate.ts';
import { openNodeSqlite } from './node-sqlite.ts';
import { MAX_BUSY_MS, PatientSqliteDialect } from './patient-sqlite.ts';
import { openPostgresPool } from './postgres-pool.ts';
import { claimDatabaseFile } from './own-files.ts';
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
  /** Hears of connections that broke; nothing else has to be done about them. */
  onfault?: (error: unknown) => void;
  /** How long a statement waits for another process that holds the embedded database. */
  maxBusyMs?: number;
}

/** Opens the database and brings it to the newest migration. Throws when it cannot. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, dataDir, onfault = () => undefined, maxBusyMs = MAX_BUSY_MS } = options;
  const engine: Engine = databaseUrl ? 'postgres' : 'sqlite';
  const { dialect, opened } = databaseUrl ? postgres(databaseUrl, onfault) : sqlite(dataDir, maxBusyMs);
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db, engine);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  opened();
  return {
    engine,
    db,
    transaction: (work) => db.transaction().execute(work),
    close: () => db.destroy(),
  };
}

/** How to speak to an engine, and what to do when its migrations are through. */
interface Opening {
  dialect: Dialect;
  opened(): void;
}

function sqlite(dataDir: string, maxBusyMs: number): Opening {
  const database = inDataFolder(dataDir, () => {
    const file = join(dataDir, 'herringbone.db');
    claimDatabaseFile(file);
    return openNodeSqlite(file);
  });
  return { dialect: new PatientSqliteDialect(database, maxBusyMs), opened: () => undefined };
}

function postgres(url: string, onfault: (error: unknown) => void): Opening {
  const { pool, limitQueries } = openPostgresPool(url, onfault);
  return { dialect: new PostgresDialect({ pool }), opened: limitQueries };
}
