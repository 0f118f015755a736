import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DISPUTED_ISSUE } from '#server/demo/story.ts';
import { growIssues, MANY_ISSUES } from '../grow-issues.ts';
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

const PASSWORD = 'one list for everybody';

let browser: Browser;
let demo: RunningServer;
let allIssues: number;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-list-'));
  await prepareDemoPages(dataDir, PASSWORD);
  allIssues = await growIssues(dataDir);
  demo = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (demo) removeData(demo);
});

async function openList(query = '', who = 'lead') {
  const { page, context } = await openPerson(browser, demo.address);
  await signIn(page, `${who}@example.org`, PASSWORD);
  await page.goto(`/issues${query}`);
  await page.locator('tbody .row').first().waitFor();
  await atRest(page);
  return { page, context };
}
const rowsOf = (page: Page) => page.locator('tbody .row');
const firstNames = (page: Page, count: number): Promise<string[]> =>
  page
    .locator('tbody .row-name')
    .evaluateAll((links, most) => links.slice(0, most).map((link) => link.textContent.trim()), count);

test('[IS12] [IS14] five thousand issues are looked through, narrowed and sorted, and the address says how', async () => {
  const { page, context } = await openList();
  await page.getByRole('link', { name: /^Ranking/ }).waitFor();
  expect(Number(await page.locator('table').getAttribute('aria-rowcount'))).toBe(allIssues + 1);
  expect(await rowsOf(page).count()).toBeLessThan(70); // only what is near is drawn
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.locator(`tbody .row[data-index="${allIssues - 1}"] a`).waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  // Words, whatever their case and accents; then a filter from the menu; then another order.
  await page.getByRole('searchbox').fill('OKIENKA 42');
  await page.waitForURL(/q=OKIENKA/);
  await expect.poll(() => firstNames(page, 1)).toEqual([expect.stringContaining('42')]);
  await page.getByRole('button', { name: 'Filtruj' }).click();
  const filters = page.getByRole('dialog');
  await filters.getByRole('button', { name: 'Pasmo' }).click();
  await filters.getByRole('checkbox', { name: 'W tym roku' }).check();
  await page.waitForURL(/f\.band=this-year/);
  await filters.getByRole('button', { name: 'Gotowe' }).click();
  await page.getByRole('link', { name: 'Nr', exact: true }).click();
  await page.waitForURL(/sort=-number/);
  const found = await firstNames(page, 40);
  expect(found).toEqual(found.toSorted((a, b) => Number(b.split(/\D+/)[1]) - Number(a.split(/\D+/)[1])));
  const { page: other, context: otherContext } = await openList(new URL(page.url()).search, 'analyst');
  expect(await firstNames(other, 40)).toEqual(found);
  await other.getByRole('button', { name: /^Usuń filtr Pasmo/ }).click();
  await other.waitForURL((url) => !url.search.includes('f.band'));
  await otherContext.close();
  // What an address asks for and nobody knows is said.
  await page.goto('/issues?f.colour=red&f.state=open');
  await page.getByText('(f.colour=red)').waitFor();
  await page.goto('/issues?q=nothing-of-the-kind&f.band=this-year');
  await page.getByText('Usuń filtr Pasmo, aby zobaczyć więcej.').waitFor();
  await context.close();
});

test('[IS14] what is typed and pressed while an answer is on its way is not taken back by it', async () => {
  const { page, context } = await openList();
  await page.route('**/__data.json*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  const search = page.getByRole('searchbox');
  await search.pressSequentially('okienka', { delay: 30 });
  await page.waitForRequest('**/__data.json*');
  await search.pressSequentially(' 42', { delay: 200 });
  await page.waitForURL(/q=okienka\+42/);
  expect(await search.inputValue()).toBe('okienka 42');
  await page.getByRole('button', { name: 'Filtruj' }).click();
  const filters = page.getByRole('dialog');
  await filters.getByRole('button', { name: 'Pasmo' }).click();
  for (const band of ['W tym roku', 'Może poczekać'])
    await filters.getByRole('checkbox', { name: band }).check();
  await page.waitForURL(/f\.band=this-year,can-wait/);
  await context.close();
});

test('[IS11] an area that is drawn in the matrix narrows the list; a row rings its square', async () => {
  const { page, context } = await openList('?f.state=open');
  const matrix = page.getByRole('group', { name: 'Ważność i pilność' });
  const box = await matrix.boundingBox();
  if (!box) throw new Error('The matrix is not drawn.');
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.85, box.y + box.height * 0.4, { steps: 8 });
  await page.mouse.up();
  await page.waitForURL(/f\.area=\d+-\d+-\d+-\d+/);
  const chip = page.getByText(/^Obszar macierzy: /);
  const narrowed = Number(await page.locator('table').getAttribute('aria-rowcount')) - 1;
  expect(narrowed).toBeGreaterThan(20);
  expect(narrowed).toBeLessThan(MANY_ISSUES / 4);
  expect(await chip.textContent()).toContain(String(narrowed));
  await rowsOf(page).nth(3).hover();
  await matrix.locator('.pointed').waitFor();
  await page.getByRole('button', { name: /^Usuń filtr Obszar/ }).click();
  await page.waitForURL((url) => !url.search.includes('area'));
  // By keyboard, square by square.
  await matrix.locator('a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/f\.area=\d+-\d+(&|$)/);
  await context.close();
});

test('[IS15] by keyboard: rows are gone through, chosen, changed at once, and all of it is taken back', async () => {
  const { page, context } = await openList('?q=okienka&sort=number&f.state=open');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  const bar = page.getByRole('region', { name: 'Zaznaczone' });
  await bar.getByText('Zaznaczono 3').waitFor();
  await page.keyboard.press('Space');
  const peek = page.getByRole('complementary', { name: /^Sprawa/ });
  await peek.getByText('Otwarty').waitFor();
  await page.keyboard.press('Escape'); // closes what lies above, and no more
  await peek.waitFor({ state: 'detached' });
  await bar.getByText('Zaznaczono 3').waitFor();
  await bar.getByRole('button', { name: /^Zaznacz wszystkie/ }).click();
  await bar.getByText(`Zaznaczono ${MANY_ISSUES}`).waitFor();
  await bar.getByRole('button', { name: 'Zmień stan' }).click();
  const dialog = page.getByRole('dialog', { name: 'Zmień stan' });
  await dialog.locator('select').selectOption('dropped');
  await dialog.getByRole('button', { name: 'Pokaż, co się zmieni' }).click();
  await dialog.getByText('5000 problemów zmieni stan.').waitFor();
  await dialog.getByRole('button', { name: 'Zmień 5000 problemów' }).click();
  await page.getByText('Zmieniono 5000 problemów.').waitFor();
  await page.getByText('Nic nie pasuje.').waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText('5000 problemów wróciło do poprzedniego stanu.').waitFor();
  await rowsOf(page).first().waitFor();
  await context.close();
});

test('a view is kept under a name, for oneself, and its removal is taken back', async () => {
  const { page, context } = await openList('?f.band=can-wait&sort=-urgency', 'employee');
  await page.getByRole('button', { name: 'Zapisz jako widok' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Nazwa' }).fill('Na później');
  await page.getByRole('dialog').getByRole('button', { name: 'Zapisz' }).click();
  const tab = page.getByRole('link', { name: 'Na później' });
  await tab.waitFor();
  await page.goto('/issues');
  await tab.click();
  await page.waitForURL(/f\.band=can-wait&sort=-urgency/);
  await page.getByRole('button', { name: 'Usuń ten widok' }).click();
  await page.getByText('Usunięto widok „Na później”.').waitFor();
  await page.getByRole('button', { name: /^Cofnij/ }).click();
  await tab.waitFor();
  await context.close();
});

test('[IS6] [IS9] a disputed issue says so in its row, and who has not rated reads once that totals come later', async () => {
  const { page, context } = await openList('?q=czat');
  const row = rowsOf(page).filter({ hasText: DISPUTED_ISSUE });
  await row.getByText('rozbieżne').waitFor();
  for (const width of [1440, 1100, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect([width, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)]).toEqual([
      width,
      true,
    ]);
  }
  await context.close();
  const employee = await openList('', 'employee');
  expect(await employee.page.getByText('Najpierw oceń, potem zobaczysz oceny innych.').count()).toBe(1);
  await employee.context.close();
});
