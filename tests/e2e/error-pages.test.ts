import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  atRest,
  chooseLanguage,
  launchBrowser,
  openPerson,
  removeData,
  type RunningServer,
  signIn,
  startServer,
} from './harness.ts';
import { prepareDemoPages, type DemoPage } from './pages.ts';

/** Whoever is signed in keeps the navigation on a page of errors, wherever it comes from. */
const PASSWORD = 'nobody is lost here';

let browser: Browser;
let demo: RunningServer;
let pages: DemoPage[];

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-errors-'));
  pages = await prepareDemoPages(dataDir, PASSWORD);
  demo = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (demo) removeData(demo);
});

const WORDS = {
  pl: { navigation: 'Główna nawigacja', issues: 'Problemy', title: 'Nie udało się' },
  en: { navigation: 'Main navigation', issues: 'Issues', title: 'This did not work' },
} as const;

test.each(['pl', 'en'] as const)(
  '[PE21] in the language "%s" a page that cannot be shown keeps the navigation',
  async (locale) => {
    const words = WORDS[locale];
    const { page, context } = await openPerson(browser, demo.address, {
      locale: locale === 'pl' ? 'pl-PL' : 'en-GB',
    });
    await signIn(page, 'employee@example.org', PASSWORD);
    await chooseLanguage(page, locale);
    const cases = [
      ['/no/such/place/at/all', 404],
      ['/issues/00000000-0000-7000-8000-000000000000', 404],
      ['/people/audit', 403],
      ['/workshop/new', 403],
      ['/invite/used-long-ago', 410],
    ] as const;
    for (const [path, status] of cases) {
      const response = await page.goto(path);
      expect([path, response?.status()]).toEqual([path, status]);
      expect(new URL(page.url()).pathname).toBe(path);
      await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
      expect(await page.getByText('⟦').count()).toBe(0);
      // A press that works shows that the page's own scripts arrived too, at whatever depth.
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      const navigation = page.getByRole('navigation', { name: words.navigation });
      await navigation.getByRole('link', { name: words.issues }).click();
      await page.waitForURL('**/issues');
    }
    await context.close();
  },
);

test('[PE21] [PE25] a fault of ours keeps the navigation, says its number, and is tried again by a press', async () => {
  const { page, context } = await openPerson(browser, demo.address);
  // Not the employee, whose language the tests above change.
  await signIn(page, 'mentor@example.org', PASSWORD);
  // Nothing that a person can do makes a page fail, so a table goes that this page alone reads: the inbox
  // of every page names rounds.
  const database = new DatabaseSync(join(demo.dataDir, 'herringbone.db'));
  database.exec('alter table shift_ahead rename to elsewhere');
  try {
    const response = await page.goto('/shifts?from=here');
    expect(response?.status()).toBe(500);
    await page.getByRole('heading', { level: 1, name: WORDS.pl.title }).waitFor();
    await page.getByText(/Zapisano to pod numerem [0-9a-f]{8}\./).waitFor();
    expect(await page.title()).toBe('Nie udało się · Herringbone');
    await page.getByRole('navigation', { name: WORDS.pl.navigation }).waitFor();
    await expectAxeClean(page);
  } finally {
    database.exec('alter table elsewhere rename to shift_ahead');
    database.close();
  }
  await page.getByRole('link', { name: 'Spróbuj ponownie' }).click();
  await page.getByRole('heading', { level: 1, name: 'Dyżury' }).waitFor();
  expect(new URL(page.url()).search).toBe('?from=here');
  await context.close();
});

test('[PE25] where not even a page of errors can be made, both languages say what to do, with the code', async () => {
  // Refused before anything is known about its sender, as what breaks while a session is read is.
  const response = await fetch(new URL('/issues', demo.address), {
    method: 'POST',
    headers: {
      origin: 'https://elsewhere.example',
      accept: 'text/html',
      'content-type': 'application/json',
    },
    body: '{}',
  });
  const html = await response.text();
  expect([response.status, html.includes('%sveltekit')]).toEqual([403, false]);
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context, faults } = await openPerson(browser, demo.address, {
      viewport: { width: 390, height: 800 },
      colorScheme,
    });
    await page.setContent(html);
    await page.getByRole('heading', { name: WORDS.pl.title }).waitFor();
    await page.getByRole('heading', { name: WORDS.en.title }).waitFor();
    await page.getByText('403 · forbidden').waitFor();
    for (const name of ['Spróbuj ponownie', 'Try again'])
      expect(await page.getByRole('link', { name }).getAttribute('href')).toBe('');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAxeClean(page);
    expect(faults).toEqual([]);
    await context.close();
  }
});

async function expectAxeClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test('[PE21] a visitor sees no navigation on a page of errors', async () => {
  const { page, context } = await openPerson(browser, demo.address);
  const response = await page.goto('/no/such/place');
  expect(response?.status()).toBe(404);
  expect(await page.getByRole('navigation').count()).toBe(0);
  await context.close();
});

test('on a phone the present place is lit in the bar, and what is to be decided stands above the reports', async () => {
  const { page, context } = await openPerson(browser, demo.address, {
    viewport: { width: 390, height: 844 },
  });
  await signIn(page, 'marketing@example.org', PASSWORD);
  await page.goto('/projects');
  const lit = page.locator('nav .group a[aria-current=page]');
  expect(await lit.getAttribute('href')).toBe('/projects');
  expect(await lit.isVisible()).toBe(true);
  const more = page.getByRole('button', { name: 'Więcej', exact: true });
  expect(await more.getAttribute('aria-current')).toBe(null);

  // What a director's bar has no room for is behind "more", which is lit there.
  await atRest(page);
  await more.click();
  await page.getByRole('dialog').getByRole('link', { name: 'Problemy' }).click();
  await page.waitForURL('**/issues');
  expect(await more.getAttribute('aria-current')).toBe('page');

  await page.goto(pages.find(({ name }) => name === 'project-decision')?.path ?? '');
  const top = async (title: string): Promise<number> =>
    (await page.getByRole('heading', { name: title, exact: true }).boundingBox())?.y ?? NaN;
  expect(await top('Zatwierdzenia')).toBeLessThan(await top('Status'));
  expect(await page.getByText('Brak wieści jest gorszy').count()).toBe(0);
  await context.close();
});
