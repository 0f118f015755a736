import { expect, test } from 'vitest';
import { planSeries, pointKey } from './plan-series.ts';
import { canRead, readPeriod, readSeriesList } from './read-series.ts';
import type { KnownSeries, SeriesField } from './series-columns.ts';

const TODAY = '2026-11-02';
const KNOWN: readonly KnownSeries[] = [
  { id: 'fcr', name: 'Rozwiązane przy pierwszym kontakcie', areaName: 'Infolinia' },
  { id: 'aht', name: 'Czas obsługi', areaName: 'Infolinia' },
  { id: 'mail', name: 'Czas obsługi', areaName: 'E-mail' },
  { id: 'sales', name: 'Sprzedaż', areaName: null },
];
const read = (text: string, chosen: Readonly<Record<string, SeriesField>> = {}, seriesId = '') =>
  readSeriesList(text, { known: KNOWN, chosen: new Map(Object.entries(chosen)), seriesId, today: TODAY });
const points = (text: string, chosen = {}, seriesId = '') =>
  read(text, chosen, seriesId).entries.map(({ point, fault }) =>
    point ? [point.seriesId, point.day, point.value] : fault.reason,
  );

test('[AR5] one value a row, with the name of its series and of its area', () => {
  const text =
    'Raport\nObszar;Parametr;Data;Wartość;Uwagi\n' +
    'Infolinia;Czas obsługi;2026-09-01;5,5;po wdrożeniu\nE-mail;CZAS OBSŁUGI;1.10.2026;26;\n' +
    ';Czas obsługi;2026-09-01;5;\n;Nieznany;2026-09-01;5;\n;Sprzedaż;kiedyś;5;\n;Sprzedaż;2026-10;1 250 000;\n';
  expect(points(text)).toEqual([
    ['aht', '2026-09-01', 5.5],
    ['mail', '2026-10-01', 26],
    'areas.import.twoSeries',
    'areas.import.unknownSeries',
    'areas.import.noDay',
    ['sales', '2026-10-01', 1_250_000],
  ]);
  expect(read(text).entries[0]?.point?.note).toBe('po wdrożeniu');
});

test('[AR5] one series a column, by its name as the heading; an empty cell is no value', () => {
  const text =
    'Miesiąc,Rozwiązane przy pierwszym kontakcie,Sprzedaż\n2026-08,71.5,\n2026-09,70,900\n2026-10,,\n';
  const list = read(text);
  expect(list.columns.map(({ field }) => field)).toEqual(['day', 'of fcr', 'of sales']);
  expect(points(text)).toEqual([
    ['fcr', '2026-08-01', 71.5],
    ['fcr', '2026-09-01', 70],
    ['sales', '2026-09-01', 900],
  ]);
  expect([list.rows, list.empty]).toEqual([3, 1]);
});

test('[AR5] values without a name go where somebody said, and columns hold what somebody chose', () => {
  const text = 'Kiedy;Ile\n2026-09-01;7\n';
  expect(canRead(read(text).columns)).toBe(false);
  const chosen = { kiedy: 'day', ile: 'value' } as const;
  expect(points(text, chosen)).toEqual(['areas.import.noSeries']);
  expect(points(text, chosen, 'sales')).toEqual([['sales', '2026-09-01', 7]]);
  expect(points(text, { kiedy: 'day', ile: 'of mail' })).toEqual([['mail', '2026-09-01', 7]]);
});

test('[AR2] [AR5] the mark of decimals is that of its own column', () => {
  const header = 'Data;Wartość\n';
  expect(points(`${header}2026-09-01;1,234\n2026-09-02;5,5\n`, {}, 'aht')).toEqual([
    ['aht', '2026-09-01', 1.234],
    ['aht', '2026-09-02', 5.5],
  ]);
  expect(points(`${header}2026-09-01;1,234\n2026-09-02;tak\n`, {}, 'aht')).toEqual([
    'form.quantityTwoWays',
    'form.quantity',
  ]);
});

test.each([
  ['2026-03', '2026-03-01'],
  ['03.2026', '2026-03-01'],
  ['Q2 2026', '2026-04-01'],
  ['2026 K3', '2026-07-01'],
  ['2026-03-07 09:05', '2026-03-07'],
  ['7.03.2026', '2026-03-07'],
  ['2026-13', null],
  ['2027-01', null],
  ['', null],
])('[AR5] the period %s is the day %s', (text, day) => {
  expect(readPeriod(text, TODAY)).toBe(day);
});

test('[AR6] every value is in one place: new, changed, here already, or refused', () => {
  const { entries } = read(
    'Data;Wartość\n2026-09-01;1\n2026-09-02;2\n2026-09-03;3\n2026-09-01;4\nx;5\n',
    {},
    'aht',
  );
  const here = new Map([
    [pointKey({ seriesId: 'aht', day: '2026-09-02' }), 2],
    [pointKey({ seriesId: 'aht', day: '2026-09-03' }), 9],
    [pointKey({ seriesId: 'mail', day: '2026-09-01' }), 1],
  ]);
  const plan = planSeries(entries, here);
  expect(plan.added.map(({ row }) => row)).toEqual([2]);
  expect(plan.same.map(({ row }) => row)).toEqual([3]);
  expect(plan.changed.map(({ row, before }) => [row, before])).toEqual([[4, 9]]);
  expect(plan.refused.map(({ row, fault }) => [row, fault.reason, fault.values])).toEqual([
    [5, 'areas.import.twice', { firstRow: 2 }],
    [6, 'areas.import.noDay', {}],
  ]);
  expect(plan.added.length + plan.same.length + plan.changed.length + plan.refused.length).toBe(
    entries.length,
  );
});
