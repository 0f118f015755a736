import { expect, test } from 'vitest';
import { isWellFormedAddress, malformedCookies, MAX_COOKIE_BYTES } from './well-formed.ts';

test.each(['/', '/home?q=100%', '/issues?q=za%C5%BC%C3%B3%C5%82%C4%87', '/join/%C5%BC', '/a%2Fb'])(
  '[PE19] %s is an address',
  (target) => expect(isWellFormedAddress(target, 'cx.example.org:3000')).toBe(true),
);

test.each(['/%', '/a%zz', '/%E0%A4%A', '/%C5', '/a%00b', 'http://[', '//['])('[PE19] %s is none', (target) =>
  expect(isWellFormedAddress(target, 'cx.example.org')).toBe(false),
);

test.each(['a b', '[', 'a:b:c'])('[PE19] a host called %s is none', (host) =>
  expect(isWellFormedAddress('/', host)).toBe(false),
);

test('[PE19] our cookies are written as we write them, once, and fit a browser', () => {
  const bad = (header: string | undefined): string[] => malformedCookies(header);
  expect(bad(undefined)).toEqual([]);
  expect(bad('herringbone.guest=abc; __Secure-herringbone.session_token=a%2Bb; locale=pl')).toEqual([]);
  expect(bad('other=%; other=1; theirs=%zz; herringbone.guest=a')).toEqual([]);
  expect(bad('herringbone.guest=%')).toEqual(['herringbone.guest']);
  expect(bad('locale=%E0')).toEqual(['locale']);
  expect(bad('herringbone.guest=a; x=1; herringbone.guest=b')).toEqual(['herringbone.guest']);
  expect(bad(`__Secure-herringbone.device=${'a'.repeat(5_000)}`)).toEqual(['__Secure-herringbone.device']);
});

test('[PE19] a cookie as large as the largest is taken, at any place in the list, a byte more is not', () => {
  const cookie = (bytes: number): string => 'locale='.padEnd(bytes, 'a');
  for (const before of ['', 'other=1; ']) {
    expect(malformedCookies(before + cookie(MAX_COOKIE_BYTES))).toEqual([]);
    expect(malformedCookies(before + cookie(MAX_COOKIE_BYTES + 1))).toEqual(['locale']);
  }
});
