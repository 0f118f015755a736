import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type App } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import type { Output } from './output.ts';
import type { Environment } from './read-arguments.ts';

type Command = (args: string[], io: Output, environment: Environment) => Promise<number>;

/** A data folder of its own for the tests of one command. */
export interface CliScene {
  /** For data folders and files. */
  folder: string;
  environment: Environment;
  /** Runs a command on the data folder and catches what it writes. */
  run(command: Command, ...args: string[]): Promise<{ code: number; out: string; err: string }>;
  /** The product on the same database, as the server opens it. The caller closes it. */
  openApp(): Promise<App>;
  /** Makes the organisation and its admin. */
  setUp(app: App): Promise<void>;
  remove(): void;
}

export function makeCliScene(more: Environment = {}): CliScene {
  const folder = mkdtempSync(join(tmpdir(), 'herringbone-cli-'));
  const environment = { DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent', ...more };
  const quiet = (): void => undefined;
  return {
    folder,
    environment,
    async run(command, ...args) {
      let out = '';
      let err = '';
      const io = { out: (text: string) => (out += text), err: (text: string) => (err += text) };
      const code = await command(args, io, environment);
      return { code, out, err };
    },
    openApp: () =>
      createApp({ config: readConfig(environment), log: { info: quiet, warn: quiet, error: quiet } }),
    async setUp(app) {
      await app.access.setUp({
        token: await app.access.renewSetUpToken(),
        organisation: 'Acme',
        name: 'Ada',
        email: 'ada@example.org',
        password: 'correct horse battery',
        locale: 'en',
      });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
