import { expect, test } from 'vitest';
import { isOwnOrigin } from './origin.ts';

const HOST = 'cx.example.org:3000';

test.each([
  ['our own page', 'http://cx.example.org:3000', HOST, true],
  ['our own page behind TLS', 'https://cx.example.org:3000', HOST, true],
  ['another spelling of our name', 'http://CX.Example.ORG:3000', HOST, true],
  ['a default port that is written', 'https://cx.example.org', 'cx.example.org:443', true],
  ['another site', 'http://evil.example', HOST, false],
  ['a sub-domain', 'http://a.cx.example.org:3000', HOST, false],
  ['another port', 'http://cx.example.org:3001', HOST, false],
  ['our name as a prefix', 'http://cx.example.org:3000.evil.example', HOST, false],
  ['our name as a user', 'http://cx.example.org:3000@evil.example', HOST, false],
  ['a sandboxed frame', 'null', HOST, false],
  ['a file', 'file:///C:/x.html', HOST, false],
  ['an empty origin', '', HOST, false],
  ['no host', 'http://cx.example.org:3000', undefined, false],
])('[SY4] %s', (_, origin, host, expected) => {
  expect(isOwnOrigin({ origin, host, hasCookie: true })).toBe(expected);
  expect(isOwnOrigin({ origin, host, hasCookie: false })).toBe(expected);
});

test('[SY4] a program without an origin comes in, but not with a cookie', () => {
  expect(isOwnOrigin({ origin: undefined, host: HOST, hasCookie: false })).toBe(true);
  expect(isOwnOrigin({ origin: undefined, host: HOST, hasCookie: true })).toBe(false);
});
