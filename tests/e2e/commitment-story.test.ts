import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayAfter } from '#lib/base/days.ts';
import type { Actor } from '#lib/people/person.ts';
import { openSmtpSink, type SmtpSink } from '#server/notify/smtp-sink.ts';
import { serve, type Running } from '#server/serve.ts';
import { PATIENCE_MS } from '../patience.ts';
import { atRest, launchBrowser, openPerson, signIn } from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'promised in a workshop';
const SYSTEM: Actor = { kind: 'system', name: 'story' };
const TASK = 'Ask the ten who waited longest';
type Person = Extract<Actor, { kind: 'person' }>;

let browser: Browser;
let running: Running;
let sink: SmtpSink;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-story-'));
  await prepareDemoPages(dataDir, PASSWORD);
  sink = await openSmtpSink();
  running = await serve({
    environment: {
      ...{ DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
      ...{ SMTP_URL: sink.url, PUBLIC_URL: 'https://story.example.org' },
    },
    isDevelopment: false,
  });
  // Every day is a working day here, so that letters leave on the day on which the test runs.
  const { settings } = await running.app.organisation.getSettings(SYSTEM);
  await running.app.organisation.changeWeek(SYSTEM, {
    ...{ version: settings.version, weekdays: [1, 2, 3, 4, 5, 6, 7], holidays: 'none' },
    ...{ from: '08:00', until: '16:00' },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  await sink?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function actorOf(email: string): Promise<Person> {
  const people = await running.app.people.listPeople(SYSTEM);
  const person = people.find((one) => one.email === email);
  if (!person) throw new Error(`The demo has no ${email}.`);
  return { kind: 'person', ...person, sessionId: null };
}

async function open(who: string, path: string) {
  const opened = await openPerson(browser, running.address, { locale: 'pl-PL' });
  await signIn(opened.page, `${who}@example.org`, PASSWORD);
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened;
}

/** The letter that gathers what was told leaves now, whatever the hour. */
async function gatherLetters(reader: Person): Promise<void> {
  const { notify, schedule, database, clock } = running.app;
  const { timeZone } = await notify.getDigestChoice(reader);
  const { hour } = Temporal.Instant.fromEpochMilliseconds(clock()).toZonedDateTimeISO(timeZone);
  await notify.changeDigest(reader, { rhythm: 'daily', weekday: 1, hour, isUrgentAtOnce: true });
  // One of today may have left when the server started, and what came since the hour would wait until tomorrow.
  const anHourAgo = clock() - 60 * 60_000;
  await database.db
    .updateTable('notice')
    .set({ at_ms: anHourAgo })
    .where('person_id', '=', reader.id)
    .execute();
  await database.db.deleteFrom('outbox').where('person_id', '=', reader.id).execute();
  await database.db.deleteFrom('periodic_work').execute();
  await schedule.runDue();
}

/** The one event about the task in a calendar that its owner subscribed to: its day and how often it changed. */
async function readEvent(address: string): Promise<{ day: string; sequence: number }> {
  const calendar = new ICAL.Component(ICAL.parse(await (await fetch(address)).text()));
  const [event] = calendar
    .getAllSubcomponents('vevent')
    .map((found) => new ICAL.Event(found))
    .filter(({ summary }) => summary.includes(TASK));
  if (!event) throw new Error('The task has no event.');
  return { day: event.startDate.toString().slice(0, 10), sequence: event.sequence };
}

async function move(page: Page, day: string): Promise<void> {
  await page.getByRole('button', { name: `Przesuń termin: ${TASK}` }).click();
  const form = page.locator('form[action$="?/move"]');
  await form.getByLabel('Nowy termin').fill(day);
  await form.getByLabel('Dlaczego się przesuwa').fill('Two are on holiday');
  await form.getByRole('button', { name: 'Przesuń termin' }).click();
  await form.waitFor({ state: 'detached' });
}

test('[CM5] [CM6] [CM9] [CM10] a task of a workshop is asked for, answered, moved twice and kept, wherever it is looked at', async () => {
  const { app } = running;
  const [lead, owner] = [await actorOf('lead@example.org'), await actorOf('employee@example.org')];
  const workshops = await app.workshop.listWorkshops(lead);
  const { id: workshopId } = workshops.find(({ title }) => title === 'Dlaczego klienci czekają?') ?? {
    id: '',
  };
  const today = app.today();
  await app.workshop.addEntry(lead, {
    ...{ workshopId, kind: 'task', text: TASK, owner: owner.name, dueOn: dayAfter(today, 1) },
  });
  await gatherLetters(owner);
  const letters = () =>
    sink.mails.filter(({ to }) => to.includes(`<${owner.email}>`)).map(({ text }) => text);
  await expect.poll(() => letters().join('\n'), { timeout: PATIENCE_MS }).toContain('Czy zdążysz na czas?');

  const { path } = await app.feeds.makeFeed(owner, { scope: 'own', parts: ['due'] });
  const feed = `${running.address}${path}`;
  const first = await readEvent(feed);
  expect(first.day).toBe(dayAfter(today, 1));

  const { page, context, faults } = await open('employee', '/home');
  await page.getByRole('link', { name: TASK }).click();
  await page.waitForURL('**/home/due?at=*');
  await page.getByRole('button', { name: `Odpowiedź cząstkowa: ${TASK}` }).click();
  await page.getByLabel('Na jakim to jest etapie').fill('Six of ten');
  const interim = page.locator('form[action$="?/answer"]').filter({ hasText: 'Na jakim to jest etapie' });
  await interim.getByRole('button', { name: 'Wyślij odpowiedź' }).click();
  await page
    .getByText(/Odpowiedź cząstkowa, .*Six of ten/)
    .first()
    .waitFor();
  await move(page, dayAfter(today, 3));
  await move(page, dayAfter(today, 5));
  await page.getByText('przesunięte dwa razy').first().waitFor();
  const moved = await readEvent(feed);
  expect([moved.day, moved.sequence > first.sequence]).toEqual([dayAfter(today, 5), true]);

  const leader = await open('lead', '/home');
  await leader.page.getByRole('link', { name: /Wszystko, na co czekam/ }).click();
  await leader.page.getByText(TASK).first().waitFor();
  await leader.page
    .getByText(/Odpowiedź cząstkowa, .*Six of ten/)
    .first()
    .waitFor();

  await page.getByRole('button', { name: `Zrobione: ${TASK}` }).click();
  await page.locator('.toast').filter({ hasText: 'Dotrzymane' }).waitFor();
  await leader.page.goto(`/workshop/${workshopId}/minutes`);
  const row = leader.page.locator('li, tr').filter({ hasText: TASK }).first();
  await row.getByText(/dotrzymane/).waitFor();
  await leader.page.goto('/inbox');
  await leader.page.getByText('Jest odpowiedź w sprawie „Dlaczego klienci czekają?”').first().waitFor();
  expect([...faults, ...leader.faults]).toEqual([]);
  for (const one of [context, leader.context]) await one.close();
});
