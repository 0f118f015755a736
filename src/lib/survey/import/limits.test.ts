import * as v from 'valibot';
import { expect, test } from 'vitest';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { compareTables, MOST_EXAMPLES } from './compare-tables.ts';
import { MAX_FILE_BYTES, openSurvey } from './open-survey.ts';
import { MAX_WAVE_BYTES, UploadStart } from './wave-import.ts';

/** A small file that claims to be of another size; nobody makes two gigabytes for a test. */
function fileOf(bytes: number): File {
  const file = new File(['id,nps\n1,9\n2,3\n'], 'answers.csv');
  Object.defineProperty(file, 'size', { value: bytes });
  return file;
}

test('[SV111] a file of the most bytes is opened, a byte more is refused before it is read', async () => {
  const opened = await openSurvey(fileOf(MAX_FILE_BYTES), {});
  expect(opened.ok).toBe(true);
  const refused = await openSurvey(fileOf(MAX_FILE_BYTES + 1), {});
  expect(refused.ok ? 'opened' : refused.issue.code).toBe('file-too-large');
});

test('an upload announces the most bytes at most', () => {
  const accepts = (byteSize: number): boolean => v.is(UploadStart, { byteSize, sha256: 'a'.repeat(64) });
  expect([accepts(MAX_WAVE_BYTES), accepts(MAX_WAVE_BYTES + 1)]).toEqual([true, false]);
});

test('[SV84] of what differs so many rows are given as examples, all are counted', () => {
  const tableOf = (ids: number, answer: string) => {
    const rows = Array.from({ length: ids }, (_, i) => String(i));
    const columns = [
      columnOf(rows, { name: 'id', role: 'id' }),
      columnOf(
        rows.map(() => answer),
        { name: 'nps' },
      ),
    ];
    return {
      rowCount: ids,
      decimal: '.' as const,
      columns: columns.map((each, index) => ({ ...each, index })),
    };
  };
  for (const rows of [MOST_EXAMPLES - 1, MOST_EXAMPLES, MOST_EXAMPLES + 1]) {
    const shown = Math.min(rows, MOST_EXAMPLES);
    const by = { kind: 'key', column: 'id' } as const;
    const changed = compareTables(tableOf(rows, '9'), tableOf(rows, '3'), by);
    expect([changed.changed, changed.examples.changed.length]).toEqual([rows, shown]);
    const added = compareTables(tableOf(0, '9'), tableOf(rows, '9'), by);
    expect([added.added, added.examples.added.length]).toEqual([rows, shown]);
    const vanished = compareTables(tableOf(rows, '9'), tableOf(0, '9'), by);
    expect([vanished.vanished, vanished.examples.vanished.length]).toEqual([rows, shown]);
  }
});
