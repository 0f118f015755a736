import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type Running } from '#server/serve.ts';
import type { Actor } from '#lib/people/person.ts';
import { moveTo } from '../workshop-steps.ts';
import { launchBrowser, openPerson, PASSWORD, signIn } from './harness.ts';

/** The board on a device that misbehaves, and after its session has ended. */
const EMAIL = 'ada@example.org';
let browser: Browser;
let running: Running;
let dataDir: string;
let board: string;

beforeAll(async () => {
  browser = await launchBrowser();
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-device-'));
  running = await serve({
    environment: { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
    isDevelopment: false,
  });
  const { app } = running;
  await app.access.setUp({
    token: await app.access.renewSetUpToken(),
    organisation: 'Nordbank',
    name: 'Ada',
    email: EMAIL,
    password: PASSWORD,
    locale: 'en',
  });
  const [ada] = await app.people.listPeople({ kind: 'system', name: 'test' });
  if (!ada) throw new Error('nobody was set up');
  const lead: Actor = { kind: 'person', ...ada, sessionId: null };
  const form = {
    title: 'Long waits',
    problem: 'Customers wait',
    goal: 'Know why',
    template: '5m',
    language: 'en',
  };
  const id = await app.workshop.createWorkshop(lead, form);
  await moveTo(app, lead, id, 'whys');
  board = `/workshop/${id}/board`;
});
afterAll(async () => {
  await browser.close();
  await running.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function openBoard(prepare: (page: Page) => Promise<unknown> = async () => undefined) {
  const person = await openPerson(browser, running.address);
  await prepare(person.page);
  await signIn(person.page, EMAIL);
  await person.page.goto(board);
  return person;
}

/** A browser's database that is stuck: it neither answers nor fails. */
const stuckDevice = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    indexedDB.open = () => new EventTarget() as IDBOpenDBRequest; // a request of which nothing is ever heard
  });

/** Whether a press in the middle of it is its own. */
function takesPresses(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}

const saved = (page: Page): Promise<void> => page.getByText('Saved', { exact: true }).waitFor();

test('[SY5] a session that ended says so on the board, and leads to signing in and back', async () => {
  const { context, page } = await openBoard();
  await saved(page);
  await running.app.resetPassword(EMAIL, PASSWORD);
  await page.getByText('Your session has ended').waitFor();
  expect(await page.getByText('You are no longer part').count()).toBe(0);
  await page.getByRole('link', { name: 'Sign in and come back' }).click();
  await page.waitForURL('**/sign-in?next=*');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(EMAIL);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('form button[type=submit]').click();
  await page.waitForURL(`**${board}`);
  await saved(page);
  await context.close();
});

test('[SY34] [SY35] the board opens where the device never answers, says so, and asks only before something is lost', async () => {
  const { context, page } = await openBoard(stuckDevice);
  await page.getByText('This device cannot keep a copy').first().waitFor();
  // Whatever a message covers can be pressed through it.
  expect(await page.locator('.toast > span').first().evaluate(takesPresses)).toBe(false);
  await saved(page);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  // A browser asks nobody who never touched the page.
  await page.getByRole('button', { name: 'Outline', exact: true }).click();
  await page.getByRole('treeitem').nth(1).click();
  await page.goto('/home');
  expect(asked).toEqual([]);
  await page.goto(board);
  await saved(page);
  await page.getByRole('button', { name: 'Outline', exact: true }).click();
  await running.close(); // nobody is there to take what comes now
  await page
    .getByText(/^Offline/)
    .first()
    .waitFor();
  await page.getByRole('treeitem').nth(1).click();
  await page.keyboard.press('Enter');
  await page.keyboard.type('nobody knows of this');
  await page.keyboard.press('Escape');
  await page
    .getByText(/^Offline – [1-9]/)
    .first()
    .waitFor();
  const dialog = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  expect((await dialog).type()).toBe('beforeunload');
  await context.close();
});
