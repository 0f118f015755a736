import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { USUAL_ANSWER_MINUTES } from '#lib/shifts/asking/question.ts';
import { atRest, launchBrowser, openPerson } from './harness.ts';
import type { Visitor } from './presses/press.ts';
import { tourOfNow } from './presses/shifts/day.ts';
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

async function open({ cookie }: Pick<Visitor, 'cookie'>, path: string, viewport = PHONE): Promise<Page> {
  const { address } = world.running;
  const opened = await openPerson(browser, address, { locale: 'en-GB', viewport });
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

/** As if the questions of a tour had been where they are for as long as a mentor has one. */
async function letTimePass(tourId: string): Promise<void> {
  const ms = USUAL_ANSWER_MINUTES * 60_000;
  await world.app.database.db
    .updateTable('shift_question')
    .set((eb) => ({ held_since_ms: eb('held_since_ms', '-', ms) }))
    .where('shift_id', '=', tourId)
    .execute();
  await world.app.shifts.handQuestionsOn();
}

test('[SH92] [SH93] [SH94] [SH95] a guest asks on a phone, it goes on to the next mentor, who answers and notes a gap', async () => {
  const { shifts } = world.app;
  const guest = await world.newAccount();
  const first = await world.newAccount(['mentor']);
  const second = await world.newAccount(['mentor']);
  const { id, tourId } = await tourOfNow(world, { guest: guest.actor, mentor: first.actor });
  await shifts.stepIn(world.maker.actor, { tourId, personId: second.actor.id });
  const path = `/shifts/${id}/tours/${tourId}/day`;

  const page = await open(guest, path);
  const field = page.getByLabel('What do you want to know?');
  await field.focus();
  await page.keyboard.type('May I pay back to tom@example.com?');
  await page.keyboard.press('Tab');
  await page.getByLabel('It comes up on').selectOption({ label: 'Chat' });
  await page.getByRole('button', { name: 'Ask the mentors' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Your question is on its way.').waitFor();
  await page.getByText(`${first.actor.name} has it since`).waitFor();
  expect(await page.getByText('tom@example.com').count()).toBe(0);
  await expectNarrow(page);
  await picture(page, 'guest-asked-390');

  await shifts.sayPresence(second.actor, { tourId, isThere: 'true' });
  await letTimePass(tourId);
  await page.reload();
  await atRest(page);
  await page.getByText(`${second.actor.name} has it since`).waitFor();

  const phone = await open(second, path);
  await phone.getByText(/^You have it since/).waitFor();
  await phone.getByLabel('Your answer').fill('Yes, to the account of the contract.');
  await phone.getByRole('button', { name: /^Answer “/ }).click();
  await phone.getByText('Yes, to the account of the contract.').waitFor();
  await phone.getByRole('button', { name: /^Not in the documents: / }).click();
  await phone.getByText('Noted as missing in the documents.').waitFor();
  await phone.getByRole('link', { name: 'Noted as a gap' }).waitFor();
  await expectNarrow(phone);
  await picture(phone, 'mentor-answered-390');

  await page.reload();
  await atRest(page);
  await page.getByText('Yes, to the account of the contract.').waitFor();
  await page.getByText('Who had it').click();
  await page.getByText(`without an answer, ${second.actor.name} got it`).waitFor();
  await expectNarrow(page);
  await picture(page, 'guest-answered-390');

  const stranger = await world.newAccount();
  const outside = await open(stranger, path);
  expect(await outside.getByText('Yes, to the account of the contract.').count()).toBe(0);
});
