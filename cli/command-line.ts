import type { Output } from './output.ts';

type Command = (args: string[], io: Output) => Promise<number>;

const USAGE = `herringbone COMMAND

  serve                 run the product (PORT, HOST, DATA_DIR, DATABASE_URL... from the environment)
  demo                  run it with a demo organisation that has something on every page
  analyse FILE          figures of a survey file: NPS, items, drivers, segments
  layout FILE           draw an outline as a fishbone diagram
  rota FILE             the fairest rota of a round of shifts
  user add|role|reset   add a person, set their roles, make a new invitation link
  backup OUT            write the embedded database into one file, while the server runs
  restore IN            put a backup in its place
  migrate               bring the database to this version

docs/cli.md describes each of them.
`;

/** Loaded when asked for, so that \`layout\` does not wait for a database driver. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve.ts')).serveCommand,
  demo: async () => (await import('./demo.ts')).demoCommand,
  analyse: async () => (await import('./analyse.ts')).analyseCommand,
  layout: async () => (await import('./layout.ts')).layoutCommand,
  rota: async () => (await import('./rota.ts')).rotaCommand,
  user: async () => (await import('./user.ts')).userCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
};

/** Runs one command; resolves to its exit code: 0 done, 1 bad input, 2 bad usage. */
export async function runCommandLine(
  args: string[],
  io: Output = { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) },
): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '' || name === 'help' || name === '--help') {
    io.out(USAGE);
    return name === '' ? 2 : 0;
  }
  const load = COMMANDS[name];
  if (!load) {
    io.err(`There is no command "${name}".\n\n${USAGE}`);
    return 2;
  }
  const command = await load();
  return command(rest, io);
}
