import { expect, test } from 'vitest';
import { openTextReader } from '#lib/base/encoding/code-pages.ts';
import { ENCODINGS, SINGLE_BYTE_ENCODINGS, type Encoding } from '#lib/base/encoding/encoding.ts';
import { decodeFile } from './decode-file.ts';
import { outlineRows } from '../editor/outline-rows.ts';
import { readFishboneText } from './read-fishbone-text.ts';

const OUTLINE = [
  'Klienci czekają zbyt długo',
  '- Człowiek',
  '  - konsultanci uczą się każdej usługi osobno',
  '  - ćwierć zespołu zaczęła w tym półroczu',
  '- Zarządzanie',
  '  - nikt nie śledzi źródeł zgłoszeń',
  '',
].join('\n');
const CSV =
  'Problem;Kategoria;Poziom;Przyczyna;Ścieżka;Notatka;Znaczniki\nDługie czekanie;Człowiek;1;Brak wiedzy o łączach;;;\n';

/** Bytes of a text in any of our encodings, by asking the reader what each byte means. */
function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const bytes = new Uint8Array(2 * text.length + 2);
    const view = new DataView(bytes.buffer);
    for (const [i, unit] of [0xfeff, ...Array.from(text, (letter) => letter.charCodeAt(0))].entries())
      view.setUint16(2 * i, unit, encoding === 'utf-16le');
    return bytes;
  }
  const reader = openTextReader(encoding);
  const table = new Map(
    Array.from({ length: 256 }, (_, byte) => [reader.decode(Uint8Array.of(byte)), byte] as const),
  );
  return Uint8Array.from(text, (letter) => table.get(letter) ?? 0x3f);
}

const POLISH = ENCODINGS.filter((encoding) => encoding !== 'windows-1252' && encoding !== 'cp850');

test.each(POLISH)('[IK108] a Polish outline in %s is read as it was written', (encoding) => {
  const { text, encoding: guessed } = decodeFile(encode(OUTLINE, encoding));
  expect([text, guessed]).toEqual([OUTLINE, encoding]);
});

test('[IK108] a table in Windows-1250 becomes causes with their letters', () => {
  const parsed = readFishboneText(decodeFile(encode(CSV, 'windows-1250')).text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  expect(outlineRows(parsed.value, new Set()).map(({ text }) => text)).toContain('Brak wiedzy o łączach');
});

test('[IK108] what somebody chooses wins over the guess, and choosing right repairs a wrong guess', () => {
  const bytes = encode('Łąka\n', 'iso-8859-2');
  expect(decodeFile(bytes, 'iso-8859-2').text).toBe('Łąka\n');
  for (const encoding of SINGLE_BYTE_ENCODINGS)
    expect(decodeFile(bytes, encoding)).toEqual({
      text: openTextReader(encoding).decode(bytes),
      encoding,
    });
});

test('[IK108] an empty file and a mark of UTF-8 are no letters', () => {
  expect(decodeFile(new Uint8Array()).text).toBe('');
  expect(decodeFile(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)).text).toBe('A');
});
