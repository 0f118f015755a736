import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareDemo } from '#server/demo/prepare-demo.ts';
import { openSmtpSink, type SmtpSink } from '#server/notify/smtp-sink.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATIENCE_MS } from '../patience.ts';
import {
  launchBrowser,
  openPerson,
  PASSWORD,
  removeData,
  setUpOrganisation,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';

/** One's own account in a real browser, with letters that arrive. */
let browser: Browser;
let server: RunningServer;
let sink: SmtpSink;

const NEXT = 'three fish on a wall';
const LAST = 'four fish on a wall';

beforeAll(async () => {
  sink = await openSmtpSink();
  server = await startServer({
    environment: { SMTP_URL: sink.url, PUBLIC_URL: 'https://cx.example.org' },
  });
  browser = await launchBrowser();
  const { page, context } = await openPerson(browser, server.address);
  await setUpOrganisation(page, server.setUpLink ?? '');
  await context.close();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (server) removeData(server);
  await sink?.close();
});

/** The path of the last link of a kind that was mailed to an address. */
async function linkTo(address: string, kind: string): Promise<string> {
  const link = new RegExp(`https://cx\\.example\\.org(/${kind}/\\S+)`);
  const found = (): string | undefined =>
    sink.mails
      .filter(({ to }) => to.includes(address))
      .flatMap(({ text }) => link.exec(text)?.[1] ?? [])
      .at(-1);
  await expect.poll(found, { timeout: PATIENCE_MS }).toBeDefined();
  return found() ?? '';
}

const section = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) });

test('[AC1] [AC8] [AC9] a person changes their password and ends sessions; other browsers are signed out', async () => {
  const here = await openPerson(browser, server.address);
  const there = await openPerson(browser, server.address);
  await signIn(here.page, 'anna@example.org');
  await signIn(there.page, 'anna@example.org');
  await here.page.goto('/profile');
  const password = section(here.page, 'Password');
  await password.getByLabel('Your password now').fill('guess again');
  await password.getByLabel('New password').fill(NEXT);
  await password.getByRole('button', { name: 'Change the password' }).click();
  await password.getByText('This is not your password.').waitFor();
  await password.getByLabel('Your password now').fill(PASSWORD);
  await password.getByLabel('New password').fill(NEXT);
  await password.getByRole('button', { name: 'Change the password' }).click();
  await here.page.getByText('Your password is changed. You are signed in only here.').waitFor();
  await there.page.goto('/issues');
  await there.page.waitForURL('**/sign-in?**');
  await here.page.reload();
  await here.page.getByText(/your password was changed in your profile/).waitFor();

  // Another browser comes back with the new one, is seen here, and is ended from here: its pages notice.
  await signIn(there.page, 'anna@example.org', NEXT);
  await here.page.goto('/profile');
  const sessions = section(here.page, 'Where you are signed in');
  await sessions.getByText('this browser').waitFor();
  await sessions
    .getByRole('button', { name: /^End the session: Chrome on / })
    .first()
    .click();
  await here.page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
  await here.page.getByText('The session is ended.').waitFor();
  await there.page.goto('/home');
  await there.page.waitForURL('**/sign-in?**');
  expect([...here.faults, ...there.faults]).toEqual([]);
  await Promise.all([here.context.close(), there.context.close()]);
});

test('[AC5] a person changes their e-mail through a letter and signs in with the new one', async () => {
  const { page, context, faults } = await openPerson(browser, server.address);
  await signIn(page, 'anna@example.org', NEXT);
  await page.goto('/profile');
  const email = section(page, 'E-mail');
  await email.getByLabel('New e-mail').fill('anna.nowak@example.org');
  await email.getByLabel('Your password now').fill(NEXT);
  await email.getByRole('button', { name: 'Change the e-mail' }).click();
  await email.getByText('anna.nowak@example.org waits to be confirmed').waitFor();

  // On another device, where nobody is signed in.
  const other = await openPerson(browser, server.address);
  await other.page.goto(await linkTo('anna.nowak@example.org', 'email'));
  await other.page.getByRole('button', { name: 'This e-mail is mine' }).click();
  await other.page.getByText('Your new e-mail is confirmed').waitFor();
  await other.page.getByRole('textbox', { name: 'E-mail' }).fill('anna.nowak@example.org');
  await other.page.locator('input[name=password]').fill(NEXT);
  await other.page.getByRole('button', { name: 'Sign in' }).click();
  await other.page.waitForURL('**/home');
  await page.reload();
  await email.getByText('anna.nowak@example.org', { exact: true }).waitFor();
  expect([...faults, ...other.faults]).toEqual([]);
  await Promise.all([context.close(), other.context.close()]);
});

test('[AC2] [AC4] who forgot a password comes back by a letter, and the answer is the same for strangers', async () => {
  const { page, context, faults } = await openPerson(browser, server.address);
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  // The page before has a field of the same name.
  await page.getByRole('heading', { level: 1, name: 'Forgot your password?' }).waitFor();
  for (const address of ['nobody@example.org', 'anna.nowak@example.org']) {
    await page.getByLabel('E-mail').fill(address);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('A link is on its way, if there is an account with this e-mail').waitFor();
    await page.reload();
  }
  const link = await linkTo('anna.nowak@example.org', 'password');
  expect(sink.mails.filter(({ to }) => to.includes('nobody@'))).toEqual([]);
  await page.goto(link);
  await page.getByLabel('New password').fill(LAST);
  await page.getByRole('button', { name: 'Set the password and sign in' }).click();
  await page.waitForURL('**/home');
  await page.getByText(/set anew with a link that was mailed to you/).waitFor();
  await context.clearCookies();
  const used = await page.goto(link);
  expect(used?.status()).toBe(410);
  await signIn(page, 'anna.nowak@example.org', LAST);
  expect(faults).toEqual([]);
  await context.close();
});

test('[AC10] times follow the zone that a person chose, in a browser somewhere else', async () => {
  const context = await browser.newContext({
    baseURL: server.address,
    locale: 'en-GB',
    timezoneId: 'America/Los_Angeles',
  });
  const page = await context.newPage();
  await signIn(page, 'anna.nowak@example.org', LAST);
  const noticed = async (): Promise<string> =>
    (await page.getByText(/^On .* your password was set anew/).textContent()) ?? '';
  const hourOf = (text: string): string => /at (\d+:\d+ [AP]M)/.exec(text)?.[1] ?? '';
  await page.goto('/profile', { waitUntil: 'networkidle' });
  const before = hourOf(await noticed());
  const zone = section(page, 'Time zone');
  await zone.getByLabel('Your time zone').fill('Asia/Tokyo');
  await zone.getByRole('button', { name: 'Save the time zone' }).click();
  await page.getByText('Your profile is saved.').waitFor();
  const after = hourOf(await noticed());
  expect([before === '', after === '', before === after]).toEqual([false, false, false]);
  await page.reload();
  expect(hourOf(await noticed())).toBe(after);
  await context.close();
});

test('[AC12] an administrator removes the demo and sets up their own organisation', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-demo-'));
  const environment = { DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  const made = await prepareDemo(environment, 'demo password', () => undefined);
  expect(made).toMatchObject({ password: 'demo password' });
  // Its accounts keep their password, whatever the next start would make.
  expect(await prepareDemo(environment, 'another', () => undefined)).toEqual(made);
  const demo = await startServer({ dataDir });
  const admin = await openPerson(browser, demo.address);
  const lead = await openPerson(browser, demo.address);
  await signIn(lead.page, 'lead@example.org', 'demo password');
  await signIn(admin.page, 'admin@example.org', 'demo password');
  await admin.page.getByText('To jest demo').waitFor();
  await admin.page.getByRole('link', { name: 'Usuń demo' }).click();
  await admin.page.getByRole('button', { name: 'Usuń demo' }).click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.getByText('nie da się tego cofnąć').waitFor();
  await dialog.getByRole('button', { name: 'Usuń demo' }).click();
  await admin.page.waitForURL('**/setup?token=**');
  await admin.page.locator('input[name=organisation]').fill('Ours');
  await admin.page.locator('input[name=name]').fill('Ola');
  await admin.page.locator('input[name=email]').fill('ola@example.org');
  await admin.page.locator('input[name=password]').fill(PASSWORD);
  await admin.page.locator('main button[type=submit]').click();
  await admin.page.waitForURL('**/people');
  await lead.page.goto('/issues');
  await lead.page.waitForURL('**/sign-in?**');
  expect(admin.faults).toEqual([]);
  await demo.stop();
  expect(await prepareDemo(environment, 'another', () => undefined)).toBe('removed');
  removeData(demo);
}, 120_000);
