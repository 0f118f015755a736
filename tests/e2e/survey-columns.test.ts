import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  chooseLanguage,
  launchBrowser,
  openPerson,
  removeData,
  type RunningServer,
  signIn,
  startServer,
} from './harness.ts';
import { prepareDemoPages } from './pages.ts';

/** Many columns decided at once while a file is imported, in a real browser. */
const PASSWORD = 'many at once';
const folder = mkdtempSync(join(tmpdir(), 'herringbone-columns-'));
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-columns-data-'));
  await prepareDemoPages(dataDir, PASSWORD);
  server = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
  rmSync(folder, { recursive: true, force: true });
});

const WORDS = ['ujdzie', 'lipa', 'bajka', 'nie byłem'];
const ITEMS = 40;

/** A questionnaire whose forty items are answered in words that no scale has. */
function questionnaire(): string {
  const path = join(folder, 'items.csv');
  const headings = ['id', ...Array.from({ length: ITEMS }, (_, i) => `W${i + 1} co sądzisz`), 'Region'];
  const rows = Array.from({ length: 80 }, (_, row) =>
    [
      row + 1,
      ...Array.from({ length: ITEMS }, (_item, i) => WORDS[(row * (i + 1) + (row % 3)) % WORDS.length]),
      row % 2 === 0 ? 'Północ' : 'Południe',
    ].join(';'),
  );
  writeFileSync(path, `${headings.join(';')}\n${rows.join('\n')}\n`);
  return path;
}

async function openColumns(page: Page, read: string): Promise<void> {
  await page.goto('/survey/import');
  await page.locator('input[type=file]').setInputFiles(questionnaire());
  await page.getByRole('button', { name: read }).click();
}

test('[SV202] by keyboard forty items are found, chosen, put in order and taken back', async () => {
  const { page, context, faults } = await openPerson(browser, server.address, { locale: 'pl-PL' });
  await signIn(page, 'analyst@example.org', PASSWORD);
  await openColumns(page, 'Wczytaj plik');
  await page.getByLabel('Znajdź kolumnę').fill('co sądzisz');
  await page.getByText('40 z 42 kolumn').waitFor();
  await page.getByRole('checkbox', { name: 'Zaznacz W1 co sądzisz' }).focus();
  await page.keyboard.press('Space');
  const bar = page.getByRole('region', { name: 'Zaznaczone' });
  await bar.getByRole('button', { name: /40/ }).press('Enter');
  await bar.getByRole('button', { name: 'Ułóż odpowiedzi' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const answers = (): Promise<string[]> => dialog.locator('li .answer').allTextContents();
  const wanted = ['lipa', 'ujdzie', 'bajka', 'nie byłem'];
  for (const [place, answer] of wanted.entries()) {
    const up = dialog.getByRole('button', { name: `Przesuń „${answer}” w górę` });
    while ((await answers()).indexOf(answer) > place) await up.press('Enter');
  }
  expect(await answers()).toEqual(wanted);
  await dialog.getByRole('checkbox', { name: '„nie byłem” oznacza brak odpowiedzi' }).press('Space');
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await dialog.getByRole('button', { name: 'Zastosuj kolejność' }).press('Enter');
  await page.getByText('Zmieniono 40 kolumn.').waitFor();
  const role = (column: string) => page.getByLabel(`Rola kolumny ${column}`);
  expect(await role('W1 co sądzisz').inputValue()).toBe('rating');
  expect(await role('W40 co sądzisz').inputValue()).toBe('rating');
  // One step back is all forty of them.
  await page.getByRole('button', { name: 'Cofnij', exact: true }).first().press('Enter');
  expect(await role('W40 co sądzisz').inputValue()).toBe('category');
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV202] with a mouse answers are dragged into order, and a choice that does not fit is counted', async () => {
  const { page, context, faults } = await openPerson(browser, server.address, { locale: 'en-GB' });
  await signIn(page, 'analyst@example.org', PASSWORD);
  await chooseLanguage(page, 'en');
  await openColumns(page, 'Read the file');
  await page.getByRole('checkbox', { name: 'Choose W1 co sądzisz' }).click();
  await page.getByRole('checkbox', { name: 'Choose W3 co sądzisz' }).click({ modifiers: ['Shift'] });
  const bar = page.getByRole('region', { name: 'What is chosen' });
  await bar.getByText('3 chosen').waitFor();
  await bar.getByRole('button', { name: 'Put answers in order' }).click();
  const dialog = page.getByRole('dialog');
  const row = (answer: string) => dialog.locator('li').filter({ hasText: answer });
  await row('lipa').dragTo(dialog.locator('li').first());
  expect((await dialog.locator('li .answer').allTextContents())[0]).toBe('lipa');
  await dialog.getByRole('button', { name: 'Use this order' }).click();
  await page.getByText('3 columns were changed.').waitFor();
  await page.getByRole('checkbox', { name: 'Choose Region' }).click();
  await bar.getByRole('button', { name: 'Decide about them' }).click();
  await dialog.getByLabel('Lowest point').fill('5');
  await dialog.getByLabel('Highest point').fill('1');
  await dialog.getByRole('button', { name: 'Decide', exact: true }).click();
  await dialog.getByText('Give both points, the lowest below the highest.').waitFor();
  await dialog.getByLabel('Lowest point').fill('1');
  await dialog.getByLabel('Highest point').fill('6');
  await dialog.getByRole('button', { name: 'Decide', exact: true }).click();
  await page.getByText('3 columns were changed; 1 is as it was, because that does not fit it.').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV202] on a phone the columns can be chosen and their answers moved', async () => {
  const { page, context, faults } = await openPerson(browser, server.address, {
    locale: 'pl-PL',
    viewport: { width: 390, height: 800 },
  });
  await signIn(page, 'analyst@example.org', PASSWORD);
  await chooseLanguage(page, 'pl');
  await openColumns(page, 'Wczytaj plik');
  await page.getByRole('checkbox', { name: 'Zaznacz W1 co sądzisz' }).check();
  await page.getByRole('button', { name: 'Ułóż odpowiedzi' }).click();
  await page.getByRole('button', { name: 'Odwróć' }).click();
  await page.getByRole('button', { name: 'Zastosuj kolejność' }).click();
  await page.getByText('Zmieniono 1 kolumnę.').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(faults).toEqual([]);
  await context.close();
});
