import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
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

/** A newer file in the place of an older one, and looking for personal data again, in a real browser. */
const PASSWORD = 'newer file only';
const folder = mkdtempSync(join(tmpdir(), 'herringbone-reimport-'));
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-reimport-data-'));
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

async function openAnalyst(language: 'English' | 'Polski'): Promise<{ page: Page; faults: string[] }> {
  const locale = language === 'Polski' ? 'pl-PL' : 'en-GB';
  const { page, faults } = await openPerson(browser, server.address, { locale });
  await signIn(page, 'analyst@example.org', PASSWORD);
  await chooseLanguage(page, locale.startsWith('pl') ? 'pl' : 'en');
  return { page, faults };
}

const HEADING = 'id;NPS;Uwagi';
const ROWS = Array.from({ length: 120 }, (_, i) => `${i + 1};${i % 11};uwaga numer ${i}`);

function fileOf(name: string, rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${[HEADING, ...rows].join('\n')}\n`);
  return path;
}

/** Imports the rows as a new wave and gives its address. `keeps` says whether comments stay unmasked. */
async function importWave(page: Page, name: string, rows: readonly string[], keeps = false): Promise<string> {
  await page.goto('/survey/import');
  await page.locator('input[type=file]').setInputFiles(fileOf(`${name}.csv`, rows));
  await page.getByRole('button', { name: 'Read the file' }).click();
  if (keeps) {
    const group = page.getByRole('group', { name: 'Personal data in Uwagi' });
    await group.getByRole('radio').first().check();
  }
  await page.getByLabel('Name of the survey').fill('Newer files');
  await page.getByLabel('Name of this wave').fill(name);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const link = page.getByRole('link', { name: 'Open the results' });
  await link.waitFor();
  return (await link.getAttribute('href')) ?? '';
}

test('[SV84] [SV87] by keyboard alone a newer file is compared, confirmed and undone', async () => {
  const { page, faults } = await openAnalyst('English');
  const wave = await importWave(page, 'Spring', ROWS);
  await page.goto(`${wave}/source`);
  await page.getByRole('link', { name: 'Import a newer file' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'A newer file for Spring' }).waitFor();
  const newer = ['1;10;uwaga numer 0', ...ROWS.slice(1, -2), '900;3;nowa odpowiedź'];
  await page.locator('input[type=file]').setInputFiles(fileOf('newer.csv', newer));
  for (const name of ['Read the file', 'Compare with the wave']) {
    await page.getByRole('button', { name }).focus();
    await page.keyboard.press('Enter');
  }
  await page.getByRole('heading', { name: 'What this file would change' }).waitFor();
  const counts = async (): Promise<string[]> => page.locator('.difference dd').allInnerTexts();
  expect(await counts()).toEqual(['117', '1', '1', '2']);
  await page.getByRole('row', { name: 'NPS 1' }).waitFor();
  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.getByLabel('Match responses by').focus();
  await page.keyboard.press('ArrowDown');
  await page.getByText('Without an id').waitFor();
  expect(await counts()).toEqual(['117', '2', '3']);
  await page.getByRole('button', { name: 'Replace the wave’s file' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('119 responses').first().waitFor();

  await page.goto(`${wave}/source`);
  await page.getByRole('button', { name: 'Bring it back' }).focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Bring it back?' });
  await question.getByText('which is deleted with its 119 responses').waitFor();
  await question.getByRole('button', { name: 'Bring it back' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('The file before is back.').waitFor();
  await page.getByRole('heading', { name: 'Spring.csv' }).waitFor();
  expect(faults).toEqual([]);
});

test('[SV87] when the wave changed meanwhile nothing is written, and the file is compared again', async () => {
  const { page } = await openAnalyst('English');
  const wave = await importWave(page, 'Summer', ROWS);
  const compare = async (tab: Page, name: string, rows: readonly string[]): Promise<void> => {
    await tab.goto(`/survey/import?replaces=${wave.split('/').at(-1)}`);
    await tab.locator('input[type=file]').setInputFiles(fileOf(name, rows));
    await tab.getByRole('button', { name: 'Read the file' }).click();
    await tab.getByRole('button', { name: 'Compare with the wave' }).click();
    await tab.getByRole('heading', { name: 'What this file would change' }).waitFor();
  };
  const other = await page.context().newPage();
  await compare(page, 'mine.csv', ROWS.slice(0, 100));
  await compare(other, 'theirs.csv', ROWS.slice(0, 110));
  await other.getByRole('button', { name: 'Replace the wave’s file' }).click();
  await other.getByText('110 responses').first().waitFor();
  await page.getByRole('button', { name: 'Replace the wave’s file' }).click();
  await page.getByText('Somebody changed this wave meanwhile').waitFor();
  await page.getByRole('button', { name: 'Compare with the wave as it is now' }).click();
  await page.getByRole('button', { name: 'Replace the wave’s file' }).waitFor();
  expect(await page.locator('.difference dd').allInnerTexts()).toEqual(['100', '0', '0', '10']);
  await page.getByRole('button', { name: 'Replace the wave’s file' }).click();
  await page.getByText('100 responses').first().waitFor();
});

test('[SV112] a newer file that gives somebody away is withheld: the analyst alone learns why and what helps', async () => {
  const { page, faults } = await openAnalyst('English');
  const wave = await importWave(page, 'Withheld', ROWS);
  const replace = async (rows: readonly string[]): Promise<void> => {
    await page.goto(`/survey/import?replaces=${wave.split('/').at(-1)}`);
    await page.locator('input[type=file]').setInputFiles(fileOf('withheld.csv', rows));
    await page.getByRole('button', { name: 'Read the file' }).click();
    await page.getByRole('button', { name: 'Compare with the wave' }).click();
    await page.getByRole('button', { name: 'Replace the wave’s file' }).click();
    await page.getByText(`${rows.length} responses`).first().waitFor();
  };
  // Whoever sees no rows: a lead, who may see figures, and an employee, who may not.
  const lead = await openPerson(browser, server.address, { locale: 'pl-PL' });
  await signIn(lead.page, 'lead@example.org', PASSWORD);
  const employee = await openPerson(browser, server.address);
  await signIn(employee.page, 'employee@example.org', PASSWORD);
  const seenBy = async (reader: Page, path = wave): Promise<string> => {
    await reader.goto(path);
    return reader.locator('main').innerText();
  };
  const before = { wave: '', list: '' };
  await expect.poll(async () => (before.wave = await seenBy(lead.page)), { interval: 500 }).toContain('120');
  before.list = await seenBy(lead.page, '/survey');

  // One person more: who knows both figures knows their answer.
  await replace([...ROWS, '121;10;nowa odpowiedź']);
  await page.goto(`${wave}/source`);
  const notice = page.locator('main').getByText(/^This file differs from what they have seen by too few/);
  await expect.poll(async () => page.reload().then(() => notice.count())).toBe(1);
  await page.getByText('Others still see the figures of an earlier file').waitFor();
  expect(await notice.innerText()).toMatch(/It concerns: .*NPS.*follow once enough answers have changed/);
  expect(await seenBy(page)).toContain('121');

  expect(await seenBy(lead.page)).toBe(before.wave);
  expect(await seenBy(lead.page, '/survey')).toBe(before.list);
  // What comes with the page for its scripts tells nothing either.
  const sent = await (await lead.page.request.get(`${wave}/__data.json`)).text();
  expect(sent).toContain('Withheld'); // the name of the wave: these are its data
  expect(sent).not.toMatch(/"near"|"pending"|\b121\b/);
  for (const tab of ['', '/source', '/published']) {
    const response = await employee.page.goto(wave + tab);
    expect([tab, response?.status()]).toEqual([tab, 403]);
    // The whole page holds ids, in which any three digits may stand: figures are looked for in what is read.
    expect(await employee.page.locator('body').innerText()).not.toMatch(/\b121\b/);
    expect(await employee.page.content()).not.toMatch(/earlier file|Withheld/);
  }

  // Enough answers more: nobody can be worked out, and what was held back follows.
  await replace([...ROWS, ...Array.from({ length: 12 }, (_, i) => `${200 + i};${i % 11};później ${i}`)]);
  await expect.poll(() => seenBy(lead.page), { interval: 500 }).toContain('132');
  await page.goto(`${wave}/source`);
  await page.getByText('132').first().waitFor();
  expect(await page.getByText('Others still see the figures of an earlier file').count()).toBe(0);
  expect([...faults, ...lead.faults, ...employee.faults]).toEqual([]);
  await lead.context.close();
  await employee.context.close();
});

test('[SV83] an upload that broke off is no wave, and is sent again after the page was left', async () => {
  const { page } = await openAnalyst('English');
  let puts = 0;
  await page.route('**/api/survey/uploads/*/*', (route) => {
    puts++;
    return route.abort();
  });
  await page.goto('/survey/import');
  const path = fileOf('broken.csv', ROWS.slice(0, 90));
  const send = async (): Promise<void> => {
    await atRest(page); // the page listens
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByRole('button', { name: 'Read the file' }).click();
    await page.getByLabel('Name of the survey').fill('Newer files');
    await page.getByLabel('Name of this wave').fill('Broken off');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
  };
  await send();
  await page.getByRole('alert').waitFor();
  expect(puts).toBe(4); // tried again, then said
  await page.goto('/survey');
  expect(await page.getByText('Broken off').count()).toBe(0);
  await page.unroute('**/api/survey/uploads/*/*');
  await page.goto('/survey/import');
  const began = page.waitForResponse((response) => response.url().endsWith('/api/survey/uploads'));
  await send();
  expect(await (await began).json()).toMatchObject({ positions: [] });
  await page.getByText('90 responses').first().waitFor();
});

/** Answers that no compression makes small: the file of their wave takes several chunks. */
function bulkyRows(count: number): string[] {
  const random = seededRandom(11);
  const word = (): string => Math.floor(random() * 1e12).toString(36);
  return Array.from(
    { length: count },
    (_, i) => `${i + 1};${i % 11};${Array.from({ length: 8 }, word).join(' ')}`,
  );
}

test('[SV83] an upload that broke off between chunks goes on where it stopped', async () => {
  const { page } = await openAnalyst('English');
  const sent: number[] = [];
  let isCut = true;
  await page.route('**/api/survey/uploads/*/*', (route) => {
    const position = Number(route.request().url().split('/').at(-1));
    if (isCut && position > 0) return route.abort();
    sent.push(position);
    return route.continue();
  });
  const rows = bulkyRows(60_000);
  const path = fileOf('bulky.csv', rows);
  const send = async (): Promise<void> => {
    await page.goto('/survey/import');
    await atRest(page); // the page listens
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByRole('button', { name: 'Read the file' }).click();
    await page.getByLabel('Name of the survey').fill('Newer files');
    await page.getByLabel('Name of this wave').fill('Bulky');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
  };
  await send();
  await page.getByRole('alert').waitFor();
  expect(sent).toEqual([0]);
  isCut = false;
  const began = page.waitForResponse((response) => response.url().endsWith('/api/survey/uploads'));
  await send();
  expect(await (await began).json()).toMatchObject({ positions: [0] });
  await page.getByText('60,000 responses').first().waitFor();
  expect(sent.length).toBeGreaterThan(2);
  expect(sent.filter((position) => position === 0)).toEqual([0]); // what had arrived was not sent again
}, 150_000);

test('[SV83] an import is cancelled while it is sent: no wave, and another file can be chosen', async () => {
  const { page, faults } = await openAnalyst('English');
  await page.goto('/survey/import');
  await atRest(page); // the page listens
  // The first chunk waits on its way until the test has pressed Cancel.
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let isHeld = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (isHeld = resolve));
  await page.route('**/api/survey/uploads/*/*', async (route) => {
    isHeld();
    await held;
    await route.continue().catch(() => undefined); // the page gave the request up
  });
  await page.locator('input[type=file]').setInputFiles(fileOf('cancelled.csv', ROWS.slice(0, 70)));
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByLabel('Name of the survey').fill('Newer files');
  await page.getByLabel('Name of this wave').fill('Cancelled');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await arrived;
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('input[type=file]').waitFor({ state: 'attached' });
  letGo();
  await page.goto('/survey');
  expect(await page.getByText('Cancelled').count()).toBe(0);
  expect(faults).toEqual([]);
});

test('[SV89] in Polish: personal data found in an old wave leaves it for good', async () => {
  const { page: english } = await openAnalyst('English');
  const rows = ROWS.map((row, i) => (i % 40 === 0 ? `${row}, proszę dzwonić 600 100 200` : row));
  const wave = await importWave(english, 'Autumn', rows, true);
  const { page, faults } = await openAnalyst('Polski');
  await page.goto(`${wave}/source`);
  await atRest(page);
  await page.getByRole('button', { name: 'Wyszukaj ponownie' }).click();
  await page.getByText('Dane osobowe znaleziono w 1 kolumnie').waitFor();
  await page.getByText('3 numery telefonów').waitFor();
  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.getByRole('button', { name: 'Zamaskuj i zniszcz stare pliki' }).click();
  await page.getByText('Fala jest zamaskowana').waitFor();
  await page.getByRole('button', { name: 'Wyszukaj ponownie' }).click();
  await page.getByText('Niczego nie znaleziono.').waitFor();
  expect(await page.getByRole('button', { name: 'Przywróć' }).count()).toBe(0);
  expect(faults).toEqual([]);
});
