import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference } from '../measure/difference.ts';
import { measure } from '../measure/measure.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { EMPTY_VIEW } from '../wave/view.ts';
import { OpenWave } from '../dashboard/open-wave.ts';

interface Row {
  nps: string;
  wait: string;
  segment: string;
  region: string;
  weight: string;
}

function tableOf(rows: readonly Row[]): SurveyTable {
  const column = (index: number, name: keyof Row, parts: object) =>
    columnOf(
      rows.map((row) => row[name]),
      { index, name, label: name, ...parts },
    );
  return {
    rowCount: rows.length,
    decimal: '.',
    columns: [
      column(0, 'nps', { role: 'nps', scale: { min: 0, max: 10 } }),
      column(1, 'wait', { role: 'rating', scale: { min: 1, max: 5 } }),
      column(2, 'segment', { role: 'category' }),
      column(3, 'region', { role: 'category' }),
      column(4, 'weight', { role: 'weight' }),
    ],
  };
}

const times = (count: number, parts: Partial<Row>): Row[] =>
  Array.from({ length: count }, () => ({
    nps: '',
    wait: '',
    segment: '',
    region: 'all',
    weight: '1',
    ...parts,
  }));

/** Promoters, passives and detractors of the airport survey (SFO 2017), 2,225 travellers with and without PreCheck. */
const AIRPORT = [
  ...times(527, { segment: 'with', nps: '10' }),
  ...times(304, { segment: 'with', nps: '8' }),
  ...times(108, { segment: 'with', nps: '2' }),
  ...times(655, { segment: 'without', nps: '9' }),
  ...times(473, { segment: 'without', nps: '7' }),
  ...times(158, { segment: 'without', nps: '0' }),
];
const PAIR = { view: EMPTY_VIEW, columns: ['segment'], first: ['with'], second: ['without'] };

test('[SV92] SFO 2017, PreCheck: 44.6219 (SE 2.2542) against 38.6470 (SE 1.9377), z 2.01, p 0.0444', () => {
  const report = new OpenWave(tableOf(AIRPORT)).pair(PAIR);
  const nps = report?.rows.find(({ kind }) => kind === 'nps');
  const rounded = (figure: { value: number; standardError: number; n: number } | undefined): unknown[] => [
    figure?.value.toFixed(4),
    figure?.standardError.toFixed(4),
    figure?.n,
  ];
  expect(rounded(nps?.first)).toEqual(['44.6219', '2.2542', 939]);
  expect(rounded(nps?.second)).toEqual(['38.6470', '1.9377', 1286]);
  // 2.0100 from the figures rounded as above; 2.01007 from the counts themselves.
  expect([nps?.difference.z.toFixed(5), nps?.difference.p.toFixed(4)]).toEqual(['2.01007', '0.0444']);
  expect(nps?.difference.value.toFixed(4)).toBe('5.9750');
});

test('[SV92] p is corrected over all measures shown', () => {
  const rows = AIRPORT.map((row, i) => ({ ...row, wait: String(1 + (i % 5)) }));
  const report = new OpenWave(tableOf(rows)).pair(PAIR);
  const nps = report?.rows.find(({ kind }) => kind === 'nps');
  expect(report?.rows.length).toBe(4); // NPS, its mean, and share and mean of the rating
  expect(nps?.adjustedP).toBeGreaterThan(nps?.difference.p ?? 1);
  expect([nps?.isFlagged, report?.tested]).toEqual([(nps?.adjustedP ?? 1) <= 0.05, 4]);
});

test('[SV92] fewer than ten are not tested, and what a segment did not answer is left out', () => {
  const rows = [
    ...times(9, { segment: 'with', nps: '10' }),
    ...times(50, { segment: 'without', nps: '3', wait: '4' }),
  ];
  const report = new OpenWave(tableOf(rows)).pair(PAIR);
  expect(report?.rows.map(({ column, adjustedP, isFlagged }) => [column, adjustedP, isFlagged])).toEqual([
    ['nps', NaN, false],
    ['nps', NaN, false],
  ]);
  expect(report).toMatchObject({ tested: 0, looked: 0, remained: 0 });
});

test('[SV92] an answer that nobody gave, and a segment against itself, are no pair', () => {
  const engine = new OpenWave(tableOf(AIRPORT));
  expect(engine.pair({ ...PAIR, second: ['nobody'] })).toBeUndefined();
  expect(engine.pair({ ...PAIR, second: ['with'] })).toBeUndefined();
  expect(engine.pair({ ...PAIR, columns: ['gone'] })).toBeUndefined();
});

const rows = fc.array(
  fc.record({
    nps: fc.constantFrom('10', '9', '7', '3', ''),
    wait: fc.constantFrom('1', '3', '5', ''),
    segment: fc.constantFrom('with', 'without', 'other', ''),
    region: fc.constantFrom('north', 'south'),
    weight: fc.constantFrom('1', '0.5', '2', '', '-1'),
  }),
  { minLength: 20, maxLength: 80 },
);

test('[SV92] the figures of crossed cells, weighted, under a filter, are those of their rows alone', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (answers, isWeighted) => {
      const table = tableOf(answers);
      const view = { ...EMPTY_VIEW, isWeighted, filters: [{ column: 'wait', values: ['1', '5'] }] };
      const question = {
        view,
        columns: ['segment', 'region'],
        first: ['with', 'north'],
        second: ['without', 'south'],
      };
      const nps = new OpenWave(table).pair(question)?.rows.find(({ kind }) => kind === 'nps');
      const column = table.columns[0];
      if (!column || !nps) return;
      const alone = (segment: string, region: string) =>
        measure(column, 'nps', '.', {
          mask: Uint8Array.from(answers, (row) =>
            Number(row.segment === segment && row.region === region && ['1', '5'].includes(row.wait)),
          ),
          ...(isWeighted
            ? { weights: Float64Array.from(answers, ({ weight }) => (weight === '' ? NaN : Number(weight))) }
            : {}),
        });
      const [first, second] = [alone('with', 'north'), alone('without', 'south')];
      expect([nps.first.n, nps.second.n]).toEqual([first.n, second.n]);
      expect(nps.first.effectiveN).toBeCloseTo(first.effectiveN, 9);
      expect(nps.difference.value).toBeCloseTo(first.value - second.value, 9);
      expect(nps.difference.standardError).toBeCloseTo(difference(first, second).standardError, 9);
    }),
  );
});
