import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

test.each([
  '/',
  '/home',
  '/survey/abc?filter=nps%3A9&view=a%5Cb%0A',
  '/workshop/x/board?step=2#cause',
  '/issues?q=a//b',
  '/issues?q=za%C5%BC%C3%B3%C5%82%C4%87',
  '/join/%C5%BC%C3%B3%C5%82w',
])('[PE16] the path %s is ours and stays as it is', (path) => {
  expect(ownPath(path, '/otherwise')).toBe(path);
});

test.each([
  '',
  'home',
  'https://evil.example',
  'HTTPS:/evil.example',
  'javascript:alert(1)',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '\t//evil.example',
  '/\n/evil.example',
  '/\r\n/evil.example',
  ' //evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/%09/evil.example',
  '/%2509/evil.example',
  '/%5Cevil.example',
  '/%255Cevil.example',
  '/%2Fevil.example',
  '/%252Fevil.example',
  '/%25252Fevil.example',
  '/%2e//evil.example',
  '/a/%2e%2e//evil.example',
  '/%0d%0aset-cookie:a=b',
  '/%00',
  '/%',
  '/%E0%A4%A',
  '/' + 'a'.repeat(5_000),
])('[PE16] %j leads nowhere', (path) => {
  expect(ownPath(path, '/otherwise')).toBe('/otherwise');
});

test('[PE16] what is not text leads nowhere', () => {
  for (const given of [null, undefined, 7, {}, ['/home'], new Blob()]) {
    expect(ownPath(given, '/otherwise')).toBe('/otherwise');
  }
});

test('[PE16] whatever comes out stays on the site, however often it is decoded', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '\t',
      '\n',
      '\r',
      ' ',
      ':',
      '@',
      '?',
      '#',
      '%',
      '%25',
      '%2f',
      '%5c',
    ),
    fc.constantFrom('%09', '%0a', '%2e', '%00', '%3a', '%40', '%3f', '%23', 'http:', 'evil.example', 'home'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => '/' + pieces.join(''));
  fc.assert(
    fc.property(text, (given) => {
      const path = ownPath(given, '/otherwise');
      // As it stands, and as a proxy would hand it on that decodes the path.
      let seen = path;
      for (let round = 0; round < 4; round++) {
        expect(new URL(seen, 'https://ours.example').origin).toBe('https://ours.example');
        expect(seen).toMatch(/^\/(?![/\\])/);
        const [way = ''] = seen.split(/[?#]/);
        seen = decodeURIComponent(way);
      }
    }),
    { numRuns: 5_000 },
  );
});
