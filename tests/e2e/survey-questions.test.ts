import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPerson, removeData, type RunningServer, signIn, startServer } from './harness.ts';
import { layoutFaults } from './look-at-layout.ts';
import { prepareDemoPages } from './pages.ts';

/** Questions that are called otherwise in the next wave, matched in a real browser. */
const PASSWORD = 'waves will meet';
const folder = mkdtempSync(join(tmpdir(), 'herringbone-questions-'));
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-questions-data-'));
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

/** Imports a wave whose rated questions have these headings, and gives its address. */
async function importWave(page: Page, name: string, headings: readonly string[]): Promise<string> {
  const path = join(folder, `${name}.csv`);
  const rows = Array.from({ length: 100 }, (_, row) =>
    [row + 1, ...headings.map((_heading, i) => 1 + ((row * (i + 1) + (row % 3)) % 5))].join(';'),
  );
  writeFileSync(path, `${['id', ...headings].join(';')}\n${rows.join('\n')}\n`);
  await page.goto('/survey/import');
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('button', { name: 'Wczytaj plik' }).click();
  await page.getByLabel('Nazwa ankiety').fill('Fale się spotykają');
  await page.getByLabel('Nazwa tej fali').fill(name);
  await page.getByRole('button', { name: 'Importuj', exact: true }).click();
  const link = page.getByRole('link', { name: 'Otwórz wyniki' });
  await link.waitFor();
  return (await link.getAttribute('href')) ?? '';
}

test('[SV85] on a phone what is sure is chosen, what is doubtful is taken by itself, and a reload keeps it', async () => {
  const { page, faults } = await openPerson(browser, server.address, {
    locale: 'pl-PL',
    viewport: { width: 390, height: 800 },
  });
  await signIn(page, 'analyst@example.org', PASSWORD);
  await importWave(page, 'wiosna', ['Q1', 'Q7A_SKLEP', 'Q7B_CZAS', 'Q7C_CENA', 'Q7O_CAŁOŚĆ', 'Q9']);
  const wave = await importWave(page, 'jesień', ['Q1', 'Q7SKLEP', 'Q7CZAS', 'Q7CENA', 'OGÓLNIE', 'Q9']);
  await page.goto(`${wave}/questions`);
  const questionOf = (column: string) => page.getByLabel(`Poprzednie pytanie dla ${column}`);
  await questionOf('Q7SKLEP').waitFor();
  expect(await questionOf('Q7SKLEP').inputValue()).toBe('Q7A_SKLEP');
  expect(await questionOf('OGÓLNIE').inputValue()).toBe('');
  await page.getByRole('button', { name: 'OGÓLNIE pyta o to samo co Q7O_CAŁOŚĆ' }).focus();
  await page.keyboard.press('Enter');
  expect(await questionOf('OGÓLNIE').inputValue()).toBe('Q7O_CAŁOŚĆ');
  expect(await layoutFaults(page, 'detail', true)).toEqual([]);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole('button', { name: 'Potwierdź' }).click();
  await page.getByText('Pytania są dopasowane.').waitFor();
  await page.reload();
  expect(await questionOf('OGÓLNIE').inputValue()).toBe('Q7O_CAŁOŚĆ');
  expect(faults).toEqual([]);
});

/** A questionnaire of 160 rated questions in eight blocks with long stems. */
function longQuestionnaire(): string {
  const path = join(folder, 'long.csv');
  const headings = Array.from(
    { length: 160 },
    (_, i) =>
      `Jak ocenia Pani lub Pan poszczególne elementy naszej obsługi w bloku ${Math.floor(i / 20) + 1}? [element numer ${i + 1}]`,
  );
  const rows = Array.from({ length: 200 }, (_, row) =>
    [row + 1, ...headings.map((_heading, i) => 1 + ((row * ((i % 7) + 1) + (row % 3)) % 5))].join(';'),
  );
  writeFileSync(path, `${['id', ...headings].join(';')}\n${rows.join('\n')}\n`);
  return path;
}

test('[SV203] of 160 questions one is found, a block is one chart, and a phone shows it', async () => {
  const { page, context, faults } = await openPerson(browser, server.address, {
    locale: 'pl-PL',
    viewport: { width: 1440, height: 900 },
  });
  await signIn(page, 'analyst@example.org', PASSWORD);
  await page.goto('/survey/import');
  await page.locator('input[type=file]').setInputFiles(longQuestionnaire());
  await page.getByRole('button', { name: 'Wczytaj plik' }).click();
  await page.getByLabel('Nazwa ankiety').fill('Sto sześćdziesiąt pytań');
  await page.getByLabel('Nazwa tej fali').fill('pierwsza');
  await page.getByRole('button', { name: 'Importuj', exact: true }).click();
  await page.getByRole('link', { name: 'Otwórz wyniki' }).click();
  const block = page.getByRole('region', { name: /w bloku 3\?$/ });
  await block.getByRole('table').waitFor();
  expect(await block.getByRole('row').count()).toBe(21);
  const firstItem = () => block.getByRole('rowheader').first().textContent();
  expect(await firstItem()).toBe('element numer 41');
  await block.getByLabel('Kolejność pozycji').selectOption({ label: 'od najgorszej' });
  await expect.poll(firstItem).not.toBe('element numer 41');
  await page.getByRole('searchbox', { name: 'Znajdź pytanie' }).fill('element numer 77');
  await page.getByText('1 z 160 pytań').waitFor();
  await page.getByRole('searchbox', { name: 'Znajdź pytanie' }).fill('');
  await page.getByText('160 z 160 pytań').waitFor();
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});
