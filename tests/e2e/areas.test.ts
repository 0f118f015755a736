import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const PASSWORD = 'areas and figures';
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let demo: RunningServer;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-areas-'));
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

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

async function enter(page: Page, day: string, value: string): Promise<void> {
  await page.getByLabel('Day', { exact: true }).fill(day);
  await page.getByLabel(/^Value in/).fill(value);
  await page.getByRole('button', { name: 'Enter', exact: true }).click();
  await page.getByText('Entered').first().waitFor();
}

test('[AR1] [AR2] [AR7] [AR8] an area is measured, misses its target, and a double press makes one issue of it', async () => {
  const page = await open('analyst');
  await page.goto('/survey/areas');
  await atRest(page);
  await press(page, 'Add an area');
  await page.getByLabel('Name of the area').fill('Chat');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Chat', exact: true }).click();
  await atRest(page);
  await press(page, 'Add a parameter');
  await page.getByLabel('What is measured', { exact: true }).fill('Answered within a minute');
  await page.getByLabel('Unit', { exact: true }).fill('%');
  await page.getByLabel('Target value').fill('90');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('link', { name: 'Answered within a minute' }).click();
  await atRest(page);
  await enter(page, '2 Jan 2026', '81,5');
  await page.getByText('misses the target').first().waitFor();
  await press(page, 'Remove the value of');
  await page.getByText('Value removed').waitFor();
  // The toast of the newest press stands below those of earlier ones.
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('8.5 percentage points short of the target').waitFor();
  // Two presses at once, as an impatient hand makes them.
  await page.getByRole('button', { name: 'Make an issue of it' }).dblclick();
  await page.getByText('Of this value there is an issue:').waitFor();
  const made = page.getByRole('link', { name: /Chat: Answered within a minute/ });
  expect(await made.count()).toBe(3); // beside the figure, among the issues, and in the trail
  await made.first().click();
  await page.getByRole('heading', { name: 'What the figures say' }).waitFor();
  const trail = page.getByRole('list', { name: 'Trail' });
  await trail.getByText('Answered within a minute').first().waitFor();
  await page.context().close();
});

test('[AR5] [AR6] [AR7] a table is looked at before it is entered, and one press takes it back', async () => {
  const page = await open('analyst');
  await page.goto('/survey/areas/import');
  await atRest(page);
  const table = 'Month;Nowe umowy;Połączenia porzucone\n2020-01;900;9,5\n2020-02;x;\n;\n';
  await page.setInputFiles('input[type=file]', {
    name: 'kpi.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(table),
  });
  await press(page, 'Look what it would be');
  await page.getByText('2 new values').waitFor();
  await press(page, 'Enter 2 values');
  await page.getByText('2 values entered, 0 changed, 1 refused').first().waitFor();
  await press(page, 'Undo');
  await page.getByText('2 values put back').waitFor();
  await page.context().close();
});

test('[AR9] whoever works here reads figures on a phone, without a field to type into', async () => {
  const page = await open('employee', PHONE);
  await page.goto('/survey/areas');
  await atRest(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  await page.getByText('worsening').first().waitFor();
  expect(await page.getByRole('button', { name: 'Add an area' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Rozwiązane przy pierwszym kontakcie' }).first().click();
  await page.getByText(/Worsening since/).waitFor();
  await atRest(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  expect(await page.getByRole('button', { name: 'Enter', exact: true }).count()).toBe(0);
  await page.context().close();
});
