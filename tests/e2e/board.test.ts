import AxeBuilder from '@axe-core/playwright';
import type { Browser, CDPSession, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  goToStep,
  joinAsGuest,
  launchBrowser,
  openPerson,
  pickInRoom,
  removeData,
  setUpOrganisation,
  startServer,
  type RunningServer,
} from './harness.ts';

// Long: one board, and every way to work on it, by keys, mouse, finger, file and paper.

let server: RunningServer;
let browser: Browser;
let lead: Awaited<ReturnType<typeof openPerson>>;
let boardPath = '';

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  lead = await openPerson(browser, server.address);
  await setUpOrganisation(lead.page, server.setUpLink ?? '');
  const { page } = lead;
  await page.goto('/workshop/new');
  await page.getByLabel('Title').fill('Why do customers wait?');
  await page.getByLabel('Problem or goal').fill('Customers wait too long');
  await page.getByLabel('What should this workshop achieve?').fill('Know why');
  await page.getByRole('button', { name: 'Create the workshop' }).click();
  await page.getByRole('link', { name: 'Open the board' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  boardPath = new URL(page.url()).pathname;
  await goToStep(page, 'Ask why again');
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
});

/** Puts a text on the board in the place of what is there. */
async function putOnBoard(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Bring causes in' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Text').fill(text);
  await dialog.getByRole('radio', { name: /^Replace/ }).check();
  await dialog.getByRole('button', { name: 'Put on the board' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

const show = (page: Page, view: 'Diagram' | 'Outline' | 'Both') =>
  page.getByRole('button', { name: view, exact: true }).click();
const outline = (page: Page): Locator => page.getByRole('tree', { name: /^(Outline of|Konspekt)/ });
const diagram = (page: Page): Locator =>
  page.getByRole('tree', { name: /^(Fishbone diagram|Diagram Ishikawy)/ });
/** A row or label by its whole name. */
const item = (tree: Locator, name: string): Locator => tree.getByRole('treeitem', { name, exact: true });

/** The outline as a screen reader would walk it: name and level. */
async function read(tree: Locator): Promise<string[]> {
  return tree
    .getByRole('treeitem')
    .evaluateAll((items) =>
      items.map((each) => `${each.getAttribute('aria-level')} ${each.getAttribute('aria-label')}`),
    );
}

const tidy = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `${(line.length - line.trimStart().length) / 2 + 1} ${line.trim()}`);

/** The board reads as this outline, now or once everything has arrived. */
async function reads(page: Page, text: string): Promise<void> {
  await expect.poll(() => read(outline(page))).toEqual(tidy(text));
}

async function middle(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  if (!box) throw new Error('not on screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const touch = (
  session: CDPSession,
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  at?: { x: number; y: number },
) => session.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });

test('[IK90] a keyboard is enough: causes and whys, several at once, split, merge, search, one bone and back', async () => {
  const { page } = lead;
  await putOnBoard(page, 'Long waits\n  Staff\n  Rules');
  await show(page, 'Outline');
  await item(outline(page), 'Staff').focus();
  const { keyboard } = page;
  await keyboard.press('Enter');
  await keyboard.type('too few agents');
  await keyboard.press('Tab');
  await keyboard.type('no budget');
  await keyboard.press('Enter');
  await keyboard.type('nobody plans the evenings');
  for (let i = 0; i < 'the evenings'.length; i++) await keyboard.press('ArrowLeft');
  await keyboard.press('Control+Enter');
  await keyboard.press('Escape');
  await reads(
    page,
    'Long waits\n  Staff\n    too few agents\n      no budget\n      nobody plans\n      the evenings\n  Rules',
  );
  await keyboard.press('Shift+ArrowUp');
  await keyboard.press('Control+m');
  await keyboard.press('Shift+Tab');
  await reads(
    page,
    'Long waits\n  Staff\n    too few agents\n      no budget\n    the evenings, has a note\n  Rules',
  );
  await keyboard.press('Control+a');
  await keyboard.press('Control+x');
  await reads(page, 'Long waits\n  Staff\n  Rules');
  await item(outline(page), 'Rules').focus();
  await keyboard.press('Control+v');
  await reads(
    page,
    'Long waits\n  Staff\n  Rules\n    too few agents\n      no budget\n    the evenings, has a note',
  );
  await keyboard.press('Control+f');
  await keyboard.type('BUDGET');
  await page.getByText('1 found').waitFor();
  await keyboard.press('Enter');
  await page.getByText('1 of 1').waitFor();
  await keyboard.press('Escape');
  await keyboard.press('Alt+Enter');
  await page.getByText('Only the bone “Rules” is shown.').waitFor();
  await keyboard.press('Escape');
  await reads(
    page,
    'Long waits\n  Staff\n  Rules\n    too few agents\n      no budget\n    the evenings, has a note',
  );
});

test('[IK92] both views are trees that say name, level, place and marks, and are free of axe’s findings', async () => {
  const { page } = lead;
  await putOnBoard(
    page,
    'Long waits\n  Staff\n    too few agents\n      no budget\n    no training\n  Rules',
  );
  await show(page, 'Both');
  await item(outline(page), 'too few agents').click();
  await page.keyboard.press('Escape');
  const panel = page.getByRole('complementary', { name: 'About the cause' });
  if (!(await panel.isVisible())) await page.getByRole('button', { name: 'About the cause' }).click();
  await panel.getByLabel('we can influence it').check();
  await panel.getByLabel('Note').fill('Seen on every shift');
  await panel.getByLabel('It also belongs on…').selectOption('Rules');
  const named = 'too few agents, stands on several bones, counts once, we can influence it, has a note';
  const expected = `Long waits\n  Staff\n    ${named}\n      no budget\n    no training\n  Rules\n    ${named}`;
  await reads(page, expected);
  expect(await read(diagram(page))).toEqual(tidy(expected));
  for (const tree of [outline(page), diagram(page)]) {
    const first = item(tree, named).first();
    const said = await Promise.all(
      ['aria-posinset', 'aria-setsize', 'aria-expanded', 'aria-selected'].map((name) =>
        first.getAttribute(name),
      ),
    );
    expect(said).toEqual(['1', '2', 'true', 'true']);
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
});

test('[IK91] a mouse carries several causes in the outline and on the diagram, and Escape drops nothing', async () => {
  const { page } = lead;
  const { mouse } = page;
  await putOnBoard(page, 'Long waits\n  Staff\n    a\n    b\n    c\n  Rules\n    d');
  await show(page, 'Outline');
  await item(outline(page), 'a').locator('.mark').hover();
  await mouse.down();
  const onD = await middle(item(outline(page), 'd'));
  await mouse.move(onD.x, onD.y, { steps: 4 });
  await page.keyboard.press('Escape');
  await mouse.up();
  await reads(page, 'Long waits\n  Staff\n    a\n    b\n    c\n  Rules\n    d');
  await item(outline(page), 'a').getByText('a').click();
  await item(outline(page), 'b')
    .getByText('b')
    .click({ modifiers: ['Control'] });
  await item(outline(page), 'a').locator('.mark').hover();
  await mouse.down();
  await mouse.move(onD.x, onD.y, { steps: 4 });
  await mouse.up();
  await reads(page, 'Long waits\n  Staff\n    c\n  Rules\n    d\n      a\n      b');
  await show(page, 'Diagram');
  await item(diagram(page), 'c').hover();
  const onRules = await middle(item(diagram(page), 'Rules'));
  await mouse.down();
  await mouse.move(onRules.x, onRules.y, { steps: 6 });
  await mouse.up();
  await show(page, 'Outline');
  await reads(page, 'Long waits\n  Staff\n  Rules\n    d\n      a\n      b\n    c');
});

test('[IK91] [IK93] a phone carries a cause by a resting finger, while a colleague moves the same one', async () => {
  const { page } = lead;
  await putOnBoard(page, 'Long waits\n  Staff\n    a\n      why\n    b\n  Rules\n    c');
  await page.goto(boardPath.replace('/board', '/people'));
  const link = await page.getByRole('textbox', { name: 'Join a meeting' }).inputValue();
  await page.goto(boardPath);
  await show(page, 'Outline');
  const context = await browser.newContext({
    baseURL: server.address,
    locale: 'pl-PL',
    viewport: { width: 390, height: 800 },
    hasTouch: true,
    isMobile: true,
  });
  const phone = await context.newPage();
  await joinAsGuest(phone, new URL(link).pathname, 'Gosia');
  await reads(phone, 'Long waits\n  Staff\n    a\n      why\n    b\n  Rules\n    c');
  // The buttons for editing come with the right to edit.
  await phone.getByRole('button', { name: 'Ości i ich pytania' }).waitFor();
  const session = await context.newCDPSession(phone);
  // A finger that moves at once scrolls and carries nothing.
  const resting = await middle(item(outline(phone), 'a'));
  await touch(session, 'touchStart', resting);
  await touch(session, 'touchMove', { x: resting.x, y: resting.y - 40 });
  await touch(session, 'touchEnd');
  expect(await phone.locator('.carried-text').count()).toBe(0);
  const from = await middle(item(outline(phone), 'a'));
  const to = await middle(item(outline(phone), 'c'));
  await touch(session, 'touchStart', from);
  await phone.locator('.carried-text').waitFor();
  for (let step = 1; step <= 5; step++) {
    await touch(session, 'touchMove', { x: from.x, y: from.y + ((to.y - from.y) * step) / 5 });
  }
  await phone.locator('.drop-under').waitFor();
  // The same cause moves elsewhere at the same moment.
  await item(outline(page), 'a').focus();
  await Promise.all([page.keyboard.press('Alt+ArrowDown'), touch(session, 'touchEnd')]);
  await expect.poll(() => read(outline(phone))).toHaveLength(7);
  await expect
    .poll(async () => (await read(outline(page))).join() === (await read(outline(phone))).join())
    .toBe(true);
  const rows = await read(outline(page));
  expect(rows.filter((row) => / (a|why)$/.test(row))).toHaveLength(2);
  // On the diagram, with the finger too; what rests on a cause carries it, what moves earlier pans.
  await pickInRoom(phone, 'Diagram');
  await item(diagram(phone), 'b').waitFor();
  const onB = await middle(item(diagram(phone), 'b'));
  await touch(session, 'touchStart', onB);
  await phone.locator('.surface.carrying').waitFor();
  const onHead = await middle(item(diagram(phone), 'Rules'));
  for (const share of [0.4, 0.8, 1]) {
    await touch(session, 'touchMove', {
      x: onB.x + (onHead.x - onB.x) * share,
      y: onB.y + (onHead.y - onB.y) * share,
    });
  }
  await phone.locator('.label.category.target').waitFor();
  await touch(session, 'touchEnd');
  await expect.poll(async () => (await read(outline(page))).at(-1)).toBe('3 b');
  const { violations } = await new AxeBuilder({ page: phone }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await context.close();
});

test('[IK94] what comes in is shown first, a refusal names its line, undo takes it back, every format is saved', async () => {
  const { page } = lead;
  await putOnBoard(page, 'Long waits\n  Staff\n    a');
  await show(page, 'Outline');
  await page.getByRole('button', { name: 'Bring causes in' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Text').fill('{\n "format": "herringbone-fishbone",\n oops');
  await dialog.getByText('Line 3:').waitFor();
  expect(await dialog.getByRole('button', { name: 'Put on the board' }).isDisabled()).toBe(true);
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'causes.mmd',
    mimeType: 'text/plain',
    buffer: Buffer.from('ishikawa\n  Long waits\n    staff\n      b\n'),
  });
  await dialog.getByText('Mermaid: 1 cause on 1 bone').waitFor();
  await dialog.getByRole('button', { name: 'Put on the board' }).click();
  await reads(page, 'Long waits\n  Staff\n    a\n    b');
  await page.locator('.toasts').getByRole('button', { name: /^Undo/ }).click();
  await reads(page, 'Long waits\n  Staff\n    a');
  const saved: string[] = [];
  for (const format of ['PNG 2×', 'PNG 4×', 'SVG', 'JSON', 'CSV', 'Mermaid', 'Markdown', 'Outline']) {
    await page.getByRole('button', { name: 'Save or print' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: format }).click(),
    ]);
    saved.push(download.suggestedFilename());
  }
  const endings = ['png', 'png', 'svg', 'json', 'csv', 'mmd', 'md', 'txt'];
  expect(saved).toEqual(endings.map((ending) => `Long-waits.${ending}`));
  expect(lead.faults).toEqual([]);
});

test('[IK95] a print is one landscape page with the whole diagram', async () => {
  const { page } = lead;
  await putOnBoard(page, 'Long waits\n  Staff\n    too few agents\n  Rules\n    no call back');
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
  const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/.exec(pdf) ?? [];
  expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([842, 595]);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const sheet = page.locator('.page');
  await sheet.getByText('too few agents').waitFor();
  expect(await sheet.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  const boxes = async () => {
    const [foot, picture] = await Promise.all([
      sheet.locator('.foot').boundingBox(),
      sheet.locator('svg').first().boundingBox(),
    ]);
    return { foot: foot?.y ?? 0, picture: (picture?.y ?? 0) + (picture?.height ?? 0) };
  };
  await page.setViewportSize({ width: 1100, height: 500 });
  const placed = await boxes();
  expect(placed.picture).toBeLessThanOrEqual(placed.foot);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await sheet.waitFor({ state: 'detached' });
  await page.emulateMedia({ media: null, colorScheme: 'light' });
});

test('[IK125] a heavy fishbone is printed as an overview and bone by bone, and no page is blank', async () => {
  const { page } = lead;
  const causes = Array.from({ length: 70 }, (_, i) => `    the customer hears nothing for ${i} days`).join(
    '\n',
  );
  await putOnBoard(page, `Long waits\n  Staff\n${causes}\n  Rules\n${causes}\n  Systems\n    none`);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(4);
});
