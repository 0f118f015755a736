import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';

const ENTRY = join(import.meta.dirname, '..', 'bin', 'herringbone.ts');
/** A Node that came with the machine and is older than the product's, where there is one. */
const OLD_NODE = ['/usr/bin/node', '/usr/local/bin/node'].find(
  (file) =>
    existsSync(file) && Number(spawnSync(file, ['-p', 'process.versions.node.split(".")[0]']).stdout) < 26,
);

function start(command: string, environment: Record<string, string> = {}) {
  return spawnSync(process.execPath, [ENTRY, command], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...environment },
  });
}

describe.each(['serve', 'demo'])('herringbone %s', (command) => {
  test('[CL1] refuses a wrong PORT before it builds anything, and says what is wrong', () => {
    const { status, stdout, stderr } = start(command, { PORT: '80a' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('PORT is "80a": a whole number');
  });
});

test.skipIf(!OLD_NODE)('[CL2] under an old Node it says what to do', () => {
  const { status, stderr } = spawnSync(OLD_NODE ?? '', [ENTRY, 'serve'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('npm start');
});

test('[CL2] its entry is plain JavaScript without modules, which any Node reads', () => {
  expect(() => new Script(readFileSync(ENTRY, 'utf8'))).not.toThrow();
  expect(() => new Script('const major: number = 1;')).toThrow();
});
