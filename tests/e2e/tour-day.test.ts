import { asId } from '#lib/base/ids.ts';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('[SH60] [SH61] [SH62] [SH64] a mentor is there, a guest ticks the lists, hands a ticket over and closes', async () => {
  const { shifts } = world.app;
  const guest = await world.newAccount();
  const mentor = await world.newAccount(['mentor']);
  await shifts.addChecklistItem(world.maker.actor, { part: 'start', text: 'Log in to the queue' });
  await shifts.addChecklistItem(world.maker.actor, { part: 'end', text: 'Log out of the queue' });
  const scene = await tourOfNow(world, { guest: guest.actor, mentor: mentor.actor }, false);
  const path = `/shifts/${scene.id}/tours/${scene.tourId}/day`;

  const page = await open(guest, path);
  await page.getByText(/^This tour has not started\. It waits for/).waitFor();
  await page.getByRole('button', { name: /^Log in to the queue/ }).click();
  await page.getByRole('button', { name: /^Log in to the queue/, pressed: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Close my shift' }).count()).toBe(0);
  await expectNarrow(page);
  await picture(page, 'guest-waits-390');

  const phone = await open(mentor, path);
  await phone.getByRole('button', { name: 'I am here', exact: true }).click();
  await phone.getByText(/^there since/).waitFor();
  await expectNarrow(phone);
  await picture(phone, 'mentor-390');

  await page.reload();
  await atRest(page);
  await page.getByLabel('Key and title of the ticket').fill('HB-7 Refund');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('HB-7 Refund').waitFor();
  await page.getByRole('button', { name: 'Close my shift' }).click();
  await page.getByText('1 ticket is still open').waitFor();
  await page.getByText('Hand over', { exact: true }).first().click();
  await page.getByLabel('To whom').selectOption({ label: mentor.actor.name });
  await picture(page, 'guest-hands-390');
  await page.getByRole('button', { name: 'Hand over: HB-7 Refund' }).click();
  await page.getByText(`Handed to ${mentor.actor.name}`).waitFor();
  await page.getByRole('button', { name: /^Log out of the queue/ }).click();
  await page.getByRole('button', { name: /^Log out of the queue/, pressed: true }).waitFor();
  await page.getByRole('button', { name: 'Close my shift' }).click();
  await page.getByText(/^Closed at/).waitFor();
  await expectNarrow(page);
  await picture(page, 'guest-closed-390');
  const { guests } = await shifts.getTourDay(guest.actor, scene.tourId);
  expect(guests[0]?.shift).toMatchObject({ result: 'served', tickets: [{ text: 'HB-7 Refund' }] });
});

test('[SH66] somebody is ill in the morning, and who is proposed instead takes the seat', async () => {
  const guest = await world.newAccount();
  const mentor = await world.newAccount(['mentor']);
  const scene = await tourOfNow(world, { guest: guest.actor, mentor: mentor.actor });
  const path = `/shifts/${scene.id}/tours/${scene.tourId}/day`;

  const ill = await open(guest, path);
  await ill.getByRole('button', { name: 'I cannot come' }).click();
  await ill.getByRole('dialog').getByRole('button', { name: 'I cannot come' }).click();
  await ill.getByText('Nobody is on this tour.').waitFor();

  const lead = await open(world.visitor('lead'), path, { width: 1440, height: 900 });
  await lead.getByRole('heading', { name: 'Who could take over' }).waitFor();
  await picture(lead, 'lead-1440');
  const { cover } = await world.app.shifts.getTourDay(world.maker.actor, scene.tourId);
  const proposed = cover?.guests[0];
  expect(cover?.guests.map(({ id }) => id)).not.toContain(guest.actor.id);
  await lead.getByRole('button', { name: `Propose the seat: ${proposed?.name ?? ''}`, exact: true }).click();
  await lead.getByText('proposed, no answer yet').waitFor();
  await world.app.shifts.answerProposal(
    { ...guest.actor, id: asId<'person'>(proposed?.id ?? ''), name: proposed?.name ?? '' },
    { tourId: scene.tourId, answer: 'agree' },
  );
  await lead.reload();
  await lead.getByRole('heading', { name: proposed?.name ?? '' }).waitFor();
});
