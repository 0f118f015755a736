import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  goToStep,
  launchBrowser,
  openPerson,
  removeData,
  setUpOrganisation,
  startServer,
  type RunningServer,
} from './harness.ts';

let server: RunningServer;
let browser: Browser;
let lead: Awaited<ReturnType<typeof openPerson>>;

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

/** Makes a workshop, opens its board in the step that asks why, and writes causes on its first bone. */
async function hold(title: string, causes: readonly string[]): Promise<string> {
  const { page } = lead;
  await page.goto('/workshop/new');
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Problem or goal').fill('Customers wait too long');
  await page.getByLabel('What should this workshop achieve?').fill('Know why');
  await page.getByRole('button', { name: 'Create the workshop' }).click();
  await page.getByRole('link', { name: 'Open the board' }).click();
  await page.getByText(/^Saved$/).waitFor();
  await goToStep(page, 'Ask why again');
  await page.getByRole('button', { name: 'Outline', exact: true }).click();
  const outline = page.getByRole('tree').first();
  await outline.getByText('People', { exact: true }).click();
  for (const [index, cause] of causes.entries()) {
    if (index === 0) await page.getByRole('button', { name: /^Cause/ }).click();
    else await page.keyboard.press('Enter');
    await page.keyboard.type(cause);
    await page.keyboard.press('Escape');
    await page.getByText(/^Saved$/).waitFor();
  }
  return new URL(page.url()).pathname.replace('/board', '');
}

test('[WS80] the replay goes back by keyboard, and shows fewer causes there', async () => {
  const { page } = lead;
  const path = await hold('Last year', ['No training of agents', 'Old telephones']);
  await goToStep(page, 'Closed');
  await page.goto(path);
  await page.getByRole('link', { name: 'Replay' }).click();
  const slider = page.getByRole('slider', { name: 'Moment of the workshop' });
  await slider.waitFor();
  const picture = page.locator('.replay svg');
  await picture.getByText('Old telephones').waitFor();
  expect(await slider.getAttribute('aria-valuetext')).toContain('2 causes');
  await slider.focus();
  await page.keyboard.press('Home');
  await page.getByText('0 causes', { exact: true }).waitFor();
  expect(await picture.getByText('Old telephones').count()).toBe(0);
  await page.keyboard.press('End');
  await picture.getByText('Old telephones').waitFor();
  await page.getByRole('button', { name: 'Ask why again' }).click();
  await page.getByText('0 causes', { exact: true }).waitFor();
  // Whoever asked for less motion gets no button that moves by itself.
  expect(await page.getByRole('button', { name: 'Play', exact: true }).count()).toBe(0);
});

test('[WS85] a cause says in which workshop the same was seen before, on the board and in the minutes', async () => {
  const { page } = lead;
  const path = await hold('This year', ['Agents are not trained']);
  await page.getByRole('tree').first().getByText('Agents are not trained').click();
  await page.getByRole('button', { name: 'About the cause' }).click();
  await page.getByRole('heading', { name: 'Seen before: in 1 workshop' }).waitFor();
  await page.goto(`${path}/minutes`);
  const part = page.locator('section', { hasText: 'Seen before' });
  await part.getByText('No training of agents').first().waitFor();
  await part.getByRole('link', { name: 'Last year' }).first().click();
  await page.getByText('The chain is whole').waitFor();
  expect(lead.faults.filter((fault) => !fault.includes('WebSocket'))).toEqual([]);
});
