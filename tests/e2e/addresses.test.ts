import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeData, startServer, type RunningServer } from './harness.ts';

/** Forms must work at every address by which people reach the same server, and from nowhere else. */
let direct: RunningServer;
let proxied: RunningServer;

beforeAll(async () => {
  direct = await startServer();
  proxied = await startServer({ environment: { TRUSTED_PROXY: '127.0.0.1' } });
});
afterAll(async () => {
  for (const server of [direct, proxied]) {
    await server?.stop();
    removeData(server);
  }
});

/** Sends the set-up form without its link: 403 with our own page when the form itself was let in. */
function submitForm(
  server: RunningServer,
  headers: Record<string, string>,
): Promise<{ wasLetIn: boolean; cookies: string[] }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.address);
    const call = request({
      host: '127.0.0.1',
      port,
      path: '/setup',
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        'x-sveltekit-action': 'true',
        ...headers,
      },
    });
    call.once('error', reject);
    call.once('response', (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.once('end', () =>
        resolve({ wasLetIn: body.includes('"failure"'), cookies: response.headers['set-cookie'] ?? [] }),
      );
    });
    call.end('organisation=x');
  });
}

test.each(['localhost', '127.0.0.1', '192.168.1.20', 'herringbone.lan'])(
  'a form works at http://%s',
  async (name) => {
    const host = `${name}:${new URL(direct.address).port}`;
    expect((await submitForm(direct, { host, origin: `http://${host}` })).wasLetIn).toBe(true);
  },
);

test('a form works behind a trusted proxy that ends TLS', async () => {
  const headers = {
    host: 'inner:3000',
    'x-forwarded-host': 'cx.example.org',
    'x-forwarded-proto': 'https',
    origin: 'https://cx.example.org',
  };
  expect((await submitForm(proxied, headers)).wasLetIn).toBe(true);
});

test('nobody but the trusted proxy can speak of another address', async () => {
  const headers = {
    host: `localhost:${new URL(direct.address).port}`,
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    origin: 'https://evil.example',
  };
  expect((await submitForm(direct, headers)).wasLetIn).toBe(false);
});

test('a form from a foreign page is refused, and so is one that does not say where it comes from', async () => {
  const host = `localhost:${new URL(direct.address).port}`;
  expect((await submitForm(direct, { host, origin: 'https://evil.example' })).wasLetIn).toBe(false);
  expect((await submitForm(direct, { host })).wasLetIn).toBe(false);
});
