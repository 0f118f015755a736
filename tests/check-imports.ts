import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/**
 * `npm run imports`: proves that the checker sees TypeScript at all, by running every rule on a
 * fixture that breaks it, and then checks the product. (Under TypeScript 7 the checker reads no .ts
 * file and reports "no violations", which the fixture would catch.) The floors of the large domains are
 * proven by a fixture made from their own table: every part reaches for everything beside and above it.
 */
const ROOT = join(import.meta.dirname, '..');
const CRUISER = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
const require = createRequire(import.meta.url);

const rules: { forbidden: { name: string }[] } = require(CONFIG);
const floors: Record<string, { floors: string[][]; shared: string[] }> = require('./import-floors.cjs');

const folder = mkdtempSync(join(tmpdir(), 'herringbone-imports-'));
cpSync(join(ROOT, 'tests', 'fixtures', 'import-direction'), folder, { recursive: true });
const expected = writeFloors(folder);
const fixture = cruise(folder, ['src', 'server']);
rmSync(folder, { recursive: true });
const unseen = [
  ...rules.forbidden.map((rule) => rule.name).filter((name) => !fixture.violated.has(name)),
  ...expected.filter((line) => !fixture.lines.includes(line)),
];
if (unseen.length > 0) {
  console.error(`These import rules did not fire on the fixture that breaks them:\n${unseen.join('\n')}`);
  process.exit(1);
}
const product = cruise(ROOT, ['src', 'server', 'cli', 'bin']);
for (const line of product.lines) console.error(line);
if (product.violated.size > 0 || product.moduleCount < 50) process.exit(1);
console.log(
  `Import directions hold in ${product.moduleCount} modules; ${rules.forbidden.length} rules proven on the fixture.`,
);

/** Every part of every domain imports what lies beside and above it; returns the violations to be found. */
function writeFloors(root: string): string[] {
  const lines: string[] = [];
  for (const [domain, { floors: levels, shared }] of Object.entries(floors)) {
    const home = join('src', 'lib', domain);
    const fileOf = (part: string, name: string) => join(home, part, name);
    for (const [level, parts] of levels.entries()) {
      for (const part of parts) {
        const from = fileOf(part, 'reaches.ts');
        const others = levels
          .slice(level)
          .flat()
          .filter((other) => other !== part);
        const targets = [...others.map((other) => fileOf(other, 'leaf.ts')), fileOf(part, 'ui/leaf.ts')];
        write(root, from, targets);
        write(root, fileOf(part, 'leaf.ts'), []);
        write(root, fileOf(part, 'ui/leaf.ts'), []);
        const rule = `${domain}-floor-of-${part === '.' ? 'root' : part}`;
        // A domain's own folder has its components in `ui/`, which belongs to no part.
        lines.push(...targets.map((to) => `${rule}: ${from} -> ${to}`));
      }
    }
    if (domain === 'tabular') continue;
    const [stranger = ''] = levels.flat().filter((part) => part !== '.' && !shared.includes(part));
    const from = fileOf('stranger', 'ui/reaches.ts');
    const to = fileOf(stranger, 'ui/leaf.ts');
    write(root, from, [to]);
    lines.push(`${domain}-components-apart: ${from} -> ${to}`);
  }
  return lines;
}

function write(root: string, file: string, imports: readonly string[]): void {
  const lines = imports.map((target, i) => {
    const path = relative(dirname(file), target);
    return `export { leaf as leaf${i} } from '${path.startsWith('.') ? path : `./${path}`}';\n`;
  });
  mkdirSync(join(root, dirname(file)), { recursive: true });
  writeFileSync(join(root, file), lines.join('') || 'export const leaf = 1;\n');
}

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
