import { mkdtempSync, readFileSync } from 'node:fs';
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

const PASSWORD = 'comments in the browser';

let browser: Browser;
let server: RunningServer;
let wavePath = '';

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-comments-'));
  const pages = await prepareDemoPages(dataDir, PASSWORD);
  wavePath = pages.find(({ name }) => name === 'survey-wave')?.path ?? '';
  server = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (server) removeData(server);
});

async function openAs(viewer: string, viewport = { width: 1360, height: 850 }) {
  const visit = await openPerson(browser, server.address, { viewport });
  await signIn(visit.page, `${viewer}@example.org`, PASSWORD);
  return visit;
}

/** The analyst in English, with the comments of the newest wave in front of them. */
async function openComments(viewport?: { width: number; height: number }) {
  const visit = await openAs('analyst', viewport);
  await chooseLanguage(visit.page, 'en');
  await visit.page.goto(`${wavePath}/comments`);
  await visit.page.getByRole('listbox').waitFor();
  return visit;
}

/** How many comments fit, once the page says it has looked for `search`. */
async function search(page: Page, typed: string): Promise<number> {
  await page.getByLabel('Search the comments').fill(typed);
  await page.locator('[role=option] mark').first().waitFor();
  return Number(/^\d+/.exec((await page.getByText(/\d+ of \d+ comments/).textContent())?.trim() ?? '')?.[0]);
}

test('[SV60] [SV61] a search finds the other forms of a Polish word and marks them, keys lead through the list', async () => {
  const { page, context, faults } = await openComments();
  const found = await search(page, 'kolejce');
  expect(found).toBeGreaterThan(5);
  const marked = await page.locator('[role=option] mark').allTextContents();
  expect(marked.every((text) => /^kolejk|^kolejc/i.test(text))).toBe(true);
  expect(new Set(marked.map((text) => text.toLowerCase())).size).toBeGreaterThan(1);
  await page.getByRole('listbox').focus();
  await page.keyboard.press('End');
  await page.getByText(`${found} of ${found}`, { exact: true }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV60] what is looked at stands in the address: a link, a reload and the way back show the same', async () => {
  const { page, context, faults } = await openComments();
  await search(page, 'kolejka');
  await page.waitForURL(/[?&]q=kolejka/);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'NPS group' }).click();
  await dialog.getByLabel('NPS group').selectOption('detractor');
  await page.keyboard.press('Escape');
  await page.waitForURL(/f\.group=detractor/);
  const counted = page.getByText(/\d+ of \d+ comments/);
  const shown = await counted.innerText();
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByText(shown, { exact: true }).waitFor();
  expect(await other.getByLabel('Search the comments').inputValue()).toBe('kolejka');
  await other.close();
  await page.reload();
  await page.getByText(shown, { exact: true }).waitFor();
  await page.goto('/survey');
  await page.goBack();
  await page.getByText(shown, { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Remove.*detractor/i }).click();
  await page.waitForURL((url) => !url.search.includes('f.group') && url.search.includes('q=kolejka'));
  await page.getByText(shown, { exact: true }).waitFor({ state: 'detached' });
  await page.goBack();
  await page.getByText(shown, { exact: true }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV62] a tag by rule is counted, and one put on by hand is seen by another browser', async () => {
  const { page, context, faults } = await openComments();
  await page.getByRole('button', { name: 'Add a tag' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Aplikacja');
  await dialog.getByLabel('Words and phrases').fill('aplikacja');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('row', { name: /^Aplikacja/ })
    .getByText(/\d+ of \d+/)
    .first()
    .waitFor();
  await search(page, '-aplikacja kolejka');
  await page.getByRole('form', { name: 'Tags' }).getByRole('button', { name: 'Aplikacja' }).click();
  await page
    .getByRole('form', { name: 'Tags' })
    .getByRole('button', { name: 'Aplikacja', pressed: true })
    .waitFor();
  await page.reload();
  await page.getByRole('listbox').waitFor();
  await search(page, '-aplikacja kolejka');
  await page
    .getByRole('form', { name: 'Tags' })
    .getByRole('button', { name: 'Aplikacja', pressed: true })
    .waitFor();
  // [FM16] Its mark comes back with it.
  await page
    .getByRole('row', { name: /^Aplikacja/ })
    .getByRole('button', { name: /^Change the tag/ })
    .click();
  await dialog.getByRole('button', { name: 'Remove from all waves' }).click();
  await page.getByText('The tag “Aplikacja” is removed with its marks.').waitFor();
  await page.getByRole('row', { name: /^Aplikacja/ }).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await page
    .getByRole('form', { name: 'Tags' })
    .getByRole('button', { name: 'Aplikacja', pressed: true })
    .waitFor();
  await page.getByRole('button', { name: 'Suggest tags' }).click();
  await page.getByText('Nothing is added until you choose').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV63] [SV72] [SV70] from a word to its comments to an insight, which two edit at once', async () => {
  const { page, context, faults } = await openComments();
  const unhappy = page.getByRole('region', { name: /^Detractors/ });
  const row = unhappy.getByRole('row').nth(1);
  const term = (await row.locator('.term').textContent()) ?? '';
  await row.locator('.term').click();
  await page.locator('[role=option] mark').first().waitFor();
  await page.getByText('Side is dissatisfied customers').waitFor();
  await row.getByRole('button', { name: `Pin as insight: ${term}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('blockquote').first().waitFor(); // the worker looks for quotes first
  await dialog.getByLabel('What does it say?').fill('Unhappy customers say it');
  await dialog.getByRole('button', { name: 'Pin as insight' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.goto('/survey/insights');
  await page.getByRole('link', { name: 'Unhappy customers say it' }).click();
  await page.getByText('In their words').waitFor();

  const second = await context.newPage();
  await second.goto(page.url());
  for (const each of [page, second]) await each.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Note').fill('Written first');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The numbers stay as they were').waitFor();
  await second.getByLabel('Note').fill('Written second');
  await second.getByRole('button', { name: 'Save' }).click();
  await second.getByText('Written first').first().waitFor();
  expect(await second.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Written second');
  await second.getByRole('button', { name: 'Save' }).click();
  await second.getByText('Text changed').waitFor();
  await second.getByText('Written second').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV71] a later wave is compared for an analyst and for a director, each from what they may see', async () => {
  const analyst = await openComments();
  await analyst.page.goto('/survey/insights');
  await analyst.page.getByRole('link', { name: /^Latem/ }).click();
  const table = analyst.page.getByRole('table', { name: 'Since then' });
  const figures = (await table.getByRole('row').last().textContent())?.replace(/\s+/g, ' ');
  expect(figures).toMatch(/Difference ?[+−][\d.]+ \[.*\].* p [=<] 0\.\d{4}/);
  const { pathname } = new URL(analyst.page.url());
  const director = await openAs('marketing');
  await director.page.goto(pathname);
  const same = await director.page.getByRole('table').getByRole('row').last().textContent();
  // From stored figures in the director's language, from the responses in the analyst's: the same numbers.
  const numbers = (text: string | null | undefined): string[] | undefined =>
    text
      ?.replaceAll(',', '.')
      .match(/[+−]\d+\.\d+/g)
      ?.map(String);
  expect(numbers(same)).toEqual(numbers(figures));
  expect([...analyst.faults, ...director.faults]).toEqual([]);
  await Promise.all([analyst.context.close(), director.context.close()]);
});

test('[SV74] [SV73] comments leave as a CSV file that a Polish Excel opens', async () => {
  const { page, context, faults } = await openComments();
  await search(page, 'kolejka');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Take the data along' }).click();
  await page.getByRole('menuitem', { name: 'CSV for Polish Excel' }).click();
  const bytes = readFileSync(await (await coming).path());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = bytes.toString('utf8').slice(1).split('\r\n');
  expect(lines[0]).toContain(';nps;comment');
  expect(lines.at(-1)).toBe('');
  expect(lines.slice(1, -1).every((line) => /kolejk|kolejc/i.test(line))).toBe(true);
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV76] the report is printed without the frame of the app, with its source', async () => {
  const { page, context, faults } = await openComments();
  await page.goto(`${wavePath}/report`);
  await page.getByText(/^Source: /).waitFor();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: /^More: .* Mean$/ }).click();
  await page.getByRole('menuitem', { name: 'Download as PNG' }).click();
  expect([...readFileSync(await (await coming).path()).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0);
  expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
  expect(pdf.length).toBeGreaterThan(10_000);
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV60] a lead is refused, rows and page alike', async () => {
  const { page, context } = await openAs('lead');
  expect((await page.goto(`${wavePath}/comments`))?.status()).toBe(403);
  expect((await page.request.get(`${wavePath}/file`)).status()).toBe(403);
  await context.close();
});

test('[SV60] on a phone comments are searched and read, and axe has nothing to say', async () => {
  const { page, context, faults } = await openComments({ width: 360, height: 740 });
  await search(page, 'faktury');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
  expect(faults).toEqual([]);
  await context.close();
});
