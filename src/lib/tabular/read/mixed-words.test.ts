import { expect, test } from 'vitest';
import { encodeText, joinBytes } from '../testing/exports.ts';
import { openTextReader } from '#lib/base/encoding/code-pages.ts';
import type { Encoding } from '#lib/base/encoding/encoding.ts';
import { TextEncodings } from '#lib/base/encoding/text-encodings.ts';

/** A piece of a file, each word in its own encoding, and how it is read. */
function read(file: Encoding, ...words: (readonly [text: string, encoding: Encoding])[]): string {
  const bytes = joinBytes(
    words.flatMap(([text, encoding], i) => [
      encodeText(i > 0 ? ' ' : '', 'utf-8'),
      encodeText(text, encoding),
    ]),
  );
  const parts = new TextEncodings().partsOf(bytes, file) ?? [{ bytes, encoding: file }];
  return parts.map((part) => openTextReader(part.encoding).decode(part.bytes)).join('');
}

test.each<[Encoding, Encoding]>([
  ['utf-8', 'windows-1250'],
  ['utf-8', 'cp852'],
  ['windows-1250', 'utf-8'],
  ['iso-8859-2', 'utf-8'],
])('[SV136] in a file of %s a word of %s is repaired, and the words around it stay', (own, other) => {
  expect(read(own, ['Żółta', own], ['książka', other], ['i', own], ['źdźbło', own])).toBe(
    'Żółta książka i źdźbło',
  );
  expect(read(own, ['święta', other], ['prawda,', own], ['wciąż', own])).toBe('święta prawda, wciąż');
});

test('[SV136] a whole piece of another encoding is read as before', () => {
  expect(read('utf-8', ['wciąż', 'windows-1250'], ['źle', 'windows-1250'])).toBe('wciąż źle');
  expect(read('windows-1250', ['święta', 'cp852'], ['prawda', 'cp852'])).toBe('święta prawda');
});

test('[SV136] a letter that was cut in two takes no right letter with it', () => {
  const cut = encodeText('zażółć gęślą jaź', 'utf-8').slice(0, -1);
  const parts = new TextEncodings().partsOf(cut, 'utf-8') ?? [{ bytes: cut, encoding: 'utf-8' as const }];
  const text = parts.map((part) => openTextReader(part.encoding).decode(part.bytes)).join('');
  expect(text.startsWith('zażółć gęślą ja')).toBe(true);
});

test('[SV136] what every encoding reads differently is left alone', () => {
  // 0xe6 is "ć" in windows-1250, "æ" in windows-1252: both are words.
  const bytes = joinBytes([encodeText('café ', 'utf-8'), Uint8Array.of(0x62, 0x72, 0xe6, 0x74)]);
  expect(new TextEncodings().partsOf(bytes, 'utf-8')).toBeUndefined();
});

test('[SV136] right text of every encoding stays as it is', () => {
  const sentences = [
    'Zażółć gęślą jaźń, wciąż źle',
    'ŁÓDŹ i Śląsk',
    'Café crème à Gdańsk',
    '„cytat” – myślnik…',
  ];
  for (const encoding of ['utf-8', 'windows-1250'] as const) {
    for (const text of encoding === 'utf-8' ? sentences : sentences.filter((each) => !/[èà]/.test(each))) {
      expect(new TextEncodings().partsOf(encodeText(text, encoding), encoding)).toBeUndefined();
    }
  }
});
