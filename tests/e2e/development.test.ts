import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  launchBrowser,
  openPerson,
  removeData,
  setUpOrganisation,
  startServer,
  type RunningServer,
} from './harness.ts';
import { LOCALES } from '#lib/base/locale.ts';
import { SAMPLES, WIDTHS } from '../../src/routes/dev/looks.ts';
import { PATIENCE_MS } from '../patience.ts';

/** The server as `npm run dev` starts it: Vite serves the pages, everything else is the product. */
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ isDevelopment: true });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (server) removeData(server);
});

test('in development the pages come from their sources and work on the same server', async () => {
  const { page, context, faults } = await openPerson(browser, server.address);
  context.setDefaultTimeout(PATIENCE_MS); // the first visit compiles what it needs
  await setUpOrganisation(page, server.setUpLink ?? '');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('People');

  await page.goto('/dev/gallery');
  for (const theme of ['light', 'dark']) {
    const section = page.getByRole('region', { name: theme, exact: true });
    await section.getByText('Choose file').waitFor();
  }
  await page.goto('/dev');
  await page.getByRole('button', { name: 'detail' }).click();
  expect(await page.locator('iframe').count()).toBe(LOCALES.length * 2 * WIDTHS.length);
  for (const sample of SAMPLES) {
    for (const locale of LOCALES) {
      await page.goto(`/dev/look?sample=${sample}&locale=${locale}&theme=dark`);
      await page.getByRole('heading').or(page.locator('[data-page-type]')).first().waitFor();
      expect([sample, locale, await page.getByText('⟦').count()]).toEqual([sample, locale, 0]);
    }
  }
  expect(faults).toEqual([]);
  await context.close();
});
