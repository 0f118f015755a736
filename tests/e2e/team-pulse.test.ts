import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayAfter } from '#lib/base/days.ts';
import type { Actor } from '#lib/people/person.ts';
import { serve, type Running } from '#server/serve.ts';
import { atRest, launchBrowser, openPerson, signIn } from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'asked without a name';
const SYSTEM: Actor = { kind: 'system', name: 'pulses' };
const PHONE = { width: 360, height: 740 };
const FIRST = 'Wiem, co mam robić.';
const SECOND = 'Zdążę z tym.';
const TITLE = 'Jak nam idzie';
/** Besides the lead, the employee and the analyst. */
const OTHERS = ['mentor', 'marketing', 'service'] as const;

let browser: Browser;
let running: Running;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-pulses-'));
  await prepareDemoPages(dataDir, PASSWORD);
  const environment = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  running = await serve({ environment, isDevelopment: false });
  const { organisation } = running.app;
  // Every day is a working day here, so that the test asks on the day on which it runs.
  const { settings } = await organisation.getSettings(SYSTEM);
  await organisation.changeWeek(SYSTEM, {
    ...{ version: settings.version, weekdays: [1, 2, 3, 4, 5, 6, 7], holidays: 'none' },
    ...{ from: '08:00', until: '16:00' },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(who: string, path: string, viewport?: typeof PHONE) {
  const opened = await openPerson(browser, running.address, {
    locale: 'pl-PL',
    ...(viewport && { viewport }),
  });
  await signIn(opened.page, `${who}@example.org`, PASSWORD);
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened;
}

const step = (page: Page, statement: string, value: string) =>
  page.getByRole('group', { name: statement }).getByRole('radio', { name: value });
const sent = (page: Page) => page.getByText('Twoja odpowiedź została przyjęta.').waitFor();

/** As if it had opened so many days ago, and its last day were over. */
async function closeOpen(pulseId: string, daysAgo: number): Promise<void> {
  const { app } = running;
  const openedOn = dayAfter(app.today(), -daysAgo);
  await app.database.db
    .updateTable('team_pulse_ask')
    .set({ opened_on: openedOn, ends_on: dayAfter(openedOn, 1) })
    .where('pulse_id', '=', pulseId)
    .where('state', '=', 'open')
    .execute();
  expect(await app.rhythms.askTeamPulses()).toMatchObject({ closed: 1 });
}

test('[RH11] [RH13] [RH14] [RH15] a lead asks the team; six answer, and results come when it has closed', async () => {
  const { app } = running;
  const lead = await open('lead', '/people/team');
  await lead.page.getByRole('link', { name: 'Nowy puls' }).click();
  await lead.page.waitForURL('**/pulses/new');
  await lead.page.getByLabel('Nazwa').fill(TITLE);
  await lead.page.getByLabel('Stwierdzenia').fill(`${FIRST}\n${SECOND}`);
  const asked = lead.page.getByRole('group', { name: 'Kogo pytamy' });
  // The CX team is ticked; two of it have no account in the demo.
  for (const name of ['Wanda Czapla', 'Beata Wilga']) await asked.getByRole('checkbox', { name }).uncheck();
  for (const name of ['Ewa Jeż', 'Maria Lis', 'Szymon Gawron'])
    await asked.getByRole('checkbox', { name }).check();
  await lead.page.getByRole('button', { name: 'Rozpocznij puls' }).click();
  await lead.page.waitForURL(/\/pulses\/(?!new)/);
  await lead.page.getByText('Nic się jeszcze nie zamknęło').waitFor();
  const path = new URL(lead.page.url()).pathname;
  const pulseId = path.split('/').at(-1) ?? '';
  expect(await app.rhythms.askTeamPulses()).toMatchObject({ opened: 1 });

  // From Home, on a phone; two presses at once are one answer.
  const employee = await open('employee', '/home', PHONE);
  await employee.page.getByRole('link', { name: `Puls: ${TITLE}` }).click();
  await employee.page.getByText('nie dowie się, kto co odpowiedział').waitFor();
  await step(employee.page, FIRST, '4').check();
  await step(employee.page, SECOND, '2').check();
  expect(await employee.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    PHONE.width,
  );
  // Six are asked: a comment could never be shown, and is not asked for.
  expect(await employee.page.getByLabel('Komentarz').count()).toBe(0);
  await employee.page.getByRole('button', { name: 'Wyślij odpowiedź' }).dblclick();
  await sent(employee.page);
  await employee.page.goto('/home');
  await atRest(employee.page);
  expect(await employee.page.getByRole('link', { name: `Puls: ${TITLE}` }).count()).toBe(0);

  // By the keyboard alone.
  const analyst = await open('analyst', path);
  await step(analyst.page, FIRST, '1').focus();
  for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'Tab', 'Space', 'Tab', 'Enter'])
    await analyst.page.keyboard.press(key);
  await sent(analyst.page);

  const others = [];
  for (const who of OTHERS) {
    const one = await open(who, path, PHONE);
    await step(one.page, FIRST, '5').check();
    await step(one.page, SECOND, '1').check();
    await one.page.getByRole('button', { name: 'Wyślij odpowiedź' }).click();
    await sent(one.page);
    others.push(one);
    await one.context.close();
  }
  await lead.page.goto(path);
  await step(lead.page, FIRST, '5').check();
  await lead.page.getByRole('button', { name: 'Wyślij odpowiedź' }).click();
  expect(await step(lead.page, SECOND, '1').evaluate((radio) => radio.matches(':invalid'))).toBe(true);
  await step(lead.page, SECOND, '1').check();
  await lead.page.getByRole('button', { name: 'Wyślij odpowiedź' }).click();
  await sent(lead.page);
  // Nothing of it is shown before it has closed, to the lead neither.
  await lead.page.getByText('Nic się jeszcze nie zamknęło').waitFor();
  expect(await lead.page.getByText('Odpowiedzi:').count()).toBe(0);

  await closeOpen(pulseId, 9);
  await lead.page.reload();
  await lead.page.getByText('Odpowiedzi: 6 z 6').waitFor();
  const first = lead.page.getByRole('listitem').filter({ hasText: FIRST });
  // 3, 4 and four times 5.
  await first.getByText('4,50').waitFor();
  await first.getByText('5: 4 razy').waitFor({ state: 'attached' });
  await lead.page.getByText('Zmiany w czasie widać od drugiego razu.').waitFor();

  await app.database.db
    .updateTable('team_pulse')
    .set({ next_turn: app.today() })
    .where('id', '=', pulseId)
    .execute();
  expect(await app.rhythms.askTeamPulses()).toMatchObject({ opened: 1 });
  const people = await app.people.listPeople(SYSTEM);
  const emails = ['lead', 'analyst', 'employee', ...OTHERS].map((who) => `${who}@example.org`);
  for (const person of people.filter(({ email }) => emails.includes(email))) {
    const actor: Actor = { kind: 'person', ...person, sessionId: null };
    const [waiting] = (await app.rhythms.getMyPulses(actor)).filter((one) => one.pulseId === pulseId);
    await app.rhythms.answerTeamPulse(actor, { askId: waiting?.askId, ballot0: '3', ballot1: '4' });
  }
  await closeOpen(pulseId, 3);
  await lead.page.reload();
  const trend = lead.page.getByRole('figure', { name: FIRST });
  await expect.poll(() => trend.locator('circle[role=button]').count()).toBe(2);
  // A point leads to the results of its time.
  await first.getByText('3,00').first().waitFor();
  await trend.locator('circle[role=button]').first().press('Enter');
  await first.getByText('4,50').first().waitFor();
  await trend.getByRole('button', { name: /^Więcej:/ }).click();
  await lead.page.getByRole('menuitem', { name: 'Tabela' }).click();
  await trend.getByRole('table').getByText('4,50').waitFor();
  expect([
    ...lead.faults,
    ...employee.faults,
    ...analyst.faults,
    ...others.flatMap((one) => one.faults),
  ]).toEqual([]);
  for (const { context } of [lead, employee, analyst]) await context.close();
});
