import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { inDataFolder } from './database/data-folder.ts';
import { sqliteCode, SQLITE_BUSY } from './backup/database-file.ts';

/** The right to be the only process that serves some data. */
export interface DataLock {
  /** Gives it up. A process that dies, however it dies, has given it up too. */
  release(): Promise<void>;
}

/** Somebody else serves the data: a sentence for the person at the terminal. */
export class DataInUse extends Error {}

/** Advisory locks are numbers; this one is of Herringbone, in whatever database it is connected to. */
const POSTGRES_LOCK = 4_717_420_061;
/** A killed process is gone at once; PostgreSQL notices that its connection is a moment later. */
const POSTGRES_TRIES = 10;
const POSTGRES_PAUSE_MS = 300;

/**
 * Takes the lock of what `options` name, or throws DataInUse: two servers on one database would each keep
 * rooms of their own, whose steps and edits do not cross [DB4]. `onlost` is called when it is lost all the
 * same, and somebody else has it.
 */
export function takeDataLock(options: {
  dataDir: string;
  databaseUrl: string | undefined;
  onlost: (error: Error) => void;
}): Promise<DataLock> {
  return options.databaseUrl === undefined
    ? lockFolder(options.dataDir)
    : lockDatabase(options.databaseUrl, options.onlost);
}

/**
 * A lock of the operating system, held through a small database beside the real one: it goes with its
 * process even after `kill -9`, which a file with a number in it would not.
 */
async function lockFolder(dataDir: string): Promise<DataLock> {
  const database = inDataFolder(dataDir, () => {
    mkdirSync(dataDir, { recursive: true });
    return new DatabaseSync(join(dataDir, 'herringbone.lock'), { timeout: 0 });
  });
  try {
    // Memory only: nothing is ever written, so that a full disk locks nobody out.
    inDataFolder(dataDir, () => database.exec('pragma journal_mode = memory; begin exclusive'));
  } catch (error) {
    database.close();
    if (sqliteCode(error) !== SQLITE_BUSY) throw error;
    throw new DataInUse(
      `Another Herringbone is running on ${dataDir}. Stop it first, or choose another folder with DATA_DIR.`,
    );
  }
  return {
    async release() {
      if (database.isOpen) database.close();
    },
  };
}

/** An advisory lock on a connection of its own, taken again when that connection breaks. */
async function lockDatabase(url: string, onlost: (error: Error) => void): Promise<DataLock> {
  let isReleased = false;
  let client: pg.Client | undefined;
  const name = `${new URL(url).pathname.slice(1)} on ${new URL(url).host}`;
  const inUse = (): DataInUse =>
    new DataInUse(
      `Another Herringbone is running on the database ${name}. Stop it first; several processes are not supported yet.`,
    );

  /** Whether the lock is ours now. */
  async function take(): Promise<boolean> {
    const candidate = new pg.Client({ connectionString: url, keepAlive: true });
    candidate.on('error', () => undefined); // the end that follows says it
    await candidate.connect();
    const { rows } = await candidate.query('select pg_try_advisory_lock($1) as is_ours', [POSTGRES_LOCK]);
    if (rows[0]?.is_ours !== true) {
      await candidate.end();
      return false;
    }
    client = candidate;
    candidate.once('end', () => void takeAgain());
    return true;
  }

  async function takeAgain(): Promise<void> {
    while (!isReleased) {
      // While the database is away nobody else can have it either.
      const isOurs = await take().catch(() => undefined);
      if (isOurs) return;
      if (isOurs === false) return onlost(inUse());
      await new Promise((resolve) => setTimeout(resolve, POSTGRES_PAUSE_MS).unref());
    }
  }

  for (let tries = 1; !(await take()); tries++) {
    if (tries === POSTGRES_TRIES) throw inUse();
    await new Promise((resolve) => setTimeout(resolve, POSTGRES_PAUSE_MS));
  }
  return {
    async release() {
      isReleased = true;
      await client?.end().catch(() => undefined); // a connection that broke holds nothing
    },
  };
}
