import { resolve } from 'node:path';
import { writeBackup } from '#server/backup/write-backup.ts';
import { readConfig } from '#server/config.ts';
import { CommandError, reportFailure, UsageError } from './command-failure.ts';
import type { Output } from './output.ts';
import { readArguments, type Environment } from './read-arguments.ts';

const USAGE = `usage: herringbone backup OUT [--json]
  OUT  the file to write; it must not exist yet
`;

/**
 * `herringbone backup`: the embedded database as one file, while the server goes on serving. Resolves to
 * the exit code: 0 done, 1 not possible, 2 bad usage.
 */
export function backupCommand(
  args: string[],
  io: Output,
  environment: Environment = process.env,
): Promise<number> {
  return reportFailure(USAGE, io, async () => {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean', default: false } });
    const [out] = positionals;
    if (out === undefined || positionals.length > 1) throw new UsageError('Which one file shall it be?');
    const config = readConfig(environment);
    if (config.databaseUrl) {
      throw new CommandError(
        'The data is in PostgreSQL (DATABASE_URL), which has its own tool:\n' +
          `  pg_dump --format=custom --file=${out} "$DATABASE_URL"`,
      );
    }
    const file = resolve(out);
    const bytes = await writeBackup(config.dataDir, file);
    io.out(
      values.json
        ? `${JSON.stringify({ file, bytes })}\n`
        : `${file}: ${(bytes / 1e6).toFixed(1)} MB. It holds everything, the key of the sessions too: keep it safe.\n`,
    );
  });
}
