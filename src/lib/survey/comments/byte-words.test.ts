import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCorpus } from './comment-corpus.ts';
import {
  ByteDictionary,
  type Dictionary,
  PatchedDictionary,
  TextDictionary,
} from '#lib/tabular/table/dictionary.ts';
import type { Encoding } from '#lib/base/encoding/encoding.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';

/** The corpus as words, with `|` where a sentence ends. */
function read(dictionary: Dictionary): { rows: number[]; comments: string[][] } {
  const codes = Int32Array.from({ length: dictionary.size }, (_, code) => code);
  const { rows, words, tokens, starts } = buildCorpus(columnOf([], { role: 'comment', codes, dictionary }));
  const comments = [...rows].map((_, i) =>
    [...tokens.subarray(starts[i], starts[i + 1])].map((token) => words[token] ?? '|'),
  );
  return { rows: [...rows], comments };
}

function byteDictionary(pieces: readonly Uint8Array[], encoding: Encoding): ByteDictionary {
  const offsets = new Int32Array(pieces.length + 1);
  pieces.forEach(({ length }, i) => (offsets[i + 1] = (offsets[i] ?? 0) + length));
  const bytes = new Uint8Array(offsets[pieces.length] ?? 0);
  pieces.forEach((piece, i) => bytes.set(piece, offsets[i]));
  return new ByteDictionary(bytes, offsets, encoding, true);
}

/** Both readings of the same bytes: by bytes, and as the texts that they decode to. */
function expectSameWords(dictionary: ByteDictionary): void {
  const texts = Array.from({ length: dictionary.size }, (_, code) => dictionary.textAt(code));
  expect(read(dictionary)).toEqual(read(new TextDictionary(texts, true)));
}

const SIGNS = [..." .!?;:…\n\r',’-„”–[]0123456789@#"];
const LETTERS = [
  ...'abcXYZąćęłńóśźżĄŁŻéüßÃãÂâªˇ',
  'е',
  'ж',
  '水',
  'a\u0301',
  '\u{1F600}',
  '[phone]',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\ufeff',
  'https://',
  'www.',
  'sklep.pl',
  '.com',
  '/',
  '<br>',
  '</p',
  '>',
  '&nbsp;',
  '&',
];
const piece = fc.array(fc.constantFrom(...SIGNS, ...LETTERS, ...LETTERS), { maxLength: 25 });

test('[SV110] words cut from UTF-8 bytes are those cut from the text', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (comments) => {
      const encoder = new TextEncoder();
      expectSameWords(
        byteDictionary(
          ['', ...comments.map((signs) => signs.join(''))].map((text) => encoder.encode(text)),
          'utf-8',
        ),
      );
    }),
    { numRuns: 400 },
  );
});

test.each(['utf-8', 'windows-1250', 'iso-8859-2', 'windows-1252', 'cp852', 'cp850'] as const)(
  '[SV110] any bytes at all give the same words in %s, damaged ones included',
  (encoding) => {
    const byte = fc.oneof(
      fc.constantFrom(0x20, 0x2e, 0x27, 0x61, 0x62, 0xc5, 0x82, 0xe2, 0x80, 0x99, 0xa6),
      fc.integer({ min: 0, max: 255 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(byte, { maxLength: 20 }), { maxLength: 6 }), (comments) => {
        expectSameWords(
          byteDictionary([new Uint8Array(0), ...comments.map((bytes) => Uint8Array.from(bytes))], encoding),
        );
      }),
      { numRuns: 300 },
    );
  },
);

test('[SV110] a thousand spellings and a masked entry: the table of spellings grows, the mask is read as text', () => {
  const texts = [
    '',
    ...Array.from({ length: 6000 }, (_, i) => `word${letters(i)} Again. ${letters(i)}'s`),
    'call 1',
  ];
  const encoder = new TextEncoder();
  const bytes = byteDictionary(
    texts.map((text) => encoder.encode(text)),
    'utf-8',
  );
  const patches = new Map([[texts.length - 1, 'call [phone]']]);
  const patched = read(new PatchedDictionary(bytes, patches));
  expect(patched).toEqual(read(new TextDictionary([...texts.slice(0, -1), 'call [phone]'], true)));
  expect(patched.comments.at(-1)).toEqual(['call']);
});

function letters(number: number): string {
  return [...String(number)].map((digit) => 'abcdefghij'[Number(digit)] ?? '').join('');
}
