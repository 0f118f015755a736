import { expect, test } from 'vitest';
import { publishedCell } from './published-cell.ts';
import type { PublishedTables } from './published-tables.ts';

const figure = (value: number) => ({ value, interval: [value - 1, value + 1] as const, n: 40 });
const TABLES: Pick<PublishedTables, 'segments' | 'measures'> = {
  segments: [
    {
      column: 'channel',
      label: 'Channel',
      groups: [{ kind: 'answer', name: 'phone' }, { kind: 'others' }],
    },
    { column: 'region', label: 'Region', groups: [{ kind: 'answer', name: 'others' }, { kind: 'none' }] },
  ],
  measures: [
    {
      column: 'wait',
      label: 'Wait',
      kind: 'mean',
      cells: [figure(1), figure(2), 'hidden', figure(4), 'empty', figure(6), figure(7), figure(8), figure(9)],
    },
  ],
};
const WAIT = { column: 'wait', kind: 'mean' };

test('[SV80] a figure is found by its measure, its segment and its group', () => {
  const at = (column: string, key: string) => publishedCell(TABLES, WAIT, { column, key });
  expect(publishedCell(TABLES, WAIT, null)).toEqual(figure(1));
  expect(at('channel', 'answer:phone')).toEqual(figure(2));
  expect(at('channel', 'others')).toBe('hidden');
  expect(at('region', 'answer:others')).toEqual(figure(4));
  expect(at('region', 'none')).toBe('empty');
  expect([at('region', 'others'), at('age', 'none')]).toEqual([undefined, undefined]);
  expect(publishedCell(TABLES, { column: 'wait', kind: 'nps' }, null)).toBeUndefined();
});
