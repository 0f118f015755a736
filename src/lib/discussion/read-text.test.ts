import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readText, type TextPiece } from './read-text.ts';

const ID = 'a'.repeat(26);
const read = (text: string): TextPiece[] => readText(text, (id) => (id === ID ? 'Ada' : undefined));
const text = (words: string): TextPiece => ({ kind: 'text', text: words });
const link = (href: string): TextPiece => ({ kind: 'link', href });

test.each<[string, TextPiece[]]>([
  ['plain\nwords', [text('plain\nwords')]],
  ['see https://a.example/x?y=1.', [text('see '), link('https://a.example/x?y=1'), text('.')]],
  ['(http://a.example)', [text('('), link('http://a.example'), text(')')]],
  ['https://a.example/Fish_(bone)', [link('https://a.example/Fish_(bone)')]],
  [
    `@[${ID}]: „https://a.example”`,
    [{ kind: 'person', name: 'Ada' }, text(': „'), link('https://a.example'), text('”')],
  ],
  [`@[${'b'.repeat(26)}]`, [text(`@[${'b'.repeat(26)}]`)]],
  ['', []],
])('[DI15] what leads somewhere is found: %s', (stored, pieces) => {
  expect(read(stored)).toEqual(pieces);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'https://bank.example@evil.example/',
  'https://a:b@evil.example',
  'https://',
  'http://[',
  '<script>alert(1)</script>',
])('[DI15] what a browser would not open as a page, or what hides its host, stays text: %s', (words) => {
  expect(read(words).every(({ kind }) => kind === 'text')).toBe(true);
});

test('[DI15] not one letter is lost or moved', () => {
  const words = fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constant(`@[${ID}]`)), { maxLength: 6 });
  fc.assert(
    fc.property(words, (parts) => {
      const stored = parts.join(' ');
      const again = read(stored)
        .map((piece) =>
          piece.kind === 'text' ? piece.text : piece.kind === 'link' ? piece.href : `@[${ID}]`,
        )
        .join('');
      expect(again).toBe(stored);
    }),
  );
});
