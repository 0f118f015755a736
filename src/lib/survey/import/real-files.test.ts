// Above 300 lines: one real file after the other, with the answers of all of them.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { analyse } from '../analyse/analyse.ts';
import type { Analysis } from '../analyse/analysis-report.ts';
import {
  applyChoices,
  type ColumnChoice,
  describeColumns,
  tallyColumns,
} from '../columns/describe-columns.ts';
import { askInPlace } from '#lib/base/testing/answer-in-place.ts';
import { answerImport } from './answer-import.ts';
import { HEAD_BYTES, readPassport } from '#lib/tabular/file/passport.ts';
import { TableReader } from '#lib/tabular/read/read-table.ts';
import { EMPTY_VIEW } from '../wave/view.ts';
import { OpenWave } from '../dashboard/open-wave.ts';

/**
 * Real exports of many tools, kept beside the repository; their answers were computed independently with numpy and R.
 * `vitest.config.ts` leaves this file out where they are not: `twin-files.test.ts` tests the same on generated twins.
 */
const FOLDER = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));

function bytesOf(name: string): Uint8Array {
  return new Uint8Array(readFileSync(FOLDER + name));
}

function analyseFile(
  name: string,
  question: { choices?: Map<number, ColumnChoice>; segment?: string; target?: string } = {},
): Analysis {
  const bytes = bytesOf(name);
  const result = readPassport(bytes.subarray(0, HEAD_BYTES), bytes.length <= HEAD_BYTES);
  if (!result.ok) throw new Error(result.issue.code);
  const reader = new TableReader(result.passport);
  for (let at = 0; at < bytes.length; at += 100_003) reader.push(bytes.subarray(at, at + 100_003));
  return analyse(reader.finish(), result.passport, { choices: new Map(), ...question });
}

const digits = (value: number | undefined, count = 4): number => Number((value ?? NaN).toFixed(count));
const ends = (interval: readonly [number, number] | undefined): number[] =>
  (interval ?? []).map((end) => digits(end));
const column = (analysis: Analysis, name: string) => analysis.columns.find((each) => each.name === name);
const csat = (analysis: Analysis, name: string) =>
  analysis.metrics.csat?.find((each) => each.column === name);

test('[SV15] airport survey (real file): NPS 39.8398 once 11 is N/A, with its intervals and weights', () => {
  const { metrics, rows } = analyseFile('sfo-2017-customer-survey.csv');
  expect(rows).toEqual({ read: 2831, imported: 2831, rejected: 0, excluded: 0, reasons: {} });
  expect(metrics.nps).toMatchObject({
    column: 'NETPRO',
    promoters: 1436,
    passives: 968,
    detractors: 342,
    n: 2746,
  });
  expect([digits(metrics.nps?.value), digits(metrics.nps?.se)]).toEqual([39.8398, 1.3341]);
  expect([ends(metrics.nps?.ci95), ends(metrics.nps?.adjusted.ci95)]).toEqual([
    [37.2249, 42.4546],
    [37.1824, 42.4102],
  ]);
  expect([digits(metrics.nps?.adjusted.value), digits(metrics.nps?.weighted?.value, 6)]).toEqual([
    39.7963, 40.398436,
  ]);
  expect([digits(metrics.nps?.weighted?.nEff, 3), digits(metrics.nps?.weighted?.deff, 5)]).toEqual([
    2266.512, 1.21155,
  ]);
});

test('[SV13] airport survey (real file): with the N/A codes cleared, 11 counts as a promoter and NPS is 41.6254', () => {
  const analysis = analyseFile('sfo-2017-customer-survey.csv', {
    choices: new Map([[80, { naCodes: [] }]]),
  });
  expect(digits(analysis.metrics.nps?.value)).toBe(41.6254);
  expect(analysis.issues).toContainEqual(
    expect.objectContaining({ code: 'outside-scale', column: 'NETPRO' }),
  );
});

test('[SV12] airport survey (real file): roles of the columns that matter', () => {
  const analysis = analyseFile('sfo-2017-customer-survey.csv');
  const roles = ['RESPNUM', 'NETPRO', 'WEIGHT', 'Q7ART', 'Q7ALL', 'Q9RESTROOM', 'AIRLINE', 'Q20GENDER'];
  expect(roles.map((name) => column(analysis, name)?.role)).toEqual([
    'id',
    'nps',
    'weight',
    'rating',
    'rating',
    'rating',
    'category',
    'category',
  ]);
});

test('[SV16] airport survey (real file): item means and top-2-box, plain and weighted', () => {
  const analysis = analyseFile('sfo-2017-customer-survey.csv');
  const all = csat(analysis, 'Q7ALL');
  expect([all?.n, digits(all?.mean, 6), digits(all?.topBox), ends(all?.ci95)]).toEqual([
    2688,
    4.06436,
    82.0685,
    [80.5728, 83.4726],
  ]);
  expect([digits(all?.weighted?.mean, 6), digits(all?.weighted?.topBox)]).toEqual([4.071203, 82.2793]);
  const items = ['Q9ALL', 'Q10SAFE', 'Q7FOOD', 'Q7WIFI', 'Q9RESTROOM'].map((name) => csat(analysis, name));
  expect(items.map((item) => [item?.n, digits(item?.mean, 6), digits(item?.topBox)])).toEqual([
    [2736, 4.27595, 85.3801],
    [2781, 4.374326, 87.1269],
    [2421, 3.615448, 55.7208],
    [2142, 4.079832, 74.5565],
    [2653, 4.131172, 77.8364],
  ]);
});

test('[SV20] airport survey (real file): NPS of travellers with and without PreCheck', () => {
  const { segments } = analyseFile('sfo-2017-customer-survey.csv', { segment: 'Q11TSAPRE' });
  const of = (value: string) =>
    segments?.find((each) => each.value === value)?.measures.find(({ kind }) => kind === 'nps');
  expect([of('1'), of('2')].map((each) => [each?.n, digits(each?.value), digits(each?.se)])).toEqual([
    [939, 44.6219, 2.2542],
    [1286, 38.647, 1.9377],
  ]);
});

test('[SV21] airline (real file): drivers of satisfaction to the digits of R, zeros left out', () => {
  const { drivers, rows, columns } = analyseFile('airline-satisfaction-train.csv', {
    target: 'satisfaction',
  });
  expect(rows.imported).toBe(103_904);
  expect([drivers?.n, digits(drivers?.r2, 10)]).toEqual([95_704, 0.4878132885]);
  const shares = drivers?.items.map((item) => [digits(item.lmgShare, 3), digits(item.johnsonShare, 3)]);
  expect(shares).toEqual([
    [31.045, 31.032],
    [10.567, 10.707],
    [9.567, 7.949],
    [8.404, 8.947],
    [7.22, 7.258],
    [7.086, 7.271],
    [4.608, 4.01],
    [4.591, 5.083],
    [4.484, 4.571],
    [3.627, 4.066],
    [3.201, 3.282],
    [2.989, 3.041],
    [2.035, 2.027],
    [0.576, 0.755],
  ]);
  expect(digits(drivers?.items[6]?.r)).toBe(-0.0568);
  const satisfied = columns
    .find(({ name }) => name === 'satisfaction')
    ?.categories?.find(({ value }) => value === 'satisfied');
  expect([satisfied?.n, digits(satisfied?.share), ends(satisfied?.ci95)]).toEqual([
    45_025,
    43.3333,
    [43.0322, 43.6348],
  ]);
  expect(columns.find(({ name }) => name === 'Arrival Delay in Minutes')).toMatchObject({
    role: 'number',
    missing: 310,
  });
});

test('[SV13] airline (real file): zeros kept as scores change the drivers, which is why they are proposed as N/A', () => {
  const ratings = new Map(Array.from({ length: 14 }, (_, i) => [i + 8, { naCodes: [] }] as const));
  const { drivers } = analyseFile('airline-satisfaction-train.csv', {
    target: 'satisfaction',
    choices: ratings,
  });
  const wifi = drivers?.items.findIndex((item) => item.column === 'Inflight wifi service');
  expect([digits(drivers?.r2, 6), digits(drivers?.items[0]?.lmgShare, 2), wifi]).toEqual([
    0.395769, 33.17, 5,
  ]);
});

test('[SV7] clothing reviews (real file): exactly 23,486 rows although CRLF stands inside texts', () => {
  const analysis = analyseFile('womens-clothing-reviews.csv', { segment: 'Department Name' });
  expect(analysis.rows).toMatchObject({ read: 23_486, imported: 23_486 });
  const ratings = column(analysis, 'Rating')?.categories?.map(({ value, n }) => `${value}:${n}`);
  expect(ratings).toEqual(['1:842', '2:1565', '3:2871', '4:5077', '5:13131']);
  expect(column(analysis, 'Review Text')).toMatchObject({ role: 'comment', missing: 845 });
  const departments = analysis.segments?.map(({ value, measures }) => {
    const at = (kind: string) => measures.find((each) => each.column === 'Rating' && each.kind === kind);
    return [value, at('mean')?.n, digits(at('mean')?.value, 5), digits(at('top-two-box')?.value)];
  });
  expect(departments).toEqual([
    ['Tops', 10468, 4.17224, 76.71],
    ['Dresses', 6319, 4.15082, 75.8348],
    ['Bottoms', 3799, 4.28876, 80.4949],
    ['Intimate', 1735, 4.28012, 80.9222],
    ['Jackets', 1032, 4.26453, 80.6202],
    ['Trend', 119, 3.81513, 65.5462],
  ]);
});

test('[SV5] SurveyMonkey (real files): 1,186 respondents behind two header rows, 1,040 behind one', () => {
  expect(analyseFile('538-star-wars-surveymonkey.csv').rows.imported).toBe(1186);
  const flying = analyseFile('538-flying-etiquette-surveymonkey.csv');
  expect(flying.rows.imported).toBe(1040);
  const baby = column(flying, 'In general, is itrude to bring a baby on a plane?');
  expect([baby?.categories?.map(({ n }) => n), baby?.missing]).toEqual([[592, 182, 75], 191]);
});

test('[SV5] Typeform (real file): repeated headings stay apart, one option a column', () => {
  const analysis = analyseFile('freecodecamp-2016-typeform-raw-part1.csv');
  expect(analysis.rows.imported).toBe(15_653);
  expect([4, 18, 30, 36, 17, 35].map((index) => analysis.columns[index]?.name)).toEqual([
    'Other',
    'Other (2)',
    'Other (3)',
    'Other (4)',
    'None',
    'None (2)',
  ]);
  expect(column(analysis, 'Free Code Camp')).toMatchObject({ role: 'multi', n: 10_959 });
});

test.each([
  ['pl-google-forms-likert-budzet.csv', 'utf-8', ','],
  ['derived-excelPL-google-forms-likert-budzet-cp1250-semicolon.csv', 'windows-1250', ';'],
])(
  '[SV14] Polish wordings (real file %s) give the same figures in either encoding',
  (name, encoding, delimiter) => {
    const analysis = analyseFile(name);
    expect(analysis.file).toMatchObject({ encoding, delimiter, platform: 'google-forms' });
    const [first, second, third] = [2, 3, 4].map((index) =>
      csat(analysis, analysis.columns[index]?.name ?? ''),
    );
    expect([first?.mean, first?.n, digits(first?.topBox)]).toEqual([4, 99, 81.8182]);
    expect([digits(second?.mean, 6), digits(third?.mean, 6)]).toEqual([3.707071, 3.313131]);
    const check = analysis.columns[14]?.categories?.find(({ value }) => value === 'Raczej się zgadzam');
    expect(check?.n).toBe(93);
  },
);

test('[SV1] Polish employees (real file): Ł Ż Ć alone, read rightly', () => {
  const analysis = analyseFile('pl-pracownicy-cp1250-crlf.csv');
  expect(analysis.columns.map(({ name }) => name).slice(0, 2)).toEqual(['DZIAŁ', 'STAŻ']);
  expect(column(analysis, 'PYT_1')?.categories?.map(({ value, n }) => `${value}:${n}`)).toEqual([
    '-2:14',
    '-1:17',
    '0:40',
    '1:100',
    '2:29',
  ]);
  expect(column(analysis, 'DZIAŁ')?.categories?.map(({ value, n }) => `${value} ${n}`)).toEqual([
    'PD 98',
    'MK 45',
    'HR 31',
    'IT 26',
  ]);
});

test.each([
  'pl-wyniki-decimal-comma-in-quoted-csv.csv',
  'derived-excelPL-wyniki-cp1250-semicolon-decimal-comma.csv',
])('[SV10] decimal commas (real file %s) are fractions, quoted or not', (name) => {
  const analysis = analyseFile(name);
  expect(analysis.rows.imported).toBe(849);
  const means = ['MFQ_HARM', 'MFQ_PROGRESSIVISM'].map((each) => digits(column(analysis, each)?.mean, 6));
  expect(means).toEqual([4.005135, 1.24881]);
});

test('[SV29] an Excel workbook renamed .csv (real file): its sheet is read, to the row and the mean', async () => {
  const engine = askInPlace(answerImport);
  const bytes = new Uint8Array(readFileSync(FOLDER + 'pl-ankieta-pasazerow-XLSX-RENAMED.csv'));
  const inspected = await engine.ask('inspect', { file: new Blob([bytes]), overrides: {} });
  const reading = await engine.ask('read', undefined);
  expect(inspected.ok && inspected.passport.workbook?.sheets.length).toBeGreaterThan(0);
  expect(reading.rows).toMatchObject({ read: 19_652, imported: 19_652 });
  expect(reading.issues[0]?.code).toBe('workbook-read');
  const wifi = reading.descriptions.find(({ summary }) => summary.name === 'Jakość WIFI');
  expect(wifi?.naProposals).toEqual([{ text: '0', count: 586, reason: 'outside-scale' }]);
  const { figures } = await engine.ask('prepare', new Map([[wifi?.summary.index ?? -1, { naCodes: ['0'] }]]));
  const figure = figures.find(({ column: name, kind }) => name === 'Jakość WIFI' && kind === 'mean');
  expect([figure?.n, digits(figure?.value, 6)]).toEqual([19_066, 2.81564]);
});

test('[SV32] flying etiquette (real file): the income that Excel mangled stands there 115 times', () => {
  const flying = analyseFile('538-flying-etiquette-surveymonkey.csv');
  const income = flying.columns.find(({ categories }) => categories?.some(({ value }) => value === '150000'));
  expect(income?.categories?.find(({ value }) => value === '150000')?.n).toBe(115);
});

test('[SV34] airline (real file): leaving 0 out moves wifi from driver 6 to 2 and R squared from .40 to .49', async () => {
  const engine = askInPlace(answerImport);
  const file = new Blob([new Uint8Array(readFileSync(FOLDER + 'airline-satisfaction-train.csv'))]);
  await engine.ask('inspect', { file, overrides: {} });
  const { naEffects, descriptions } = await engine.ask('read', undefined);
  const wifi = descriptions.find(({ summary }) => summary.name === 'Inflight wifi service')?.summary.index;
  const effect = naEffects.find(({ index }) => index === wifi);
  expect(effect).toMatchObject({ target: 'satisfaction', rankBefore: 6, rankAfter: 2, items: 14 });
  expect([digits(effect?.rSquaredBefore, 6), digits(effect?.rSquaredAfter, 6)]).toEqual([0.395769, 0.487813]);
});

test('[SV5] Qualtrics (real file): one response behind three header rows', () => {
  const { rows, file } = analyseFile('qualtrics-3-header-sample-de.csv');
  expect([rows.imported, file.platform, file.headerRows]).toEqual([1, 'qualtrics', 3]);
});

test('[SV43] airline (real file): the page gives the shares of R with intervals, from all complete rows', () => {
  const bytes = bytesOf('airline-satisfaction-train.csv');
  const result = readPassport(bytes.subarray(0, HEAD_BYTES), bytes.length <= HEAD_BYTES);
  if (!result.ok) throw new Error(result.issue.code);
  const reader = new TableReader(result.passport);
  reader.push(bytes);
  const read = reader.finish();
  const descriptions = describeColumns(read.table, tallyColumns(read.table));
  const table = applyChoices(read.table, descriptions, new Map(), true);
  const { report } = new OpenWave(table).drivers({
    view: EMPTY_VIEW,
    target: 'satisfaction',
    items: undefined,
    missing: 'listwise',
  });
  expect([report?.n, digits(report?.rSquared, 10), report?.items.length]).toEqual([95_704, 0.4878132885, 14]);
  const shares = report?.items.map((item) => [digits(item.lmgShare, 3), digits(item.johnsonShare, 3)]);
  expect(shares?.slice(0, 3)).toEqual([
    [31.045, 31.032],
    [10.567, 10.707],
    [9.567, 7.949],
  ]);
  expect(report?.items.filter(({ r }) => r < 0)).toHaveLength(1);
  for (const { lmgShare, lmgInterval } of report?.items ?? []) {
    expect(lmgInterval[0]).toBeLessThan(lmgShare);
    expect(lmgInterval[1]).toBeGreaterThan(lmgShare);
  }
});

test('[SV63] clothing reviews (real file): what promoters and detractors say, to the digits of the independent count', () => {
  const { keyness } = analyseFile('womens-clothing-reviews.csv');
  const find = (side: 'positive' | 'negative', term: string) => {
    const found = keyness?.[side].find((each) => each.term === term);
    return found && [digits(found.g2), found.a, found.b];
  };
  expect(keyness?.negative.slice(0, 3).map(({ term }) => term)).toEqual(['was', 'disappointed', 'cheap']);
  expect(keyness?.positive.slice(0, 4).map(({ term }) => term)).toEqual([
    'love',
    'great',
    'perfect',
    'comfortable',
  ]);
  expect(find('negative', 'was')).toEqual([1129.3115, 7233, 2380]);
  expect(find('negative', 'disappointed')).toEqual([542.37, 169, 254]);
  expect(find('negative', 'cheap')).toEqual([433.5716, 76, 171]);
  expect(find('positive', 'love')).toEqual([411.967, 7742, 458]);
  expect(find('positive', 'great')).toEqual([379.0859, 5417, 268]);
  expect(find('positive', 'perfect')).toEqual([375.0367, 3517, 117]);
  expect(find('positive', 'comfortable')).toEqual([350.5655, 2829, 77]);
});
