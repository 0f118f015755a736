import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { OpenWave } from '../dashboard/open-wave.ts';
import { measureKinds } from '../measure/measure.ts';
import { rowWeights } from '../measure/weights.ts';
import { EMPTY_VIEW } from '../wave/view.ts';
import { analyseDrivers } from './report-drivers.ts';
import { reportSegments } from './report-segments.ts';

/** NPS that follows two ratings, missing answers, groups of which one has nine people, weights of which some are none. */
function surveyTable(): SurveyTable {
  const random = seededRandom(11);
  const rows = Array.from({ length: 400 }, (_, i) => {
    const [service, price] = [1 + Math.floor(random() * 5), 1 + Math.floor(random() * 5)];
    return {
      service: random() < 0.1 ? '' : String(service),
      price: String(price),
      nps: String(Math.min(10, Math.round(service + price * 0.4 + random() * 4))),
      region: i < 9 ? 'Opole' : (['Kraków', 'Łódź', 'Gdynia'][Math.floor(random() * 3)] ?? ''),
      weight: i % 50 === 0 ? '0' : String(1 + Math.floor(random() * 3)),
    };
  });
  const rating = { role: 'rating', scale: { min: 1, max: 5 } } as const;
  const columns = [
    columnOf(
      rows.map(({ service }) => service),
      { name: 'service', ...rating },
    ),
    columnOf(
      rows.map(({ price }) => price),
      { name: 'price', ...rating },
    ),
    columnOf(
      rows.map(({ nps }) => nps),
      { name: 'nps', role: 'nps', scale: { min: 0, max: 10 } },
    ),
    columnOf(
      rows.map(({ region }) => region),
      { name: 'region', role: 'category' },
    ),
    columnOf(
      rows.map(({ weight }) => weight),
      { name: 'weight', role: 'weight' },
    ),
  ];
  return {
    rowCount: rows.length,
    decimal: '.',
    columns: columns.map((column, index) => ({ ...column, index })),
  };
}

const table = surveyTable();
const [, , nps, region, weight] = table.columns;
if (!nps || !region || !weight) throw new Error('the table has five columns');
const weights = rowWeights(weight, '.');
const page = new OpenWave(table);

test('[SV23] drivers of the command line are those of the page, with intervals, with weights and without', () => {
  const report = analyseDrivers(table, nps, { weights });
  if ('reason' in report) throw new Error(report.reason);
  for (const [isWeighted, own] of [
    [false, report],
    [true, report.weighted],
  ] as const) {
    const view = { ...EMPTY_VIEW, isWeighted };
    const shown = page.drivers({ view, target: 'nps', items: undefined, missing: 'listwise' }).report;
    expect(own).toMatchObject({ n: shown?.n, r2: shown?.rSquared });
    expect(own?.items).toEqual(
      shown?.items.map(({ label: _, performance: __, lmgInterval, johnsonInterval, ...item }) => ({
        ...item,
        lmgShareCi95: lmgInterval,
        johnsonShareCi95: johnsonInterval,
      })),
    );
    expect(own?.items.map(({ column }) => column)).toEqual(['service', 'price']);
  }
  expect(report.weighted?.r2).not.toBeCloseTo(report?.r2 ?? 0, 6);
});

test('[SV23] segments of the command line are those of the page, corrected alike, with weights and without', () => {
  const groups = reportSegments(table, region, weights);
  let compared = 0;
  for (const column of table.columns.filter((each) => each !== region))
    for (const kind of measureKinds(column))
      for (const isWeighted of [false, true]) {
        const view = { ...EMPTY_VIEW, isWeighted };
        const shown = page.segments({ view, columns: ['region'], measured: column.name, kind });
        for (const cell of shown?.cells ?? []) {
          const group = groups.find(({ value }) => value === cell.answers[0]);
          const measure = group?.measures.find((each) => each.column === column.name && each.kind === kind);
          const own = isWeighted ? measure?.weighted : measure;
          expect(own?.value).toBeCloseTo(cell.estimate.value, 9);
          expect(own?.versusRest.difference).toBeCloseTo(cell.versusRest.value, 9);
          expect(own?.versusRest.p).toBeCloseTo(cell.versusRest.p, 9);
          expect(own?.versusRest.isFlagged).toBe(cell.isFlagged);
          if (cell.answers[0] === 'Opole') expect(own?.versusRest.adjustedP).toBeNaN();
          else expect(own?.versusRest.adjustedP).toBeCloseTo(cell.adjustedP, 9);
          compared++;
        }
      }
  expect(compared).toBe(4 * 2 * 6); // groups, weights, and NPS twice: as NPS and as a mean
});
