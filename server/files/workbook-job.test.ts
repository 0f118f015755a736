import { expect, test } from 'vitest';
import { openSource } from '#lib/tabular/file/survey-source.ts';
import { SHEET_NAME_MAX, writeWorkbook } from './workbook-job.ts';

async function readBack(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const result = await openSource(new Blob([bytes]), undefined);
  return result.ok ? result.source.text.text() : result.issue.code;
}

test('[IS71] a table becomes a workbook that reads back as it was: text stays text, a number a number, a day a day', async () => {
  const bytes = await writeWorkbook({
    name: 'Issues: [all] of a year with a very long name',
    columns: [
      { name: 'No.', kind: 'number', width: 6 },
      { name: 'Title', kind: 'text', width: 40 },
      { name: 'Added', kind: 'day', width: 12 },
    ],
    rows: [
      [1, '=1+1', '2026-11-30'],
      [-2.5, 'ą <b> & "x"\nsecond line', null],
      [3, 'cut\u0001short', '2026-01-01'],
    ],
  });
  expect(await readBack(bytes)).toBe(
    'No.,Title,Added\n1,=1+1,2026-11-30\n-2.5,"ą <b> & ""x""\nsecond line",\n3,cutshort,2026-01-01\n',
  );
});

test('[IS71] five thousand rows arrive whole', async () => {
  const rows = Array.from({ length: 5000 }, (_, at) => [at, `Issue ${at}`]);
  const bytes = await writeWorkbook({
    name: 'Issues',
    columns: [
      { name: 'No.', kind: 'number', width: 6 },
      { name: 'Title', kind: 'text', width: 40 },
    ],
    rows,
  });
  const lines = (await readBack(bytes)).trimEnd().split('\n');
  expect([lines.length, lines.at(-1)]).toEqual([5001, '4999,Issue 4999']);
});

test('[IS71] a sheet bears the name of its table as far as Excel takes it', async () => {
  const nameOf = async (name: string): Promise<readonly string[]> => {
    const column = { name: 'No.', kind: 'number', width: 6 } as const;
    const bytes = await writeWorkbook({ name, columns: [column], rows: [[1]] });
    const source = await openSource(new Blob([bytes]), undefined);
    return source.ok ? (source.source.workbook?.sheets ?? []) : [];
  };
  const longest = 'n'.repeat(SHEET_NAME_MAX);
  expect(await nameOf(longest)).toEqual([longest]);
  expect(await nameOf('n'.repeat(SHEET_NAME_MAX + 1))).toEqual([longest]);
  expect(await nameOf('a/b:c')).toEqual(['a b c']);
});
