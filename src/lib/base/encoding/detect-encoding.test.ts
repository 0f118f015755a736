import { expect, test } from 'vitest';
import { detectEncoding } from './detect-encoding.ts';

/** "Zażółć gęślą jaźń" and friends, byte by byte as the code pages of Microsoft (1250) and ISO (8859-2) define them. */
const CP1250: Record<string, number> = {
  ą: 0xb9,
  ć: 0xe6,
  ę: 0xea,
  ł: 0xb3,
  ń: 0xf1,
  ó: 0xf3,
  ś: 0x9c,
  ź: 0x9f,
  ż: 0xbf,
  Ś: 0x8c,
  Ą: 0xa5,
  Ł: 0xa3,
  Ż: 0xaf,
  Ć: 0xc6,
  '–': 0x96,
};
const LATIN2: Record<string, number> = { ...CP1250, ą: 0xb1, ś: 0xb6, ź: 0xbc, Ś: 0xa6, Ą: 0xa1 };
const CP1252: Record<string, number> = {
  é: 0xe9,
  è: 0xe8,
  ê: 0xea,
  à: 0xe0,
  ç: 0xe7,
  ô: 0xf4,
  û: 0xfb,
  œ: 0x9c,
};

function encode(text: string, table: Record<string, number>): Uint8Array {
  return Uint8Array.from(text, (letter) => table[letter] ?? letter.charCodeAt(0));
}

const POLISH = 'ocena;uwagi\n5;zażółć gęślą jaźń\n1;Śmieszne, że wciąż pytają o łąkę\n';
const FRENCH = 'note,avis\n5,très bien reçu à la fête\n1,le vendeur était déjà sûr de tout, œuvre ratée\n';

test('[SV1] valid UTF-8 is UTF-8, also when the head cuts a letter in two', () => {
  const bytes = new TextEncoder().encode(POLISH);
  expect(detectEncoding(bytes).encoding).toBe('utf-8');
  const cutAt = POLISH.indexOf('ż') + 1;
  expect(detectEncoding(bytes.subarray(0, cutAt), false).encoding).toBe('utf-8');
  expect(detectEncoding(bytes.subarray(0, cutAt), true).encoding).not.toBe('utf-8');
});

test('[SV1] Polish in Windows-1250 and in ISO-8859-2 are told apart by where the letters stand', () => {
  expect(detectEncoding(encode(POLISH, CP1250)).encoding).toBe('windows-1250');
  expect(detectEncoding(encode(POLISH, LATIN2)).encoding).toBe('iso-8859-2');
});

test('[SV1] French in Windows-1252 is not taken for Polish', () => {
  expect(detectEncoding(encode(FRENCH, CP1252)).encoding).toBe('windows-1252');
});

test('[SV1] a header with Ł Ż Ć alone fits both Polish encodings, and the evidence says so', () => {
  const guess = detectEncoding(encode('DZIAŁ;STAŻ;PŁEĆ\nIT;2;M\n', CP1250));
  expect(guess.encoding).toBe('windows-1250');
  expect(guess.reasons.map(({ kind }) => kind)).toContain('tie');
});

test('[SV1] a byte order mark decides, and UTF-16 is known without one too', () => {
  expect(detectEncoding(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)).encoding).toBe('utf-8');
  expect(detectEncoding(Uint8Array.of(0xff, 0xfe, 0x61, 0)).encoding).toBe('utf-16le');
  expect(detectEncoding(Uint8Array.of(0xfe, 0xff, 0, 0x61)).encoding).toBe('utf-16be');
  const wide = Uint8Array.from('score,comment\n9,fine\n', (letter) => letter.charCodeAt(0));
  expect(detectEncoding(new Uint8Array(Uint16Array.from(wide).buffer)).encoding).toBe('utf-16le');
});

test('[SV1] bytes that ISO-8859-2 leaves to control codes are named as proof', () => {
  const guess = detectEncoding(encode(POLISH, CP1250));
  expect(guess.reasons.find(({ kind }) => kind === 'controls')?.values).toEqual({ count: 3 });
});
