import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * `npm run check:changed`: runs the unit tests that are nearest to what changed since this branch left main, and
 * to what is not committed; nearest are the changed tests themselves, then those that import what changed, then
 * those that import these. `npm test` runs all of them. Passes where nothing changed, and where there is no git.
 */
const ROOT = join(import.meta.dirname, '..');
/** About a minute; what everything stands on has more tests than that. */
const MOST_TEST_FILES = 30;
const UNIT_TEST = /^(?:(?:bench|cli|server|src)\/.*|tests\/[^/]*)\.test\.ts$/;

const changed = listChanged();
const related = nearestTests(changed);
if (related.length === 0) {
  console.log(`${changed.length} changed files, no unit test is about them.`);
} else {
  const chosen = related.slice(0, MOST_TEST_FILES);
  console.log(`${changed.length} changed files: ${chosen.length} of ${related.length} related test files.`);
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [
    vitest,
    'run',
    '--project',
    'plain',
    '--project',
    'node',
    '--project',
    'runes',
    '--passWithNoTests',
    ...chosen,
  ];
  process.exitCode = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status ?? 1;
}

/** The lines that git prints; undefined where it refuses, as without a repository or without that branch. */
function git(...args: string[]): string[] | undefined {
  try {
    const printed = execFileSync('git', args, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return printed.split('\n').filter((line) => line !== '');
  } catch {
    return undefined; // no git here, or a clone without that commit: then nothing is known to have changed
  }
}

function listChanged(): string[] {
  const [base] =
    git('merge-base', 'HEAD', 'origin/main') ??
    git('merge-base', 'HEAD', 'main') ??
    git('rev-parse', 'HEAD') ??
    [];
  if (base === undefined) return [];
  const committed = git('diff', '--name-only', '--diff-filter=d', base) ?? [];
  return [...new Set([...committed, ...(git('ls-files', '--others', '--exclude-standard') ?? [])])];
}

/** Unit tests that import one of these files, directly or not, the nearest first. */
function nearestTests(from: readonly string[]): string[] {
  if (from.length === 0) return [];
  const importers = new Map<string, string[]>();
  for (const file of git('ls-files', '-co', '--exclude-standard') ?? []) {
    if (!/\.(?:ts|svelte)$/.test(file)) continue;
    for (const target of importsOf(file)) importers.set(target, [...(importers.get(target) ?? []), file]);
  }
  const seen = new Set(from);
  // A set is walked in the order in which it grows.
  for (const file of seen) for (const importer of importers.get(file) ?? []) seen.add(importer);
  return [...seen].filter((file) => UNIT_TEST.test(file));
}

function importsOf(file: string): string[] {
  const names = readFileSync(join(ROOT, file), 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g);
  return [...names].flatMap(([, name = '']) => {
    if (name.startsWith('#lib/')) return [`src/lib/${name.slice(5)}`];
    if (name.startsWith('#server/')) return [`server/${name.slice(8)}`];
    return name.startsWith('.') ? [join(dirname(file), name)] : [];
  });
}
