import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIVE_PATH } from '#lib/live/live-path.ts';
import type { Actor } from '#lib/people/person.ts';
import { SEATS } from '#lib/workshop/workshop.ts';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { openSmtpSink, type SmtpSink } from '#server/notify/smtp-sink.ts';
import { pinTestInsight } from '../test-insight.ts';
import {
  atRest,
  goToStep,
  launchBrowser,
  openPerson,
  PASSWORD,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';

const SYSTEM: Actor = { kind: 'system', name: 'test' };
const PUBLIC_URL = 'https://cx.example.org';

let sink: SmtpSink;
let server: RunningServer;
let browser: Browser;
let lead: Awaited<ReturnType<typeof openPerson>>;
let page: Page;

beforeAll(async () => {
  sink = await openSmtpSink();
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-prepare-'));
  await populate(dataDir);
  server = await startServer({ dataDir, environment: { SMTP_URL: sink.url, PUBLIC_URL } });
  browser = await launchBrowser();
  lead = await openPerson(browser, server.address);
  page = lead.page;
  await signIn(page, 'lena@example.org');
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (server) removeData(server);
  await sink?.close();
});

/** An organisation of three departments, a lead, two colleagues and an insight with few answers. */
async function populate(dataDir: string): Promise<void> {
  const quiet = (): void => undefined;
  const log = { info: quiet, warn: quiet, error: quiet };
  const app = await createApp({ config: readConfig({ DATA_DIR: dataDir }), log });
  try {
    await app.access.setUp({
      token: await app.access.renewSetUpToken(),
      organisation: 'Nordbank',
      name: 'Anna Admin',
      email: 'anna@example.org',
      password: PASSWORD,
      locale: 'en',
    });
    for (const [name, department, roles] of [
      ['Lena', 'Marketing', ['lead', 'analyst']],
      ['Ola', 'IT', []],
      ['Jan', 'Sales', []],
    ] as const) {
      const departmentId = await app.people.addDepartment(SYSTEM, { name: department });
      const email = `${name.toLowerCase()}@example.org`;
      const id = await app.people.addPerson(SYSTEM, { name, email, departmentId, roles: [...roles] });
      await app.access.acceptInvitation({ token: await app.access.invite(SYSTEM, id), password: PASSWORD });
    }
    const lena = (await app.people.listPeople(SYSTEM)).find(({ name }) => name === 'Lena');
    if (lena)
      await pinTestInsight(app, { kind: 'person', ...lena, sessionId: null }, { title: 'NPS fell', n: 12 });
  } finally {
    await app.close();
  }
}

/** The line of the checklist about one thing. */
const check = (name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
const done = (name: string) => check(name).getByText('done', { exact: true }).waitFor();

test('[WS60] a lead fills in the brief of a new workshop and the checklist follows', async () => {
  await page.goto('/workshop/new');
  await page.getByLabel('Title').fill('Why do customers wait?');
  await page.getByLabel('Problem or goal').fill('Customers wait too long');
  await page.getByRole('button', { name: 'Create the workshop' }).click();
  await page.getByRole('link', { name: 'Prepare', exact: true }).click();
  await check('Brief').getByText('5 parts are empty').waitFor();
  await page.getByLabel('What should this workshop achieve?').fill('Know why');
  await page.getByLabel('What does the organisation want?').selectOption('keep');
  await page.getByLabel('What is known already?').fill('The wait has doubled');
  await page.getByLabel('What is out of scope?').fill('Salaries');
  await page.getByLabel('What happens with the result?').fill('Two projects in January');
  await page.getByLabel('Do guests without an account come?').selectOption('expected');
  await page.getByRole('button', { name: 'Save the brief' }).click();
  await done('Brief');
  await done('Guests');
});

test('[WS61] [WS62] a session that is too short says so, and fits when it is longer', async () => {
  await page.getByRole('button', { name: 'Plan a session' }).press('Enter');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('startsOn');
  await page.getByLabel('Day').fill('2026-12-01');
  await page.getByLabel('Length in minutes').fill('60');
  await page.getByText('The steps take 70 minutes more than the session has.').waitFor();
  await page.getByLabel('Time zone').fill('Europe/Warsaw');
  await page.getByLabel('Place').fill('Room 4');
  await page.getByRole('button', { name: 'Save the session' }).click();
  await done('Sessions');
  await check('The programme fits the sessions').getByText('missing').waitFor();
  await page.getByRole('button', { name: /^Change the session/ }).click();
  await page.getByLabel('Length in minutes').fill('150');
  await page.getByText('20 minutes left').waitFor();
  await page.getByRole('button', { name: 'Save the session' }).click();
  await done('The programme fits the sessions');
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Change');
});

test('[WS151] the leader says of each point that it is so', async () => {
  await check('The leader').getByText('4 points are open').waitFor();
  for (const point of [
    /I lead creative meetings/,
    /I understand what customer satisfaction is/,
    /I understand how quality is built/,
    /The people in the room accept/,
  ]) {
    await page.getByLabel(point).click();
    await atRest(page);
  }
  await done('The leader');
});

test('[WS65] [WS66] seats, departments and evidence are covered on the same page', async () => {
  for (const seat of SEATS) {
    const free = page.locator(`form:has(input[value="${seat}"]) select[name=personId]`);
    await free.selectOption({ label: 'Ola, IT' });
    await atRest(page);
  }
  await done('Seats');
  for (const name of ['Sales', 'Marketing'])
    await page.getByRole('button', { name: `Invite the department: ${name}` }).click();
  await done('At least 3 departments');
  await page.getByLabel('Insight').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Attach' }).click();
  await done('Evidence');
});

test('[WS63] [WS67] invitations are sent, the calendar file comes with them, and everything is ready', async () => {
  await page.getByRole('button', { name: 'Send invitations' }).press('Enter');
  // [FM16] A mail leaves the house: it asks, with the number of those who get it.
  await page.getByRole('dialog').getByRole('button', { name: 'Send to 3 people' }).click();
  await page.getByText('Everything is ready.').waitFor();
  expect(sink.mails.map(({ to }) => /<?(\w+)@/.exec(to)?.[1]).sort()).toEqual(['jan', 'lena', 'ola']);
  expect(sink.mails[0]?.calendars?.[0]).toContain('METHOD:REQUEST');
  expect(sink.mails[0]?.text).toContain(`${PUBLIC_URL}/workshop/`);
  await page.getByRole('row', { name: /Ola.*sent.*the present sessions/ }).waitFor();
});

test('[WS64] a changed session makes the invitations old until they are sent again', async () => {
  await page.getByRole('button', { name: /^Change the session/ }).click();
  await page.getByLabel('Place').fill('Room 5');
  await page.getByRole('button', { name: 'Save the session' }).click();
  await check('Invitations').getByText('3 people do not have the present sessions').waitFor();
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send to 3 people' }).click();
  await done('Invitations');
  expect(sink.mails.at(-1)?.calendars?.[0]).toContain('SEQUENCE:2');
});

test('the page fits a narrow phone and is accessible with a form open', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('button', { name: /^Change the session/ }).click();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('[WS61] an older state is refused: the newer brief is shown and what was typed stays', async () => {
  // This page hears of nothing: else it may show the newer brief before somebody types, and is not older any more.
  const stream = (url: URL): boolean => url.pathname === LIVE_PATH;
  await lead.context.route(stream, (route) => route.abort());
  await page.reload();
  const other = await openPerson(browser, server.address);
  await signIn(other.page, 'lena@example.org');
  await other.page.goto(page.url());
  await other.page.getByLabel('What is out of scope?').fill('Budgets');
  await other.page.getByRole('button', { name: 'Save the brief' }).click();
  await other.page.getByText('Saved.').waitFor();
  await page.getByLabel('What is out of scope?').fill('Headcount');
  await page.getByRole('button', { name: 'Save the brief' }).click();
  await page.getByText('You changed “What is out of scope?” in another window.').waitFor();
  await page.getByRole('alert').getByText('Yours: Headcount. Now: Budgets.').waitFor();
  const scope = page.getByRole('textbox', { name: 'What is out of scope?' });
  expect(await scope.inputValue()).toBe('Headcount');
  await page.getByRole('button', { name: 'Save the brief' }).click();
  await page.getByText('Saved.').waitFor();
  await lead.context.unroute(stream);
  await other.context.close();
});

test('[WS63] everybody invited finds the plan and its calendar file on the workshop’s page', async () => {
  const ola = await openPerson(browser, server.address);
  await signIn(ola.page, 'ola@example.org');
  await ola.page.goto(page.url().replace('/prepare', ''));
  await ola.page.getByText('Room 5').waitFor();
  const [download] = await Promise.all([
    ola.page.waitForEvent('download'),
    ola.page.getByRole('link', { name: 'Calendar file (.ics)' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.ics$/);
  expect(await ola.page.getByRole('link', { name: 'Prepare', exact: true }).count()).toBe(0);
  expect(ola.faults).toEqual([]);
  await ola.context.close();
});

test('[WS66] in the step about evidence everybody sees the pack, with a word on its few answers', async () => {
  const ola = await openPerson(browser, server.address);
  await signIn(ola.page, 'ola@example.org');
  const board = page.url().replace('/prepare', '/board');
  await ola.page.goto(board);
  await page.goto(board);
  await goToStep(page, 'The evidence: what the survey says');
  const panel = ola.page.getByRole('complementary');
  await panel.getByText('NPS fell').waitFor();
  await panel.getByText(/^n = 12/).waitFor();
  await panel.getByText('n is too small to conclude anything.').waitFor();
  await panel.getByText('12.50').first().waitFor();
  expect([...lead.faults, ...ola.faults]).toEqual([]);
  await ola.context.close();
});
