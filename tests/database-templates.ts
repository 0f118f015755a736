import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#server/database/database.ts';
import {
  addressOf,
  databaseName,
  listDatabases,
  POSTGRES_URL,
  runPostgres,
  TEMPLATES_VARIABLE,
  type DatabaseTemplates,
} from './test-database.ts';

/**
 * Runs the migrations once for a whole run, on each engine: every test then copies the result, which
 * takes a tenth of the time. Returns how to take it away again.
 */
export default async function makeTemplates(): Promise<() => Promise<void>> {
  if (process.env[TEMPLATES_VARIABLE]) return async () => undefined; // another project of the run has made them
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-template-'));
  await migrated({ dataDir });
  const postgresName = POSTGRES_URL ? databaseName() : null;
  if (postgresName) {
    await runPostgres(`create database ${postgresName}`);
    await migrated({ dataDir, databaseUrl: addressOf(postgresName) });
  }
  const templates: DatabaseTemplates = { sqliteFile: join(dataDir, 'herringbone.db'), postgresName };
  process.env[TEMPLATES_VARIABLE] = JSON.stringify(templates);
  return async () => {
    if (postgresName) {
      const borrowed = await listDatabases(`${postgresName}_`);
      for (const name of [...borrowed, postgresName]) await runPostgres(`drop database ${name} with (force)`);
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
}

async function migrated(options: Parameters<typeof openDatabase>[0]): Promise<void> {
  await (await openDatabase(options)).close();
}
