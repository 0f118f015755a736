import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  chooseLanguage,
  launchBrowser,
  makeLead,
  openPerson,
  removeData,
  type RunningServer,
  setUpOrganisation,
  signIn,
  startServer,
} from './harness.ts';

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  const { page, context } = await openPerson(browser, server.address);
  await setUpOrganisation(page, server.setUpLink ?? '');
  await makeLead(page);
  await context.close();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
});

/** The days that the form would send now. */
function sentDays(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const form = document.querySelector('form:has([name=endsOn])');
    const data = form instanceof HTMLFormElement ? new FormData(form) : new FormData();
    return [data.get('startsOn'), data.get('endsOn')];
  });
}

test('[FM17] a day is typed in words or picked by keys, shown in full, and sent as ISO', async () => {
  const { page, context, faults } = await openPerson(browser, server.address);
  await signIn(page, 'anna@example.org');
  await page.goto('/projects/new');
  const [starts, ends] = [page.locator('[name=startsOn]'), page.locator('[name=endsOn]')];
  await starts.fill('8 gru 2098');
  await page.getByText('Monday, December 8, 2098').waitFor();
  await ends.fill('30 lutego');
  await ends.press('Tab');
  expect(await starts.inputValue()).toBe('Dec 8, 2098');
  await page.getByText('The calendar has no such day.').waitFor();
  await ends.fill('2099-01-31');
  await ends.press('Tab');
  expect(await ends.inputValue()).toBe('Jan 31, 2099');
  expect(await sentDays(page)).toEqual(['2098-12-08', '2099-01-31']);

  await page.keyboard.press('Enter');
  await page.getByRole('application').getByRole('button', { name: 'Next month' }).waitFor();
  await page.locator('[data-selected][data-value="2099-01-31"]:focus').waitFor();
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('application').waitFor({ state: 'detached' });
  expect(await ends.inputValue()).toBe('Feb 1, 2099');
  expect(await sentDays(page)).toEqual(['2098-12-08', '2099-02-01']);

  await page.locator('[name=title]').fill('Kept');
  await page.reload();
  await page.getByText('and did not send it').waitFor();
  expect(await sentDays(page)).toEqual(['2098-12-08', '2099-02-01']);
  expect(faults).toEqual([]);
  await context.close();
});

test('[FM17] the calendar speaks the language of the app and fits a narrow phone', async () => {
  const { page, context, faults } = await openPerson(browser, server.address, {
    viewport: { width: 360, height: 740 },
    locale: 'pl-PL',
  });
  await signIn(page, 'anna@example.org');
  await chooseLanguage(page, 'pl');
  await page.goto('/projects/new');
  await page.locator('[name=endsOn]').fill('Dec 8, 2098');
  await page.locator('[name=endsOn]').press('Tab');
  expect(await page.locator('[name=endsOn]').inputValue()).toBe('8 gru 2098');
  await page.getByRole('button', { name: 'Wybierz z kalendarza' }).last().click();
  await page.getByText('grudzień 2098').first().waitFor();
  const box = await page.getByRole('application').boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 360).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(faults).toEqual([]);
  await context.close();
});
