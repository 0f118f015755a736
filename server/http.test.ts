import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { settleForwarded } from './http.ts';

function request(remoteAddress: string, headers: Record<string, string>): IncomingMessage {
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage; // the only parts that are read
}

test('a visitor cannot claim another scheme, host or address', () => {
  const visit = request('::ffff:10.0.0.7', {
    host: 'lan:3000',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-for': '1.2.3.4',
  });
  settleForwarded(visit, []);
  expect(visit.headers).toEqual({
    host: 'lan:3000',
    'x-forwarded-proto': 'http',
    'x-forwarded-for': '10.0.0.7',
  });
});

test('a trusted proxy is believed: its last hop is the visitor', () => {
  const visit = request('10.0.0.1', {
    host: 'inner:3000',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'cx.example.org',
    'x-forwarded-for': '9.9.9.9, 1.2.3.4',
  });
  settleForwarded(visit, ['10.0.0.1']);
  expect(visit.headers).toEqual({
    host: 'cx.example.org',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '1.2.3.4',
  });
});
