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

/** The page of the team as somebody of the world sees it, on their own device. */
async function open(visitor: Visitor) {
  const { address } = world.running;
  const opened = await openPerson(browser, address);
  const cookies = visitor.cookie.split('; ').map((cookie) => {
    const [name = '', ...value] = cookie.split('=');
    return { name, value: value.join('='), url: address };
  });
  await opened.context.addCookies(cookies);
  await opened.page.goto('/people/team');
  await atRest(opened.page);
  return opened;
}

const NEED = 'Business process analysis';
const LAW = 'Working with Legal, Audit and Quality';
const AUTHORITY = 'Carries authority';

/** Puts the keyboard on a control by its label and says a level by the first letters of its words. */
async function choose(page: Page, label: string, words: string): Promise<void> {
  const field = page.getByRole('form', { name: 'You in the team' }).getByLabel(label, { exact: true });
  await field.focus();
  await page.keyboard.type(words);
  expect(await field.locator('option:checked').textContent()).toBe(words);
}

/** Opens the form of a colleague, answers and sends it, all by the keyboard. */
async function rateColleague(page: Page, name: string, level: string, word: string): Promise<void> {
  await page.locator('summary', { hasText: name }).first().focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name, exact: true });
  await form.getByLabel(NEED).focus();
  await page.keyboard.type(level);
  await form.getByLabel(AUTHORITY).focus();
  await page.keyboard.type(word);
  await page.keyboard.press('Enter');
  await page.getByText('Your answers are saved.').first().waitFor();
  await atRest(page);
}

test('[CX1] [CX2] [CX3] [CX5] [CX6] [CX8] [CX9] a team is set up, rates itself by keyboard and sees its gap', async () => {
  const lead = await open(world.visitor('lead'));
  await lead.page.getByText('Nobody is in the CX team yet').waitFor();
  await lead.page.getByRole('button', { name: 'Name the team' }).click();
  await lead.page.getByRole('button', { name: 'Quality of service' }).click();
  await lead.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await lead.page.getByRole('heading', { name: 'CX team “Quality of service”' }).waitFor();
  for (const name of ['analyst', 'director', 'mentor', 'maker', 'admin']) {
    await lead.page.getByRole('button', { name: 'Add a member' }).click();
    const dialog = lead.page.getByRole('dialog', { name: 'Add a member' });
    const option = dialog.locator('option', { hasText: new RegExp(`^${name}(,|$)`) });
    await dialog.getByLabel('Person').selectOption((await option.getAttribute('value')) ?? '');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await lead.page.getByText(`${name} is in the team.`).waitFor();
  }
  // One too many: taken back by a key.
  await lead.page.keyboard.press('Control+z');
  const members = lead.page.getByRole('list', { name: 'Members' });
  await expect.poll(() => members.getByRole('listitem').count()).toBe(4);
  await lead.page.getByRole('button', { name: 'Take the usual lists' }).click();
  await lead.page.locator('.work-row').filter({ hasText: NEED }).waitFor();

  const raters = [];
  for (const [visitor, own, level, word] of [
    [world.visitor('director'), 'with help', 'with help', 'calm'],
    [world.visitor('mentor'), 'not yet', 'teaches others', 'listened to'],
    [world.maker, 'teaches others', 'on one’s own', 'certain'],
  ] as const) {
    const rater = await open(visitor);
    await choose(rater.page, NEED, own);
    await choose(rater.page, LAW, 'with help');
    await rater.page.getByRole('button', { name: 'Save', exact: true }).first().press('Enter');
    await rater.page.getByText('Your answers are saved.').first().waitFor();
    await atRest(rater.page);
    await rateColleague(rater.page, 'analyst', level, word);
    raters.push(rater);
  }
  // A number is refused at its field, with what was typed kept.
  const { page: last } = raters.at(-1) ?? { page: lead.page };
  await last.locator('summary', { hasText: 'mentor' }).first().press('Enter');
  const form = last.getByRole('form', { name: 'mentor', exact: true });
  await form.getByLabel(AUTHORITY).fill('4 of 5');
  await form.getByLabel(AUTHORITY).press('Enter');
  await last.getByText('Say it in words, without numbers.').waitFor();
  expect(await form.getByLabel(AUTHORITY).inputValue()).toBe('4 of 5');

  const analyst = await open(world.visitor('analyst'));
  await analyst.page
    .getByText('3 colleagues: from “with help” to “teaches others”, in the middle “on one’s own”')
    .waitFor();
  await analyst.page.getByText('Words of colleagues: calm · certain · listened to').waitFor();
  // Of three others it counts what they said; it is a member and reads no names beside it.
  await analyst.page.getByText('3 of 4 said how far they are').first().waitFor();
  expect(await analyst.page.getByText('Reach it:').count()).toBe(0);

  await lead.page.reload();
  await atRest(lead.page);
  const rows = lead.page.locator('.work-row');
  await rows.first().getByText(LAW).waitFor();
  await rows.first().getByText('Nobody in the team reaches this level yet.').waitFor();
  await rows.filter({ hasText: NEED }).getByText('One person alone reaches this level.').waitFor();
  await rows.filter({ hasText: NEED }).getByText('Reach it: maker').waitFor();
  expect(await lead.page.content()).not.toContain('listened to');

  expect([lead, analyst, ...raters].flatMap(({ faults }) => faults)).toEqual([]);
  await Promise.all([lead, analyst, ...raters].map(({ context }) => context.close()));
});

test('[CX10] an employee outside the team sees its name and its members, and is sent nothing else', async () => {
  const { page, context, faults } = await open(world.visitor('employee'));
  const sent: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/people/team')) void response.text().then((text) => sent.push(text));
  });
  await page.reload();
  await atRest(page);
  await page.getByRole('heading', { name: 'CX team “Quality of service”' }).waitFor();
  expect(await page.getByRole('list', { name: 'Members' }).getByRole('listitem').count()).toBe(4);
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
    'CX team “Quality of service”',
  ]);
  expect(sent.length).toBeGreaterThan(0);
  for (const secret of [NEED, AUTHORITY, 'listened to', 'wanted:']) expect(sent.join()).not.toContain(secret);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(faults).toEqual([]);
  await context.close();
});
