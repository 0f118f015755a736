import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atRest, launchBrowser, openPerson } from './harness.ts';
import { openWorld, type World } from './presses/world.ts';
import { newRound } from './presses/shifts/rounds.ts';
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
async function openPhone({ cookie }: Pick<Visitor, 'cookie'>, path: string): Promise<Page> {
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

/** Presses what asks before it acts, and says yes. */
async function pressAsked(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

test('[SH108] [SH109] [SH110] [SH111] a lead makes a story of an entry, its author agrees, everybody reads it, and the author takes it back', async () => {
  const { shifts } = world.app;
  const lead = world.visitor('lead');
  const author = world.visitor('employee');
  const { id, tourId } = await newRound(world);
  await shifts.signUp(author.actor, { tourId, scopes: ['chat'] });
  const entry = await shifts.saveDiary(author.actor, {
    ...{ roundId: id, day: world.app.today(), version: 0 },
    text: 'A customer looked for the page of the invoices for a quarter of an hour.',
  });
  await shifts.publishDiary(author.actor, { roundId: id, ...entry });

  const desk = await openPhone(lead, `/shifts/${id}/report`);
  await desk.getByRole('link', { name: 'New story' }).click();
  await desk.getByLabel('Title').fill('A quarter of an hour');
  await desk.getByRole('checkbox').check();
  expect(await fitsAcross(desk)).toBe(true);
  await desk.getByRole('button', { name: 'Make a draft' }).click();
  await desk.getByRole('heading', { name: 'A quarter of an hour' }).waitFor();
  await desk.getByText('wrote an entry').waitFor();
  expect(await fitsAcross(desk)).toBe(true);
  await pressAsked(desk, 'Ask for consent');
  await desk.getByText('Waits for consent').waitFor();

  const phone = await openPhone(author, '/inbox');
  await phone.getByRole('link', { name: /May everybody read “A quarter of an hour”/ }).click();
  await phone.getByText('An entry of your diary is in this story.').waitFor();
  expect(await fitsAcross(phone)).toBe(true);
  await phone.getByRole('button', { name: 'I agree' }).click();
  await phone.getByText('You agreed that everybody may read this story.').waitFor();

  await desk.reload();
  await atRest(desk);
  await pressAsked(desk, 'Publish');
  await desk.getByText(/^Published on/).waitFor();
  const reader = await openPhone(world.visitor('analyst'), `/shifts/${id}/report`);
  await reader.getByText('looked for the page of the invoices').waitFor();
  expect(await fitsAcross(reader)).toBe(true);
  await reader.getByRole('link', { name: 'A quarter of an hour' }).click();
  await reader.getByText('looked for the page of the invoices').waitFor();

  // What would follow of other words is said before they are saved.
  await desk.getByRole('link', { name: 'Write on' }).click();
  await desk.getByText('Everybody reads this story.').waitFor();
  expect(await fitsAcross(desk)).toBe(true);

  await phone.reload();
  await atRest(phone);
  await pressAsked(phone, 'Take my consent back');
  await phone.getByText('You did not agree to this story.').waitFor();
  await reader.reload();
  await reader.getByText('There is nothing here.').first().waitFor();
  const told = await openPhone(lead, '/inbox');
  await told.getByText(/somebody took their consent back/).waitFor();
}, 180_000);
