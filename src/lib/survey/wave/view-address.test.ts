import { expect, test } from 'vitest';
import { MOST_OWN_NETS } from './cross-view.ts';
import { EMPTY_VIEW, type WaveView } from './view.ts';
import { viewOfQuery, viewQuery } from './view-address.ts';

const COLUMNS = [
  { name: 'Kanał', role: 'category' },
  { name: 'nps', role: 'nps' },
  { name: 'minutes', role: 'number' },
  { name: 'day', role: 'date' },
] as const;

const read = (query: string): WaveView | undefined => viewOfQuery(new URLSearchParams(query), COLUMNS);

test('[SV116] a view comes back from the address that it makes', () => {
  const view: WaveView = {
    filters: [
      { column: 'Kanał', values: ['telefon', 'czat & e-mail', '1..2'] },
      { column: 'nps', values: ['9', '10'] },
      { column: 'minutes', range: [-1.5, 20] },
      { column: 'day', range: [20_697, 20_710] },
    ],
    measured: 'nps',
    kind: 'nps',
    split: ['Kanał', 'nps'],
    isWeighted: true,
    period: 'week',
    target: -12.5,
    cross: {
      row: 'Kanał',
      column: 'nps',
      rowForm: 'answers',
      columnForm: 'groups',
      sort: 1,
      nets: [{ text: 'A, "B" & C', answers: ['telefon', 'czat & e-mail'] }],
    },
  };
  expect(read(viewQuery(view, COLUMNS))).toEqual(view);
  expect(decodeURIComponent(viewQuery(view, COLUMNS))).toContain('f.day=2026-09-01..2026-09-14');
  expect(viewQuery(EMPTY_VIEW, COLUMNS)).toBe('');
});

test('[SV170] a view holds so many nets of its own', () => {
  const withNets = (count: number): string =>
    Array.from(
      { length: count },
      (_, i) => `net=${encodeURIComponent(JSON.stringify([`net ${i}`, 'a', 'b']))}`,
    ).join('&');
  const netsOf = (count: number) => read(`rows=nps&columns=day&${withNets(count)}`)?.cross?.nets.length;
  expect([netsOf(MOST_OWN_NETS), netsOf(MOST_OWN_NETS + 1)]).toEqual([MOST_OWN_NETS, undefined]);
});

test('[SV116] an address of before 0.3 still opens', () => {
  const view = { ...EMPTY_VIEW, filters: [{ column: 'Kanał', values: ['czat'] }] };
  expect(read(`state=${encodeURIComponent(JSON.stringify(view))}`)).toEqual(view);
});

test.each([
  '',
  'q=1',
  'state={',
  'state=[]',
  'kind=median',
  'target=many',
  'f.day=2026-02-31..x&period=year',
  'rows=nps&columns=day&rowForm=all',
  'rows=nps&columns=day&sort=-1',
  'rows=nps&columns=day&net=["a"',
])('[SV116] an address that says nothing, or nothing that can be read, is no view: %s', (query) =>
  expect(read(query)).toBeUndefined(),
);
