import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atRest, launchBrowser, openPerson } from './harness.ts';
import type { Visitor } from './presses/press.ts';
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

async function open({ cookie }: Pick<Visitor, 'cookie'>, path: string): Promise<Page> {
  const { address } = world.running;
  const opened = await openPerson(browser, address);
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

test('[FM20] [SH41] [SH42] [SH43] a diary stores itself, waits without a connection, and is read once it is published', async () => {
  const { shifts } = world.running.app;
  const { actor } = world.visitor('employee');
  const { actor: maker } = world.maker;
  const roundId = await shifts.planRound(maker, {
    ...{ title: 'Round', goal: '', startsOn: '2080-03-04', endsOn: '2080-03-05', places: '2' },
    ...{ startsAt: '08:00', endsAt: '16:00', mentorIds: [await world.newPerson(['mentor'])] },
  });
  const { tours } = await shifts.getRound(maker, roundId);
  await shifts.signUp(actor, { tourId: tours[0]?.id, scopes: ['chat'] });
  const stored = async () => (await shifts.getRoundDiary(actor, roundId)).mine.map(({ text }) => text);

  const page = await open(world.visitor('employee'), `/shifts/${roundId}/diary`);
  const field = page.getByLabel(/^Diary of/);
  await field.pressSequentially('Asked by a@b.example');
  await expect.poll(stored).toEqual(['Asked by [e-mail]']);
  expect(await field.inputValue()).toBe('Asked by [e-mail]');
  await page.getByText('Personal data were taken out').waitFor();

  await page.context().setOffline(true);
  await field.pressSequentially(' about invoices');
  await page.getByText('Offline').first().waitFor();
  expect(await stored()).toEqual(['Asked by [e-mail]']);
  await page.context().setOffline(false);
  await expect.poll(stored).toEqual(['Asked by [e-mail] about invoices']);

  const lead = await open(world.visitor('lead'), `/shifts/${roundId}/diary`);
  expect(await lead.getByText('about invoices').count()).toBe(0);
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Published: mentors and CX leads read it.').waitFor();
  await lead.reload();
  await lead.getByText('Asked by [e-mail] about invoices').waitFor();
}, 120_000);
