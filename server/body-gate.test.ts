import { request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROUTE_ACCESS } from '#lib/people/route-access.ts';
import { makeTestApp, type TestApp } from '../tests/test-app.ts';
import { STRANGERS_UNDER_WAY_BYTES } from './body-gate.ts';
import { bodyLimit, DEFAULT_BODY_BYTES, LARGER_BODY_ROUTES, STRANGERS_BODY_BYTES } from './body-limits.ts';
import { createHttpServer } from './http.ts';

let scene: TestApp;
let server: Server;
let port: number;
/** Bodies that reached the pages, and how each is answered. */
let arrived: { url: string; bytes: number; end: () => void }[];
let isHeld: boolean;

beforeEach(async () => {
  scene = await makeTestApp();
  arrived = [];
  isHeld = false;
  server = createHttpServer(scene.app, (request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      const end = (): void => void response.end('done');
      arrived.push({ url: request.url ?? '', bytes, end });
      if (!isHeld) end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port; // a listening TCP server has this form
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await scene.close();
});

interface Answer {
  status: number;
  body: string;
}

/** Posts `bytes` letters; without `isChunked` their number is said first. */
function post(
  path: string,
  bytes: number,
  options: { isChunked?: boolean; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'text/plain',
      ...(options.isChunked ? {} : { 'content-length': String(bytes) }),
      ...options.headers,
    };
    const sent = httpRequest({ port, host: '127.0.0.1', method: 'POST', path, headers }, (answer) => {
      void readText(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end('x'.repeat(bytes));
  });
}

async function readText(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return text;
}

/** Announces a body and never sends it; resolves to the first bytes of the answer. */
function announce(path: string, bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', reject);
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.write(`POST ${path} HTTP/1.1\r\nHost: h\r\nContent-Length: ${bytes}\r\n\r\n`);
  });
}

describe('[HT1] a body is limited by its route', () => {
  test.each([
    ['/sign-in', STRANGERS_BODY_BYTES],
    ['/join/abc', STRANGERS_BODY_BYTES],
    ['/issues', DEFAULT_BODY_BYTES],
    ['/a/route/that/comes/tomorrow', DEFAULT_BODY_BYTES],
  ])('%s takes %i bytes and not one more, with and without a length', async (path, limit) => {
    for (const isChunked of [false, true]) {
      expect((await post(path, limit, { isChunked })).status).toBe(200);
      expect((await post(path, limit + 1, { isChunked })).status).toBe(413);
    }
    expect(arrived.map(({ bytes }) => bytes)).toEqual([limit, limit]);
  });

  test('what is too long is refused before it is sent', async () => {
    expect(await announce('/sign-in', 60_000_000)).toContain('413');
    expect(arrived).toEqual([]);
  });

  test('every route of the build takes the default, unless it is named or open to strangers', async () => {
    const manifest = join(import.meta.dirname, '..', '.svelte-kit', 'output', 'server', 'manifest-full.js');
    const built: string[] = existsSync(manifest)
      ? (await import(pathToFileURL(manifest).href)).manifest._.routes.map(({ id }: { id: string }) => id)
      : Object.keys(ROUTE_ACCESS);
    expect(built.length).toBeGreaterThan(40);
    for (const route of LARGER_BODY_ROUTES) expect(built).toContain(route);
    for (const route of built.filter((id) => !LARGER_BODY_ROUTES.includes(id) || id.includes('board'))) {
      const path = route.replaceAll(/\/\([^)]+\)/g, '').replaceAll(/\[[^\]]+\]/g, 'x') || '/';
      const expected = ROUTE_ACCESS[route] === 'public' ? STRANGERS_BODY_BYTES : DEFAULT_BODY_BYTES;
      expect([path, bodyLimit(path)]).toEqual([path, expected]);
      expect([path, bodyLimit(`${path}?/anything`)]).toEqual([path, expected]);
    }
  });

  test('one action of a page takes a file, the others take what is typed', () => {
    expect(bodyLimit('/workshop/w1/board?/attach')).toBeGreaterThan(10_000_000);
    expect(bodyLimit('/workshop/w1/board?/dots')).toBe(DEFAULT_BODY_BYTES);
    expect(bodyLimit('/workshop/w1/board?/dots&/attach')).toBe(DEFAULT_BODY_BYTES);
    expect(bodyLimit('/%77orkshop/w1/board?/attach')).toBe(DEFAULT_BODY_BYTES);
  });
});

describe('[HT2] bytes under way are bounded', () => {
  test('of all strangers behind one address, and given back when they are answered or gone', async () => {
    isHeld = true;
    const most = Math.floor(STRANGERS_UNDER_WAY_BYTES / DEFAULT_BODY_BYTES);
    const under = Array.from({ length: most }, () => post('/issues', DEFAULT_BODY_BYTES));
    await until(() => arrived.length === most);
    expect(await post('/issues', DEFAULT_BODY_BYTES)).toMatchObject({ status: 429 });
    isHeld = false;
    for (const { end } of arrived) end();
    expect(new Set((await Promise.all(under)).map(({ status }) => status))).toEqual(new Set([200]));
    expect((await post('/issues', DEFAULT_BODY_BYTES)).status).toBe(200);
  });

  test('somebody signed in is not held up by strangers of the same address', async () => {
    const email = 'ada@example.org';
    const password = 'correct horse battery';
    await scene.app.access.setUp({
      token: await scene.app.access.renewSetUpToken(),
      organisation: 'Acme',
      name: 'Ada',
      email,
      password,
      locale: 'en',
    });
    const visit = { headers: new Headers(), isHttps: false, address: '127.0.0.1' };
    const cookies = await scene.app.access.signIn({ email, password }, visit);
    const cookie = cookies.map((line) => line.split(';')[0]).join('; ');
    isHeld = true;
    const most = Math.floor(STRANGERS_UNDER_WAY_BYTES / DEFAULT_BODY_BYTES);
    const under = Array.from({ length: most }, () => post('/issues', DEFAULT_BODY_BYTES));
    await until(() => arrived.length === most);
    isHeld = false;
    expect((await post('/issues', DEFAULT_BODY_BYTES, { headers: { cookie } })).status).toBe(200);
    expect((await post('/people/import', 3_000_000, { headers: { cookie } })).status).toBe(200);
    for (const { end } of arrived) end();
    await Promise.all(under);
  });
});

test('[HT3] nobody unknown sends a file, wherever it goes', async () => {
  for (const path of ['/people/import', '/workshop/w1/board?/attach', '/api/survey/waves'])
    expect((await post(path, DEFAULT_BODY_BYTES + 1)).status).toBe(401);
  expect(arrived).toEqual([]);
});

test('[HT4] a refused body is answered as its sender reads it, and what was typed is not sent back', async () => {
  const bytes = DEFAULT_BODY_BYTES + 1;
  const form = await post('/issues', bytes, { headers: { 'x-sveltekit-action': 'true' } });
  const result = JSON.parse(form.body);
  expect([form.status, result.type, result.status]).toEqual([413, 'failure', 413]);
  expect(JSON.parse(result.data)).toEqual([
    { refusal: 1 },
    { code: 2, reason: 3, values: 4, issues: 6 },
    'too-large',
    'base.bodyTooLarge',
    { limit: 5 },
    100,
    [],
  ]);
  const call = await post('/issues', bytes);
  expect(JSON.parse(call.body)).toMatchObject({ refusal: { code: 'too-large' } });
  const page = await post('/issues', bytes, { headers: { accept: 'text/html', 'accept-language': 'pl' } });
  expect(page.body).toContain('najwyżej 100 KB');
  expect(form.body.length + call.body.length + page.body.length).toBeLessThan(1_000);
});

/** Resolves when something holds; looked at in every turn of the event loop. */
function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => (holds() ? resolve() : void setImmediate(look));
    look();
  });
}
