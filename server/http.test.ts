import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import type { AddressInfo } from 'node:net';
import type { App } from './app.ts';
import { createHttpServer, settleForwarded } from './http.ts';

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

test('[FM10] a form from behind TLS names TRUSTED_PROXY in the log, once; nothing else does', async () => {
  const warnings: object[] = [];
  const log = { warn: (facts: object) => warnings.push(facts) };
  // The parts of the App that serving a request reads.
  const app = { log, config: { trustedProxies: [] } } as unknown as App;
  const server = createHttpServer(app, (_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // a listening TCP server has this form
  const post = (origin: string): Promise<Response> =>
    fetch(`http://${host}/sign-in`, { method: 'POST', headers: { origin } });
  for (const origin of [`http://${host}`, 'https://evil.example', 'null']) await post(origin);
  expect(warnings).toEqual([]);
  for (const origin of [`https://${host}`, `https://${host}`]) await post(origin);
  expect(warnings).toEqual([{ setting: 'TRUSTED_PROXY' }]);
  server.close();
  server.closeAllConnections();
});
