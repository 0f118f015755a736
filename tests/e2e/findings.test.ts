import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atRest, launchBrowser, openPerson } from './harness.ts';
import { openWorld, type World } from './presses/world.ts';

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

test('[SH50] [SH52] [SH53] who is on shift reports a bug, counts a question, and puts a gap on the issue list', async () => {
  const { shifts, issues } = world.running.app;
  const { actor, cookie } = world.visitor('employee');
  const { actor: maker } = world.maker;
  await issues.addIssue(maker, { title: 'The tone is missing in the queue' });
  const roundId = await shifts.planRound(maker, {
    ...{ title: 'Round', goal: '', startsOn: '2080-03-04', endsOn: '2080-03-05', places: '2' },
    ...{ startsAt: '08:00', endsAt: '16:00', mentorIds: [await world.newPerson(['mentor'])] },
  });
  const { tours } = await shifts.getRound(maker, roundId);
  await shifts.signUp(actor, { tourId: tours[0]?.id, scopes: ['chat'] });

  const { page, context } = await openPerson(browser, world.running.address);
  await context.addCookies(
    cookie.split('; ').map((part) => {
      const [name = '', ...value] = part.split('=');
      return { name, value: value.join('='), url: world.running.address };
    }),
  );
  await page.goto(`/shifts/${roundId}/findings`);
  await atRest(page);
  await page.getByLabel('Kind').selectOption({ label: 'Bug' });
  await page.getByLabel('What went wrong?').fill('The tone is missing in the queue of chats');
  // What is known already is shown before it is reported again.
  await page.getByRole('link', { name: /The tone is missing in the queue$/ }).waitFor();
  await page.getByLabel('Steps to see it again').fill('Open the chat');
  await page.getByLabel('How much it is in the way').selectOption({ label: 'nothing goes on' });
  await page.getByRole('button', { name: 'Report' }).click();
  await page.getByText('It stands on the issue list now.').waitFor();
  await page.getByText('nothing goes on').first().waitFor();

  await page.getByLabel('Kind').selectOption({ label: 'Customers should not have to ask this' });
  await page.getByLabel('What did they ask?').fill('Where is my invoice?');
  await page.getByRole('button', { name: 'Report' }).click();
  await page.getByText('asked once').waitFor();
  await page.getByRole('button', { name: 'Asked again' }).click();
  await page.getByText('asked 2 times').first().waitFor();

  await page.getByLabel('Kind').selectOption({ label: 'Missing in what is written down' });
  await page.getByLabel('What is not written down, or wrong?').fill('The price list is old');
  await page.getByRole('button', { name: 'Report' }).click();
  await page.getByRole('button', { name: 'To the issue list' }).click();
  await page.getByText(/It is issue #\d+ now/).waitFor();
  await atRest(page);
  expect(await page.getByRole('button', { name: 'To the issue list' }).count()).toBe(0);
}, 120_000);
