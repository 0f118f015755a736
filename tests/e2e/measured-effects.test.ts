import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  atRest,
  chooseLanguage,
  launchBrowser,
  openPerson,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'measured importance here';
const PHONE = { width: 390, height: 844 };
/** Its evidence is the waiting of the summer; people rated it, and nobody measured it in the demo. */
const UNMEASURED = 'Klienci czekają na infolinii ponad dziesięć minut';
const WAITING_TO_BE_RATED = 'Ulotka w kopercie powtarza treść faktury';

let browser: Browser;
let demo: RunningServer;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-measured-'));
  await prepareDemoPages(dataDir, PASSWORD);
  demo = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (demo) removeData(demo);
});

/** Somebody of the demo, signed in on a device of their own. */
async function open(person: string, viewport?: typeof PHONE): Promise<Page> {
  const { page } = await openPerson(browser, demo.address, {
    locale: 'en-GB',
    ...(viewport && { viewport }),
  });
  await signIn(page, `${person}@example.org`, PASSWORD);
  await chooseLanguage(page, 'en');
  return page;
}

async function goToIssue(page: Page, title: string): Promise<void> {
  await page.goto(`${demo.address}/issues?q=${encodeURIComponent(title)}&show=table`);
  await page.getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await atRest(page);
}

test('[IS58] [IS59] an analyst measures an importance by the keyboard, and a director reads it with its interval', async () => {
  const page = await open('analyst');
  await goToIssue(page, UNMEASURED);
  await page.getByRole('link', { name: 'Measure the importance' }).press('Enter');
  const level = page.getByLabel('Level', { exact: true });
  await level.waitFor();
  expect(await page.getByRole('button', { name: 'Keep this measurement' }).isDisabled()).toBe(true);
  await level.fill('4');
  await page.getByText('95 % interval').first().waitFor();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const keep = page.getByRole('button', { name: 'Keep this measurement' });
  await expect.poll(() => keep.isEnabled()).toBe(true);
  await keep.press('Enter');
  await page.getByRole('heading', { level: 1, name: UNMEASURED }).waitFor();
  await page.getByRole('heading', { name: 'Measured importance' }).waitFor();
  const director = await open('marketing', PHONE);
  await goToIssue(director, UNMEASURED);
  const text = await director.getByText(/instead of .* goes:/).textContent();
  expect(text).toContain('Czas oczekiwania');
  expect(await director.getByText('points of “Polecenie znajomym”').isVisible()).toBe(true);
  expect(await director.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    PHONE.width,
  );
}, 120_000);

test('[IS60] a rater on a phone finds the importance filled in, and says why another one is meant', async () => {
  const page = await open('employee', PHONE);
  await page.goto(`${demo.address}/issues/ratings`);
  await page.getByRole('link', { name: 'Przed radą kierowników: co jest pilne?' }).first().click();
  await page.getByRole('link', { name: 'Rate' }).first().click();
  for (let left = 2; left > 0; left--) {
    const isThere = await page.getByRole('heading', { name: WAITING_TO_BE_RATED }).isVisible();
    if (!isThere) await page.getByRole('button', { name: 'Later' }).click();
  }
  await page.getByRole('heading', { name: WAITING_TO_BE_RATED }).waitFor();
  await atRest(page);
  const importance = page.getByRole('group', { name: /Importance/ });
  const filled = await importance.locator('input:checked').getAttribute('value');
  expect(filled).toMatch(/^[1-5]$/);
  const other = filled === '1' ? '3' : '1';
  await importance.locator(`input[value="${other}"]`).check({ force: true });
  const why = page.getByLabel(/^Why not/);
  await why.fill('The leaflet goes in spring anyway');
  await page
    .getByRole('group', { name: /Urgency/ })
    .locator('input[value="2"]')
    .check({ force: true });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: /^Save/ }).click();
  await expect.poll(() => page.getByRole('heading', { name: WAITING_TO_BE_RATED }).isVisible()).toBe(false);
}, 120_000);

test('[PR87] [PR89] a director reads whether a project worked on Home, on its page and in its year', async () => {
  const page = await open('marketing');
  await page.goto(`${demo.address}/home`);
  await page.getByRole('heading', { name: 'Do projects pay off?' }).waitFor();
  await page.getByRole('link', { name: 'Prognoza kontaktów w grafiku' }).last().click();
  const effect = page.locator('section', { has: page.getByRole('heading', { name: 'Did it work?' }) });
  await effect.waitFor();
  expect(await effect.getByText('Improved').first().isVisible()).toBe(true);
  expect(await effect.getByText(/Fewer than 3 segments/).isVisible()).toBe(true);
  expect(await effect.getByText('Both sides, wave by wave').isVisible()).toBe(true);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const year = new Date().getFullYear();
  await page.goto(`${demo.address}/projects/year/${year}`);
  await page.getByRole('heading', { name: 'What moved', exact: true }).waitFor();
  expect(await page.getByText('Prognoza kontaktów w grafiku').first().isVisible()).toBe(true);
}, 120_000);
