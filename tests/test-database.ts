import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Engine } from '#server/database/engine.ts';

/** Where PostgreSQL may be tried, or undefined: then its half of the suites is skipped, and says so. */
export const POSTGRES_URL = await findPostgres();

/** The engines of a contract suite, with what to say when one of them is not there. */
export const ENGINES: readonly { engine: Engine; isAbsent: boolean; title: string }[] = [
  { engine: 'sqlite', isAbsent: false, title: 'SQLite' },
  {
    engine: 'postgres',
    isAbsent: POSTGRES_URL === undefined,
    title: POSTGRES_URL ? 'PostgreSQL' : 'PostgreSQL (skipped: no server answers; set TEST_DATABASE_URL)',
  },
];

/** A database of one's own: a folder for SQLite, a schema for PostgreSQL. */
export interface TestDatabase {
  dataDir: string;
  databaseUrl: string | undefined;
  remove(): Promise<void>;
}

export async function makeTestDatabase(engine: Engine): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-db-'));
  const removeFolder = (): void => rmSync(dataDir, { recursive: true, force: true });
  if (engine === 'sqlite') return { dataDir, databaseUrl: undefined, remove: async () => removeFolder() };
  const schema = `herringbone_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await runPostgres(`create schema ${schema}`);
  const url = new URL(POSTGRES_URL ?? '');
  url.searchParams.set('options', `-c search_path=${schema}`);
  return {
    dataDir,
    databaseUrl: url.href,
    async remove() {
      await runPostgres(`drop schema ${schema} cascade`);
      removeFolder();
    },
  };
}

async function runPostgres(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function findPostgres(): Promise<string | undefined> {
  const url = process.env.TEST_DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/test';
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return url;
  } catch {
    return undefined; // no server there: the caller says what is skipped
  }
}
