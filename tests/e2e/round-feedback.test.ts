import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type Running } from '#server/serve.ts';
import { atRest, launchBrowser, openPerson, signIn } from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'said without a name';
const PHONE = { width: 390, height: 800 };
const FIRST = 'Wiem, z czym nasi klienci zgłaszają się najczęściej.';

let browser: Browser;
let running: Running;
let dataDir: string;
let pagePath: string;
let reportPath: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-feedback-'));
  const pages = await prepareDemoPages(dataDir, PASSWORD);
  const pathOf = (wanted: string): string => pages.find(({ name }) => name === wanted)?.path ?? '';
  [pagePath, reportPath] = [pathOf('shift-feedback'), pathOf('shift-report')];
  const environment = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  running = await serve({ environment, isDevelopment: false });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(who: string, path: string, viewport?: typeof PHONE) {
  const opened = await openPerson(browser, running.address, {
    locale: 'pl-PL',
    ...(viewport && { viewport }),
  });
  await signIn(opened.page, `${who}@example.org`, PASSWORD);
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened;
}

test('[SH106] a guest answers from Home, on a phone and by keyboard, once however often they press', async () => {
  const { page, faults } = await open('employee', '/home', PHONE);
  const row = page.getByRole('link', { name: /ma do Ciebie pytania/ });
  await row.first().click();
  await page.waitForURL(`**${pagePath}`);
  await page.getByText('Odpowiedzi są bez nazwisk').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  await page.getByRole('group', { name: FIRST }).getByRole('radio').first().focus();
  for (const moves of [2, 1, 0, 3]) {
    await page.keyboard.press('Space');
    for (let move = 0; move < moves; move++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
  }
  await page.getByRole('button', { name: 'Wyślij bez nazwiska' }).dblclick();
  await page.getByRole('heading', { name: 'Dziękujemy, odpowiedź jest zapisana.' }).waitFor();
  await page.goto('/home');
  await atRest(page);
  expect(await row.count()).toBe(0);
  const rows = await running.app.database.db
    .selectFrom('shift_feedback')
    .select('content')
    .where('round_id', '=', pagePath.split('/')[2] ?? '')
    .execute();
  const urn = JSON.parse(rows[0]?.content ?? '{}').urn;
  expect(urn).toEqual({
    answered: 1,
    counts: [
      [0, 0, 1, 0, 0],
      [0, 1, 0, 0, 0],
      [1, 0, 0, 0, 0],
      [0, 0, 0, 1, 0],
    ],
    comments: [],
  });
  expect(faults).toEqual([]);
});

test('[SH107] the report of a round shows how guests changed, and nobody’s answer', async () => {
  const { page, faults } = await open('lead', reportPath);
  const table = page.getByRole('table', { name: 'Co goście mówią o sobie, przed dyżurem i po nim' });
  const cells = await table.getByRole('row').filter({ hasText: FIRST }).getByRole('cell').allTextContents();
  expect(cells.slice(-3).map((text) => text.trim())).toEqual([
    '2,8 (n = 5)',
    '4,4 (n = 5)',
    expect.stringMatching(/^1,6 \(od 0,\d do 2,\d\)$/),
  ]);
  expect(faults).toEqual([]);
});
