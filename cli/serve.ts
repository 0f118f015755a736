import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { readConfig } from '#server/config.ts';
import type { Output } from './output.ts';

const ROOT = join(import.meta.dirname, '..');

/** `herringbone serve`: builds the pages when they are missing or older than their sources, then runs. */
export async function serveCommand(args: string[], io: Output): Promise<number> {
  if (args.length > 0) {
    io.err('serve takes no arguments; PORT, HOST and DATA_DIR come from the environment.\n');
    return 2;
  }
  const code = await prepareStart(io);
  if (code !== 0) return code;
  await import('#server/main.ts');
  return 0;
}

/** What has to be right before anything runs: the environment, in a moment, and then the pages. */
export async function prepareStart(io: Output): Promise<number> {
  try {
    readConfig(process.env);
  } catch (error) {
    io.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  return buildIfNeeded(io);
}

/** Builds the pages when they are missing or older than their sources; resolves to the exit code. */
export async function buildIfNeeded(io: Output): Promise<number> {
  if (!isBuildStale()) return 0;
  io.out('Building the pages; this is needed once, and after an upgrade...\n');
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const { code, printed } = await run(process.execPath, [vite, 'build']);
  // Builders talk to developers ("run npm run preview"): whoever starts the product hears them when they failed.
  if (code !== 0) io.err(printed);
  return code;
}

/** Sources that are newer than the build, as after a git pull. */
function isBuildStale(): boolean {
  const built = join(ROOT, 'build', 'handler.js');
  if (!existsSync(built)) return true;
  const builtAtMs = statSync(built).mtimeMs;
  return ['src', 'static', 'package-lock.json', 'svelte.config.js', 'vite.config.ts'].some(
    (name) => newestMs(join(ROOT, name)) > builtAtMs,
  );
}

function newestMs(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

function run(command: string, args: string[]): Promise<{ code: number; printed: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    const take = (chunk: Buffer): void => void (printed += chunk.toString());
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, printed }));
  });
}
