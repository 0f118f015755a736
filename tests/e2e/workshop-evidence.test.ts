import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  chooseLanguage,
  launchBrowser,
  openPerson,
  PASSWORD,
  removeData,
  type RunningServer,
  signIn,
  startServer,
} from './harness.ts';
import { prepareDemoPages } from './pages.ts';

let server: RunningServer;
let browser: Browser;
let lead: Awaited<ReturnType<typeof openPerson>>;
let workshopPath = '';

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-evidence-'));
  const pages = await prepareDemoPages(dataDir, PASSWORD);
  workshopPath = pages.find(({ name }) => name === 'workshop')?.path ?? '';
  server = await startServer({ dataDir });
  browser = await launchBrowser();
  lead = await openPerson(browser, server.address, { viewport: { width: 1400, height: 900 } });
  await signIn(lead.page, 'lead@example.org');
  // The workshop is Polish; who reads it here is not.
  await chooseLanguage(lead.page, 'en');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
});

const panel = (page: Page) => page.getByRole('complementary', { name: 'About the cause' });
const choose = (page: Page, text: string) => page.getByRole('tree').first().getByText(text).click();

test('[WS90] the head’s figure and its target stand on the board and on the workshop’s page', async () => {
  const { page } = lead;
  await page.goto(workshopPath);
  await page.getByText('target 3.90 by Jun 30, 2027').waitFor();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByLabel('Target value').fill('4,1');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('target 4.10 by Jun 30, 2027').waitFor();
  await page.getByRole('link', { name: 'Open the board' }).click();
  await page.getByText('target 4.10 by Jun 30, 2027').waitFor();
  await page.getByRole('button', { name: /^(Outline|Konspekt)$/ }).click();
});

test('[WS91] [WS92] where a cause should show is tested, and the verdict stands in its panel', async () => {
  const { page } = lead;
  await choose(page, 'IVR prowadzi do złej kolejki');
  await page.getByRole('button', { name: 'About the cause' }).click();
  await page.getByRole('button', { name: 'Test it on the survey' }).click();
  await page.getByLabel('Low among').selectOption({ label: 'Kanał: czat' });
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await panel(page).getByText('contradicts').waitFor();
  await panel(page)
    .getByText(/^There .* \(n\s=\s\d+\), elsewhere/)
    .waitFor();
});

test('[WS94] [WS95] a file is attached, downloaded byte for byte, and opens nowhere near the page', async () => {
  const { page } = lead;
  const text = 'hour;calls\n8;12\n';
  await page.getByLabel('Kind of evidence').selectOption({ label: 'File' });
  const file = { name: 'kolejka.csv', mimeType: 'text/html', buffer: Buffer.from(text) };
  await page.locator('aside input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Add evidence' }).click();
  const link = panel(page).getByRole('link', { name: 'kolejka.csv' });
  await link.waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('kolejka.csv');
  expect(readFileSync(await download.path(), 'utf8')).toBe(text);
  const response = await page.request.get((await link.getAttribute('href')) ?? '');
  expect(response.headers()).toMatchObject({
    'content-type': 'text/csv',
    'content-disposition': "attachment; filename*=UTF-8''kolejka.csv",
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
});

test('[FM16] [WS94] a note goes at once and comes back by Ctrl Z; a file asks first and is gone', async () => {
  const { page } = lead;
  const pieces = panel(page).getByRole('listitem');
  await page.getByLabel('Kind of evidence').selectOption({ label: 'Note' });
  await panel(page).getByRole('textbox', { name: 'Text' }).fill('Seen on two days');
  await page.getByRole('button', { name: 'Add evidence' }).click();
  const note = pieces.filter({ hasText: 'Seen on two days' });
  await note.getByRole('button', { name: /^Remove the evidence/ }).click();
  await note.waitFor({ state: 'detached' });
  // The room hears of it before the press is answered, and only then is there something to take back.
  await page.locator('.toast').getByRole('button', { name: /^Undo/ }).waitFor();
  await page.keyboard.press('Control+z');
  await note.waitFor();
  const file = pieces.filter({ hasText: 'kolejka.csv' });
  await file.getByRole('button', { name: /^Remove the evidence/ }).click();
  await page.getByRole('dialog').getByText('The file kolejka.csv is deleted for everybody').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await file.waitFor();
});

test('[IK105] [IK106] [IK107] a saved picture has the marks of its causes and a legend in the workshop’s language', async () => {
  const { page } = lead;
  await page.getByRole('button', { name: 'Save or print' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Picture, SVG' }).click(),
  ]);
  const svg = readFileSync(await download.path(), 'utf8');
  for (const mark of ['evidence', 'verified', 'ruled-out']) expect(svg).toContain(`data-mark="${mark}"`);
  expect(svg).toContain('>potwierdzona</text>');
});

test('[IK108] a list in Windows-1250 comes in with its letters, and another encoding can be chosen', async () => {
  const { page } = lead;
  await page.getByRole('button', { name: 'Bring causes in' }).click();
  const bytes = Buffer.from('Ludzie\n  Zbyt d\xb3ugie przerwy \x9cniadaniowe\n', 'latin1');
  const dialog = page.getByRole('dialog');
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'lista.txt', mimeType: 'text/plain', buffer: bytes });
  await dialog.getByRole('listitem').getByText('długie przerwy śniadaniowe').waitFor();
  const encoding = dialog.getByLabel('Encoding of the file');
  expect(await encoding.inputValue()).toBe('windows-1250');
  await encoding.selectOption('windows-1252');
  await dialog.getByRole('listitem').getByText('d³ugie').waitFor();
  expect(lead.faults).toEqual([]);
});
