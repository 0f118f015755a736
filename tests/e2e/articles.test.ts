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

test('[SH81] [SH83] [SH84] what a guest does not find becomes an article, and the next time they find it while typing', async () => {
  const { shifts } = world.running.app;
  const employee = world.visitor('employee');
  const roundId = await shifts.planRound(world.maker.actor, {
    ...{ title: 'Round', goal: '', startsOn: '2080-03-04', endsOn: '2080-03-05', places: '2' },
    ...{ startsAt: '08:00', endsAt: '16:00', mentorIds: [await world.newPerson(['mentor'])] },
  });
  const { tours } = await shifts.getRound(world.maker.actor, roundId);
  await shifts.signUp(employee.actor, { tourId: tours[0]?.id, scopes: ['chat'] });

  const guest = await openPhone(employee, `/shifts/${roundId}/diary`);
  await guest.getByText('Nothing is written down yet').waitFor();
  await guest.getByLabel('What are you looking for?').fill('How do I enter a company refund');
  await guest.getByRole('button', { name: 'Not in the documents' }).click();
  await guest.getByText('Noted as missing in the documents.').waitFor();
  await guest.getByRole('button', { name: 'Undo' }).waitFor();
  expect(await fitsAcross(guest)).toBe(true);

  const mentor = await openPhone(world.visitor('mentor'), `/shifts/${roundId}/findings`);
  await mentor.getByText('How do I enter a company refund').waitFor();
  await mentor.getByRole('link', { name: 'Write an article' }).click();
  await mentor.getByLabel('What it answers').waitFor();
  await atRest(mentor);
  expect(await mentor.getByLabel('What it answers').inputValue()).toBe('How do I enter a company refund');
  await mentor.getByLabel('What it answers').fill('Money back to firms');
  await mentor.getByLabel('Answer', { exact: true }).fill('Under **Payments**, then *Back*.');
  expect(await fitsAcross(mentor)).toBe(true);
  await mentor.getByRole('button', { name: 'Save article' }).click();
  await mentor.getByRole('heading', { name: 'Money back to firms' }).waitFor();
  await mentor.getByRole('link', { name: 'How do I enter a company refund' }).waitFor();
  expect(await fitsAcross(mentor)).toBe(true);

  await guest.getByLabel('What are you looking for?').fill('entering company refunds');
  await guest.getByText('Known already:').waitFor();
  const found = guest.getByRole('listitem').filter({ hasText: /article$/ });
  await found.getByRole('link', { name: 'Money back to firms' }).waitFor();
  // What was typed is kept, so that the article stands there twice: in the list, and as what is known.
  await guest.goto(`/shifts/${roundId}/diary`);
  await guest.locator('.row-name', { hasText: 'Money back to firms' }).waitFor();

  const library = await openPhone(employee, '/shifts/articles');
  await library.getByRole('searchbox', { name: 'Search titles' }).fill('firm');
  await library.getByRole('link', { name: 'Money back to firms' }).waitFor();
  await library.getByRole('searchbox', { name: 'Search titles' }).fill('nothing at all');
  await library.getByText('Nothing is called that.').waitFor();
  expect(await library.getByRole('link', { name: 'New article' }).count()).toBe(0);
  expect(await fitsAcross(library)).toBe(true);
}, 180_000);
