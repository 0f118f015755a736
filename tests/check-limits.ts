import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * `npm run limits`: every named limit of the product has a test at its boundary. A limit is a constant
 * whose name has one of `WORDS`. A test at its boundary imports it by that name, so that no number is
 * typed twice, and in one `test(...)` uses it with the value beside it (`MAX + 1`, `MIN - 1`), or takes as
 * many before it tries one more (`i < MAX`, `{ length: MAX }`, `beyond(MAX, ...)`). What cannot be tested in this way stands in `EXCEPTIONS` with its reason.
 */
const ROOT = join(import.meta.dirname, '..');
const WORDS = 'MAX|MIN|MOST|FEWEST|LEAST|LONGEST|SHORTEST|LARGEST|SMALLEST|LIMIT|LIMITS';
const LIMIT = new RegExp(
  String.raw`^\s*(?:export )?const ((?:[A-Z\d]+_)*(?:${WORDS})(?:_[A-Z\d]+)*)\b`,
  'gm',
);

/** `file:NAME`, and why no test stands at its boundary. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'server/access/known-device.ts:MAX_AGE_SECONDS':
    'what browsers keep a cookie at most; nothing of ours ends then',
  'server/database/migrations/0025-disclosures.ts:SMALLEST_GROUP': 'a released migration is never changed',
  'server/database/patient-sqlite.ts:MAX_BUSY_MS':
    'ten seconds; the parameter whose default it is has its test',
  'server/database/patient-sqlite.ts:LONGEST_PAUSE_MS': 'a pause between tries: nothing is refused at it',
  'server/database/postgres-pool.ts:MAX_CONNECTIONS': 'handed to the pool of the driver',
  'server/survey/published/disclosure-commands.ts:MOST_ATTEMPTS':
    'ends a loop that others would have to overtake eight times',
  'server/sync/limits.ts:ANSWER_LEAST_BYTES': 'a price, of which the budget of an answer is the limit',
  'server/sync/limits.ts:RETRY_LONGEST_MS': 'a pause between tries: nothing is refused at it',
  'server/workshop/known-causes.ts:MOST_WORKSHOPS':
    'three hundred workshops for one row of a query that has this limit',
  'server/workshop/known-causes.ts:MOST_CAUSES': 'ten thousand sealed causes for one slice of a list',
  'src/lib/ishikawa/editor/ui/CanvasEditor.svelte:SMALLEST': 'how a component looks',
  'src/lib/ishikawa/editor/ui/FishboneCanvas.svelte:MOST_GLIDING': 'how a component looks',
  'src/lib/survey/charts/ui/FigurePlot.svelte:LONGEST_LABEL': 'how a component looks',
  'src/lib/survey/measure/ui/p-text.ts:SMALLEST_P': 'how a number is written',
  'src/lib/survey/dashboard/ui/WaveResults.svelte:MOST_SHOWN': 'how a component looks',
  'src/lib/survey/facets/ui/LikertChart.svelte:FEWEST_PERCENT': 'how a component looks',
  'src/lib/survey/facets/ui/QuestionList.svelte:FEWEST_SEARCHED': 'how a component looks',
  'src/lib/survey/crosstab/cross-sums.ts:MOST_CODE_PAIRS': 'two ways to the same sums; a choice of speed',
  'src/lib/survey/dashboard/cross-wave.ts:MOST_KEPT_QUESTIONS':
    'the size of a cache: memory alone depends on it',
  'src/lib/survey/dashboard/open-wave.ts:MOST_CROSSED_CELLS': 'two ways to the same sums; a choice of speed',
  'src/lib/survey/drivers/eigen.ts:MOST_SWEEPS':
    'ends a loop that rounding might keep going; ten sweeps are enough',
  'src/lib/survey/facets/crossfilter.ts:MOST_CROSSINGS': 'the size of a cache: memory alone depends on it',
  'src/lib/survey/published/join-versions.ts:MOST_TRIES': 'twenty million tries',
  'src/lib/tabular/file/zip-archive.ts:MAX_INFLATED_BYTES':
    'a gigabyte; the parameter whose default it is has its test',
  'src/lib/tabular/read/column-builder.ts:MOST_RESERVED_BYTES':
    'memory taken ahead; the column grows all the same',
  'src/lib/tabular/read/column-builder.ts:MOST_COLUMN_BYTES':
    'two gigabytes; the parameter whose default it is has its test',
  'src/lib/workshop/evidence/footprint-form.ts:SMALLEST_DIFFERENCE': 'what a form proposes',
  'src/routes/seen-outcomes.ts:MOST_ISSUES': 'handed to a command whose limit is a parameter',
};

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
    const look = (inner: ts.Node): void => {
      if (ts.isBinaryExpression(inner)) {
        const operator = inner.operatorToken.getText(source);
        if (/^[+-]$/.test(operator)) beside.add(rootOf(inner.left));
        if (/^<=?$/.test(operator)) beside.add(rootOf(inner.right));
      }
      if (ts.isPropertyAssignment(inner) && inner.name.getText(source) === 'length')
        beside.add(rootOf(inner.initializer));
      if (ts.isCallExpression(inner) && inner.expression.getText(source) === 'beyond' && inner.arguments[0])
        beside.add(rootOf(inner.arguments[0]));
      ts.forEachChild(inner, look);
    };
    look(node);
    for (const name of beside) found.push(limitOf.get(name) ?? '');
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
  `${limits.length} limits: ${Object.keys(EXCEPTIONS).length} excepted with a reason, each other one with a test at its boundary.`,
);
