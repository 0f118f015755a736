import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  atRest,
  launchBrowser,
  openPerson,
  removeData,
  setUpOrganisation,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';
import { prepareDemoPages } from './pages.ts';

/** What Home shows to each role of the demo organisation, and where its main press leads. */
const PASSWORD = 'home of the demo';

let browser: Browser;
let demo: RunningServer;
let fresh: RunningServer;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-home-'));
  await prepareDemoPages(dataDir, PASSWORD);
  demo = await startServer({ dataDir });
  fresh = await startServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  for (const server of [demo, fresh]) {
    await server?.stop();
    if (server) removeData(server);
  }
});

/** Opens Home as somebody of the demo, looks at it, and expects no fault of the page. */
async function atHome(member: string, look: (page: Page) => Promise<void>): Promise<void> {
  const { page, context, faults } = await openPerson(browser, demo.address, { locale: 'pl-PL' });
  await signIn(page, `${member}@example.org`, PASSWORD);
  await page.getByRole('heading', { level: 1, name: 'Co czeka na Ciebie' }).waitFor();
  await atRest(page);
  await look(page);
  await context.close();
  expect(faults).toEqual([]);
}

/** A part of Home by its heading, which a count may follow. */
const partOf = (page: Page, title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: title }) });

test('a lead sees what is due, the loop in five figures and the next days, and goes on to rating', async () => {
  await atHome('lead', async (page) => {
    const loop = partOf(page, 'Pętla');
    expect(await loop.getByRole('listitem').count()).toBe(5);
    await loop.getByRole('link', { name: 'Jesień 2026' }).waitFor();
    expect(await partOf(page, 'Najbliższe dni').getByRole('listitem').count()).toBe(6);
    await partOf(page, 'Czekasz na innych').getByText('brakuje podpisu: Dyrektor marketingu').waitFor();
    const soon = partOf(page, 'W najbliższych dniach');
    // One link in a row: what looks like a button belongs to it.
    for (const row of await soon.getByRole('listitem').all()) expect(await row.locator('a').count()).toBe(1);
    await soon.getByText('Oceń', { exact: true }).first().click({ force: true });
    await page.waitForURL('**/issues/ratings/**');
  });
});

test('a director decides first, and sees the sums of the year', async () => {
  await atHome('marketing', async (page) => {
    await partOf(page, 'Rok 2026').getByText('Czeka na decyzję').waitFor();
    const decision = partOf(page, 'Czeka na Twoją decyzję').getByRole('listitem');
    await decision.getByText('54 000 zł').waitFor();
    await decision.getByText('jeszcze bez podpisu').waitFor();
    await decision.getByRole('link', { name: 'Zobacz i zdecyduj' }).click();
    await page.getByRole('heading', { level: 1, name: 'Oddzwanianie w godzinę' }).waitFor();
  });
});

test('an analyst sees the newest wave with its change, and which insights nobody uses', async () => {
  await atHome('analyst', async (page) => {
    await partOf(page, 'Jesień 2026').getByText('od: Lato 2026').waitFor();
    const insights = partOf(page, 'Wnioski w użyciu').getByRole('listitem');
    expect(await insights.filter({ hasText: 'jeszcze nigdzie' }).count()).toBeGreaterThan(0);
    await insights.filter({ hasText: '1 projekt' }).first().getByRole('link').click();
    await page.waitForURL('**/survey/insights/*');
  });
});

test('an employee sees how long rating takes, and the workshop to come', async () => {
  await atHome('employee', async (page) => {
    await page
      .getByText(/^ok\. \d+ minut/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Dlaczego klienci czekają?' }).click();
    await page.waitForURL('**/workshop/*');
  });
});

test('a mentor sees where somebody is missing on the next tours', async () => {
  await atHome('mentor', async (page) => {
    const gaps = partOf(page, 'Braki na najbliższych turach');
    expect(await gaps.getByRole('listitem').count()).toBe(3);
    await gaps.getByRole('link').first().click();
    await page.waitForURL('**/shifts/*');
  });
});

test('whoever sets up an organisation is led through its first days', async () => {
  const { page, context, faults } = await openPerson(browser, fresh.address);
  await setUpOrganisation(page, fresh.setUpLink ?? '');
  await page.goto('/home');
  await page.getByRole('heading', { level: 2, name: 'First days: 0 of 7 ready' }).waitFor();
  const next = page.locator('[aria-current=step]');
  await next.getByText('Organisation', { exact: true }).waitFor();
  await next.getByRole('link', { name: 'Confirm' }).click();
  await page.waitForURL('**/settings/organisation');
  await context.close();
  expect(faults).toEqual([]);
});
