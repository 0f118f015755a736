import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const PASSWORD = 'what waits and what is done';

let browser: Browser;
let demo: RunningServer;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-inbox-'));
  await prepareDemoPages(dataDir, PASSWORD);
  demo = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (demo) removeData(demo);
});

test('[NO3] the lead is done with a notice and takes it back, and puts another off, on a phone', async () => {
  const viewport = { width: 390, height: 844 };
  const { page } = await openPerson(browser, demo.address, { locale: 'pl-PL', viewport });
  await signIn(page, 'lead@example.org', PASSWORD);
  await page.goto('/inbox');
  await atRest(page);
  const rows = page.getByRole('main').getByRole('listitem');
  const waiting = await rows.count();
  expect(waiting).toBeGreaterThan(0);
  const link = page.getByRole('navigation', { name: 'Główna nawigacja' }).getByRole('link', {
    name: /^Skrzynka/,
  });
  expect(await link.innerText()).toContain(String(waiting));

  await page
    .getByRole('button', { name: /^Załatwione: / })
    .first()
    .click();
  await expect.poll(() => rows.count()).toBe(waiting - 1);
  await page.getByRole('button', { name: 'Cofnij' }).click();
  await expect.poll(() => rows.count()).toBe(waiting);

  await page
    .getByRole('button', { name: /^Odłóż: / })
    .first()
    .click();
  await page.getByRole('button', { name: 'Do jutra rano' }).click();
  await expect.poll(() => rows.count()).toBe(waiting - 1);
  await page.goto('/inbox?view=snoozed');
  await atRest(page);
  expect(await rows.count()).toBe(2);
});
