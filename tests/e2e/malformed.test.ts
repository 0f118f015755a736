import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeData, startServer, type RunningServer } from './harness.ts';

/** Requests that no browser of ours sends: refused, and not a line in the log. */
let server: RunningServer;
let log = '';

beforeAll(async () => {
  server = await startServer({ environment: { TRUSTED_PROXY: '127.0.0.1' } });
  for (const stream of [server.process.stdout, server.process.stderr]) {
    stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  }
});
afterAll(async () => {
  await server?.stop();
  removeData(server);
});

function ask(path: string, headers: Record<string, string | string[]> = {}) {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const call = request({ host: '127.0.0.1', port: new URL(server.address).port, path, headers });
      call.once('error', reject);
      call.once('response', (response) => {
        response.resume();
        response.once('end', () => resolve({ status: response.statusCode, headers: response.headers }));
      });
      call.end();
    },
  );
}

/** The first line that answers the wish for a socket. */
function upgrade(path: string, cookie: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1', () =>
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${btoa('0123456789abcdef')}\r\nCookie: ${cookie}\r\n\r\n`,
      ),
    );
    socket.once('error', reject);
    socket.once('data', (chunk: Buffer) => {
      resolve(chunk.toString().split('\r\n')[0] ?? '');
      socket.destroy();
    });
  });
}

test.each(['/%', '/home/%zz', '/join/%E0%A4%A', '/_app/%', '/%00', '//['])(
  '[PE19] the address %s is refused',
  async (path) => expect((await ask(path)).status).toBe(400),
);

test.each([
  'herringbone.guest=%',
  'herringbone.guest=a; herringbone.guest=b',
  `herringbone.guest=${'a'.repeat(5_000)}`,
  'herringbone.session_token=%E0%A4%A',
  'herringbone.device=%zz',
  'locale=%',
])('[PE19] the cookie %s is refused and taken back', async (cookie) => {
  const { status, headers } = await ask('/sign-in', { cookie });
  const name = cookie.split('=')[0];
  expect([status, headers['set-cookie']]).toEqual([400, [`${name}=; Path=/; Max-Age=0`]]);
  expect(await upgrade('/sync/workshop/x/board', cookie)).toBe('HTTP/1.1 400 Bad Request');
});

test.each([
  'herringbone.session_token=abc',
  'herringbone.session_token=abc.def',
  'herringbone.guest=nobody',
  'herringbone.device=~.~..',
  'theirs=%; theirs=2; =; x',
])('[PE19] the cookie %s is nobody’s, and no fault', async (cookie) => {
  const { status, headers } = await ask('/home', { cookie });
  expect([status, headers.location]).toEqual([303, '/sign-in?next=%2Fhome']);
});

test('[PE19] a host that is none is refused', async () => {
  expect((await ask('/', { host: 'a b' })).status).toBe(400);
});

test('[PE20] over https, and only there, browsers are told to stay with it', async () => {
  const secure = await ask('/sign-in', { 'x-forwarded-proto': 'https' });
  const plain = await ask('/sign-in');
  expect([secure.headers['strict-transport-security'], plain.headers['strict-transport-security']]).toEqual([
    'max-age=31536000',
    undefined,
  ]);
});

test('[PE19] none of it is an error in the log', async () => {
  await ask('/%');
  await ask('/sign-in', { cookie: 'herringbone.guest=%' });
  await server.stop();
  expect(log).toBe('');
});
