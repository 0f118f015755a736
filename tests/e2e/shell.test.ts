import type { Browser, Locator } from 'playwright-core';
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

/** What stands around every page: keys, palette, and a session that ends while somebody is writing. */
let server: RunningServer;
let browser: Browser;
let person: Awaited<ReturnType<typeof openPerson>>;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  person = await openPerson(browser, server.address);
  await setUpOrganisation(person.page, server.setUpLink ?? '');
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
});

test('two letters lead to a page, and a question mark shows all keys', async () => {
  const { page } = person;
  await page.goto('/home');
  await atRest(page); // keys work once the page has come alive
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.waitForURL('**/issues');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Go to Issues').waitFor();
  await page.keyboard.press('Escape');
});

test('the palette opens with a key, finds without diacritics and goes there', async () => {
  const { page } = person;
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or run' });
  await palette.getByRole('combobox').fill('proj');
  await palette.getByRole('option', { name: 'Projects' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/projects');
});

test('[PE24] whoever switches single letters off presses none by accident; Ctrl K stays', async () => {
  const { page } = person;
  await page.goto('/profile');
  const box = page.getByRole('checkbox', { name: 'Switch off single-letter shortcuts' });
  const save = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('[data-status=saved]').waitFor();
  };
  await box.check();
  await save();
  await page.goto('/issues');
  await atRest(page);
  for (const key of ['?', 'c', 'g', 'i', '/']) await page.keyboard.press(key);
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  await page.keyboard.press('Control+k'); // what the letters before it asked for would be there by now
  await page.getByRole('dialog', { name: 'Search or run' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.goto('/profile');
  await box.uncheck();
  await save();
  await page.goto('/issues');
  await atRest(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
});

test('letters that somebody types into a field are no shortcuts', async () => {
  const { page } = person;
  await page.goto('/issues');
  await page.getByRole('button', { name: 'Add an issue' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Issue' }).pressSequentially('gp? ok');
  expect(new URL(page.url()).pathname).toBe('/issues');
});

test('a session that ended while writing loses nothing: sign in elsewhere and send it again', async () => {
  const { page, context } = person;
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Issue' }).fill('Invoices are hard to read');
  await dialog.getByLabel('Description').fill('Nine calls a day are about it.');
  await context.clearCookies();
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.getByText('Your session has ended').waitFor();
  expect(await dialog.getByLabel('Description').inputValue()).toBe('Nine calls a day are about it.');
  const elsewhere = await context.newPage();
  await signIn(elsewhere, 'anna@example.org');
  await elsewhere.close();
  await dialog.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('heading', { name: 'Invoices are hard to read' }).waitFor();
  await page.getByText('Nine calls a day are about it.').waitFor();
  expect(person.faults).toEqual([]);
});

test('on a phone the bar on top says where one is and leads back, and makes room where a foot or a keyboard stands', async () => {
  const { page, context, faults } = await openPerson(browser, server.address, {
    viewport: { width: 390, height: 844 },
  });
  await signIn(page, 'anna@example.org');
  const heading = page.getByRole('heading', { level: 1 });
  const bar = page.getByRole('navigation', { name: 'Main' });
  await page.goto('/workshop');
  await atRest(page);
  expect(await heading.boundingBox()).toMatchObject({ x: 16 });
  expect(await bottomOf(heading)).toBeLessThanOrEqual(48);
  await bar.waitFor();
  await page.evaluate(shrinkWindow, 400);
  await bar.waitFor({ state: 'hidden' });
  await page.evaluate(shrinkWindow, 844);
  await bar.waitFor();

  await page.goto('/workshop/new');
  await atRest(page);
  expect(await bottomOf(heading)).toBeLessThanOrEqual(48);
  expect(await bar.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Search or run' }).waitFor();
  const back = page.getByRole('link', { name: 'Meetings', exact: true });
  expect(await back.boundingBox()).toMatchObject({ width: 44, height: 44 });
  await back.click();
  await page.waitForURL('**/workshop');
  expect(faults).toEqual([]);
  await context.close();
});

async function bottomOf(element: Locator): Promise<number> {
  const box = await element.boundingBox();
  return box ? box.y + box.height : NaN;
}

/** What a keyboard on the screen does to the part of a page that is seen. */
function shrinkWindow(height: number): void {
  const { visualViewport } = globalThis as unknown as { visualViewport: EventTarget };
  Object.defineProperty(visualViewport, 'height', { value: height, configurable: true });
  visualViewport.dispatchEvent(new Event('resize'));
}
