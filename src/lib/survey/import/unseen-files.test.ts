import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { askInPlace } from '#lib/base/testing/answer-in-place.ts';
import { HEAD_BYTES, type PassportOverrides, readPassport } from '#lib/tabular/file/passport.ts';
import { TableReader } from '#lib/tabular/read/read-table.ts';
import {
  PLAIN_HEADER,
  plainAnswers,
  textOfTable,
  type TitledTable,
  workbookOfTable,
} from '#lib/tabular/testing/titled-tables.ts';
import { analyse } from '../analyse/analyse.ts';
import type { Analysis } from '../analyse/analysis-report.ts';
import type { ColumnChoice } from '../columns/describe-columns.ts';
import { answerImport } from './answer-import.ts';

/** Kinds of files that nobody here has seen, generated: titles and totals around answers, joined options, damage. */
function analyseText(
  text: string,
  choices: ReadonlyMap<number, ColumnChoice> = new Map(),
  overrides: PassportOverrides = {},
): Analysis {
  const bytes = new TextEncoder().encode(text);
  const result = readPassport(bytes.subarray(0, HEAD_BYTES), bytes.length <= HEAD_BYTES, overrides);
  if (!result.ok) throw new Error(result.issue.code);
  const reader = new TableReader(result.passport);
  for (let at = 0; at < bytes.length; at += 4099) reader.push(bytes.subarray(at, at + 4099));
  return analyse(reader.finish(), result.passport, { choices });
}

const options = (analysis: Analysis, name: string): Record<string, number> =>
  Object.fromEntries(
    (analysis.columns.find((column) => column.name === name)?.categories ?? []).map(({ value, n }) => [
      value,
      n,
    ]),
  );

const CHANNELS = ['telefon', 'czat', 'e-mail', 'sklep'];
/** Each of four channels 25 times among sixty answers: alone, or with the next one. */
const chosen = Array.from({ length: 60 }, (_, i) => {
  const first = i % 4;
  return i < 40 ? [first, (first + 1) % 4] : [first];
});
const count = (index: number): number => chosen.filter((each) => each.includes(index)).length;
const joinedBy = (join: (parts: string[]) => string, names = CHANNELS): string[][] =>
  chosen.map((parts, i) => [String(i + 1), String(i % 11), join(parts.map((part) => names[part] ?? ''))]);
const joinedText = (answers: string[][], delimiter = ';'): string =>
  textOfTable({ above: [], header: [['id', 'nps', 'kanały']], answers, below: [] }, { delimiter });

test.each<[string, (parts: string[]) => string]>([
  ['bars', (parts) => parts.join('|')],
  ['bars in blanks', (parts) => parts.join(' | ')],
  ['semicolons', (parts) => parts.join(';')],
  ['semicolons behind each', (parts) => parts.map((part) => `${part};`).join('')],
  ['commas', (parts) => parts.join(', ')],
  ['line breaks', (parts) => parts.join('\n')],
  ['blanks', (parts) => parts.join(' ')],
  ['a list in brackets', (parts) => `['${parts.join("' ;  '")}']`],
  ['a list of JSON', (parts) => JSON.stringify(parts)],
  ['braces', (parts) => `{${parts.join(',')}}`],
])('[SV131] options joined by %s are found, and cut when somebody says multiple choice', (_, join) => {
  const right = Object.fromEntries(CHANNELS.map((name, i) => [name, count(i)]));
  for (const delimiter of [';', ',']) {
    const text = joinedText(joinedBy(join), delimiter);
    expect(options(analyseText(text), 'kanały')).toEqual(right);
    expect(options(analyseText(text, new Map([[2, { role: 'multi' }]])), 'kanały')).toEqual(right);
  }
});

test.each([',', ';', '|', ' ', '\n'])('[SV131] codes joined by %j are options and no numbers', (mark) => {
  const codes = chosen.map((parts, i) => [
    String(i + 1),
    String(i % 11),
    [...parts]
      .sort((a, b) => a - b)
      .map((part) => part + 1)
      .join(mark),
  ]);
  for (const delimiter of [';', ',']) {
    const analysis = analyseText(joinedText(codes, delimiter));
    expect(analysis.columns[2]?.role).toBe('multi');
    expect(options(analysis, 'kanały')).toEqual(
      Object.fromEntries([0, 1, 2, 3].map((i) => [String(i + 1), count(i)])),
    );
  }
});

test('[SV131] a mark that a person chose wins, and none leaves each answer whole', () => {
  const text = joinedText(joinedBy((parts) => parts.join('|')));
  const whole = analyseText(text, new Map([[2, { role: 'multi', joinedBy: 'none' }]]));
  expect(Object.keys(options(whole, 'kanały'))).toContain('telefon|czat');
  const byBars = analyseText(text, new Map([[2, { role: 'multi', joinedBy: '|' }]]));
  expect(options(byBars, 'kanały')['czat']).toBe(count(1));
});

test('[SV131] places of two words and halves of a scale are no options', () => {
  const places = ['North East', 'North West', 'South East', 'South West'];
  const halves = ['1,5', '2', '2,5', '3,5', '4', '5'];
  const answers = Array.from({ length: 60 }, (_, i) => [String(i), places[i % 4] ?? '', halves[i % 6] ?? '']);
  const { columns } = analyseText(
    textOfTable({ above: [], header: [['id', 'Place', 'Ocena']], answers, below: [] }),
  );
  expect(columns.map(({ role }) => role)).toEqual(['id', 'category', 'number']);
});

test.each([
  ['Not selected', 'Selected'],
  ['Nie wybrano', 'Wybrano'],
  ['not selected', ''],
  ['Nie zaznaczono', ''],
])('[SV131] one column an option with %j as its empty mark', (none, tick) => {
  const header = [['id', ...CHANNELS.map((name) => `Kanały - ${name}`)]];
  const answers = chosen.map((parts, i) => [
    String(i + 1),
    ...CHANNELS.map((name, at) => (parts.includes(at) ? tick || name : none)),
  ]);
  const { questions } = analyseText(textOfTable({ above: [], header, answers, below: [] }));
  expect(questions?.[0]).toMatchObject({ name: 'Kanały', n: 60 });
  expect(Object.fromEntries((questions?.[0]?.options ?? []).map(({ value, n }) => [value, n]))).toEqual(
    Object.fromEntries(CHANNELS.map((name, i) => [name, count(i)])),
  );
});

test.each(['Date', 'Data ankiety', 'Submitted at', 'Dzień'])(
  '[SV135] day numbers of Excel under %j are dates',
  async (heading) => {
    const answers = Array.from({ length: 60 }, (_, i) => [
      String(i),
      String(i % 11),
      String(46_024 + i),
      `${46_024 + i}.5`,
    ]);
    const text = textOfTable(
      { above: [], header: [['ID', 'NPS', heading, 'Amount']], answers, below: [] },
      { delimiter: ',' },
    );
    const { columns, issues } = analyseText(text);
    expect(columns.slice(2).map(({ role, n }) => [role, n])).toEqual([
      ['date', 60],
      ['number', 60],
    ]);
    expect(issues).toEqual([]);
  },
);

const withIssues = (analysis: Analysis, code: string) =>
  analysis.issues.filter((issue) => issue.code === code);

test('[SV137] a role that does not fit says how many answers it cannot read, and which', () => {
  const answers = Array.from({ length: 40 }, (_, i) => [
    String(i),
    i < 3 ? '1.5.2' : i < 8 ? 'ok' : String((i % 5) + 1),
    i < 4 ? 'soon' : '2026-01-05',
  ]);
  const text = textOfTable({ above: [], header: [['ID', 'Ocena', 'Kiedy']], answers, below: [] });
  const analysis = analyseText(
    text,
    new Map<number, ColumnChoice>([
      [1, { role: 'rating' }],
      [2, { role: 'date' }],
    ]),
  );
  expect(withIssues(analysis, 'not-numbers')).toMatchObject([
    { column: 'Ocena', values: { count: 8, examples: '“1.5.2”, “ok”' } },
  ]);
  expect(withIssues(analysis, 'not-dates')).toMatchObject([{ column: 'Kiedy', values: { count: 4 } }]);
  expect(analysis.columns[1]).toMatchObject({ n: 32, missing: 8 });
});

test('[SV138] nobody left is a warning, for a scale and for groups', () => {
  const answers = plainAnswers();
  const choices = new Map<number, ColumnChoice>([
    [3, { role: 'rating', naCodes: [] }],
    [2, { role: 'category', naCodes: ['Północ', 'Południe', 'Wschód', 'Zachód'] }],
  ]);
  const text = textOfTable({ above: [], header: [PLAIN_HEADER], answers, below: [] });
  expect(withIssues(analyseText(text, choices), 'nobody-answered').map(({ column }) => column)).toEqual([
    'Region',
    'Komentarz',
  ]);
});

test('[SV138] wordings of no answer that nobody decided about leave the mean of the others', () => {
  const words = ['Bardzo zadowolony', 'Zadowolony', 'Niezadowolony', 'Bardzo niezadowolony', 'Nie dotyczy'];
  const answers = Array.from({ length: 50 }, (_, i) => [String(i), words[i % 5] ?? '']);
  const text = textOfTable({ above: [], header: [['ID', 'Zadowolenie']], answers, below: [] });
  const { columns } = analyseText(text, new Map([[1, { naCodes: [] }]]));
  expect(columns[1]?.n).toBe(40);
  expect(columns[1]?.mean).toBeGreaterThan(1);
});

test('[SV139] ids that repeat are counted and listed, few or many', () => {
  for (const rows of [60, 40_000]) {
    const answers = Array.from({ length: rows }, (_, i) => [`r-${i}`, String(i % 11)]);
    answers.push(['r-7', '3'], ['r-7', '4'], ['r-11', '5']);
    const text = textOfTable({ above: [], header: [['ID', 'NPS']], answers, below: [] });
    const [issue] = withIssues(analyseText(text), 'repeated-ids');
    expect(issue).toMatchObject({ column: 'ID', values: { count: 3, examples: '“r-7”, “r-11”' } });
  }
});

const titled: TitledTable = {
  above: [['Raport satysfakcji klienta'], ['Okres od', '2026-01-01'], ['Okres do', '2026-01-31'], ['']],
  header: [PLAIN_HEADER],
  answers: plainAnswers(),
  below: [
    ['Razem', '', '', ''],
    ['Średnia', '4.9', '', ''],
  ],
};

test('[SV124] [SV127] a workbook with a title and totals gives the figures of its answers', async () => {
  const engine = askInPlace(answerImport);
  const file = new Blob([await workbookOfTable(titled)]);
  const inspected = await engine.ask('inspect', { file, overrides: {} });
  expect(inspected.ok && inspected.passport.headingRow.value).toBe(5);
  const reading = await engine.ask('read', undefined);
  expect(reading.rows).toMatchObject({ read: 62, imported: 60, reasons: { 'total-row': 2 } });
  expect(reading.descriptions.map(({ guess }) => guess.role)).toEqual(['id', 'nps', 'category', 'category']);
});

test('[SV125] nothing of the lines above the headings gets into the wave', async () => {
  const engine = askInPlace(answerImport);
  const above = [['Dla: Jan Kowalski, tel. 600 700 800'], ['']];
  await engine.ask('inspect', { file: new Blob([textOfTable({ ...titled, above })]), overrides: {} });
  await engine.ask('read', undefined);
  const wave = await engine.ask('prepare', new Map());
  expect(new TextDecoder('windows-1252').decode(wave.bytes)).not.toContain('Kowalski');
  expect(wave.rows.imported).toBe(60);
});

/** The figures of a table, whatever the order of its rows and columns. */
function figuresOf(text: string): unknown {
  const { columns, metrics, rows } = analyseText(text);
  return {
    imported: rows.imported,
    nps: [metrics.nps?.value, metrics.nps?.n],
    columns: columns
      .map(({ name, role, n, mean, categories }) => ({
        ...{ name, role, n, mean: mean?.toFixed(9) },
        categories: categories?.map(({ value, n: each }) => `${value}: ${each}`).sort(),
      }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}

test('[SV141] blanks at edges, the order of rows, the order of columns and the delimiter change nothing', () => {
  const header = ['Numer', 'NPS', 'Region', 'Jakość', 'Kanał'];
  const answers = Array.from({ length: 80 }, (_, i) => [
    `r${i}`,
    String((i * 7) % 11),
    ['Północ', 'Południe', 'Wschód'][i % 3] ?? '',
    String(1 + (i % 5)),
    ['telefon', 'czat'][i % 2] ?? '',
  ]);
  const plain = figuresOf(textOfTable({ above: [], header: [header], answers, below: [] }));
  fc.assert(
    fc.property(
      fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
      fc.shuffledSubarray(answers, { minLength: answers.length }),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.array(fc.constantFrom('', ' ', '\u00a0', '  '), { minLength: 7, maxLength: 7 }),
      fc.boolean(),
      (order, shuffled, delimiter, edges, isQuoted) => {
        let next = 0;
        const spaced = (cell: string): string => `${edges[next++ % 7]}${cell}${edges[next++ % 7]}`;
        const arranged = (row: readonly string[]): string[] => order.map((at) => spaced(row[at] ?? ''));
        const table = { above: [], header: [arranged(header)], answers: shuffled.map(arranged), below: [] };
        expect(figuresOf(textOfTable(table, { delimiter, isQuoted }))).toEqual(plain);
      },
    ),
    { numRuns: 60 },
  );
});
