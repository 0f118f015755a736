import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { writeRejectedFile } from './rejected-file.ts';
import { readText } from '../testing/table.ts';

test('[SV35] rejected rows are written with their reason and original cells, and read back as they were', () => {
  const { rejectedRows, delimiter, rows } = readText('id;uwagi\n1;dobrze\n2;"a;b";za;dużo\n3;ok\n');
  const text = writeRejectedFile({
    headings: ['id', 'uwagi'],
    delimiter,
    rows: rejectedRows,
    reasonHeading: 'Powód',
    reasonText: (reason, row) => `${row}: ${reason}`,
  });
  expect(text).toBe('\ufeffPowód;id;uwagi\r\n2: too-many-cells;2;"a;b";za;dużo\r\n');
  expect(rows.imported + rows.rejected + rows.excluded).toBe(rows.read);
});

test('[SV35] no cell can start a formula in a spreadsheet, and a negative number stays one', () => {
  const cells = ['=1+1', '+48 600', '-5', '-5,5', '@SUM(A1)', '-cmd|x', '\tq', 'say "no"'];
  const text = writeRejectedFile({
    headings: [],
    delimiter: ',',
    rows: [{ row: 1, reason: 'too-many-cells', cells }],
    reasonHeading: 'why',
    reasonText: () => 'r',
  });
  const { data } = Papa.parse<string[]>(text.slice(1), { delimiter: ',', skipEmptyLines: true });
  expect(data[1]).toEqual([
    'r',
    "'=1+1",
    "'+48 600",
    '-5',
    '-5,5',
    "'@SUM(A1)",
    "'-cmd|x",
    "'\tq",
    'say "no"',
  ]);
});

test('[SV36] a quote that is never closed costs its own row, not the rest of the file', () => {
  const { rows, rejectedRows } = readText('id,score,why\n1,9,ok\n2,8,"never closed\n3,7,fine\n4,6,good\n');
  expect(rows).toMatchObject({ read: 4, imported: 3, rejected: 1, reasons: { 'unclosed-quote': 1 } });
  expect(rejectedRows).toEqual([{ row: 2, reason: 'unclosed-quote', cells: ['2', '8', 'never closed'] }]);
});

test('[SV36] rows in another delimiter than their file are read by Papa Parse, and said', () => {
  const { rows, table, issues } = readText('id,score,why\n1,9,ok\n2;8;"tak wolno"\n3,7,fine\n4\t6\tdobrze\n');
  expect(rows).toMatchObject({ read: 4, imported: 4, rejected: 0 });
  const why = table.columns[2];
  expect([...(why?.codes ?? [])].map((code) => why?.dictionary.textAt(code))).toEqual([
    'ok',
    'tak wolno',
    'fine',
    'dobrze',
  ]);
  expect(issues).toEqual([
    { severity: 'warning', code: 'other-delimiter', row: 2, values: { count: 2, row: 2 } },
  ]);
});

test('[SV32] a file that breaks off in its last row says so, and a short row amid others does not', () => {
  const whole = 'id,score,why\n1,9,ok\n2,8,fine\n3,';
  expect(readText(whole).issues.map(({ code }) => code)).toEqual(['truncated']);
  expect(readText(`${whole}\n`).issues.map(({ code }) => code)).toEqual(['short-rows']);
});
