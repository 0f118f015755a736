import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import type { Output } from './output.ts';

const ROOT = join(import.meta.dirname, '..');

/** `herringbone serve`: builds the pages when they are missing or older than their sources, then runs. */
export async function serveCommand(args: string[], io: Output): Promise<number> {
  if (args.length > 0) {
    io.err('serve takes no arguments; PORT, HOST and DATA_DIR come from the environment.\n');
    return 2;
  }
  const code = await buildIfNeeded(io);
  if (code !== 0) return code;
  await import('../server/main.ts');
  return 0;
}

export async function buildIfNeeded(io: Output): Promise<number> {
  if (!isBuildStale()) return 0;
  io.out('Building the pages (once)...\n');
  return run(process.execPath, [
    join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '--logLevel',
    'warn',
  ]);
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

function run(command: string, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
