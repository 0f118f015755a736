import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import type { Database } from '#server/database/database.ts';
import type { Engine } from '#server/database/engine.ts';

/** Where PostgreSQL may be tried, or undefined: then its half of the suites is skipped, and says so. */
export const POSTGRES_URL = await findPostgres();

/** The engines of a contract suite, with what to say when one of them is not there. */
export const ENGINES: readonly { engine: Engine; isAbsent: boolean; title: string }[] = [
  { engine: 'sqlite', isAbsent: false, title: 'SQLite' },
  {
    engine: 'postgres',
    isAbsent: POSTGRES_URL === undefined,
    title: POSTGRES_URL
      ? 'PostgreSQL'
      : 'PostgreSQL (skipped: no server lets us create databases; set TEST_DATABASE_URL)',
  },
];

/** Databases that hold every migration, of which each test takes a copy; made by `database-templates.ts`. */
export interface DatabaseTemplates {
  sqliteFile: string;
  postgresName: string | null;
}

/** In which environment variable the workers of a run find them. */
export const TEMPLATES_VARIABLE = 'HERRINGBONE_TEST_TEMPLATES';

/** A database of one's own: a folder for SQLite, a database of the server for PostgreSQL. */
export interface TestDatabase {
  dataDir: string;
  databaseUrl: string | undefined;
  remove(): Promise<void>;
}

export async function makeTestDatabase(engine: Engine): Promise<TestDatabase> {
  const templates = readTemplates();
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-db-'));
  const removeFolder = (): void => rmSync(dataDir, { recursive: true, force: true });
  if (engine === 'sqlite') {
    copyMigrated(dataDir);
    return { dataDir, databaseUrl: undefined, remove: async () => removeFolder() };
  }
  const name = databaseName();
  await runPostgres(
    `create database ${name}${templates?.postgresName ? ` template ${templates.postgresName}` : ''}`,
  );
  return {
    dataDir,
    databaseUrl: addressOf(name),
    async remove() {
      // Without force the server waits for connections that are just being closed; cutting them off
      // would be an error of theirs in the middle of somebody else's test.
      await runPostgres(`drop database ${name}`).catch(() =>
        runPostgres(`drop database ${name} with (force)`),
      );
      removeFolder();
    },
  };
}

/** Databases of this process that a test has given back, empty. */
const free: TestDatabase[] = [];

/**
 * As `makeTestDatabase`, for suites of commands: to make a database of PostgreSQL takes half a second, to empty
 * one a hundredth of it. Nobody may change its tables. What is left at the end of the run goes with the template.
 */
export async function borrowTestDatabase(engine: Engine): Promise<TestDatabase> {
  const template = readTemplates()?.postgresName;
  if (engine === 'sqlite' || !template) return makeTestDatabase(engine);
  const kept = free.pop() ?? (await makeBorrowed(template));
  return {
    ...kept,
    async remove() {
      await emptyTables(kept.databaseUrl);
      free.push(kept);
    },
  };
}

async function makeBorrowed(template: string): Promise<TestDatabase> {
  const name = `${template}_${Math.random().toString(36).slice(2, 10)}`;
  await runPostgres(`create database ${name} template ${template}`);
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-db-'));
  return { dataDir, databaseUrl: addressOf(name), remove: async () => undefined };
}

/** Deletes every row, but of the migrator's own tables, without looking at who refers to whom. */
async function emptyTables(databaseUrl: string | undefined): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`do $$ declare name text; begin
    set local session_replication_role = replica;
    for name in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
      execute format('delete from %I', name);
    end loop;
  end $$`);
  await client.end();
}

/** A name that no other run uses. */
export function databaseName(): string {
  return `herringbone_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
}

/** Where a database of the test server is reached. Commits do not wait for the disk: see `stopWaitingForDisk`. */
export function addressOf(name: string): string {
  const url = new URL(POSTGRES_URL ?? '');
  url.pathname = `/${name}`;
  url.searchParams.set('options', '-c synchronous_commit=off');
  return url.href;
}

/**
 * What a power cut would do to the rows of a test is nobody's question, and waiting for the disk takes half of
 * the time. Suites that are about durability open their database themselves.
 */
export async function stopWaitingForDisk({ engine, db }: Pick<Database, 'engine' | 'db'>): Promise<void> {
  if (engine === 'sqlite') await sql`pragma synchronous = off`.execute(db);
}

/** Where the run keeps what its tests copy; undefined when a test was started by itself. */
export function templateFolder(): string | undefined {
  const templates = readTemplates();
  return templates && dirname(templates.sqliteFile);
}

/** Gives an empty data folder a database that holds every migration already, where the run has one. */
export function copyMigrated(dataDir: string): void {
  const templates = readTemplates();
  if (templates) copyFileSync(templates.sqliteFile, join(dataDir, 'herringbone.db'));
}

function readTemplates(): DatabaseTemplates | undefined {
  const value = process.env[TEMPLATES_VARIABLE];
  return value === undefined ? undefined : (JSON.parse(value) as DatabaseTemplates); // written by our own set-up
}

export async function runPostgres(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Databases of the test server whose name begins like this. */
export async function listDatabases(beginning: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: POSTGRES_URL });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [beginning],
  );
  await client.end();
  return rows.map(({ datname }) => datname);
}

async function findPostgres(): Promise<string | undefined> {
  const url = process.env.TEST_DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/test';
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    const { rows } = await client.query(
      'select rolcreatedb or rolsuper as may_create from pg_roles where rolname = current_user',
    );
    await client.end();
    return rows[0]?.may_create === true ? url : undefined;
  } catch {
    return undefined; // no server there: the caller says what is skipped
  }
}
