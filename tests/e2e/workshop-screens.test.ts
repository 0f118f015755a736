import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PATIENCE_MS } from '../patience.ts';
import {
  goToStep,
  joinAsGuest,
  launchBrowser,
  openPerson,
  removeData,
  setUpOrganisation,
  startServer,
  type RunningServer,
} from './harness.ts';

const PHONE = { width: 390, height: 844 };
/** What a keyboard leaves of that phone. */
const WITH_KEYBOARD = { width: 390, height: 500 };

let server: RunningServer;
let browser: Browser;
let lead: Awaited<ReturnType<typeof openPerson>>;
let context: BrowserContext;
let phone: Page;
/** The facilitator's own phone, beside their large screen. */
let steering: BrowserContext;
let leadsPhone: Page;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  lead = await openPerson(browser, server.address, { viewport: { width: 1920, height: 1080 } });
  const { page } = lead;
  await setUpOrganisation(page, server.setUpLink ?? '');
  await page.goto('/workshop/new');
  await page.getByLabel('Title').fill('Why do customers wait?');
  await page.getByLabel('Problem or goal').fill('Customers wait too long');
  await page.getByLabel('What should this workshop achieve?').fill('Know why');
  await page.getByRole('button', { name: 'Create the workshop' }).click();
  await page.getByRole('link', { name: 'Open the board' }).waitFor();
  const address = page.url();
  await page.goto(`${address}/people`);
  const joinLink = await page.getByRole('textbox', { name: 'Join a meeting' }).inputValue();
  await page.goto(`${address}/board`);
  await page.getByRole('button', { name: /^Go on/ }).click();
  await page.getByRole('timer').waitFor();
  context = await browser.newContext({
    ...{ baseURL: server.address, locale: 'pl-PL', viewport: PHONE, hasTouch: true, isMobile: true },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  phone = await context.newPage();
  await joinAsGuest(phone, joinLink, 'Ola');
  steering = await browser.newContext({
    ...{ baseURL: server.address, locale: 'en-GB', viewport: PHONE, hasTouch: true, isMobile: true },
    storageState: await lead.context.storageState(),
  });
  steering.setDefaultTimeout(PATIENCE_MS);
  leadsPhone = await steering.newPage();
  await leadsPhone.goto(`${address}/board`);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
});

const heightOf = async (page: Page, selector: string): Promise<number> =>
  (await page.locator(selector).first().boundingBox())?.height ?? 0;

async function expectPhone(page: Page, step: string): Promise<void> {
  const measure = () =>
    page.evaluate(() => ({
      above: document.querySelector('main')?.getBoundingClientRect().top ?? Infinity,
      wide: document.documentElement.scrollWidth,
    }));
  await expect.poll(async () => (await measure()).above, { message: step }).toBeLessThanOrEqual(120);
  expect((await measure()).wide, `width: ${step}`).toBeLessThanOrEqual(PHONE.width);
}

test('[WS171] [WS172] in every step the fish has the height and a phone the task', async () => {
  const { page } = lead;
  const next = page.getByRole('button', { name: /^Go on/ });
  const people = page.getByRole('group', { name: 'Tools of the room' });
  const place = await people.boundingBox();
  const steps: string[] = [];
  const said = () => page.getByRole('region', { name: 'This step' }).innerText();
  for (;;) {
    const step = await said();
    steps.push(step);
    expect(await heightOf(page, '.diagram'), step).toBeGreaterThanOrEqual(0.8 * 1080);
    expect((await people.boundingBox())?.y, step).toBe(place?.y);
    await expectPhone(phone, step);
    await expectPhone(leadsPhone, step);
    if ((await next.innerText()).includes('Closed')) break;
    await next.click();
    await expect.poll(said).not.toBe(step);
  }
  expect(steps.length).toBeGreaterThanOrEqual(9);
});

test('[WS172] on a phone a first cause takes two touches, and six rows stand above the keyboard', async () => {
  await goToStep(lead.page, 'Ask why again');
  await phone
    .getByRole('treeitem', { name: /^People/ })
    .locator('.text')
    .tap();
  await phone.getByRole('button', { name: 'Przyczyna', exact: true }).tap();
  await phone.keyboard.type('Za mało ludzi');
  for (const text of ['Stare telefony', 'Brak szkoleń', 'Zły grafik']) {
    await phone.keyboard.press('Enter');
    await phone.keyboard.type(text);
  }
  await phone.setViewportSize(WITH_KEYBOARD);
  const rows = await phone.evaluate(() => {
    const foot = document.querySelector('.foot')?.getBoundingClientRect().top ?? 0;
    const top = document.querySelector('main')?.getBoundingClientRect().top ?? 0;
    const whole = [...document.querySelectorAll('[role=treeitem]')].map((row) => row.getBoundingClientRect());
    return whole.filter((box) => box.top >= top && box.bottom <= foot).length;
  });
  expect(rows).toBeGreaterThanOrEqual(6);
  await phone.setViewportSize(PHONE);
});

test('[WS172] causes are gathered and merged by touch', async () => {
  const more = phone.getByRole('button', { name: 'Więcej o zaznaczonym' });
  await more.tap();
  const merging = phone.getByRole('menuitem', { name: /Ctrl\+M/ });
  expect(await merging.getAttribute('aria-disabled')).toBe('true');
  await merging.getByText('Najpierw zaznacz drugą przyczynę.').waitFor();
  await phone.getByRole('menuitem', { name: 'Zaznacz więcej' }).tap();
  await phone
    .getByRole('treeitem', { name: /^Brak szkoleń/ })
    .locator('.text')
    .tap();
  await phone.getByRole('button', { name: 'Połącz', exact: true }).tap();
  await phone.getByRole('treeitem', { name: /^Brak szkoleń/ }).waitFor({ state: 'detached' });
  expect(await phone.getByRole('treeitem', { name: /^Zły grafik/ }).count()).toBe(1);
  // While the diagram moves to its new shape a label may stand beyond the edge for a frame.
  await expect
    .poll(() => phone.evaluate(() => document.documentElement.scrollWidth))
    .toBeLessThanOrEqual(PHONE.width);
});
