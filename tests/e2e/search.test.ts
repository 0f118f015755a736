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

const PASSWORD = 'every word of it, folded';
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let demo: RunningServer;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-search-'));
  await prepareDemoPages(dataDir, PASSWORD);
  demo = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (demo) removeData(demo);
});

async function open(who: string, path: string, viewport?: typeof PHONE) {
  const opened = await openPerson(browser, demo.address, { locale: 'pl-PL', ...(viewport && { viewport }) });
  await signIn(opened.page, `${who}@example.org`, PASSWORD);
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened;
}

test('[SE10] the palette shows the first hits while one types, and leads to all of them', async () => {
  const { page, context, faults } = await open('lead', '/home');
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox');
  // Another form of the word, without its Polish letters.
  await field.pressSequentially('klientow faktura');
  const hit = page.getByRole('option', { name: /Faktura jest dla klientów mało zrozumiała/ });
  await hit.filter({ hasText: 'Wniosek' }).waitFor();
  await page.getByRole('option', { name: /^Pokaż wszystkie \d+|^Pokaż jedyny/ }).waitFor();
  await field.press('ArrowUp');
  while ((await page.getByRole('option', { selected: true }).textContent())?.startsWith('Pokaż') !== true)
    await field.press('ArrowDown');
  await field.press('Enter');
  await page.waitForURL('**/search?q=klientow+faktura');
  await page
    .getByRole('link', { name: /Faktura jest dla klientów mało zrozumiała/ })
    .first()
    .waitFor();
  expect(await page.locator('main mark').allTextContents()).toContain('klientów');
  expect(faults).toEqual([]);
  await context.close();
});

test('[SE10] [SE5] the page keeps words and kind in its address, says what is not found, and is used by keyboard', async () => {
  const { page, context, faults } = await open('lead', '/search?q=klienci');
  const filters = page.getByRole('navigation', { name: 'Widoki' });
  await filters.getByRole('link', { name: /^Problemy/ }).click();
  await page.waitForURL('**/search?q=klienci&kind=issue');
  expect(new Set(await page.locator('main .kind').allTextContents())).toEqual(new Set(['Problem']));
  await page.reload();
  await atRest(page);
  await page.keyboard.press('/');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('xyzzy');
  await page.getByRole('heading', { name: 'Brak wyników dla „xyzzy”' }).waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe('xyzzy');
  // Not one sign is more than a word.
  await page.goto(`/search?q=${encodeURIComponent('" OR * (')}`);
  await page.getByRole('heading', { name: /^Brak wyników/ }).waitFor();
  await page.goto('/search');
  await page.getByRole('heading', { name: 'Czego szukasz?' }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('[SE3] [SE10] on a phone an employee finds what is theirs to see, and nobody by name', async () => {
  const { page, context, faults } = await open('employee', '/search?q=klienci', PHONE);
  await page.locator('main li').first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  await page.goto('/search?q=Lis');
  await atRest(page);
  expect(await page.locator('main .kind', { hasText: 'Osoba' }).count()).toBe(0);
  expect(await page.getByRole('link', { name: /^Ludzie/ }).count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
});
