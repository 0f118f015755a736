import { expect, test } from 'vitest';
import { logoTypeOf } from './logo.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  new Uint8Array(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part,
    ),
  );

test.each([
  ['a PNG', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0]), 'image/png'],
  ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
  ['a WebP', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '), 'image/webp'],
  ['a sound in the same envelope', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt '), undefined],
  ['an SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), undefined],
  ['a GIF', bytes('GIF89a......'), undefined],
  ['a PNG that was cut off in its signature', bytes([0x89], 'PNG'), undefined],
  ['nothing', bytes(), undefined],
])('[OR2] %s is known by its bytes', (_, file, type) => {
  expect(logoTypeOf(file)).toBe(type);
});
