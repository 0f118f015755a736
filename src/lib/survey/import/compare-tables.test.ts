import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareTables, findDuplicates } from './compare-tables.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';

function tableOf(rows: readonly (readonly string[])[], names = ['id', 'nps', 'comment']): SurveyTable {
  return {
    rowCount: rows.length,
    decimal: '.',
    columns: names.map((name, i) =>
      columnOf(
        rows.map((row) => row[i] ?? ''),
        { index: i, name, role: name === 'id' ? 'id' : name === 'comment' ? 'comment' : 'category' },
      ),
    ),
  };
}

const BY_ID = { kind: 'key', column: 'id' } as const;
const BY_CONTENT = { kind: 'content' } as const;

test('[SV84] by key: new, changed with its columns, vanished, unchanged', () => {
  const before = tableOf([
    ['1', '9', 'good'],
    ['2', '3', 'slow'],
    ['3', '7', ''],
  ]);
  const after = tableOf([
    ['3', '7', ''],
    ['2', '4', 'slow '],
    ['4', '10', 'new'],
  ]);
  expect(compareTables(before, after, BY_ID)).toMatchObject({
    matchedBy: 'key',
    unchanged: 1,
    added: 1,
    changed: 1,
    vanished: 1,
    changedColumns: [{ name: 'nps', count: 1 }],
    examples: { added: [2], changed: [{ before: 1, after: 1, columns: ['nps'] }], vanished: [0] },
  });
});

test('[SV84] rows without a key are matched by their content; a key that repeats is counted', () => {
  const before = tableOf([
    ['', '9', 'x'],
    ['1', '5', 'y'],
  ]);
  const after = tableOf([
    ['', '9', 'x'],
    ['1', '5', 'y'],
    ['1', '6', 'z'],
  ]);
  expect(compareTables(before, after, BY_ID)).toMatchObject({
    unchanged: 2,
    added: 1,
    changed: 0,
    vanished: 0,
    repeatedKeys: 1,
  });
});

test('[SV84] columns of one file alone are named and not compared', () => {
  const before = tableOf([['1', '9', 'good']]);
  const after = tableOf([['1', '9', 'x']], ['id', 'nps', 'remark']);
  expect(compareTables(before, after, BY_ID)).toMatchObject({
    unchanged: 1,
    onlyBefore: ['comment'],
    onlyAfter: ['remark'],
  });
});

const rows = fc.array(
  fc.tuple(
    fc.constantFrom('', '1', '2', '3', '4'),
    fc.constantFrom('', '9', '3'),
    fc.constantFrom('', 'a', 'b'),
  ),
  { maxLength: 30 },
);

test('[SV84] every row of both files is accounted for, however they are matched', () => {
  fc.assert(
    fc.property(rows, rows, fc.constantFrom(BY_ID, BY_CONTENT), (before, after, by) => {
      const { unchanged, added, changed, vanished } = compareTables(tableOf(before), tableOf(after), by);
      expect(unchanged + added + changed).toBe(after.length);
      expect(unchanged + changed + vanished).toBe(before.length);
    }),
  );
});

test('[SV84] a file in another order is no change at all', () => {
  fc.assert(
    fc.property(rows, (original) => {
      const shuffled = tableOf(original.toReversed());
      const difference = compareTables(tableOf(original), shuffled, BY_CONTENT);
      expect([difference.unchanged, difference.added, difference.vanished]).toEqual([original.length, 0, 0]);
    }),
  );
});

test('[SV84] doubles: all answers alike, or the same long text within a minute', () => {
  const long = 'I waited for half an hour on the line';
  const table: SurveyTable = {
    rowCount: 4,
    decimal: '.',
    columns: [
      columnOf(['1', '2', '3', '4'], { index: 0, name: 'id', role: 'id' }),
      columnOf(['3', '3', '3', '9'], { index: 1, name: 'nps', role: 'nps' }),
      columnOf([long, long, 'ok', 'ok'], { index: 2, name: 'comment', role: 'comment' }),
      columnOf(['2026-09-01 10:00:05', '2026-09-01 10:00:05', '2026-09-01 10:00', '2026-09-01 10:01'], {
        index: 3,
        name: 'at',
        role: 'date',
      }),
    ],
  };
  expect(findDuplicates(table)).toEqual({ byContent: 1, suspected: 1 });
});
