import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeText, joinBytes } from '#lib/tabular/testing/exports.ts';
import { workbookOf } from '#lib/tabular/testing/workbook.ts';
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
import { prepareDemoPages } from './pages.ts';

/** The import page in a real browser, with files as Polish offices have them. */
const PASSWORD = 'import page only';
const folder = mkdtempSync(join(tmpdir(), 'herringbone-import-'));
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-import-data-'));
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

async function openImport(locale: string): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await openPerson(browser, server.address, { locale });
  await signIn(page, 'analyst@example.org', PASSWORD);
  // What a person chose in the profile wins over the browser's language.
  await chooseLanguage(page, locale.startsWith('pl') ? 'pl' : 'en');
  await page.goto('/survey/import');
  return { page, faults };
}

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Windows-1250 with two rows of CP852, personal data, a rejected row, words for a scale and zeros that mean N/A. */
function polishFile(): Uint8Array {
  const head =
    'id;NPS;Zadowolenie z obsługi;Czas oczekiwania [ocena];Cena [ocena];Jakość [ocena];Imię;Uwagi\r\n';
  const words = [
    'Bardzo niezadowolony',
    'Niezadowolony',
    'Ani zadowolony, ani niezadowolony',
    'Zadowolony',
    'Bardzo zadowolony',
  ];
  const row = (i: number, comment: string): string => {
    const score = (i * 7) % 11;
    const wait = i % 7 === 0 ? 0 : 1 + Math.floor(score / 2.2);
    return `${i + 1};${score};${words[i % 5]};${wait};${1 + (i % 5)};${1 + ((i * 3) % 5)};Łucja;${comment}\r\n`;
  };
  const comments = [
    'wciąż źle',
    'proszę o telefon 600 100 200',
    'zamówienie nr 44051401458',
    'PESEL 44051401458',
    '',
  ];
  const own = Array.from({ length: 120 }, (_, i) => row(i, comments[i % comments.length] ?? ''));
  return joinBytes([
    encodeText(head + own.join(''), 'windows-1250'),
    encodeText(row(120, 'święta prawda') + row(121, 'późno'), 'cp852'),
    encodeText('999;1;x;1;1;1;Ala;uwaga;za;dużo\r\n', 'windows-1250'),
  ]);
}

test('[SV26] [SV33] a Windows-1250 file goes from upload to figures in Polish, masked and repaired', async () => {
  const { page, faults } = await openImport('pl-PL');
  await page.locator('input[type=file]').setInputFiles(fileOf('wyniki.csv', polishFile()));
  await page.getByLabel('Kodowanie').waitFor();
  expect(await page.getByLabel('Kodowanie').inputValue()).toBe('windows-1250');
  await page.getByText('2 wiersze zapisano w innym kodowaniu').waitFor();
  await page.getByRole('button', { name: 'Wczytaj plik' }).click();
  await page.getByRole('heading', { name: 'Dane osobowe w tym pliku' }).waitFor();
  await page.getByText('24 numery PESEL').waitFor();
  await page.getByText('[PESEL]').first().waitFor();
  await page.getByText(/^Pokaż \d+ naprawion/).click();
  await page.getByRole('cell', { name: 'święta prawda CP852' }).waitFor();
  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.getByLabel('Nazwa ankiety').fill('Obsługa');
  await page.getByLabel('Nazwa tej fali').fill('Import po polsku');
  await page.getByRole('button', { name: 'Importuj', exact: true }).click();
  await page.getByText('122 odpowiedzi').first().waitFor();
  await page.getByRole('link', { name: 'Otwórz wyniki' }).click();
  await page.getByText('Wszystkie odpowiedzi: 122').waitFor();
  // The number of an order stays, as its context says; a PESEL does not.
  expect(await page.getByText('PESEL 44051401458').count()).toBe(0);
  expect(faults).toEqual([]);
});

test('[SV26] on a phone no step of the import is wider than the screen, and axe has nothing to say', async () => {
  const { page, faults } = await openImport('pl-PL');
  await page.setViewportSize({ width: 360, height: 740 });
  const look = async (): Promise<void> => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  };
  await page.locator('input[type=file]').setInputFiles(fileOf('telefon.csv', polishFile()));
  await page.getByLabel('Kodowanie').waitFor();
  await look();
  await page.getByRole('button', { name: 'Wczytaj plik' }).click();
  await page.getByRole('heading', { name: 'Dane osobowe w tym pliku' }).waitFor();
  await look();
  await page.getByLabel('Nazwa ankiety').fill('Z telefonu');
  await page.getByLabel('Nazwa tej fali').fill('Import z telefonu');
  await page.getByRole('button', { name: 'Importuj', exact: true }).click();
  await page.getByText('122 odpowiedzi').first().waitFor();
  await look();
  expect(faults).toEqual([]);
});

test('[SV35] rejected rows come as a file with their reason, in the dialect of their file', async () => {
  const { page } = await openImport('en-GB');
  await page.locator('input[type=file]').setInputFiles(fileOf('answers.csv', polishFile()));
  await page.getByRole('button', { name: 'Read the file' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the row to fix it' }).click();
  const download = await downloading;
  const text = readFileSync(await download.path(), 'utf8');
  expect([download.suggestedFilename(), text.charCodeAt(0)]).toEqual(['answers-rejected.csv', 0xfeff]);
  const [head, row] = text.slice(1).trim().split('\r\n');
  expect(head).toMatch(/^Why this row was rejected;id;NPS;/);
  expect(row).toBe('row 123: more cells than there are columns;999;1;x;1;1;1;Ala;uwaga;za;dużo');
});

test('[SV29] a workbook renamed .csv is read, and its other sheet can be chosen', async () => {
  const { page, faults } = await openImport('en-GB');
  const rows = (offset: number) => Array.from({ length: 60 }, (_, i) => [i + 1, (i + offset) % 11, 'Kraków']);
  const bytes = await workbookOf({
    Maj: [['id', 'NPS', 'Miasto'], ...rows(0)],
    Czerwiec: [['id', 'NPS', 'Oddział'], ...rows(3)],
  });
  await page.locator('input[type=file]').setInputFiles(fileOf('export.csv', bytes));
  await page.getByLabel('Sheet').selectOption('Czerwiec');
  await page.getByRole('columnheader', { name: 'Oddział' }).waitFor();
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByText('Its sheet “Czerwiec” was read, one of 2.').waitFor();
  expect(faults).toEqual([]);
});

test('[SV6] [SV31] by keyboard alone: the passport is changed, a wording gets another number, a column is kept', async () => {
  const { page, faults } = await openImport('en-GB');
  await page.locator('input[type=file]').setInputFiles(fileOf('keys.csv', polishFile()));
  const delimiter = page.getByLabel('Delimiter');
  await delimiter.focus();
  await page.keyboard.press('ArrowUp'); // from the semicolon to the comma above it
  await page.getByText('Set by hand.').waitFor();
  await delimiter.focus();
  await page.keyboard.press('ArrowDown');
  await page.locator('.preview th').getByText('Zadowolenie z obsługi', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Read the file' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('5 wordings and their numbers').focus();
  await page.keyboard.press('Enter');
  const point = page.getByLabel('Number for “Zadowolony” in Zadowolenie z obsługi; empty means no answer');
  await point.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('3');
  await page.keyboard.press('Tab');
  await page.getByLabel('The best point of Cena [ocena]').selectOption({ label: '1 is best' });
  const group = page.getByRole('group', { name: 'Personal data in Imię' });
  await group.getByLabel('leave out').focus();
  await page.keyboard.press('ArrowUp');
  expect(await group.getByLabel('mask').isChecked()).toBe(true);
  expect(await page.getByLabel('Role of Imię').inputValue()).toBe('category');
  expect(faults).toEqual([]);
});

test('[SV88] by keyboard alone the next wave is read like the last one, and that is undone', async () => {
  const { page, faults } = await openImport('en-GB');
  const choose = async (name: string): Promise<void> => {
    await atRest(page); // the page listens
    await page.locator('input[type=file]').setInputFiles(fileOf(name, polishFile()));
    await page.getByRole('button', { name: 'Read the file' }).click();
  };
  const direction = page.getByLabel('The best point of Cena [ocena]');
  const apply = page.getByRole('button', { name: 'Read like the last wave of Next waves' });
  await choose('first.csv');
  await direction.selectOption({ label: '1 is best' });
  await page.getByLabel('Role of Jakość [ocena]').selectOption('ignore');
  await page.getByLabel('Name of the survey').fill('Next waves');
  await page.getByLabel('Name of this wave').fill('First');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: 'Open the results' }).waitFor();

  await page.goto('/survey/import');
  await choose('second.csv');
  await apply.waitFor();
  expect(await direction.inputValue()).toBe('false');
  const listed = page
    .getByRole('region', { name: 'Read like the last wave of Next waves?' })
    .getByRole('listitem');
  expect(await listed.allInnerTexts()).toEqual([
    'Cena [ocena]: the lowest number is best',
    'Jakość [ocena]: role “leave out” instead of “rating”',
  ]);
  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await apply.focus();
  await page.keyboard.press('Enter');
  await page.getByText('Read like the wave First of Next waves.').waitFor();
  expect(await direction.inputValue()).toBe('true');
  expect(await page.getByLabel('Role of Jakość [ocena]').inputValue()).toBe('ignore');
  await page.keyboard.press('Tab'); // from the notice, which has the focus, to its button
  await page.keyboard.press('Enter');
  await apply.waitFor();
  expect(await page.getByLabel('Role of Jakość [ocena]').inputValue()).toBe('rating');
  expect(faults).toEqual([]);
});

test('[SV125] [SV127] by keyboard alone a person points at the headings and keeps the totals, in both languages', async () => {
  for (const [locale, words] of [
    [
      'en-GB',
      { line: 'Line 4 holds the headings', other: 'Line 2 holds the headings', read: 'Read the file' },
    ],
    ['pl-PL', { line: 'W wierszu 4 są nagłówki', other: 'W wierszu 2 są nagłówki', read: 'Wczytaj plik' }],
  ] as const) {
    const { page, faults } = await openImport(locale);
    await page.setViewportSize({ width: 390, height: 844 });
    const answers = Array.from(
      { length: 60 },
      (_, i) => `${i + 1};${i % 11};${i % 2 ? 'Północ' : 'Południe'}`,
    );
    const text = `Dla: Jan Kowalski\nOkres od;2026-01-01\n\nID;NPS;Region\n${answers.join('\n')}\nRazem;;\nŚrednia;4,9;\n`;
    await page
      .locator('input[type=file]')
      .setInputFiles(fileOf('raport.csv', new TextEncoder().encode(text)));
    const guessed = page.getByRole('radio', { name: words.line });
    await guessed.waitFor();
    expect(await guessed.isChecked()).toBe(true);
    await guessed.focus();
    await page.keyboard.press('ArrowUp');
    // The empty line cannot hold headings: the choice goes on to the next one that can.
    await page.getByRole('columnheader', { name: 'Okres od' }).waitFor();
    expect(await page.getByRole('radio', { name: words.other }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: words.line }).check();
    await page.getByRole('columnheader', { name: 'Region' }).waitFor();
    const axe = await new AxeBuilder({ page }).analyze();
    expect(axe.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: words.read }).click();
    await page.getByText(/61, 62/).waitFor();
    const keep = page.getByRole('button', {
      name: locale === 'pl-PL' ? 'Zachowaj jako odpowiedzi' : 'Keep them as answers',
    });
    await keep.focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: locale === 'pl-PL' ? 'Pomiń' : 'Leave them out', exact: true })
      .waitFor();
    expect(await page.getByText('Kowalski').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  }
});
