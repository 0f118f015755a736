import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DISPUTED_ISSUE } from '#server/demo/story.ts';
import { launchBrowser, openPerson, removeData, signIn, startServer, type RunningServer } from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'one list for everybody';
const WIDTHS = [1440, 1100, 390];

let browser: Browser;
let demo: RunningServer;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-list-'));
  await prepareDemoPages(dataDir, PASSWORD);
  demo = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (demo) removeData(demo);
});

test.each([
  ['pl', 'Oceny są rozbieżne: warto porozmawiać'],
  ['en', 'The raters disagree: worth a conversation'],
] as const)(
  '[IS6] in the language "%s" nothing of a disputed issue leaves its column, at any width',
  async (locale, sentence) => {
    const { page, context } = await openPerson(browser, demo.address);
    await signIn(page, 'lead@example.org', PASSWORD);
    await page.goto('/profile');
    await page.locator('select[name=locale]').selectOption(locale);
    await page.locator('main button[type=submit]').click();
    await page.locator(`html[lang=${locale}]`).waitFor();
    await page.goto('/issues');
    const row = page.locator('ol > li').filter({ hasText: DISPUTED_ISSUE });
    await row.getByText(sentence).waitFor();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await leavingRow(page)]).toEqual([width, []]);
    }
    await context.close();
  },
);

test('[IS9] who has not rated reads once, above the list, that the totals come after one’s own rating', async () => {
  const { page, context } = await openPerson(browser, demo.address);
  await signIn(page, 'employee@example.org', PASSWORD);
  await page.goto('/issues');
  await page.locator('ol > li').first().waitFor();
  expect(await page.getByText('Najpierw oceń, potem zobaczysz oceny innych.').count()).toBe(1);
  await context.close();
});

/** Parts of rows, by their text, that stand out of their row or of their column. */
function leavingRow(page: Page): Promise<string[]> {
  return page.locator('ol > li').evaluateAll((rows) =>
    rows.flatMap((row) =>
      [...row.querySelectorAll('.where, .where *')].flatMap((part) => {
        const [inner, outer] = [part, part.closest('.where') ?? row].map((element) =>
          element.getBoundingClientRect(),
        );
        const rowEnd = row.getBoundingClientRect().right;
        if (!inner || !outer || inner.width === 0) return [];
        const isInside = inner.left >= outer.left - 1 && inner.right <= Math.min(outer.right, rowEnd) + 1;
        return isInside ? [] : [part.textContent.trim()];
      }),
    ),
  );
}
