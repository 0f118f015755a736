import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addPersonByForm,
  goToStep,
  launchBrowser,
  openPerson,
  pickInRoom,
  readInvitationLink,
  removeData,
  setUpOrganisation,
  startServer,
  type RunningServer,
} from './harness.ts';

let server: RunningServer;
let browser: Browser;
let lead: Awaited<ReturnType<typeof openPerson>>;
let guest: Awaited<ReturnType<typeof openPerson>>;
let boardPath = '';

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  lead = await openPerson(browser, server.address);
  await setUpOrganisation(lead.page, server.setUpLink ?? '');
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
});

const outline = (page: Page) => page.getByRole('tree').first();
const showOutline = (page: Page) => page.getByRole('button', { name: /^(Outline|Konspekt)$/ }).click();
const saved = (page: Page) => page.getByText(/^(Saved|Zapisano)$/).waitFor();

test('[WS1] a lead makes a workshop from the template and opens its board', async () => {
  const { page } = lead;
  await page.goto('/workshop/new');
  await page.getByLabel('Title').fill('Why do customers wait?');
  await page.getByLabel('Problem or goal').fill('Customers wait too long');
  await page.getByLabel('What should this workshop achieve?').fill('Know why');
  await page.getByRole('button', { name: 'Create the workshop' }).click();
  await page.getByRole('link', { name: 'Open the board' }).click();
  await page.getByText('Customers wait too long').first().waitFor();
  await saved(page);
  boardPath = new URL(page.url()).pathname;
});

test('[WS10] the programme is put in order by keys, by the menu and by dragging', async () => {
  const { page } = lead;
  await page.goto(boardPath.replace('/board', ''));
  const steps = () => page.locator('.programme .title').allTextContents();
  const [first = '', second = '', third = '', ...rest] = await steps();
  await page.getByRole('button', { name: `Move the step: ${first}` }).press('ArrowDown');
  await expect.poll(steps).toEqual([second, first, third, ...rest]);
  await page.getByRole('button', { name: `Move the step: ${first}` }).press('ArrowUp');
  await expect.poll(steps).toEqual([first, second, third, ...rest]);
  await page.getByRole('button', { name: `What to do with the step: ${third}` }).click();
  await page.getByRole('menuitem', { name: 'Earlier' }).click();
  await expect.poll(steps).toEqual([first, third, second, ...rest]);
  const middleOf = async (title: string): Promise<[number, number]> => {
    const box = await page.getByRole('button', { name: `Move the step: ${title}` }).boundingBox();
    return [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  };
  const [from, to] = [await middleOf(second), await middleOf(third)];
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(to[0], to[1] - 4, { steps: 4 });
  await page.mouse.up();
  await expect.poll(steps).toEqual([first, second, third, ...rest]);
});

test('[WS4] [WS7] a guest joins by code, waits, and follows when the workshop is opened', async () => {
  const { page } = lead;
  await page.goto(boardPath.replace('/board', '/people'));
  const link = await page.getByRole('textbox', { name: 'Join a meeting' }).inputValue();
  guest = await openPerson(browser, server.address, {
    locale: 'pl-PL',
    viewport: { width: 390, height: 800 },
  });
  await guest.page.goto(link);
  await guest.page.getByLabel('Twoje imię').fill('Gosia');
  await guest.page.getByLabel('Dział').fill('Sprzedaż');
  await guest.page.getByRole('button', { name: 'Dołącz' }).click();
  await guest.page.getByText('Prowadzący za chwilę otworzy tablicę').waitFor();
  await page.goto(boardPath);
  await page.getByRole('button', { name: 'Go on: What customer satisfaction is to us' }).click();
  await guest.page.getByText('Powiedz jednym zdaniem').waitFor();
  await goToStep(page, 'Ask why again');
  await outline(guest.page).getByText('People', { exact: true }).waitFor();
  await saved(guest.page);
});

test('everybody writes: a cause of the guest stands on the lead’s board, and the other way round', async () => {
  await outline(guest.page).getByText('People', { exact: true }).click();
  await guest.page.getByRole('button', { name: /Przyczyna/ }).click();
  await guest.page.keyboard.type('Za mało osób w szczycie');
  await guest.page.keyboard.press('Escape');
  await saved(guest.page);
  await showOutline(lead.page);
  await outline(lead.page).getByText('Za mało osób w szczycie').click();
  await lead.page.keyboard.press('Tab');
  await lead.page.keyboard.type('No forecast of contacts');
  await lead.page.keyboard.press('Escape');
  await outline(guest.page).getByText('No forecast of contacts').waitFor();
});

test('what was written survives a reload and a restart of the server', async () => {
  await saved(lead.page);
  const port = Number(new URL(server.address).port);
  await server.stop('SIGKILL');
  await lead.page.getByText(/^Offline/).waitFor();
  server = await startServer({ dataDir: server.dataDir, port });
  await saved(lead.page);
  await guest.page.reload();
  await outline(guest.page).getByText('No forecast of contacts').waitFor();
});

test('work goes on offline, says how much waits, and arrives afterwards', async () => {
  await server.stop('SIGTERM');
  await guest.page.getByText(/^Offline/).waitFor();
  await outline(guest.page).getByText('Za mało osób w szczycie').click();
  await guest.page.keyboard.press('Enter');
  await guest.page.keyboard.type('Urlopy w tym samym czasie');
  await guest.page.keyboard.press('Escape');
  await guest.page
    .getByText(/^Offline – \d+ przyczyn/)
    .first()
    .waitFor();
  server = await startServer({ dataDir: server.dataDir, port: Number(new URL(server.address).port) });
  await saved(guest.page);
  await outline(lead.page).getByText('Urlopy w tym samym czasie').waitFor();
});

test('[IS7] the lead sends chosen causes to the issue list', async () => {
  const { page } = lead;
  await outline(page).getByText('No forecast of contacts').click();
  await pickInRoom(page, 'Send to the issue list');
  await page.getByRole('button', { name: 'Send to the issue list' }).click();
  await page.getByText('Added to the list: 1 issue.').waitFor();
  await page.goto('/issues');
  await page.getByRole('link', { name: 'No forecast of contacts' }).click();
  await page.getByText('People › Za mało osób w szczycie').waitFor();
});

test('[WS7] a guest who is shown out loses the board at once', async () => {
  await lead.page.goto(boardPath.replace('/board', '/people'));
  await lead.page.getByRole('button', { name: 'Show out: Gosia' }).click();
  await lead.page.getByRole('dialog').getByRole('button', { name: 'Show out' }).click();
  await guest.page.getByText('Nie należysz już do tego spotkania').waitFor();
  expect([...lead.faults, ...guest.faults].filter((fault) => !fault.includes('WebSocket'))).toEqual([]);
});

test('[WS5] somebody with an account but no invitation cannot open the board', async () => {
  const { page } = lead;
  await addPersonByForm(page, { name: 'Stranger', email: 'stranger@example.org' });
  const link = await readInvitationLink(page);
  const stranger = await openPerson(browser, server.address);
  await stranger.page.goto(link);
  await stranger.page.locator('input[name=password]').fill('correct horse battery');
  await stranger.page.locator('main button[type=submit]').click();
  await stranger.page.waitForURL('**/home');
  const response = await stranger.page.goto(boardPath);
  expect(response?.status()).toBe(200); // the page is drawn in the browser, from data that is refused
  await stranger.page.getByText('403').waitFor();
});
