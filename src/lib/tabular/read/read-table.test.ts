import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPassport } from '../file/passport.ts';
import { TableReader } from './read-table.ts';
import { readText } from '../testing/table.ts';

test('[SV9] rows read = imported + rejected + excluded, each with its reason', () => {
  const { rows, rejectedRows, issues } = readText(
    'id,score\n1,9\n2,8,extra\n,\n3\n\n4,7,,\n5,"never closed\n6,1\n',
  );
  expect(rows).toEqual({
    read: 7,
    imported: 4,
    rejected: 2,
    excluded: 1,
    reasons: { 'too-many-cells': 1, 'unclosed-quote': 1, 'empty-row': 1 },
  });
  expect(rejectedRows[0]).toEqual({ row: 2, reason: 'too-many-cells', cells: ['2', '8', 'extra'] });
  expect(issues.map(({ code }) => code)).toEqual(['too-many-cells', 'unclosed-quote', 'short-rows']);
});

test('[SV9] the sum holds for any file', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r\n'), maxLength: 60 });
  fc.assert(
    fc.property(text, (body) => {
      const bytes = new TextEncoder().encode(`id,score\n1,9\n${body}`);
      const result = readPassport(bytes, true, { delimiter: ',', headerRows: 1 });
      if (!result.ok) return;
      const reader = new TableReader(result.passport);
      reader.push(bytes);
      const { rows, table } = reader.finish();
      expect(rows.imported + rows.rejected + rows.excluded).toBe(rows.read);
      expect(table.rowCount).toBe(rows.imported);
      for (const { codes } of table.columns) expect(codes).toHaveLength(rows.imported);
    }),
  );
});

test('[SV9] any bytes at all are read without an error, wherever they are cut, and the rows add up', () => {
  const bytes = fc.uint8Array({ maxLength: 120 });
  fc.assert(
    fc.property(bytes, fc.integer({ min: 1, max: 50 }), (body, chunkBytes) => {
      const file = Uint8Array.from([...new TextEncoder().encode('id,score\n1,9\n'), ...body]);
      const result = readPassport(file, true);
      if (!result.ok) return;
      const read = (size: number) => {
        const reader = new TableReader(result.passport);
        for (let at = 0; at < file.length; at += size) reader.push(file.subarray(at, at + size));
        return reader.finish();
      };
      const whole = read(file.length);
      expect(whole.rows.imported + whole.rows.rejected + whole.rows.excluded).toBe(whole.rows.read);
      expect(read(chunkBytes).rows).toEqual(whole.rows);
    }),
    { numRuns: 300 },
  );
});

test('[SV5] header rows never become answers: Qualtrics has three, SurveyMonkey two', () => {
  const qualtrics =
    'StartDate,Q1\nStart Date,How?\n"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}"\n2026-01-02,5\n';
  expect(readText(qualtrics).rows.imported).toBe(1);
  const surveyMonkey = 'Respondent ID,Used?,\n,Phone,Chat\n1,Phone,\n2,,Chat\n';
  expect(readText(surveyMonkey).rows.imported).toBe(2);
});

test('[SV9] previews in Qualtrics are excluded, not imported', () => {
  const head =
    'StartDate,Status,Q1\na,b,c\n"{""ImportId"":""x""}","{""ImportId"":""y""}","{""ImportId"":""z""}"\n';
  const { rows } = readText(`${head}2026-01-02,IP Address,5\n2026-01-02,Survey Preview,1\n`);
  expect(rows).toMatchObject({ read: 2, imported: 1, excluded: 1, reasons: { 'preview-response': 1 } });
});

test('[SV1] accents that first appear beyond the head still settle the encoding', () => {
  const ascii = 'id,comment\n' + '1,fine\n'.repeat(20);
  const late = Uint8Array.from([...new TextEncoder().encode(`${ascii}2,wci`), 0xb9, 0xbf, 0x0a]); // "wciąż"
  const result = readPassport(late.subarray(0, 60), false);
  if (!result.ok) throw new Error('refused');
  const reader = new TableReader(result.passport);
  reader.push(late);
  const { encoding, table } = reader.finish();
  expect(encoding).toBe('windows-1250');
  expect(table.columns[1]?.dictionary.textAt(table.columns[1].codes[20] ?? 0)).toBe('wciąż');
});

test('[SV7] UTF-16 is read, whatever the chunks', () => {
  const text = '\ufeffid;ocena\n1;zażółć\n2;źle\n';
  const wide = new Uint8Array(Uint16Array.from(text, (letter) => letter.charCodeAt(0)).buffer);
  const result = readPassport(wide, true);
  if (!result.ok) throw new Error('refused');
  const reader = new TableReader(result.passport);
  for (let at = 0; at < wide.length; at += 5) reader.push(wide.subarray(at, at + 5));
  const { table } = reader.finish();
  const column = table.columns[1];
  expect([...(column?.codes ?? [])].map((code) => column?.dictionary.textAt(code))).toEqual([
    'zażółć',
    'źle',
  ]);
});
