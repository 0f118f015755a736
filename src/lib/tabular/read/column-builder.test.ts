import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CellBlock, ColumnBuilder, ColumnTooLarge } from './column-builder.ts';
import { ByteDictionary } from '../table/dictionary.ts';

/** A block of one column from ready texts. */
function block(texts: readonly string[]): CellBlock {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const bytes = new Uint8Array(encoded.reduce((sum, { length }) => sum + length, 0));
  const starts = new Int32Array(texts.length);
  const ends = new Int32Array(texts.length);
  let at = 0;
  encoded.forEach((cell, i) => {
    bytes.set(cell, at);
    starts[i] = at;
    at += cell.length;
    ends[i] = at;
  });
  return { bytes, starts, ends, stride: 1, count: texts.length };
}

function build(texts: readonly string[], blockSize = 100): { codes: number[]; dictionary: ByteDictionary } {
  const builder = new ColumnBuilder();
  for (let at = 0; at < texts.length; at += blockSize) builder.add(block(texts.slice(at, at + blockSize)), 0);
  const { codes, bytes, offsets, mayRepeat } = builder.finish();
  return { codes: [...codes], dictionary: new ByteDictionary(bytes, offsets, 'utf-8', mayRepeat) };
}

test('[SV8] equal answers share a code, and an empty cell has the code 0', () => {
  const { codes, dictionary } = build(['tak', '', 'nie', 'tak', '5', '5', '']);
  expect(codes).toEqual([1, 0, 2, 1, 3, 3, 0]);
  expect([0, 1, 2, 3].map((code) => dictionary.textAt(code))).toEqual(['', 'tak', 'nie', '5']);
});

test('[SV8] every cell reads back as it was written, in blocks of any size', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 12 })),
      fc.integer({ min: 1, max: 9 }),
      (texts, blockSize) => {
        const { codes, dictionary } = build(texts, blockSize);
        const wellFormed = texts.map((text) => text.toWellFormed());
        expect(codes.map((code) => dictionary.textAt(code))).toEqual(wellFormed);
        expect(dictionary.size).toBe(new Set(wellFormed.filter((text) => text !== '')).size + 1);
      },
    ),
  );
});

test('[SV8] a column whose answers hardly repeat gives up looking them up, and still reads back', () => {
  const texts = Array.from({ length: 40_000 }, (_, i) => `comment number ${i % 39_990}`);
  const { codes, dictionary } = build(texts, 512);
  expect(dictionary.mayRepeat).toBe(true);
  expect(dictionary.textAt(codes[39_995] ?? 0)).toBe('comment number 5');
  expect(dictionary.textAt(codes[39_000] ?? 0)).toBe('comment number 39000');
});

test('[SV8] many thousands of different answers that do repeat keep one entry each', () => {
  const texts = Array.from({ length: 60_000 }, (_, i) => `zip ${(i * 7919) % 9_000}`);
  const { dictionary } = build(texts, 512);
  expect(dictionary.mayRepeat).toBe(false);
  expect(dictionary.size).toBe(9_001);
});

test('[SV111] a column that outgrows its bound is an error of its own, never wrong answers', () => {
  const builder = new ColumnBuilder(16, 3000);
  const long = block(['a'.repeat(1000), 'b'.repeat(1000)]);
  builder.add(long, 0);
  builder.add(long, 0); // nothing new to keep
  builder.add(block(['c'.repeat(1000)]), 0); // as many bytes as the bound
  expect(() => builder.add(block(['d']), 0)).toThrow(ColumnTooLarge);
});
