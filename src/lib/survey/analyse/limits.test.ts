import { expect, test } from 'vitest';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { MOST_REPORTED_TERMS, reportKeyness } from './report-keyness.ts';

test('[SV63] the report has so many words a side', () => {
  const named = (words: number): number | undefined => {
    const together = Array.from(
      { length: words },
      (_, i) => `zq${String.fromCharCode(97 + Math.floor(i / 26), 97 + (i % 26))}xv`,
    ).join(' ');
    const rows = Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? ['9', 'friendly'] : ['2', together]));
    const columns = [
      columnOf(
        rows.map(([score = '']) => score),
        { name: 'nps', role: 'nps', scale: { min: 0, max: 10 } },
      ),
      columnOf(
        rows.map(([, text = '']) => text),
        { name: 'why', role: 'comment' },
      ),
    ].map((column, index) => ({ ...column, index }));
    return reportKeyness({ rowCount: rows.length, decimal: '.', columns }).keyness?.negative.length;
  };
  expect([
    named(MOST_REPORTED_TERMS - 1),
    named(MOST_REPORTED_TERMS),
    named(MOST_REPORTED_TERMS + 1),
  ]).toEqual([MOST_REPORTED_TERMS - 1, MOST_REPORTED_TERMS, MOST_REPORTED_TERMS]);
});
