import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type Running } from '#server/serve.ts';
import { atRest, launchBrowser, openPerson, signIn } from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'everyone in support';
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let running: Running;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-shifts-'));
  await prepareDemoPages(dataDir, PASSWORD);
  const environment = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  running = await serve({ environment, isDevelopment: false });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(who: string, path: string, viewport?: typeof PHONE) {
  const opened = await openPerson(browser, running.address, {
    locale: 'en-GB',
    ...(viewport && { viewport }),
  });
  await signIn(opened.page, `${who}@example.org`, PASSWORD);
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened;
}

test('[SH1] [SH18] [SH20] [SH25] a round of tours is planned, waited for, freed, taken and swapped', async () => {
  const lead = await open('lead', '/shifts/new');
  const { page } = lead;
  await page.getByLabel(/^(Name of the round|Nazwa rundy)$/).fill('Autumn 2099');
  await page.getByLabel(/^(First day|Pierwszy dzień)$/).fill('2099-09-07');
  await page.getByLabel(/^(Last day|Ostatni dzień)$/).fill('2099-09-18');
  await page.getByLabel(/^(Days of one tour|Dni w jednej turze)/).fill('3');
  await page.getByText(/^(2 tours|2 tury):/).waitFor();
  await page.getByLabel(/^(Seats on a tour|Miejsc na turze)/).fill('1');
  const mentors = page.getByRole('group', { name: /^(Mentors|Mentorzy)$/ });
  await mentors.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: /^(Plan the round|Zaplanuj rundę)$/ }).click();
  await page.getByRole('heading', { name: 'Autumn 2099' }).waitFor();
  const path = new URL(page.url()).pathname;

  const seated = await open('analyst', path, PHONE);
  await seated.page.getByRole('button', { name: /^(Sign up|Zapisz się): .*7/i }).click();
  await seated.page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Sign up|Zapisz się): /i })
    .click();
  await seated.page.getByText(/^(You are signed up|Zapisano Cię)/).waitFor();

  const waiting = await open('employee', path, PHONE);
  await waiting.page.getByRole('button', { name: /^(Wait for a seat|Zaczekaj na miejsce): .*7/i }).click();
  await waiting.page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Wait for a seat|Zaczekaj na miejsce): /i })
    .click();
  await waiting.page.getByText(/(you are number 1 in line|Twoje miejsce w kolejce: 1)/).waitFor();

  await seated.page.getByRole('button', { name: /^(Leave|Wypisz się): .*7/i }).click();
  await seated.page.getByText(/^(You left|Wypisano Cię)/).waitFor();
  await waiting.page.reload();
  await waiting.page.getByRole('button', { name: /^(Take the seat|Biorę miejsce): .*7/i }).click();
  await waiting.page.getByText(/^(You are signed up|Zapisano Cię)/).waitFor();

  await waiting.page.getByRole('button', { name: /^(Offer to others|Zaproponuj innym): .*7/i }).click();
  await waiting.page.getByText(/^(Offered|Wystawiono)/).waitFor();
  await seated.page.reload();
  await seated.page.getByRole('button', { name: /^(Take this seat|Wezmę to miejsce): / }).click();
  await seated.page.getByRole('button', { name: /^(Ask|Zapytaj)$/ }).click();
  await seated.page.getByText(/^(Asked|Zapytano)/).waitFor();
  await waiting.page.reload();
  await waiting.page.getByRole('button', { name: /^(Agree|Zgadzam się): / }).click();
  await waiting.page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Agree|Zgadzam się)$/ })
    .click();
  await waiting.page.getByText(/^(The seats have changed|Miejsca zmieniły)/).waitFor();
  await seated.page.reload();
  await seated.page.getByRole('button', { name: /^(Leave|Wypisz się): .*7/i }).waitFor();

  for (const { page: each, faults } of [lead, seated, waiting]) {
    const found = await new AxeBuilder({ page: each }).analyze();
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const overflow = await each.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([overflow, faults]).toEqual([0, []]);
  }
  for (const { context } of [lead, seated, waiting]) await context.close();
});

test('[SH22] a tour is changed and called off, and who is on it is told', async () => {
  const { app } = running;
  const people = await app.people.listPeople({ kind: 'system', name: 'shifts' });
  const actorOf = (who: string) => {
    const person = people.find(({ email }) => email === `${who}@example.org`);
    if (!person) throw new Error(`The demo has no ${who}.`);
    return { kind: 'person' as const, ...person, sessionId: null };
  };
  const id = await app.shifts.planRound(actorOf('lead'), {
    ...{ title: 'Spring 2099', startsOn: '2099-04-20', endsOn: '2099-04-21', places: '2' },
    ...{ startsAt: '22:00', endsAt: '06:00', mentorIds: [actorOf('mentor').id] },
  });
  const [tour] = (await app.shifts.getRound(actorOf('lead'), id)).tours;
  await app.shifts.signUp(actorOf('employee'), { tourId: tour?.id, scopes: ['chat'] });
  const { page, context, faults } = await open('lead', `/shifts/${id}`);
  await page.getByRole('link', { name: /20/ }).first().click();
  await page.getByRole('checkbox', { name: /^(Move the tour|Przenieś turę)/ }).waitFor();
  await page.getByLabel(/^(Place|Miejsce)$/).fill('Room 3');
  await page.getByRole('button', { name: /^(Save|Zapisz)$/ }).click();
  await page
    .getByText(/22:00–06:00 \((next day|następnego dnia)\).* · Room 3/)
    .first()
    .waitFor();
  await page.getByRole('link', { name: /20/ }).first().click();
  await page.getByRole('button', { name: /^(Call the tour off|Odwołaj turę)$/ }).click();
  const question = page.getByRole('dialog');
  await question.getByText(/(2 people are told|2 osoby dowiedzą się)/).waitFor();
  await question.getByRole('button', { name: /^(Call the tour off|Odwołaj turę)$/ }).click();
  await page.waitForURL(`**/shifts/${id}`);
  expect((await app.shifts.getRound(actorOf('lead'), id)).tours).toHaveLength(1);
  expect(faults).toEqual([]);
  await context.close();
});

test('[SH100] [SH103] [SH105] a tour moves with who is on it, loses a day, and the round is called off, on a phone', async () => {
  const { app } = running;
  const people = await app.people.listPeople({ kind: 'system', name: 'shifts' });
  const actorOf = (who: string) => {
    const person = people.find(({ email }) => email === `${who}@example.org`);
    if (!person) throw new Error(`The demo has no ${who}.`);
    return { kind: 'person' as const, ...person, sessionId: null };
  };
  const id = await app.shifts.planRound(actorOf('lead'), {
    ...{ title: 'Autumn 2098', startsOn: '2098-09-15', endsOn: '2098-09-17', spanDays: '3', places: '2' },
    ...{ startsAt: '08:00', endsAt: '16:00', mentorIds: [actorOf('mentor').id] },
  });
  const [tour] = (await app.shifts.getRound(actorOf('lead'), id)).tours;
  await app.shifts.signUp(actorOf('employee'), { tourId: tour?.id, scopes: ['chat'] });
  const lead = await open('lead', `/shifts/${id}/tours/${tour?.id}`);
  await lead.page.locator('input[name=startsAt]').fill('10:00');
  const save = lead.page.getByRole('button', { name: /^(Save|Zapisz)$/ });
  await save.click();
  await lead.page.getByText(/(1 person agreed|1 osoba zgodziła się)/).waitFor();
  expect(await lead.page.locator('input[name=startsAt]').inputValue()).toBe('10:00');
  await lead.page.getByRole('checkbox', { name: /^(Move the tour|Przenieś turę)/ }).check();
  await save.click();
  await lead.page.waitForURL(`**/shifts/${id}`);
  await lead.page
    .getByText(/(has not said yet|brak odpowiedzi)/)
    .first()
    .waitFor();

  const guest = await open('employee', `/shifts/${id}`, PHONE);
  await guest.page.getByText(/(Does the new time fit|Czy Ci pasuje)/).waitFor();
  await guest.page.getByRole('button', { name: /^(It fits|Pasuje)$/ }).click();
  await guest.page.getByText(/(Does the new time fit|Czy Ci pasuje)/).waitFor({ state: 'detached' });

  await lead.page.goto(`/shifts/${id}/tours/${tour?.id}`);
  await lead.page
    .getByRole('button', { name: /^(Call the day off|Odwołaj ten dzień)/ })
    .nth(1)
    .click();
  await lead.page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Call the day off|Odwołaj ten dzień)/ })
    .click();
  await expect
    .poll(async () => (await app.shifts.getRound(actorOf('lead'), id)).tours[0]?.days.map(({ day }) => day))
    .toEqual(['2098-09-15', '2098-09-17']);

  await lead.page.goto(`/shifts/${id}/edit`);
  await lead.page.getByLabel(/^(Why|Powód)$/).fill('Przeprowadzka biura');
  await lead.page.getByRole('button', { name: /^(Call the round off|Odwołaj rundę)$/ }).click();
  await lead.page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Call the round off|Odwołaj rundę)$/ })
    .click();
  await lead.page.waitForURL(`**/shifts/${id}`);
  // Nothing moves under a reader: what is newer is offered, or fetched by themselves [LV8].
  await guest.page.reload();
  await guest.page.getByText('Przeprowadzka biura').waitFor();
  expect([...lead.faults, ...guest.faults]).toEqual([]);
  for (const { context } of [lead, guest]) await context.close();
});
