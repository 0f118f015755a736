import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What the product does in one place: the same thing written again, apart, would follow another rule some day. */
const ROOT = join(import.meta.dirname, '..');
const sources = globSync('{src,server,cli,bin}/**/*.{ts,svelte,js}', { cwd: ROOT })
  .filter((file) => !/\.test\.ts$|\/testing\//.test(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

interface Single {
  what: string;
  home: readonly string[];
  /** Found in a source that does it itself. */
  pattern: RegExp;
  /** What such a source would say: proves the pattern. */
  again: string;
}

const SINGLES: readonly Single[] = [
  {
    what: 'a file is saved',
    home: ['src/lib/ui/save-file.ts'],
    pattern: /createObjectURL|\.download = /,
    again: 'const address = URL.createObjectURL(file);',
  },
  {
    what: 'a cell of a CSV file is quoted',
    home: ['src/lib/base/csv-cell.ts'],
    pattern: /replace(?:All)?\(\s*(?:'"'|\/"\/g),\s*'""'/,
    again: `const quote = (cell) => '"' + cell.replaceAll('"', '""') + '"';`,
  },
  {
    what: 'a cell is guarded against formulas',
    home: ['src/lib/base/csv-cell.ts'],
    pattern: /\/\^[^/\n]*\[=\+\\?-?[^\]\n]*@/,
    again: String.raw`const RISKY = /^[=+\-@\t\r]/;`,
  },
  {
    what: 'a small text is cut into cells',
    home: ['src/lib/tabular/file/split-rows.ts'],
    pattern: /from 'papaparse'/,
    again: "import Papa from 'papaparse';",
  },
  {
    what: 'quoted cells are read letter by letter',
    home: ['src/lib/tabular/read/byte-reader.ts'],
    pattern: /\[\w+ \+ 1\] === (?:'"'|QUOTE\b)/,
    again: `if (source[i + 1] === '"') cell += '"';`,
  },
  {
    what: 'text becomes safe in XML',
    home: ['src/lib/base/escape-xml.ts'],
    pattern: /'&amp;'/,
    again: "text.replace(/&/g, '&amp;')",
  },
  {
    what: 'a budget is a bucket of tokens',
    home: ['server/requests/token-bucket.ts'],
    pattern: /class \w*Bucket\b/,
    again: 'class SmallBucket {}',
  },
  {
    what: 'a command line is refused',
    home: ['cli/command-failure.ts'],
    pattern: /class (?:Usage|Command|Input)Error/,
    again: 'export class UsageError extends Error {}',
  },
  {
    what: 'the 95 % point of the normal distribution is written',
    home: ['src/lib/base/normal.ts'],
    pattern: /1\.9599/,
    again: 'const Z95 = 1.959963984540054;',
  },
  {
    what: 'the kinds of measures are listed',
    home: ['src/lib/base/measure-kind.ts'],
    pattern: /'nps'\s*[,|]\s*'top-two-box'\s*[,|]\s*'mean'/,
    again: "type MetricKind = 'nps' | 'top-two-box' | 'mean';",
  },
  {
    what: 'the measures of a role are chosen',
    home: ['src/lib/survey/measure/measure.ts'],
    pattern: /\[\s*'mean',\s*'top-two-box'\s*\]|\[\s*'top-two-box',\s*'mean'\s*\]/,
    again: "return ['mean', 'top-two-box'];",
  },
];

for (const { what, home, pattern, again } of SINGLES) {
  test(`in one place alone ${what}`, () => {
    expect(again).toMatch(pattern);
    expect(sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file)).toEqual(home);
  });
}
