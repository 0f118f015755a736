import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareDemo } from '#server/demo/prepare-demo.ts';
import {
  chooseLanguage,
  launchBrowser,
  openPerson,
  PASSWORD,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-years-'));
  await prepareDemo({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, PASSWORD, () => undefined);
  server = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (!server) return;
  await server.stop();
  removeData(server);
});

test('[IS56] an issue is dragged into a year and before another one, and by its buttons out again', async () => {
  const { page, context, faults } = await openPerson(browser, server.address);
  await signIn(page, 'lead@example.org');
  await chooseLanguage(page, 'en');
  await page.goto('/issues/years');
  const next = String(new Date().getFullYear() + 1);
  const year = page.getByRole('group', { name: next });
  const waiting = page.getByRole('group', { name: 'Not in a year' });
  const names = (column: Locator): Promise<string[]> =>
    column.locator('li a').evaluateAll((links) => links.map((link) => link.textContent ?? ''));
  const already = await names(year);
  const [first = '', second = ''] = await names(waiting);

  await waiting.getByRole('listitem').filter({ hasText: first }).dragTo(year.getByRole('heading'));
  await expect.poll(() => names(year)).toEqual([...already, first]);
  await waiting
    .getByRole('listitem')
    .filter({ hasText: second })
    .dragTo(year.getByRole('listitem').filter({ hasText: first }));
  await expect.poll(() => names(year)).toEqual([...already, second, first]);
  await page.reload();
  expect(await names(year)).toEqual([...already, second, first]);

  const row = year.getByRole('listitem').filter({ hasText: second });
  await row.getByRole('button', { name: /^Down: / }).press('Enter');
  await expect.poll(() => names(year)).toEqual([...already, first, second]);
  await row.getByRole('button', { name: /^Take out/ }).press('Enter');
  await expect.poll(() => names(year)).toEqual([...already, first]);
  expect(faults).toEqual([]);
  await context.close();
});
