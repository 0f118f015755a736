import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../e2e/find-browser.ts';

/** The store of documents in a real browser's IndexedDB: Node has none. */
let server: Server;
let browser: Browser;
let page: Page;
let address: string;

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: join(import.meta.dirname, '../../src/lib/sync/dexie-store.ts'),
        formats: ['es'],
        fileName: 'store',
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const script = output && 'output' in output ? (output.output[0]?.code ?? '') : '';
  server = createServer((request, response) => {
    const isScript = request.url === '/store.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><title>store</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // a listening TCP server
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium or Chrome: set CHROMIUM_PATH');
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  page = await browser.newPage();
  await page.goto(address);
});
afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
});

/** Runs in the page, where `store` is a DexieStore on a database of this name. */
function inPage<Result>(database: string, body: string): Promise<Result> {
  return page.evaluate(
    `(async () => {
      const { DexieStore } = await import('/store.js');
      const store = new DexieStore(${JSON.stringify(database)});
      const bytes = (...values) => Uint8Array.from(values);
      const plain = ({ epoch, rows }) => ({ epoch, rows: rows.map((row) => [[...row.bytes], row.isWaiting]) });
      ${body}
    })()`,
  );
}

test('[SY21] rows come back in order after a reload, with what waits and the epoch', async () => {
  await inPage(
    'reload',
    `const ids = await store.append('a', [{ bytes: bytes(1), isWaiting: true }, { bytes: bytes(2, 2), isWaiting: false }]);
     await store.append('b', [{ bytes: bytes(9), isWaiting: true }]);
     await store.append('a', [{ bytes: bytes(3), isWaiting: true }]);
     await store.markStored([ids[0]]);
     await store.setEpoch('a', 'epoch-1');`,
  );
  await page.goto(address);
  expect(await inPage('reload', `return plain(await store.load('a'));`)).toEqual({
    epoch: 'epoch-1',
    rows: [
      [[1], false],
      [[2, 2], false],
      [[3], true],
    ],
  });
});

test('[SY21] folding replaces exactly the rows it was given', async () => {
  const result = await inPage(
    'fold',
    `const ids = await store.append('a', [1, 2, 3].map((value) => ({ bytes: bytes(value), isWaiting: false })));
     await store.compact('a', ids.slice(0, 2), bytes(12));
     return plain(await store.load('a'));`,
  );
  expect(result).toEqual({
    epoch: undefined,
    rows: [
      [[3], false],
      [[12], false],
    ],
  });
});

test('[SY16] a copy set aside is kept, counted and not loaded; erasing removes everything', async () => {
  const result = await inPage(
    'aside',
    `await store.append('a', [{ bytes: bytes(1), isWaiting: true }]);
     await store.setEpoch('a', 'epoch-1');
     await store.setAside('a', 5);
     await store.append('b', [{ bytes: bytes(2), isWaiting: false }]);
     await store.remove('b');
     const counts = [await store.countAside(), plain(await store.load('a')), plain(await store.load('b'))];
     await store.erase();
     const again = new DexieStore('aside');
     return [...counts, await again.countAside()];`,
  );
  expect(result).toEqual([1, { epoch: undefined, rows: [] }, { epoch: undefined, rows: [] }, 0]);
});
