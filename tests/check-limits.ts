import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * `npm run limits`: every named limit of the product has a test at its boundary. A limit is a constant
 * whose name has one of `WORDS`. A test at its boundary imports it by that name, so that no number is
 * typed twice, and in one `test(...)` uses both the limit and a value beside it: `MAX + 1`, `MIN - 1`.
 * What cannot be tested in this way stands in `EXCEPTIONS` with its reason.
 */
const ROOT = join(import.meta.dirname, '..');
const WORDS = 'MAX|MIN|MOST|FEWEST|LEAST|LONGEST|SHORTEST|LARGEST|SMALLEST|LIMIT|LIMITS|THRESHOLD';
const LIMIT = new RegExp(
  String.raw`^\s*(?:export )?const ((?:[A-Z\d]+_)*(?:${WORDS})(?:_[A-Z\d]+)*)\b`,
  'gm',
);

/** `file:NAME`, and why no test stands at its boundary. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|svelte)$/.test(file));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Where an import of `file` leads, as a path from the root; undefined outside the project. */
function target(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('#lib/')) return `src/lib/${specifier.slice(5)}`;
  if (specifier.startsWith('#server/')) return `server/${specifier.slice(8)}`;
  return specifier.startsWith('.') ? join(dirname(file), specifier) : undefined;
}

/** The limits that a test file has at their boundary, as `file:NAME`. */
function boundariesOf(file: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const limitOf = new Map<string, string>();
  const found: string[] = [];
  const isTest = (node: ts.CallExpression): boolean => /^(?:test|it)\b/.test(node.expression.getText(source));
  const collect = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const from = target(file, node.moduleSpecifier.text);
      const names = node.importClause?.namedBindings;
      if (from && names && ts.isNamedImports(names))
        for (const { name, propertyName } of names.elements)
          limitOf.set(name.text, `${from}:${(propertyName ?? name).text}`);
      return;
    }
    if (!ts.isCallExpression(node) || !isTest(node)) return ts.forEachChild(node, collect);
    const beside = new Set<string>();
    const uses = new Map<string, number>();
    const look = (inner: ts.Node): void => {
      if (ts.isIdentifier(inner)) uses.set(inner.text, (uses.get(inner.text) ?? 0) + 1);
      if (ts.isBinaryExpression(inner) && /^[+-]$/.test(inner.operatorToken.getText(source)))
        beside.add(rootOf(inner.left));
      ts.forEachChild(inner, look);
    };
    look(node);
    for (const name of beside) if ((uses.get(name) ?? 0) > 1) found.push(limitOf.get(name) ?? '');
  };
  const rootOf = (node: ts.Expression): string => /[A-Za-z]\w*/.exec(node.getText(source))?.[0] ?? '';
  collect(source);
  return found;
}

const limits = files
  .filter((file) => /^(?:src|server|cli|bin)\//.test(file) && !/(?:\.test\.ts|\/testing\/.*)$/.test(file))
  .flatMap((file) => [...read(file).matchAll(LIMIT)].map(([, name = '']) => `${file}:${name}`));
const tested = new Set(files.filter((file) => file.endsWith('.test.ts')).flatMap(boundariesOf));
const faults = [
  ...limits
    .filter((limit) => !tested.has(limit) && !EXCEPTIONS[limit])
    .map((limit) => `${limit} has no test at its boundary`),
  ...Object.keys(EXCEPTIONS)
    .filter((limit) => !limits.includes(limit) || tested.has(limit))
    .map((limit) => `${limit} is an exception no longer`),
];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log(
  `${limits.length} limits; ${Object.keys(EXCEPTIONS).length} of them without a test at the boundary.`,
);
