import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from '../cli/serve.ts';
import { EFFORT_VARIABLE } from './effort.ts';
import { findBrowser, hasQuickBrowser } from './e2e/find-browser.ts';

/**
 * `npm test`, `npm run test:faults` and `npm run test:long`: finds or installs a browser, builds the
 * pages, runs the suite with Vitest and closes with one line, `N passed, N failed`. The last two have
 * a short form, `-- --short`, for every change; arguments otherwise go to Vitest as they are.
 */
const SUITES: Readonly<Record<string, readonly string[]>> = {
  test: ['plain', 'node', 'runes', 'browser'],
  faults: ['faults'],
  long: ['long'],
};
const [suite = 'test', ...rest] = process.argv.slice(2);
const isShort = suite === 'test' || rest.includes('--short');
const given = rest.filter((argument) => argument !== '--short');
const projects = given.includes('--project')
  ? []
  : (SUITES[suite] ?? []).flatMap((name) => ['--project', name]);

const ROOT = join(import.meta.dirname, '..');

if (!hasQuickBrowser()) installQuickBrowser();
if (!findBrowser()) installBrowser();
const browser = findBrowser();
if (!browser) {
  process.stderr.write(
    'No Chromium or Chrome was found and none could be installed. Install one and run again.\n',
  );
  process.exit(1);
}
const buildCode = await buildIfNeeded({ out: write, err: write });
if (buildCode !== 0) process.exit(buildCode);

const folder = mkdtempSync(join(tmpdir(), 'herringbone-test-'));
const report = join(folder, 'report.json');
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const args = [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...projects,
  ...given,
];
const child = spawn(process.execPath, [vitest, ...args], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, [EFFORT_VARIABLE]: isShort ? 'short' : 'full' },
});
const code = await new Promise<number>((resolve) => child.once('exit', (status) => resolve(status ?? 1)));

const { passed, failed, skipped } = readCounts(report);
rmSync(folder, { recursive: true, force: true });
write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exit(code === 0 && failed === 0 && passed > 0 ? 0 : 1);

/** A declaration, since the browser may have to be installed before anything else here has run. */
function write(text: string): boolean {
  return process.stdout.write(text);
}

function readCounts(file: string): { passed: number; failed: number; skipped: number } {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const counts = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numFailedTestSuites: number;
    numPendingTests: number;
  };
  // A file that could not even be loaded has no failed test of its own, and is a failure all the same.
  const failed = Math.max(counts.numFailedTests, counts.numFailedTestSuites > 0 ? 1 : 0);
  return { passed: counts.numPassedTests, failed, skipped: counts.numPendingTests };
}

/** On Debian and its relatives when we may; where there is none, any Chromium does. */
function installQuickBrowser(): void {
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!isRootOnDebian) return;
  write('Installing a browser...\n');
  const install = 'apt-get install -y -qq';
  spawnSync('sh', ['-c', `apt-get update -qq; ${install} chromium-headless-shell || ${install} chromium`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** Playwright's own download. */
function installBrowser(): void {
  write('Asking Playwright for its browser...\n');
  spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'],
    { stdio: 'inherit' },
  );
}
