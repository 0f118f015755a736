import { resolve } from 'node:path';
import { restoreBackup } from '#server/backup/restore-backup.ts';
import { takeDataLock } from '#server/data-lock.ts';
import { readConfig } from '#server/config.ts';
import { CommandError, reportFailure, UsageError } from './command-failure.ts';
import type { Output } from './output.ts';
import { readArguments, type Environment } from './read-arguments.ts';

const USAGE = `usage: herringbone restore IN [--force] [--json]
  IN       a file that herringbone backup wrote
  --force  replace the organisation that is in the data folder; its database is kept beside
`;

/**
 * `herringbone restore`: puts a backup in the place of the embedded database. Resolves to the exit code:
 * 0 done, 1 refused and nothing changed, 2 bad usage.
 */
export function restoreCommand(
  args: string[],
  io: Output,
  environment: Environment = process.env,
): Promise<number> {
  return reportFailure(USAGE, io, async () => {
    const { values, positionals } = readArguments(args, {
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    const [backup] = positionals;
    if (backup === undefined || positionals.length > 1) throw new UsageError('Which one file?');
    const config = readConfig(environment);
    if (config.databaseUrl) {
      throw new CommandError(
        'The data is in PostgreSQL (DATABASE_URL), which has its own tool; then begin the documents anew:\n' +
          `  pg_restore --clean --if-exists --dbname="$DATABASE_URL" ${backup}\n` +
          '  herringbone migrate --restored',
      );
    }
    const lock = await takeDataLock({ ...config, onlost: () => undefined });
    const { database, keptAs, documents } = await restoreBackup(
      resolve(backup),
      config.dataDir,
      values.force,
    ).finally(() => lock.release());
    if (values.json) {
      io.out(`${JSON.stringify({ database, keptAs, documents })}\n`);
      return;
    }
    io.out(`${database} is restored; ${documents} live document(s) began anew.\n`);
    if (keptAs)
      io.out(`The database that was there is kept as ${keptAs}; delete it when it is not needed.\n`);
  });
}
