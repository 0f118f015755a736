import { setTimeout as pause } from 'node:timers/promises';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
} from 'kysely';
import { AppError, isAppError, OUTAGE } from '#lib/base/errors.ts';
import { databaseFault } from './database-fault.ts';

/** How long a request waits while another process holds the database; a backup takes no lock at all. */
export const MAX_BUSY_MS = 10_000;
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 100;

/**
 * SQLite over one connection, which never blocks the event loop [DB1]: SQLite's own busy timeout sleeps
 * inside the call, and with it every room and page. Here a statement that finds the database locked by
 * another process steps aside, so that readers go on, and tries again a little later.
 */
export class PatientSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;
  readonly #maxBusyMs: number;

  constructor(database: SqliteDatabase, maxBusyMs: number) {
    super({ database });
    this.#database = database;
    this.#maxBusyMs = maxBusyMs;
  }

  override createDriver(): PatientDriver {
    return new PatientDriver(new SqliteDriver({ database: this.#database }), this.#maxBusyMs);
  }

  override createAdapter(): SqliteAdapter {
    return new UnguardedAdapter();
  }
}

/** Kysely would keep a turn for as long as a statement waits; the driver gives it back meanwhile. */
class UnguardedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class PatientDriver implements Driver {
  readonly #inner: SqliteDriver;
  readonly #maxBusyMs: number;
  readonly #turns = new Turns();
  #connection: DatabaseConnection | undefined;
  #isInTransaction = false;

  constructor(inner: SqliteDriver, maxBusyMs: number) {
    this.#inner = inner;
    this.#maxBusyMs = maxBusyMs;
  }

  async init(): Promise<void> {
    await this.#inner.init();
    const bare = await this.#inner.acquireConnection();
    this.#connection = {
      executeQuery: <R>(query: CompiledQuery) => this.#whenFree(() => bare.executeQuery<R>(query)),
      streamQuery: <R>(query: CompiledQuery, chunkSize?: number) =>
        bare.streamQuery<R>(query, chunkSize ?? 1),
    };
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (!this.#connection) throw new Error('the database is not open');
    await this.#turns.take();
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#turns.pass();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
    this.#isInTransaction = true;
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
    this.#isInTransaction = false;
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
    this.#isInTransaction = false;
  }

  destroy(): Promise<void> {
    return this.#inner.destroy();
  }

  /** Runs a statement, again and again while another process holds the lock. */
  async #whenFree<Result>(work: () => Promise<Result>): Promise<Result> {
    const startedMs = performance.now();
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        return await work();
      } catch (error) {
        const fault = databaseFault(error);
        const isBusy = isAppError(fault) && fault.reason === OUTAGE.busy;
        // A transaction has taken the lock when it began, and nobody may come in between its statements.
        if (!isBusy || this.#isInTransaction) throw fault;
        if (performance.now() - startedMs > this.#maxBusyMs)
          throw new AppError('unavailable', { reason: OUTAGE.busy, cause: error });
      }
      this.#turns.pass();
      await pause(pauseMs);
      await this.#turns.take();
    }
  }
}

/** One after the other, in the order of asking. */
class Turns {
  #isTaken = false;
  readonly #waiting: (() => void)[] = [];

  async take(): Promise<void> {
    if (this.#isTaken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isTaken = true;
  }

  pass(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#isTaken = false;
  }
}
