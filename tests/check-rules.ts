import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run rules`: every rule of a SPEC has a test that carries its number, and every number that a test
 * carries is a rule.
 */
const ROOT = join(import.meta.dirname, '..');
const RULE = /^- \*\*\[([A-Z]{2}\d+)\]/gm;
/** `Q1[SQ001]` is the heading of a column. */
const MENTION = /(?<!\w)\[([A-Z]{2}\d+)\]/g;

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
}).split('\n');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const rules = new Map<string, string>();
const faults: string[] = [];
for (const file of files.filter((name) => name.endsWith('SPEC.md'))) {
  for (const [, id = ''] of read(file).matchAll(RULE)) {
    const other = rules.get(id);
    if (other) faults.push(`${id} is a rule of ${other} and of ${file}`);
    rules.set(id, file);
  }
}
const tested = new Set<string>();
for (const file of files.filter((name) => name.endsWith('.test.ts'))) {
  for (const [, id = ''] of read(file).matchAll(MENTION)) {
    tested.add(id);
    if (!rules.has(id)) faults.push(`${file} names ${id}, which no SPEC knows`);
  }
}
for (const [id, file] of rules) if (!tested.has(id)) faults.push(`${id} of ${file} has no test`);

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log(`${rules.size} rules, each with a test that carries its number.`);
