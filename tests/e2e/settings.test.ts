import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmtpSink, type SmtpSink } from '#server/notify/smtp-sink.ts';
import {
  launchBrowser,
  openPerson,
  removeData,
  setUpOrganisation,
  startServer,
  type RunningServer,
} from './harness.ts';

/** An administrator's first day, from an empty organisation on, and what its settings change. */
let browser: Browser;
let server: RunningServer;
let sink: SmtpSink;

/** One pixel: the smallest picture that browsers draw. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  sink = await openSmtpSink();
  server = await startServer({
    environment: { SMTP_URL: sink.url, PUBLIC_URL: 'https://cx.example.org', TIME_ZONE: 'UTC' },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (server) removeData(server);
  await sink?.close();
});

const next = (page: Page) => page.locator('[aria-current=step]');

test('an administrator is led through the first days, each step in its place', async () => {
  const { page, context, faults } = await openPerson(browser, server.address);
  await setUpOrganisation(page, server.setUpLink ?? '');
  await page.goto('/home');
  await page.getByRole('heading', { level: 2, name: 'First days: 0 of 7 ready' }).waitFor();
  await page.getByRole('heading', { name: 'Then, in this order' }).waitFor();

  // The zone is the server's until somebody says it.
  await next(page).getByText('zone of the server, not confirmed').waitFor();
  await next(page).getByRole('link', { name: 'Confirm' }).click();
  await page.getByLabel('Time zone').fill('Europe/Warsaw');
  await page.getByLabel('Default currency').selectOption('EUR');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByText('Saved.', { exact: true }).waitFor();

  // The logo stands in the corner at once, and comes back when it is removed.
  await page.getByLabel('Picture').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: PNG });
  await page.getByRole('button', { name: 'Use as the logo' }).click();
  const corner = page.locator('a.wordmark img');
  await corner.waitFor();
  await page.getByRole('button', { name: 'Remove the logo' }).click();
  await corner.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await corner.waitFor();

  // Working days, a day off and a season.
  await page.getByRole('link', { name: 'Working days and seasons' }).click();
  await page.getByRole('heading', { level: 2, name: 'Working week' }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page
    .getByText(/Last changed by /)
    .first()
    .waitFor();
  await page.getByLabel('Day', { exact: true }).fill('2 June 2027');
  await page.getByLabel('Name', { exact: true }).fill('Bridge day');
  await page.getByRole('button', { name: 'Add a day off' }).click();
  await page.getByRole('button', { name: 'Remove: Bridge day' }).waitFor();
  await page.getByRole('button', { name: 'Add a season' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Summer freeze');
  await dialog.getByLabel('Kind').selectOption('freeze');
  await dialog.getByLabel('First day').fill('7 June 2027');
  await dialog.getByLabel('Last day').fill('8 June 2027');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('button', { name: 'Edit: Summer freeze' }).waitFor();

  // A round says what lies on its days.
  await page.goto('/shifts/new');
  await page.getByLabel('First day').fill('26 May 2027');
  await page.getByLabel('Last day').fill('8 June 2027');
  await page.getByLabel('Name of the round').click();
  await page.getByText('6 tours', { exact: true }).waitFor();
  await page.getByText(/Corpus Christi, left out/).waitFor();
  await page.getByText(/day off “Bridge day”, left out/).waitFor();
  await page
    .getByText(/freeze “Summer freeze”, left out/)
    .first()
    .waitFor();
  await page.getByLabel('Plan tours on these days off as well').check();
  await page.getByText('8 tours', { exact: true }).waitFor();

  // The test mail arrives, and its step is done.
  await page.goto('/settings/mail');
  await page.getByRole('button', { name: /^Send a test mail to / }).click();
  await page.getByText('The mail server took the letter. Look into your inbox.').waitFor();
  await page.getByText(/^A test mail left on /).waitFor();
  expect(sink.mails.map(({ subject }) => subject)).toEqual([
    expect.stringContaining('a test mail from Herringbone'),
  ]);
  await page.goto('/home');
  await page.getByRole('heading', { level: 2, name: 'First days: 3 of 7 ready' }).waitFor();
  await next(page).getByText('Departments', { exact: true }).waitFor();
  await context.close();
  expect(faults).toEqual([]);
});
