import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atRest, launchBrowser, openPerson } from './harness.ts';
import type { Visitor } from './presses/press.ts';
import { newRound } from './presses/shifts/rounds.ts';
import { openWorld, type World } from './presses/world.ts';

const PHONE = { width: 390, height: 844 };

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld();
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function open({ cookie }: Pick<Visitor, 'cookie'>, path: string): Promise<Page> {
  const { address } = world.running;
  const opened = await openPerson(browser, address, { locale: 'en-GB', viewport: PHONE });
  await opened.context.addCookies(
    cookie.split('; ').map((part) => {
      const [name = '', ...value] = part.split('=');
      return { name, value: value.join('='), url: address };
    }),
  );
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened.page;
}

/** A picture of a page, for whoever looks at it: only where a folder is named. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function expectNarrow(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(PHONE.width);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

const list = (name: string, lines: readonly string[]) => ({
  ...{ name, mimeType: 'text/csv' },
  buffer: Buffer.from(lines.join('\n')),
});

test('[SH99] a list is counted on the device, shown with its peaks, replaced after a question and taken back', async () => {
  const { id } = await newRound(world);
  const page = await open(world.visitor('lead'), '/shifts/volumes');
  await page.getByText('Nobody knows yet when contacts come').waitFor();
  const first = [
    'When,Channel,How many',
    '2026-11-02 09:15,phone,30',
    '2026-11-03 10:00,chat,4',
    'never,chat,1',
  ];
  await page.locator('input[type=file]').setInputFiles(list('november.csv', first));
  await page.getByText('No row has a day and a time.').waitFor();
  await page.getByLabel('Column “When”').selectOption({ label: 'Day and time' });
  await page.getByLabel('Column “How many”').selectOption({ label: 'How many contacts' });
  await page.getByText(/^34 contacts, /).waitFor();
  await page.getByText('1 row is not understood, the first is row 4.').waitFor();
  await page.getByRole('button', { name: 'Show these hours' }).click();
  await page.getByRole('cell', { name: /^30\s.*peak$/ }).waitFor();
  await expectNarrow(page);
  await picture(page, 'volumes-390');

  const guest = await open(world.visitor('employee'), '/shifts/volumes');
  await guest.getByRole('cell', { name: /^30\s.*peak$/ }).waitFor();
  expect(await guest.locator('input[type=file]').count()).toBe(0);
  await guest.getByLabel('Contacts on').selectOption({ label: 'Chat' });
  await guest.getByRole('cell', { name: /^4\.0\s.*peak$/ }).waitFor();

  const tour = await open(world.visitor('lead'), `/shifts/${id}/tours/new`);
  await tour.getByText('Monday: 09:00–10:00').waitFor();
  await expectNarrow(tour);

  const second = ['Date,Count', '2026-11-04 12:00,7'];
  await page.reload();
  await atRest(page);
  await page.locator('input[type=file]').setInputFiles(list('december.csv', second));
  await page.getByText(/^7 contacts, /).waitFor();
  await page.getByRole('button', { name: 'Show these hours' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('What was counted in “november.csv” is replaced for everybody.').waitFor();
  await dialog.getByRole('button', { name: 'Show these hours' }).click();
  await page.getByRole('cell', { name: /^7\.0\s.*peak$/ }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('cell', { name: /^30\s.*peak$/ }).waitFor();
});
