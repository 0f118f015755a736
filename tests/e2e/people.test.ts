import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addPersonByForm,
  launchBrowser,
  openPerson,
  PASSWORD,
  readInvitationLink,
  removeData,
  setUpOrganisation,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
});

test('before set-up the first page is a page that says what to do', async () => {
  const response = await fetch(server.address);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('one-time link');
});

test('[PE3] an organisation is set up with the printed link, once', async () => {
  const { page, faults } = await openPerson(browser, server.address);
  await page.goto('/setup?token=guessed');
  expect(await page.getByRole('button', { name: 'Set up' }).count()).toBe(0);
  await setUpOrganisation(page, server.setUpLink ?? '');
  await page.getByText('Anna Admin').first().waitFor();
  await page.goto(server.setUpLink ?? '');
  await page.waitForURL('**/home');
  expect(faults).toEqual([]);
  await page.context().close();
});

test('[PE4] an admin adds a person, who joins by an invitation link and signs in', async () => {
  const admin = await openPerson(browser, server.address);
  await signIn(admin.page, 'anna@example.org');
  await addPersonByForm(admin.page, { name: 'Ewa Dyrektor', email: 'ewa@example.org', roles: ['Director'] });
  const link = await readInvitationLink(admin.page);

  const ewa = await openPerson(browser, server.address, { locale: 'pl-PL' });
  await ewa.page.goto(link);
  await ewa.page.getByRole('heading', { name: 'Dzień dobry!' }).waitFor();
  await ewa.page.getByText('Ewa Dyrektor').first().waitFor();
  await ewa.page.locator('input[name=password]').fill(PASSWORD);
  await ewa.page.locator('main button[type=submit]').click();
  await ewa.page.waitForURL('**/home');
  await ewa.page.goto('/people');
  expect(await ewa.page.getByText('403').count()).toBe(1);

  const late = await openPerson(browser, server.address);
  const response = await late.page.goto(link);
  expect(response?.status()).toBe(410);
  expect([...admin.faults, ...ewa.faults, ...late.faults]).toEqual([]);
  await Promise.all([admin, ewa, late].map(({ context }) => context.close()));
});

test('what was typed stays when a form is refused', async () => {
  const { page, context } = await openPerson(browser, server.address);
  await signIn(page, 'anna@example.org');
  await page.goto('/people');
  await page.getByRole('link', { name: 'Add a person' }).click();
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('Second Ewa');
  await page.getByLabel('E-mail').fill('ewa@example.org');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody with this e-mail is already here.').waitFor();
  expect(await name.inputValue()).toBe('Second Ewa');
  await context.close();
});
