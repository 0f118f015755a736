import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run lint:components`: asks the types of components whether a promise is left alone. Each component makes
 * the compiler look at the whole program anew, and its memory grows with them: batches keep it at 2 GB, and two
 * run at a time. What did not change is not asked again.
 */
const ROOT = join(import.meta.dirname, '..');
const BATCH = 50;
const AT_A_TIME = 2;

const files = globSync('src/**/*.svelte', { cwd: ROOT }).toSorted();
const batches = Array.from({ length: Math.ceil(files.length / BATCH) }, (_, number) => ({
  number,
  files: files.slice(number * BATCH, (number + 1) * BATCH),
}));
const waiting = [...batches];
const codes: number[] = [];
await Promise.all(Array.from({ length: AT_A_TIME }, work));
console.log(`${files.length} components, ${codes.filter((code) => code !== 0).length} batches with faults.`);
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;

async function work(): Promise<void> {
  for (let batch = waiting.shift(); batch; batch = waiting.shift()) codes.push(await lint(batch));
}

/** The exit code of the linter; one where it could not end by itself. */
function lint({ number, files }: { number: number; files: readonly string[] }): Promise<number> {
  const cache = `node_modules/.cache/eslint-components-${number}`;
  const eslint = spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules', 'eslint', 'bin', 'eslint.js'),
      ...['--config', 'eslint.components.config.js', '--max-warnings', '0'],
      ...['--cache', '--cache-strategy', 'content', '--cache-location', cache],
      ...files,
    ],
    { cwd: ROOT, stdio: 'inherit' },
  );
  return new Promise((resolve) => eslint.once('exit', (code) => resolve(code ?? 1)));
}
