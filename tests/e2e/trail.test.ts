import AxeBuilder from '@axe-core/playwright';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type Running } from '#server/serve.ts';
import { atRest, launchBrowser, openPerson, signIn } from './harness.ts';
import { prepareDemoPages, type DemoPage } from './pages.ts';

const PASSWORD = 'where it came from';

/** Numbers that people say, the trail beside a subject, and its history. */
let browser: Browser;
let running: Running;
let dataDir: string;
let pages: DemoPage[];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-trail-'));
  pages = await prepareDemoPages(dataDir, PASSWORD);
  const environment = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  running = await serve({ environment, isDevelopment: false });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const pathOf = (name: string): string => pages.find((page) => page.name === name)?.path ?? '';

async function at(person: string) {
  const { page, context } = await openPerson(browser, running.address);
  await signIn(page, `${person}@example.org`, PASSWORD);
  return { page, context };
}

test('[IS13] the id of before leads to the number with its query, and the search finds the number', async () => {
  const { page, context } = await at('lead');
  const path = pathOf('issue');
  const number = path.split('/').at(-1) ?? '';
  const { id } = await running.app.issues.getIssueAddress({ kind: 'system', name: 'test' }, number);
  await page.goto(`/issues/${id}?panel=history`);
  expect(new URL(page.url()).pathname).toBe(path);
  expect(new URL(page.url()).search).toBe('?panel=history');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(`#${number}`);
  await page
    .getByRole('option', { name: new RegExp(`^${number} `) })
    .first()
    .waitFor();
  await context.close();
});

test('[TR1] an issue shows its trail from the responses on, and each step leads there', async () => {
  const { page, context } = await at('lead');
  await page.goto(pathOf('issue'));
  const trail = page.getByRole('list', { name: /^(Trail|Ślad)$/ });
  const names = await trail
    .locator('> li')
    .evaluateAll((steps) => steps.map((step) => step.className.split(' ')[0]));
  expect(names).toEqual(['present', 'present', 'present', 'present', 'present', 'missing', 'missing']);
  await atRest(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await trail.getByRole('link').nth(1).click();
  await page.waitForURL('**/survey/insights/**');
  await context.close();
});

test('[TR3] an employee sees that there are responses and a workshop, and not which', async () => {
  const { page, context } = await at('employee');
  await page.goto(pathOf('issue'));
  const trail = page.getByRole('list', { name: /^(Trail|Ślad)$/ });
  expect(await trail.locator('> li').first().innerText()).toMatch(/Nie dla Twojej roli|Not for your role/);
  await context.close();
});

test('[AU2] what somebody changes stands in the history at once, from what to what', async () => {
  const { page, context } = await at('lead');
  await page.goto(`${pathOf('issue')}?panel=history`);
  await page.getByRole('button', { name: /^(Edit|Edytuj)$/ }).click();
  await page.locator('form[action="?/change"] input[name=title]').fill('Three systems for one call');
  await page.locator('form[action="?/change"] button[type=submit]').click();
  const history = page.getByRole('list', { name: /^(History|Historia)$/ });
  await history.getByText('→ Three systems for one call').waitFor();
  await atRest(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await context.close();
});

test('[AU1] [AU5] the audit log has sentences, is narrowed by its filters, and is taken out as a file', async () => {
  const { page, context } = await at('admin');
  await page.goto('/people/audit');
  const lines = page.locator('main ol li');
  await lines.nth(2).waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/\b(wave|issue|project|workshop|person)\.\w+/);
  await page.locator('[data-key=f]').click();
  await page.getByRole('button', { name: 'Czego dotyczy' }).click();
  await page.getByRole('checkbox', { name: 'projekt', exact: true }).check();
  await page.getByRole('button', { name: 'Gotowe' }).click();
  await page.waitForURL(/f\.kind=project/);
  await expect
    .poll(async () => (await lines.allInnerTexts()).every((text) => /projek[tc]/.test(text)))
    .toBe(true);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Pobierz jako CSV' }).click(),
  ]);
  const [head, ...rows] = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(head).toBe('\ufeffKiedy;Kto;Co;Czego dotyczy;Z czego na co');
  expect(rows.length).toBeGreaterThan(2);
  expect(rows.every((row) => /^\d{4}-\d\d-\d\dT/.test(row))).toBe(true);
  await page.getByRole('button', { name: /^Usuń filtr/ }).click();
  await page.getByText('Pobrano dziennik zdarzeń do pliku').waitFor();
  await context.close();
});
