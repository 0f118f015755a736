import { newId } from '#lib/base/ids.ts';
import { readConfig } from '#server/config.ts';
import { openDatabase } from '#server/database/database.ts';
import { listAppliedSteps } from '#server/database/migrate.ts';
import { createDocumentStore } from '#server/sync/store/sql-store.ts';
import { reportFailure, UsageError } from './command-failure.ts';
import type { Output } from './output.ts';
import { readArguments, type Environment } from './read-arguments.ts';

const USAGE = `usage: herringbone migrate [--restored] [--json]
  --restored  after pg_restore: every live document begins anew, so that copies in browsers never merge
`;

/**
 * `herringbone migrate`: brings the database to this version, as starting the server does. Resolves to the
 * exit code: 0 done, 1 not possible, 2 bad usage.
 */
export function migrateCommand(
  args: string[],
  io: Output,
  environment: Environment = process.env,
): Promise<number> {
  return reportFailure(USAGE, io, async () => {
    const { values, positionals } = readArguments(args, {
      restored: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    if (positionals.length > 0) throw new UsageError('migrate takes no file.');
    const { dataDir, databaseUrl } = readConfig(environment);
    const startedAt = new Date().toISOString();
    const database = await openDatabase({ dataDir, databaseUrl });
    try {
      if (values.restored) await createDocumentStore(database).renewEpochs(newId);
      const steps = await listAppliedSteps(database.db);
      const applied = steps.filter(({ ranAt }) => ranAt >= startedAt).map(({ name }) => name);
      const { engine } = database;
      const newest = steps.at(-1)?.name;
      io.out(
        values.json
          ? `${JSON.stringify({ engine, newest, applied })}\n`
          : `${engine}: at ${newest}, ${applied.length === 0 ? 'nothing to do' : `applied ${applied.join(', ')}`}.\n`,
      );
    } finally {
      await database.close();
    }
  });
}
