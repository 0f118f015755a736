import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '#server/database/database.ts';
import { serve } from '#server/serve.ts';
import { atRest, launchBrowser, openPerson, signIn } from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'a list from elsewhere';
const LIST = [
  'Summary,Issue key,Status,Labels,Labels,Where it hurts',
  'Parcels arrive without an invoice,CX-901,To Do,parcels,invoice,Warehouse',
  'Nobody answers on Saturdays,CX-902,Done,,,',
  ',CX-903,To Do,,,',
].join('\r\n');

let browser: Browser;
let demo: Awaited<ReturnType<typeof serve>>;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-intake-'));
  await prepareDemoPages(dataDir, PASSWORD);
  const database = await openDatabase({ dataDir });
  await database.db.updateTable('person').set({ locale: 'en' }).execute();
  await database.close();
  demo = await serve({
    environment: { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
    isDevelopment: false,
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(path: string, who = 'lead') {
  const opened = await openPerson(browser, demo.address, { locale: 'en-GB' });
  await signIn(opened.page, `${who}@example.org`, PASSWORD);
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened;
}

const undo = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Undo' }).last().click();
};
const waiting = (page: Page) => page.getByRole('radiogroup', { name: 'Triage' }).getByRole('radio');

test('[IS16] [IS17] [IS19] a list is shown, its columns are put right, it comes in, and goes out by one press', async () => {
  const { page, context } = await open('/issues/import');
  const file = { name: 'jira.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) };
  await page.setInputFiles('input[type=file]', file);
  await page.getByRole('button', { name: 'Show what comes of it' }).click();
  await page.getByText('New: 2').waitFor();
  await page.getByText('the title is missing').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the refused rows' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('the title is missing,,CX-903');
  await page.getByLabel('Where it hurts').selectOption('detail');
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByRole('button', { name: 'Import 2 issues' }).click();
  await page.getByText('2 issues added. 1 row was refused.').first().waitFor();
  await page.getByRole('link', { name: 'To the list' }).click();
  await page.getByRole('link', { name: 'Parcels arrive without an invoice' }).click();
  await page.getByRole('heading', { name: 'What the list said' }).waitFor();
  expect(await page.locator('dl').filter({ hasText: 'Warehouse' }).innerText()).toContain('parcels; invoice');
  await page.goto('/issues/import');
  await page.setInputFiles('input[type=file]', { ...file, buffer: Buffer.from('Title\nTaken back again\n') });
  await page.getByRole('button', { name: 'Show what comes of it' }).click();
  await page.getByRole('button', { name: 'Import 1 issue' }).click();
  await page.getByText('1 issue added.').first().waitFor();
  await undo(page);
  await page.getByText('1 issue was taken out of the list again.').waitFor();
  await page.goto('/issues?q=taken back');
  await page.getByText('Nothing').first().waitFor();
  await context.close();
});

test('[IS22] [IS23] [IS24] a report is triaged by keyboard, and its reporter is told what became of it', async () => {
  const employee = await open('/issues?add', 'employee');
  await employee.page.getByLabel('Issue', { exact: true }).fill('The lift to the branch stands still');
  await employee.page.getByRole('dialog').getByRole('button', { name: 'Report an issue' }).click();
  await employee.page.waitForURL(/issues\/\d+/);
  await employee.page.getByText('New', { exact: true }).waitFor();
  const { page, context } = await open('/issues/triage');
  const before = await waiting(page).count();
  // Down to the newest one, which is declined; what is typed in the dialog is no shortcut.
  for (let step = 0; step < before; step++) await page.keyboard.press('j');
  await page.locator('li.current').getByText('The lift to the branch stands still').waitFor();
  await page.keyboard.press('d');
  await page.getByRole('dialog').getByLabel('Reason').fill('admins are at it');
  await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await page.getByText('1 issue declined.').waitFor();
  await expect.poll(() => waiting(page).count()).toBe(before - 1);
  await page.keyboard.press('k');
  await page.keyboard.press('a');
  await page.getByText('1 issue accepted.').waitFor();
  await expect.poll(() => waiting(page).count()).toBe(before - 2);
  await page.keyboard.press('Control+z');
  await expect.poll(() => waiting(page).count()).toBe(before - 1);
  await context.close();
  // Every quarter of an hour by itself.
  await demo.app.issues.tellOutcomes();
  await employee.page.goto('/inbox');
  const told = employee.page.getByRole('link', {
    name: /What you reported was declined.*The lift to the branch/,
  });
  await told.click();
  await employee.page.getByText('Declined: admins are at it').waitFor();
  await employee.context.close();
});

test('[IS25] [IS26] [IS27] [IS29] likely duplicates are shown, become one, and two again', async () => {
  const { page, context } = await open('/issues?add');
  await page.getByLabel('Issue', { exact: true }).fill('Klient czeka na infolinii dziesięć minut');
  await page.getByRole('dialog').getByText('Is it one of these?').waitFor();
  expect(
    await page
      .getByRole('dialog')
      .getByRole('link', { name: /infolinii/ })
      .count(),
  ).toBeGreaterThan(0);
  await page.goto('/issues/duplicates');
  await atRest(page);
  const pair = page.locator('.pair').filter({ hasText: 'Klienci czekają na infolinii ponad dziesięć minut' });
  await pair.first().getByRole('button', { name: 'The same', exact: true }).click();
  await page.getByText(/It is part of #\d+ now\./).waitFor();
  await expect.poll(() => pair.count()).toBe(0);
  await undo(page);
  await expect.poll(() => pair.count()).toBe(1);
  await pair.getByRole('button', { name: 'Not the same' }).click();
  await expect.poll(() => pair.count()).toBe(0);
  await context.close();
});
