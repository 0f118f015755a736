import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FILE_TYPES, fileNameOf, fileTypeOf, type FileType, LONGEST_NAME } from './file-type.ts';

const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each([
  ['a PNG', latin('\x89PNG\r\n\x1a\n…'), 'photo.txt', 'image/png'],
  ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0), 'x', 'image/jpeg'],
  ['a WebP', latin('RIFF\x10\0\0\0WEBPVP8 '), 'x.png', 'image/webp'],
  ['a PDF', latin('%PDF-1.7\n\0'), 'x.csv', 'application/pdf'],
  ['a table', latin('a;b\r\n1;2\r\n'), 'Dane.CSV', 'text/csv'],
  ['a text in Windows-1250', Uint8Array.of(0x9c, 0x77, 0x69, 0xea, 0x74, 0x6f), 'uwagi.txt', 'text/plain'],
  ['a text in UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0), 'notes.txt', 'text/plain'],
  ['a page, which is handed out as text', latin('<script>alert(1)</script>'), 'a.html', 'text/plain'],
  ['a sound', latin('RIFF\x10\0\0\0WAVEfmt '), 'a.webp', undefined],
  ['a program', latin('MZ\x90\0\x03\0'), 'photo.png', undefined],
  ['an archive', latin('PK\x03\x04\x14\0'), 'a.csv', undefined],
  ['nothing', new Uint8Array(), 'a.txt', undefined],
])('[WS95] %s is known by its bytes', (_, bytes, name, type) => {
  expect(fileTypeOf(bytes, name)).toBe(type);
});

test.each([
  ['../../etc/passwd', 'text/plain', 'passwd.txt'],
  ['C:\\Users\\ola\\Zdjęcie.JPG', 'image/jpeg', 'Zdjęcie.jpg'],
  ['photo.exe', 'image/png', 'photo.exe.png'],
  ['a\u202egnp.exe', 'application/pdf', 'a gnp.exe.pdf'],
  ['"a\r\nb".csv', 'text/csv', 'a b.csv'],
  ['', 'image/webp', 'file.webp'],
  ['.png', 'image/png', 'file.png'],
  ['ą'.repeat(200), 'image/png', `${'ą'.repeat(120)}.png`],
])('[WS95] the name %j of %s is handed out as %j', (name, type, expected) => {
  expect(fileNameOf(name, type as FileType)).toBe(expected);
});

test('[WS95] whatever a file was called, its name is one short line that ends as its type does', () => {
  const types = Object.keys(FILE_TYPES) as FileType[];
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...types), (name, type) => {
      const given = fileNameOf(name, type);
      const endings: readonly string[] = FILE_TYPES[type];
      expect(given).not.toMatch(/[/\\\p{Cc}"]/u);
      expect(endings).toContain(given.split('.').at(-1));
      expect([...given].length).toBeLessThanOrEqual(126);
    }),
  );
});

test('[WS94] a name is as long as the longest at most, its ending apart', () => {
  const stem = (letters: number): number =>
    fileNameOf(`${'x'.repeat(letters)}.png`, 'image/png').length - '.png'.length;
  expect([LONGEST_NAME - 1, LONGEST_NAME, LONGEST_NAME + 1].map(stem)).toEqual([
    LONGEST_NAME - 1,
    LONGEST_NAME,
    LONGEST_NAME,
  ]);
});
