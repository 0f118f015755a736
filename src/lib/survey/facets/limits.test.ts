import { expect, test } from 'vitest';
import { packCodes } from '#lib/tabular/table/packed-codes.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { groupColumns, MOST_CELLS } from './column-groups.ts';
import { Crossfilter } from './crossfilter.ts';
import { MOST_BARS, placeBars } from './facet-bars.ts';
import { facetOf } from './facet.ts';
import { MOST_FILTERS } from './row-filter.ts';

const column = (size: number) => ({ size, codes: packCodes(Int32Array.of(0, size - 1), size) });

test('[SV40] columns are counted together up to so many cells', () => {
  const groups = (size: number): number => groupColumns([column(size), column(2)], 2).length;
  expect([groups(MOST_CELLS / 2), groups(MOST_CELLS / 2 + 1)]).toEqual([1, 2]);
  expect(groups((MOST_CELLS - 2) / 2)).toBe(1);
});

test('[SV40] so many columns are filtered at once, and one more is an error', () => {
  const columns = Array.from({ length: MOST_FILTERS + 1 }, () => column(2));
  const crossfilter = new Crossfilter(columns, 2);
  // Only the last code is allowed: the first row fails every filter.
  for (let i = 0; i < MOST_FILTERS; i++) crossfilter.filter(i, Uint8Array.of(0, 1));
  expect([...crossfilter.selection.passing]).toEqual([1]);
  expect(() => crossfilter.filter(MOST_FILTERS, Uint8Array.of(0, 1))).toThrow(RangeError);
  // The last bit is one of its own.
  for (let i = 0; i < MOST_FILTERS - 1; i++) crossfilter.release(i);
  expect([...crossfilter.selection.passing]).toEqual([1]);
});

test('[SV40] a chart of categories has so many bars', () => {
  const bars = (answers: number): number => {
    const facet = facetOf(columnOf(Array.from({ length: answers }, (_, i) => `answer ${i}`)), '.');
    return facet ? placeBars(facet).texts.length : -1;
  };
  expect([bars(MOST_BARS - 1), bars(MOST_BARS), bars(MOST_BARS + 1)]).toEqual([
    MOST_BARS - 1,
    MOST_BARS,
    MOST_BARS,
  ]);
});
