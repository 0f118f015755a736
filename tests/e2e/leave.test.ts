import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import {
  atRest,
  launchBrowser,
  openPerson,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';
import { prepareDemoPages, type DemoPage } from './pages.ts';

const DAY_MS = 24 * 60 * 60_000;
const SYSTEM: Actor = { kind: 'system', name: 'leave' };
const PASSWORD = 'who is away and when';

let browser: Browser;
let demo: RunningServer;
let pages: readonly DemoPage[];

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-leave-'));
  pages = await prepareDemoPages(dataDir, PASSWORD);
  await giveAccount(dataDir, 'sales');
  demo = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (demo) removeData(demo);
});

/** Somebody of the demo gets an account of some days ago: a fresh one signs nothing for a day [PR12]. */
async function giveAccount(dataDir: string, who: string): Promise<void> {
  const quiet = (): void => undefined;
  const app = await createApp({
    config: readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }),
    log: { info: quiet, warn: quiet, error: quiet },
    clock: () => Date.now() - 3 * DAY_MS,
  });
  const person = (await app.people.listPeople(SYSTEM)).find(({ email }) => email === `${who}@example.org`);
  const token = await app.access.invite(SYSTEM, person?.id ?? '');
  await app.access.acceptInvitation({ token, password: PASSWORD });
  await app.close();
}

async function open(path: string, who: string, viewport?: { width: number; height: number }) {
  const opened = await openPerson(browser, demo.address, {
    locale: 'pl-PL',
    ...(viewport && { viewport }),
  });
  await signIn(opened.page, `${who}@example.org`, PASSWORD);
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened;
}

/** The demo's days are its organisation's. */
const dayFrom = (days: number): string =>
  Temporal.Now.zonedDateTimeISO('Europe/Warsaw').toPlainDate().add({ days }).toString();

async function enterLeave(page: Page, from: string, until: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Pierwszy dzień').fill(from);
  await dialog.getByLabel('Ostatni dzień').fill(until);
  await dialog.getByLabel('Rodzaj').focus();
}

const pathOf = (name: string): string => pages.find((page) => page.name === name)?.path ?? '';

test('[LE5] [LE8] a head goes on leave, and the deputy is asked and signs in their name', async () => {
  const maria = await open('/home', 'marketing');
  await maria.page.getByRole('heading', { name: /^Czeka na Twoją decyzję/ }).waitFor();
  // Reached as everybody would: by the menu of the account.
  await maria.page.getByRole('button', { name: 'Twoje konto' }).click();
  await maria.page.getByRole('menuitem', { name: 'Twoje nieobecności' }).click();
  await maria.page.waitForURL('**/leave');
  await maria.page.getByRole('button', { name: 'Wpisz nieobecność' }).click();
  await enterLeave(maria.page, dayFrom(0), dayFrom(5));
  const dialog = maria.page.getByRole('dialog');
  // The other director who signs is away too: said before anything is entered.
  await dialog.getByText(/^Podpisy: .* poza pracą będą jednocześnie Szymon Gawron i Ty/).waitFor();
  await dialog
    .getByLabel('Kto podpisuje za Ciebie')
    .selectOption({ label: 'Szymon Gawron, Obsługa klienta' });
  await dialog.getByText(/^Szymon Gawron też będzie poza pracą, /).waitFor();
  await dialog.getByLabel('Kto podpisuje za Ciebie').selectOption({ label: 'Paweł Borsuk, Sprzedaż' });
  await dialog.getByRole('button', { name: 'Wpisz nieobecność' }).click();
  await maria.page.getByText('Nieobecność jest wpisana.').waitFor();
  await maria.page.getByText('za Ciebie podpisuje Paweł Borsuk').waitFor();
  await maria.page.goto('/home');
  await maria.page.getByRole('link', { name: /^Za Ciebie podpisuje Paweł Borsuk, do / }).waitFor();
  expect(await maria.page.getByRole('heading', { name: /^Czeka na Twoją decyzję/ }).count()).toBe(0);

  const pawel = await open('/home', 'sales');
  await pawel.page.getByRole('link', { name: 'Podpisujesz w zastępstwie: Maria Lis' }).waitFor();
  // The card of what waits for the signature says for whom.
  await pawel.page.getByText('Podpisujesz w zastępstwie: Maria Lis', { exact: true }).first().waitFor();
  await pawel.page.getByRole('link', { name: /^Zobacz i zdecyduj/ }).click();
  await pawel.page
    .getByText(/Maria Lis \(poza pracą do/)
    .first()
    .waitFor();
  await pawel.page.locator('input[name=password]').fill(PASSWORD);
  await pawel.page.getByRole('button', { name: 'Zatwierdź' }).click();
  await pawel.page.getByText('w imieniu: Maria Lis').waitFor();
  for (const { context, faults } of [maria, pawel]) {
    expect(faults).toEqual([]);
    await context.close();
  }
});

test('[LE11] [LE13] a calendar is looked at, entered, and adds nothing the second time', async () => {
  const { page, context, faults } = await open('/leave/calendar', 'analyst');
  const compact = (day: string): string => day.replaceAll('-', '');
  const text = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:mountains@example.org',
    `DTSTART;VALUE=DATE:${compact(dayFrom(20))}`,
    `DTEND;VALUE=DATE:${compact(dayFrom(25))}`,
    'SUMMARY:Tatry z dziećmi',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:meeting@example.org',
    `DTSTART:${compact(dayFrom(3))}T090000Z`,
    `DTEND:${compact(dayFrom(3))}T093000Z`,
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:odd@example.org',
    `DTSTART:${compact(dayFrom(3))}T090000Z`,
    'DURATION:P2D',
    'RRULE:FREQ=SECONDLY',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  const choose = () =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'my.ics', mimeType: 'text/calendar', buffer: Buffer.from(text) });
  await choose();
  await page.getByRole('button', { name: 'Pokaż, co z niego wynika' }).click();
  await page.getByLabel(/Tatry z dziećmi/).waitFor();
  await page.getByText('Wiersz 13: niezrozumiała reguła powtarzania').waitFor();
  await page.getByText(/1 wydarzenie nie zajmuje całego dnia pracy/).waitFor();
  await page.getByRole('button', { name: 'Wpisz 1 nieobecność' }).click();
  await page.getByText('Wpisano 1 nieobecność').waitFor();
  await page.getByRole('link', { name: 'Do Twoich nieobecności' }).click();
  await page.locator('li').getByText('z Twojego kalendarza').waitFor();
  expect(await page.getByText(/Tatry/).count()).toBe(0);
  await page.goto('/leave/calendar');
  await choose();
  await page.getByRole('button', { name: 'Pokaż, co z niego wynika' }).click();
  await page.getByText(/1 już znana/).waitFor();
  expect(await page.getByRole('button', { name: 'Nie ma czego wpisać' }).isDisabled()).toBe(true);
  // Taken off again, and back, by the keyboard alone.
  await page.goto('/leave');
  await page.getByRole('button', { name: /^Usuń: Urlop/ }).press('Enter');
  await page.getByText('Nieobecność jest usunięta.').waitFor();
  await page.keyboard.press('Control+z');
  await page.locator('li').getByText('z Twojego kalendarza').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('[LE2] the manager sees the kind, a colleague what matters, and no byte of a kind goes to anybody else', async () => {
  const lead = await open('/leave/team', 'lead');
  await lead.page.getByText('Zwolnienie lekarskie').first().waitFor();
  // Of everybody together the days alone.
  await lead.page.getByRole('link', { name: 'Kogo nie ma' }).click();
  await lead.page.getByText('Szymon Gawron').first().waitFor();
  await lead.page.getByText('Monika Kania').first().waitFor();
  expect(await lead.page.getByText(/Urlop|Delegacja|Zwolnienie/).count()).toBe(0);
  // What is looked for below is found where it belongs.
  const own = await (await lead.page.request.get('/leave/team/__data.json')).text();
  expect(own).toContain('"sick"');
  await lead.context.close();

  for (const who of ['employee', 'analyst', 'admin', 'marketing']) {
    const { page, context } = await open('/leave/team', who);
    // Bodies as they come over the wire, pages and the data that they load.
    for (const path of [
      '/leave/team',
      '/leave/everybody',
      '/home',
      pathOf('project'),
      pathOf('shift-round'),
      '/settings/signatures',
      '/people',
      '/people/audit',
    ])
      for (const url of [path, `${path}/__data.json`]) {
        const body = await (await page.request.get(url)).text();
        // Nobody but Monika Kania is ill, whom the lead leads; the word of the catalogue is not loaded as data.
        expect([who, url, /"sick"|:"parental"/.test(body)]).toEqual([who, url, false]);
      }
    await context.close();
  }
});

test('[LE7] who is missing together is seen on the project and on the round, on a phone too', async () => {
  const { page, context, faults } = await open(pathOf('project'), 'employee', { width: 360, height: 780 });
  await page.getByText(/^Właściciel i zastępca będą jednocześnie poza pracą, /).waitFor();
  await page.goto(pathOf('shift-round'));
  await page.getByText(/^Monika Kania jest mentorem i będzie poza pracą: /).waitFor();
  for (const path of [
    pathOf('project'),
    pathOf('shift-round'),
    '/leave',
    '/leave/calendar',
    '/leave/team',
    '/leave/everybody',
  ]) {
    await page.goto(path);
    await atRest(page);
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)]).toEqual([
      path,
      true,
    ]);
  }
  expect(faults).toEqual([]);
  await context.close();
});
