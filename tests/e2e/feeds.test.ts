import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  atRest,
  launchBrowser,
  openPerson,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'dates in a calendar';

let browser: Browser;
let demo: RunningServer;
/** Everything that the server said. */
let said = '';

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-feeds-'));
  await prepareDemoPages(dataDir, PASSWORD);
  demo = await startServer({ dataDir, environment: { LOG_LEVEL: 'trace' } });
  for (const stream of [demo.process.stdout, demo.process.stderr])
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (demo) removeData(demo);
});

test('[CF1] [CF7] an address from the profile gives a calendar to a program, until it is ended', async () => {
  const { page, faults } = await openPerson(browser, demo.address, {
    locale: 'pl-PL',
    viewport: { width: 390, height: 844 },
  });
  await signIn(page, 'employee@example.org', PASSWORD);
  await page.goto('/profile#calendar');
  await page.getByRole('button', { name: 'Utwórz adres' }).click();
  const field = page.getByLabel('Adres kalendarza');
  const first = await field.inputValue();
  const token = /\/feeds\/([\w-]{27})\.ics$/.exec(first)?.[1] ?? '';

  const read = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(address, { headers, method, redirect: 'manual' });
  const answer = await read(first);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(answer.headers.get('cache-control')).toContain('private');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('set-cookie')).toBeNull();
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  expect(calendar.getAllSubcomponents('vevent').length).toBeGreaterThan(0);
  const etag = answer.headers.get('etag') ?? '';
  const same = await read(first, { 'if-none-match': etag });
  expect([same.status, await same.text()]).toEqual([304, '']);
  expect((await read(first, {}, 'HEAD')).status).toBe(200);

  await page.reload();
  await atRest(page);
  await page.getByText('Ostatnio odczytał go kalendarz').waitFor();
  await page.getByRole('button', { name: 'Nadaj inny adres' }).click();
  await page.getByRole('button', { name: 'Nadaj inny adres' }).last().click();
  const second = await field.inputValue();
  expect(second).not.toBe(first);
  const gone = await read(first);
  expect([gone.status, await gone.text()]).toEqual([404, 'not-found\n']);
  expect((await read(second)).status).toBe(200);

  await page.getByRole('button', { name: 'Wyłącz adres' }).click();
  await page.getByRole('button', { name: 'Utwórz adres' }).waitFor();
  expect((await read(second)).status).toBe(404);
  await page.getByRole('button', { name: 'Cofnij' }).click();
  await page.getByRole('button', { name: 'Wyłącz adres' }).waitFor();
  expect((await read(second)).status).toBe(200);
  expect(said).not.toContain(token);
  expect(faults).toEqual([]);
});
