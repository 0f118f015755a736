import { expect, test } from 'vitest';
import { recogniseNotCsv } from './not-csv.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

function zip(...names: string[]): Uint8Array {
  return new Uint8Array([0x50, 0x4b, 0x03, 0x04, ...text(names.join('\u0000'))]);
}

test('[SV2] an Excel workbook renamed .csv is called an Excel workbook', () => {
  expect(recogniseNotCsv(zip('[Content_Types].xml', 'xl/workbook.xml'))?.code).toBe('excel-workbook');
});

test.each([
  ['archive', zip('answers.csv')],
  ['archive', zip('[Content_Types].xml', 'word/document.xml')],
  ['open-document', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')],
  ['old-excel-workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1)],
  ['pdf', text('%PDF-1.7')],
  ['picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d)],
  ['web-page', text('<!DOCTYPE html><title>Sign in</title>')],
  ['json', text('{"responses": []}')],
  ['empty-file', text('')],
  ['empty-file', text(' \n\n')],
  ['binary', Uint8Array.from({ length: 300 }, (_, i) => i % 7)],
] as const)('[SV2] %s is refused by its name', (code, bytes) => {
  expect(recogniseNotCsv(bytes)).toMatchObject({ severity: 'error', code });
});

test('[SV2] delimited text in any encoding we read is let through', () => {
  expect(recogniseNotCsv(text('id,score\n1,9\n'))).toBeUndefined();
  expect(recogniseNotCsv(text('"#","{x}"\n1,9\n'))).toBeUndefined();
  const wide = new Uint8Array(Uint16Array.from('id,score\n1,9\n', (letter) => letter.charCodeAt(0)).buffer);
  expect(recogniseNotCsv(wide)).toBeUndefined();
});
