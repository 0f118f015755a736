import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { Locale } from '#lib/base/locale.ts';
import { CALENDAR_PARTS } from '#lib/base/calendar/calendar-event.ts';
import { atRest, launchBrowser, openPerson } from './harness.ts';
import type { Visitor } from './presses/press.ts';
import { tourOfNow } from './presses/shifts/day.ts';
import { newRound } from './presses/shifts/rounds.ts';
import { openWorld, type World } from './presses/world.ts';

const PHONE = { width: 390, height: 844 };
/** Far more than any page here has to be tabbed through. */
const MOST_TABS = 200;

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

describe.each(['en', 'pl'] as const)('shifts by keyboard alone, on a phone, in %s', (locale: Locale) => {
  const texts = async (): Promise<Translator> =>
    new Translator(locale, await loadMessages(locale, ['base', 'shifts', 'tourday']));

  async function open({ cookie, actor }: Pick<Visitor, 'cookie' | 'actor'>, path: string): Promise<Page> {
    if (actor.kind === 'person')
      await world.app.database.db.updateTable('person').set({ locale }).where('id', '=', actor.id).execute();
    const { address } = world.running;
    const { page, context } = await openPerson(browser, address, { viewport: PHONE });
    await context.addCookies(
      cookie.split('; ').map((part) => {
        const [name = '', ...value] = part.split('=');
        return { name, value: value.join('='), url: address };
      }),
    );
    await page.goto(path);
    await atRest(page);
    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    return page;
  }

  const fits = (page: Page): Promise<boolean> =>
    page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

  /** Whether one sees where the keyboard is: an outline or a ring, on the element or on its label, within the window. */
  const isFocusSeen = (page: Page): Promise<boolean> =>
    page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return false;
      const { top, bottom } = focused.getBoundingClientRect();
      if (bottom < 0 || top > innerHeight) return false;
      return [focused, focused.closest('label')].some((element) => {
        if (!element) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      });
    });

  /** Goes to something by Tab alone, and sees on each stop where it is. */
  async function tabTo(page: Page, target: Locator): Promise<void> {
    const hasIt = () => target.evaluate((element) => element === document.activeElement);
    await target.waitFor();
    for (let presses = 0; presses < MOST_TABS; presses += 1) {
      if (await hasIt()) {
        expect(await isFocusSeen(page)).toBe(true);
        return;
      }
      await page.keyboard.press('Tab');
    }
    throw new Error('Tab never came there.');
  }

  /** The keyboard is somewhere after a press, and not thrown back to the top of the page. */
  async function keepsPlace(page: Page): Promise<void> {
    await atRest(page);
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
    expect(await fits(page)).toBe(true);
  }

  test('[SH118] [FM21] a swap: offered, taken, agreed', async () => {
    const i18n = await texts();
    const giver = await world.newAccount();
    const taker = await world.newAccount();
    const { id, tourId } = await newRound(world);
    await world.app.shifts.signUp(giver.actor, { tourId, scopes: ['chat'] });

    const mine = await open(giver, `/shifts/${id}`);
    await tabTo(mine, mine.getByRole('button', { name: new RegExp(`^${i18n.t('shifts.swap.offer')}`) }));
    await mine.keyboard.press('Enter');
    await mine.getByRole('button', { name: new RegExp(`^${i18n.t('shifts.swap.withdraw')}`) }).waitFor();
    await keepsPlace(mine);

    const theirs = await open(taker, `/shifts/${id}`);
    await tabTo(theirs, theirs.getByRole('button', { name: new RegExp(`^${i18n.t('shifts.swap.take')}`) }));
    await theirs.keyboard.press('Enter');
    const dialog = theirs.getByRole('dialog');
    await dialog.waitFor();
    await tabTo(theirs, dialog.getByRole('checkbox', { name: i18n.t('shifts.scope.chat') }));
    if (!(await dialog.getByRole('checkbox', { name: i18n.t('shifts.scope.chat') }).isChecked()))
      await theirs.keyboard.press('Space');
    await tabTo(theirs, dialog.getByRole('button', { name: i18n.t('shifts.swap.ask'), exact: true }));
    await theirs.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await keepsPlace(theirs);

    await mine.reload();
    await atRest(mine);
    const agree = i18n.t('shifts.swap.agree');
    await tabTo(mine, mine.getByRole('button', { name: new RegExp(`^${agree}`) }));
    await mine.keyboard.press('Enter');
    await mine.getByRole('dialog').waitFor();
    await tabTo(mine, mine.getByRole('dialog').getByRole('button', { name: agree }));
    await mine.keyboard.press('Enter');
    await mine.getByRole('dialog').waitFor({ state: 'detached' });
    await keepsPlace(mine);
    const { tours } = await world.app.shifts.getRound(giver.actor, id);
    expect(tours[0]?.signUps.map(({ personId }) => personId)).toEqual([taker.actor.id]);
  }, 180_000);

  test('[SH118] a seat: signed up for with a scope, and in the calendar feed', async () => {
    const i18n = await texts();
    const guest = await world.newAccount();
    const { id } = await newRound(world);
    const page = await open(guest, `/shifts/${id}`);
    const signUp = new RegExp(`^${i18n.t('shifts.signUp')}: `);
    await tabTo(page, page.getByRole('button', { name: signUp }).first());
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    const chat = dialog.getByRole('checkbox', { name: i18n.t('shifts.scope.chat') });
    await tabTo(page, chat);
    const was = await chat.isChecked();
    await page.keyboard.press('Space');
    expect(await chat.isChecked()).toBe(!was);
    await tabTo(page, dialog.getByRole('button', { name: signUp }));
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await keepsPlace(page);
    const { tours } = await world.app.shifts.getRound(guest.actor, id);
    expect(tours.flatMap(({ signUps }) => signUps.map(({ personId }) => personId))).toEqual([guest.actor.id]);
    const { path } = await world.app.feeds.makeFeed(guest.actor, {
      scope: 'own',
      parts: [...CALENDAR_PARTS],
    });
    const feed = await (await fetch(new URL(path, world.running.address))).text();
    // A calendar breaks its lines where they are long.
    expect(feed.replace(/\r?\n /g, '')).toContain(`/shifts/${id}`);
  }, 180_000);

  test('[SH118] the lists of a day are ticked, and the shift is closed', async () => {
    const i18n = await texts();
    const guest = await world.newAccount();
    const mentor = await world.newAccount(['mentor']);
    const [start, end] = [world.fresh('Begin'), world.fresh('End')];
    await world.app.shifts.addChecklistItem(world.maker.actor, { part: 'start', text: start });
    await world.app.shifts.addChecklistItem(world.maker.actor, { part: 'end', text: end });
    const scene = await tourOfNow(world, { guest: guest.actor, mentor: mentor.actor }, true);
    const page = await open(guest, `/shifts/${scene.id}/tours/${scene.tourId}/day`);
    const { guests } = await world.app.shifts.getTourDay(guest.actor, scene.tourId);
    for (const { text } of guests.flatMap(({ shift }) => shift?.items ?? [])) {
      const item = page.getByRole('button', { name: new RegExp(`^${text}`) });
      await tabTo(page, item);
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: new RegExp(`^${text}`), pressed: true }).waitFor();
      await keepsPlace(page);
      // Where one ticked one goes on from.
      expect(await item.evaluate((element) => element === document.activeElement)).toBe(true);
    }
    const close = page.getByRole('button', { name: i18n.t('shifts.day.close') });
    await tabTo(page, close);
    await page.keyboard.press('Enter');
    await close.waitFor({ state: 'detached' });
    await keepsPlace(page);
  }, 180_000);

  test('[SH118] a diary is written and published, and a finding reported', async () => {
    const i18n = await texts();
    const guest = await world.newAccount();
    const { id, tourId } = await newRound(world);
    await world.app.shifts.signUp(guest.actor, { tourId, scopes: ['chat'] });
    const page = await open(guest, `/shifts/${id}/diary`);
    const day = i18n.day(world.app.today());
    await tabTo(page, page.getByRole('textbox', { name: i18n.t('diary.entryOf', { day }) }));
    await page.keyboard.type('Nobody finds the page of the invoices.');
    const publish = page.getByRole('button', { name: i18n.t('diary.publish'), exact: true });
    await tabTo(page, publish);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: i18n.t('diary.unpublish') }).waitFor();
    await keepsPlace(page);

    await page.goto(`/shifts/${id}/findings`);
    await atRest(page);
    await tabTo(page, page.getByLabel(i18n.t('findings.kind'), { exact: true }));
    await page.keyboard.press('Home');
    const text = page.getByLabel(i18n.t('findings.text.bug'));
    await tabTo(page, text);
    await page.keyboard.type('The page of the invoices stays empty.');
    await tabTo(page, page.getByRole('button', { name: i18n.t('findings.report'), exact: true }));
    await page.keyboard.press('Enter');
    await page.getByText(i18n.t('findings.reportedIssue')).first().waitFor();
    await keepsPlace(page);
    const { findings } = await world.app.shifts.getRoundFindings(guest.actor, id);
    expect(findings.map(({ kind }) => kind)).toEqual(['bug']);
  }, 180_000);
});
