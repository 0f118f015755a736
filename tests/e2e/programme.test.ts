import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atRest, launchBrowser, openPerson } from './harness.ts';
import { openWorld, type World } from './presses/world.ts';
import type { Visitor } from './presses/press.ts';

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

/** A phone of this visitor. */
async function openPhone({ cookie }: Visitor, path: string): Promise<Page> {
  const { page, context } = await openPerson(browser, world.running.address);
  await context.addCookies(
    cookie.split('; ').map((part) => {
      const [name = '', ...value] = part.split('=');
      return { name, value: value.join('='), url: world.running.address };
    }),
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(path);
  await atRest(page);
  return page;
}

const fitsAcross = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test('[SH71] [SH73] [SH74] [SH75] a lead puts rules into force from the template, and a guest confirms them by keyboard before a tour', async () => {
  const { shifts } = world.running.app;
  const employee = world.visitor('employee');
  const lead = await openPhone(world.visitor('lead'), '/shifts/programme');
  await lead.getByRole('heading', { name: 'There is no programme yet' }).waitFor();
  await lead.getByRole('link', { name: 'Begin with a draft' }).click();
  await lead.getByLabel('Rules', { exact: true }).waitFor();
  await atRest(lead);
  expect(await lead.getByLabel('Rules', { exact: true }).inputValue()).toContain('Shifts are voluntary');
  await lead.getByLabel('Name', { exact: true }).fill('Everyone on shift');
  expect(await fitsAcross(lead)).toBe(true);
  await lead.getByRole('button', { name: 'Save draft' }).click();
  await lead.getByRole('heading', { name: 'Draft: Everyone on shift' }).waitFor();
  await atRest(lead);
  await lead.locator('summary', { hasText: 'Put into force' }).click();
  await lead.getByLabel('Why without a decision').fill('A pilot of one round');
  expect(await fitsAcross(lead)).toBe(true);
  await lead.getByRole('button', { name: 'Put into force' }).click();
  await lead.getByRole('dialog').getByRole('button', { name: 'Put into force' }).click();
  await lead.getByText('Version 1, in force since').waitFor();
  await lead.getByText('In force without a decision: A pilot of one round').waitFor();

  const roundId = await shifts.planRound(world.maker.actor, {
    ...{ title: 'Round', goal: '', startsOn: '2080-03-04', endsOn: '2080-03-05', places: '2' },
    ...{ startsAt: '08:00', endsAt: '16:00', mentorIds: [await world.newPerson(['mentor'])] },
  });
  const { tours } = await shifts.getRound(world.maker.actor, roundId);
  const guest = await openPhone(employee, `/shifts/${roundId}`);
  await guest.getByText('Before a tour you confirm the rules of the programme').waitFor();
  await shifts.signUp(employee.actor, { tourId: tours[0]?.id, scopes: ['chat'] });
  await guest.goto('/home');
  await guest.getByText('Confirm the rules and the authorisation').waitFor();
  await guest.goto(`/shifts/${roundId}`);
  await atRest(guest);
  await guest.getByRole('link', { name: 'Read and confirm' }).click();
  await guest.getByRole('heading', { name: 'What you confirm' }).waitFor();
  await atRest(guest);
  expect(await fitsAcross(guest)).toBe(true);
  // One of two is not enough.
  await guest.getByLabel('I have read the rules of version 1 and keep to them').focus();
  await guest.keyboard.press('Space');
  await guest.getByRole('button', { name: 'Confirm', exact: true }).focus();
  await guest.keyboard.press('Enter');
  await guest.getByText('Tick this to confirm.').waitFor();
  await guest.getByLabel('I accept the authorisation').focus();
  await guest.keyboard.press('Space');
  await guest.getByRole('button', { name: 'Confirm', exact: true }).focus();
  await guest.keyboard.press('Enter');
  await guest.getByText('Authorisation confirmed in version 1').waitFor();
  expect(await shifts.getMissingParts(employee.actor)).toEqual([]);

  await lead.goto(`/shifts/${roundId}/people`);
  await lead.getByRole('heading', { name: 'Confirmed before the tour' }).waitFor();
  await lead.getByText('Rules and authorisation not confirmed').first().waitFor();
  expect(await fitsAcross(lead)).toBe(true);
}, 180_000);

test('[SH72] a lead asks everybody about the next version in one press, and an employee sees how far it is', async () => {
  const lead = await openPhone(world.visitor('lead'), '/shifts/programme/edit');
  await lead.getByLabel('Rules', { exact: true }).fill('Be there at eight.\n\nAsk before you answer.');
  await lead.getByRole('button', { name: 'Save draft' }).click();
  await lead.locator('summary', { hasText: 'Ask everybody' }).click();
  await lead.getByRole('button', { name: /^Ask \d+ people$/ }).click();
  await lead.getByRole('link', { name: /Do we take up the programme/ }).waitFor();
  expect(await lead.locator('summary', { hasText: 'Put into force' }).count()).toBe(0);
  expect(await fitsAcross(lead)).toBe(true);

  const guest = await openPhone(world.visitor('employee'), '/shifts/programme');
  await guest.getByText('Everybody is being asked about the next version').waitFor();
  await guest.getByRole('heading', { name: /^Draft/ }).waitFor();
  await guest
    .getByText(/0 of \d+/)
    .first()
    .waitFor();
  await guest.getByRole('link', { name: /Do we take up the programme/ }).click();
  await guest.getByText('Everybody is asked:').waitFor();
  expect(await fitsAcross(guest)).toBe(true);
}, 180_000);
