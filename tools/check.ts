import { spawn } from 'node:child_process';

/**
 * `npm run check`: everything that is held without running the product, in two lanes, since lint and types each keep one
 * core busy for minutes. What a step says comes when it has ended, and the first lane that fails says so last.
 */
const LANES: readonly (readonly string[])[] = [
  ['format:check', 'lint', 'rules', 'limits'],
  ['types', 'imports', 'dead-code', 'check:changed'],
];

const failed = (await Promise.all(LANES.map(runLane))).flat();
if (failed.length > 0) process.stderr.write(`\nNot clean: ${failed.join(', ')}\n`);
process.exit(failed.length === 0 ? 0 : 1);

/** Runs one step after another; what failed, by its name: a lane ends with it. */
async function runLane(steps: readonly string[]): Promise<string[]> {
  for (const step of steps) if ((await run(step)) !== 0) return [step];
  return [];
}

function run(step: string): Promise<number> {
  // npm is a script of its own, which Windows starts through a shell alone.
  const child = spawn(`npm run ${step}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) =>
    child.once('close', (code) => {
      process.stdout.write(said);
      resolve(code ?? 1);
    }),
  );
}
