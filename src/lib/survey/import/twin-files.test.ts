import { expect, test } from 'vitest';
import { askInPlace } from '#lib/base/testing/answer-in-place.ts';
import { qualtrics } from '#lib/tabular/testing/exports.ts';
import { HEAD_BYTES, readPassport } from '#lib/tabular/file/passport.ts';
import { TableReader } from '#lib/tabular/read/read-table.ts';
import { analyse } from '../analyse/analyse.ts';
import type { Analysis } from '../analyse/analysis-report.ts';
import type { ColumnChoice } from '../columns/describe-columns.ts';
import {
  AIRLINE_ITEMS,
  airlineSatisfaction,
  airportSurvey,
  clothingReviews,
  decimalCommas,
  polishEmployees,
  polishForms,
  renamedWorkbook,
  surveyMonkeyFlat,
  surveyMonkeyGrid,
  typeformCoders,
} from '../testing/twin-files.ts';
import { answerImport } from './answer-import.ts';

/**
 * Generated twins of the real files of `real-files.test.ts`. What does not follow from counts was computed
 * independently with numpy: csv module, weighted sums, 2^14 regressions, words as `[a-z]+('[a-z]+)?`.
 */
function analyseBytes(
  bytes: Uint8Array,
  question: { choices?: Map<number, ColumnChoice>; segment?: string; target?: string } = {},
): Analysis {
  const result = readPassport(bytes.subarray(0, HEAD_BYTES), bytes.length <= HEAD_BYTES);
  if (!result.ok) throw new Error(result.issue.code);
  const reader = new TableReader(result.passport);
  // Cut where no row ends.
  for (let at = 0; at < bytes.length; at += 10_007) reader.push(bytes.subarray(at, at + 10_007));
  return analyse(reader.finish(), result.passport, { choices: new Map(), ...question });
}

const digits = (value: number | undefined, count = 4): number => Number((value ?? NaN).toFixed(count));
const ends = (interval: readonly [number, number] | undefined): number[] =>
  (interval ?? []).map((end) => digits(end));
const column = (analysis: Analysis, name: string) => analysis.columns.find((each) => each.name === name);
const csat = (analysis: Analysis, name: string) =>
  analysis.metrics.csat?.find((each) => each.column === name);

test('[SV15] airport (twin): NPS 39.8398 once 11 is N/A, with its intervals and weights', () => {
  const { metrics, rows } = analyseBytes(airportSurvey());
  expect(rows).toEqual({ read: 2831, imported: 2831, rejected: 0, excluded: 0, reasons: {} });
  expect(metrics.nps).toMatchObject({
    ...{ column: 'NETPRO', promoters: 1436, passives: 968, detractors: 342, n: 2746 },
  });
  expect([digits(metrics.nps?.value), digits(metrics.nps?.se), ...ends(metrics.nps?.ci95)]).toEqual([
    39.8398, 1.3341, 37.2249, 42.4546,
  ]);
  expect([digits(metrics.nps?.adjusted.value), ...ends(metrics.nps?.adjusted.ci95)]).toEqual([
    39.7963, 37.1824, 42.4102,
  ]);
  const { value, nEff, deff } = metrics.nps?.weighted ?? {};
  expect([digits(value, 6), digits(nEff, 3), digits(deff, 5)]).toEqual([39.385348, 2294.221, 1.19692]);
});

test('[SV13] airport (twin): with the N/A codes cleared, 11 counts as a promoter', () => {
  const analysis = analyseBytes(airportSurvey(), { choices: new Map([[9, { naCodes: [] }]]) });
  expect(digits(analysis.metrics.nps?.value)).toBe(41.6254);
  expect(analysis.issues).toContainEqual(
    expect.objectContaining({ code: 'outside-scale', column: 'NETPRO' }),
  );
});

test('[SV12] [SV16] airport (twin): roles of its columns, means and top-2-box, plain and weighted', () => {
  const analysis = analyseBytes(airportSurvey());
  const roles = ['RESPNUM', 'NETPRO', 'WEIGHT', 'Q7ART', 'Q7ALL', 'Q9RESTROOM', 'AIRLINE', 'Q20GENDER'];
  expect(roles.map((name) => column(analysis, name)?.role)).toEqual([
    ...['id', 'nps', 'weight', 'rating', 'rating', 'rating', 'category', 'category'],
  ]);
  const all = csat(analysis, 'Q7ALL');
  expect([all?.n, digits(all?.mean, 6), digits(all?.topBox), ...ends(all?.ci95)]).toEqual([
    2688, 4.06436, 82.0685, 80.5728, 83.4726,
  ]);
  expect([digits(all?.weighted?.mean, 6), digits(all?.weighted?.topBox)]).toEqual([4.063913, 82.1831]);
  const food = csat(analysis, 'Q7FOOD');
  expect([food?.n, digits(food?.mean, 6), digits(food?.topBox)]).toEqual([2421, 3.615448, 55.7208]);
});

test('[SV20] airport (twin): NPS of those with and without a pass for the fast lane', () => {
  const { segments } = analyseBytes(airportSurvey(), { segment: 'FASTLANE' });
  const of = (value: string) =>
    segments?.find((each) => each.value === value)?.measures.find(({ kind }) => kind === 'nps');
  expect([of('1'), of('2')].map((each) => [each?.n, digits(each?.value), digits(each?.se)])).toEqual([
    [939, 44.6219, 2.2542],
    [1286, 38.647, 1.9377],
  ]);
});

test('[SV21] airline (twin): drivers of satisfaction to the digits of numpy, zeros left out', () => {
  const { drivers, rows, columns } = analyseBytes(airlineSatisfaction(), { target: 'satisfaction' });
  expect(rows.imported).toBe(6000);
  expect([drivers?.n, digits(drivers?.r2, 10)]).toEqual([5300, 0.2333551495]);
  const shares = drivers?.items.map((item) => [
    item.column,
    digits(item.lmgShare, 3),
    digits(item.johnsonShare, 3),
    digits(item.r),
  ]);
  expect(shares).toEqual([
    ['Online boarding', 30.538, 30.706, 0.3122],
    ['Inflight entertainment', 12.121, 12.216, 0.2138],
    ['Inflight wifi service', 11.071, 11.168, 0.2031],
    ['On-board service', 10.159, 10.251, 0.199],
    ['Seat comfort', 9.795, 9.895, 0.1948],
    ['Leg room service', 5.409, 5.376, 0.1635],
    ['Checkin service', 4.781, 4.803, 0.1501],
    ['Cleanliness', 4.135, 4.107, 0.1462],
    ['Baggage handling', 3.978, 3.921, 0.147],
    ['Ease of Online booking', 3.096, 3.062, 0.1303],
    ['Inflight service', 2.946, 2.897, 0.1301],
    ['Food and drink', 1.051, 0.96, 0.0916],
    ['Departure/Arrival time convenient', 0.503, 0.362, 0.0731],
    ['Gate location', 0.416, 0.277, 0.0681],
  ]);
  expect(columns.find(({ name }) => name === 'Arrival Delay in Minutes')).toMatchObject({
    role: 'number',
    missing: 20,
  });
});

test('[SV13] [SV34] airline (twin): zeros kept as scores move wifi from driver 3 to 10, and that is shown', async () => {
  const choices = new Map(AIRLINE_ITEMS.map((_, i) => [i + 4, { naCodes: [] }] as const));
  const { drivers } = analyseBytes(airlineSatisfaction(), { target: 'satisfaction', choices });
  const wifi = drivers?.items.findIndex((item) => item.column === 'Inflight wifi service');
  expect([digits(drivers?.r2, 10), digits(drivers?.items[0]?.lmgShare, 3), wifi]).toEqual([
    0.2421902833, 32.442, 9,
  ]);
  const engine = askInPlace(answerImport);
  await engine.ask('inspect', { file: new Blob([Uint8Array.from(airlineSatisfaction())]), overrides: {} });
  const { naEffects, descriptions } = await engine.ask('read', undefined);
  const at = descriptions.find(({ summary }) => summary.name === 'Inflight wifi service')?.summary.index;
  const effect = naEffects.find(({ index }) => index === at);
  expect(effect).toMatchObject({ target: 'satisfaction', rankBefore: 10, rankAfter: 3, items: 14 });
  expect([digits(effect?.rSquaredBefore, 6), digits(effect?.rSquaredAfter, 6)]).toEqual([0.24219, 0.233355]);
});

test('[SV7] [SV63] clothing (twin): CRLF within texts ends no row, and words part the sides as counted apart', () => {
  const analysis = analyseBytes(clothingReviews(), { segment: 'Department Name' });
  expect(analysis.rows).toMatchObject({ read: 1174, imported: 1174 });
  const ratings = column(analysis, 'Rating')?.categories?.map(({ value, n }) => `${value}:${n}`);
  expect(ratings).toEqual(['1:42', '2:78', '3:144', '4:254', '5:656']);
  expect(column(analysis, 'Review Text')).toMatchObject({ role: 'comment', missing: 42 });
  const departments = analysis.segments?.map(({ value, measures }) => {
    const of = (kind: string) => measures.find((each) => each.column === 'Rating' && each.kind === kind);
    return [value, of('mean')?.n, digits(of('mean')?.value, 5), digits(of('top-two-box')?.value)];
  });
  expect(departments).toEqual([
    ['Dresses', 399, 4.19799, 77.193],
    ['Bottoms', 389, 4.1671, 76.6067],
    ['Tops', 386, 4.2228, 78.7565],
  ]);
  const find = (side: 'positive' | 'negative', term: string) => {
    const found = analysis.keyness?.[side].find((each) => each.term === term);
    return found && [digits(found.g2), found.a, found.b];
  };
  expect(find('negative', 'was')).toEqual([705.6549, 0, 165]);
  expect(find('negative', 'disappointed')).toEqual([158.2378, 0, 37]);
  expect(find('negative', 'thin')).toEqual([162.5145, 0, 38]);
  expect(find('positive', 'great')).toEqual([109.6509, 684, 10]);
  expect(find('positive', 'love')).toEqual([84.71, 376, 1]);
  expect(find('positive', 'comfortable')).toEqual([61.2899, 371, 5]);
});

test('[SV5] [SV32] SurveyMonkey (twins): respondents behind two header rows and behind one, an income made a number', () => {
  const grid = analyseBytes(surveyMonkeyGrid());
  expect([grid.rows.imported, grid.file.platform, grid.file.headerRows]).toEqual([1186, 'surveymonkey', 2]);
  const flat = analyseBytes(surveyMonkeyFlat());
  expect([flat.rows.imported, flat.file.headerRows]).toEqual([1040, 1]);
  const baby = column(flat, 'In general, is itrude to bring a baby on a plane?');
  expect([baby?.categories?.map(({ n }) => n), baby?.missing]).toEqual([[592, 182, 75], 191]);
  const income = column(flat, 'Household Income')?.categories?.find(({ value }) => value === '150000');
  expect(income?.n).toBe(115);
});

test('[SV5] Typeform (twin): repeated headings stay apart, one option a column', () => {
  const analysis = analyseBytes(typeformCoders());
  expect([analysis.rows.imported, analysis.file.platform]).toEqual([500, 'typeform']);
  expect([3, 7, 10, 13, 6, 12].map((index) => analysis.columns[index]?.name)).toEqual([
    ...['Other', 'Other (2)', 'Other (3)', 'Other (4)', 'None', 'None (2)'],
  ]);
  expect(column(analysis, 'Free Camp')).toMatchObject({ role: 'multi', n: 350 });
});

test.each([
  ['as it comes', 'utf-8', ','],
  ['by a Polish Excel', 'windows-1250', ';'],
] as const)(
  '[SV14] Polish wordings (twin, saved %s) give the same figures in either encoding',
  (saved, encoding, delimiter) => {
    const analysis = analyseBytes(polishForms(saved));
    expect(analysis.file).toMatchObject({ encoding, delimiter, platform: 'google-forms' });
    const figures = [2, 3, 4].map((index) => csat(analysis, analysis.columns[index]?.name ?? ''));
    expect(figures.map((each) => [each?.n, digits(each?.mean, 6), digits(each?.topBox)])).toEqual([
      [99, 4, 81.8182],
      [99, 3.707071, 64.6465],
      [99, 3.313131, 52.5253],
    ]);
    const check = analysis.columns[6]?.categories?.find(({ value }) => value === 'Raczej się zgadzam');
    expect(check?.n).toBe(93);
  },
);

test('[SV1] Polish employees (twin): Ł Ż Ć alone, read rightly', () => {
  const analysis = analyseBytes(polishEmployees());
  expect(analysis.columns.map(({ name }) => name).slice(0, 2)).toEqual(['DZIAŁ', 'STAŻ']);
  expect(column(analysis, 'PYT_1')?.categories?.map(({ value, n }) => `${value}:${n}`)).toEqual([
    ...['-2:14', '-1:17', '0:40', '1:100', '2:29'],
  ]);
  expect(column(analysis, 'DZIAŁ')?.categories?.map(({ value, n }) => `${value} ${n}`)).toEqual([
    ...['PD 98', 'MK 45', 'HR 31', 'IT 26'],
  ]);
});

test.each([',', ';'] as const)(
  '[SV10] decimal commas (twin, parted by "%s") are fractions, quoted or not',
  (mark) => {
    const analysis = analyseBytes(decimalCommas(mark));
    expect(analysis.rows.imported).toBe(849);
    const means = ['MFQ_HARM', 'MFQ_PROGRESSIVISM'].map((each) => digits(column(analysis, each)?.mean, 6));
    expect(means).toEqual([4.005135, 1.24881]);
  },
);

test('[SV29] an Excel workbook renamed .csv (twin): its sheet is read, to the row and the mean', async () => {
  const engine = askInPlace(answerImport);
  const file = new File([await renamedWorkbook()], 'ankieta.csv');
  const inspected = await engine.ask('inspect', { file, overrides: {} });
  const reading = await engine.ask('read', undefined);
  expect(inspected.ok && inspected.passport.workbook?.sheets).toEqual(['Ankieta']);
  expect(reading.rows).toMatchObject({ read: 1965, imported: 1965 });
  expect(reading.issues[0]?.code).toBe('workbook-read');
  const wifi = reading.descriptions.find(({ summary }) => summary.name === 'Jakość WIFI');
  expect(wifi?.naProposals).toEqual([{ text: '0', count: 58, reason: 'outside-scale' }]);
  const choices = new Map([[wifi?.summary.index ?? -1, { naCodes: ['0'] }]]);
  const { figures } = await engine.ask('prepare', choices);
  const figure = figures.find(({ column: name, kind }) => name === 'Jakość WIFI' && kind === 'mean');
  // (330 + 2 * 480 + 3 * 480 + 4 * 360 + 5 * 257) / 1907.
  expect([figure?.n, digits(figure?.value, 6)]).toEqual([1907, digits(5455 / 1907, 6)]);
});

test('[SV5] Qualtrics (twin): one response behind three header rows', () => {
  const { rows, file } = analyseBytes(new TextEncoder().encode(qualtrics(1)));
  expect([rows.read, file.platform, file.headerRows]).toEqual([1, 'qualtrics', 3]);
});
