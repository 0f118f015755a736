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

const PASSWORD = 'charter and signature';
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let demo: RunningServer;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-charter-'));
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

/** Writes one section and comes back to the charter. */
async function write(
  page: Page,
  home: string,
  section: string,
  fields: Record<string, string>,
): Promise<void> {
  await page.goto(`${home}/charter/${section}`);
  await atRest(page);
  for (const [label, text] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(text);
  await press(page, 'Save this section');
  await page.waitForURL(`**${home}/charter`);
}

async function sign(page: Page, address: string, condition?: string): Promise<void> {
  await page.goto(address);
  await atRest(page);
  if (condition) {
    await page.getByText('Add a condition or decline').click();
    await page.getByLabel('Condition', { exact: true }).fill(condition);
  }
  const password = page.getByLabel('Password', { exact: false });
  if (await password.isVisible()) await password.fill(PASSWORD);
  await press(page, 'Approve');
  await page.getByText(/^Approved\. It can be taken back/).waitFor();
}

test('[PR23] [PR36] [PR39] [PR40] [PR48] a charter is written, signed with a condition, changed, and hidden from the others', async () => {
  const lead = await open('lead');
  await lead.goto('/projects/new');
  await atRest(lead);
  await lead.getByLabel('Project', { exact: true }).fill('Call back within the hour');
  await lead.getByLabel('Aim', { exact: true }).fill('Nobody calls twice');
  await lead.getByLabel('Owner', { exact: true }).selectOption({ index: 2 });
  await lead.getByLabel('Deputy', { exact: true }).selectOption({ index: 3 });
  await lead.getByLabel('Budget', { exact: true }).fill('1000');
  await lead.getByLabel('Starts', { exact: true }).fill('4 January 2027');
  await lead.getByLabel('Ends', { exact: true }).fill('30 June 2027');
  await press(lead, 'Save as draft');
  await lead.waitForURL(/\/projects\/\d+$/);
  const home = new URL(lead.url()).pathname;

  await write(lead, home, 'case', { Problem: 'They wait on Mondays' });
  await write(lead, home, 'benefit', {
    'What will be better': 'Fewer calls',
    'Measured by the wave': 'Autumn',
    'Other segments': 'Channel: phone',
  });
  await write(lead, home, 'money', { 'Line 1': 'Phones', 'Amount 1': '98765' });
  await lead.getByText('Channel: phone').waitFor();
  await lead.goto(home);
  await atRest(lead);
  await press(lead, 'Submit for approval');
  await lead.getByText('Waiting for approval').first().waitFor();

  await sign(await open('marketing'), home, 'Tell the partners first');
  const phone = await open('service', PHONE);
  await phone.goto(home);
  await atRest(phone);
  // The case is on one screen, with the evidence one press away, and the other's condition stands there.
  await phone.getByRole('heading', { name: 'The case' }).waitFor();
  await phone.getByRole('link', { name: 'How we know' }).waitFor();
  await phone.getByText('Condition: Tell the partners first').waitFor();
  const width = await phone.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(PHONE.width);
  await sign(phone, home);

  await lead.goto(`${home}/change`);
  await atRest(lead);
  await lead.getByLabel('Budget, PLN', { exact: true }).fill('110616.80');
  await lead.getByLabel('Why', { exact: true }).fill('Twelve percent more');
  await press(lead, 'Change it');
  await lead.waitForURL(`**${home}`);
  await lead.getByText('A change waits to be signed. Work goes on meanwhile.').waitFor();
  await lead.getByRole('link', { name: /^Version 1,/ }).click();
  await lead.getByText('It does not change.', { exact: false }).waitFor();
  expect(await lead.locator('main').innerText()).toContain('98,765');

  const employee = await open('employee');
  const seen: string[] = [];
  employee.on('response', (response) => {
    void response.text().then(
      (text) => seen.push(text),
      () => undefined,
    );
  });
  for (const address of [
    '/projects',
    '/projects?show=table',
    home,
    `${home}/charter`,
    `${home}?panel=history`,
    '/home',
  ])
    await employee.goto(address);
  await atRest(employee);
  expect(seen.length).toBeGreaterThan(5);
  expect(seen.filter((text) => /98,?765|9876500|110,?616|11061680/.test(text))).toEqual([]);
});
