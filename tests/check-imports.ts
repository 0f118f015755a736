import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * `npm run imports`: proves that the checker sees TypeScript at all, by running every rule on a
 * fixture that breaks it, and then checks the product. (Under TypeScript 7 the checker reads no .ts
 * file and reports "no violations", which the fixture would catch.)
 */
const ROOT = join(import.meta.dirname, '..');
const CRUISER = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');

const rules: { forbidden: { name: string }[] } = createRequire(import.meta.url)(CONFIG);
const fixture = cruise(join(ROOT, 'tests', 'fixtures', 'import-direction'), ['src', 'server']);
const unseen = rules.forbidden.map((rule) => rule.name).filter((name) => !fixture.violated.has(name));
if (unseen.length > 0) {
  console.error(`These import rules did not fire on the fixture that breaks them: ${unseen.join(', ')}`);
  process.exit(1);
}
const product = cruise(ROOT, ['src', 'server', 'bin']);
for (const line of product.lines) console.error(line);
if (product.violated.size > 0 || product.moduleCount < 50) process.exit(1);
console.log(
  `Import directions hold in ${product.moduleCount} modules; ${rules.forbidden.length} rules proven on the fixture.`,
);

function cruise(
  folder: string,
  parts: string[],
): { violated: Set<string>; lines: string[]; moduleCount: number } {
  const result = spawnSync(
    process.execPath,
    [CRUISER, '--config', CONFIG, '--output-type', 'json', ...parts],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  if (!result.stdout) throw new Error(result.stderr);
  const report: {
    modules: unknown[];
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  } = JSON.parse(result.stdout);
  const { violations } = report.summary;
  return {
    violated: new Set(violations.map((violation) => violation.rule.name)),
    lines: violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
    moduleCount: report.modules.length,
  };
}
