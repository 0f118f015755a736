import AxeBuilder from '@axe-core/playwright';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { demoEmail } from '#server/demo/build-demo.ts';
import { prepareDemo } from '#server/demo/prepare-demo.ts';
import { CAST } from '#server/demo/story.ts';
import { serve, type Running } from '#server/serve.ts';
import type { PersonActor } from '../test-app.ts';
import { atRest, launchBrowser, openPerson, signIn } from './harness.ts';

const PASSWORD = 'what people say about it';
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let running: Running;
let dataDir: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-talk-'));
  await prepareDemo({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, PASSWORD, () => undefined);
  const environment = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  running = await serve({ environment, isDevelopment: false });
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function actorOf(key: string): Promise<PersonActor> {
  const member = CAST.find((candidate) => candidate.key === key);
  const people = await running.app.people.listPeople({ kind: 'system', name: 'talk' });
  const person = people.find(({ email }) => member && email === demoEmail(member));
  if (!person) throw new Error(`The demo has no ${key}.`);
  return { kind: 'person', ...person, sessionId: null };
}

/** Somebody of the demo at a browser of their own, at a page that hears what happens. */
async function at(key: string, path: string, options: object = {}): Promise<Page> {
  const { page, context } = await openPerson(browser, running.address, { locale: 'pl-PL', ...options });
  contexts.push(context);
  await signIn(page, `${key}@example.org`, PASSWORD);
  await page.goto(path);
  await atRest(page);
  return page;
}

async function addIssue(title: string): Promise<string> {
  const lead = await actorOf('lead');
  const id = await running.app.issues.addIssue(lead, { title, description: '' });
  return `/issues/${(await running.app.issues.getIssueAddress(lead, id)).number}`;
}

const box = (page: Page) => page.getByRole('form', { name: 'Wiadomość' }).getByLabel('Wiadomość');
const messages = (page: Page) => page.getByRole('list', { name: 'Rozmowa' }).getByRole('listitem');
const send = (page: Page) => page.getByRole('button', { name: 'Wyślij', exact: true });
const open = (page: Page) => page.getByRole('tab', { name: /^Rozmowa/ });

test('[DI8] [DI9] [DI12] a director asks by one press; the owner gets it, answers and names somebody', async () => {
  const issue = await addIssue('Faktury przychodzą podwójnie');
  const director = await at('marketing', issue);
  const lead = await at('lead', '/inbox');
  await director.getByRole('button', { name: 'Zapytaj', exact: true }).click();
  expect(await box(director).evaluate((field) => field === document.activeElement)).toBe(true);
  await director.keyboard.type('Od kiedy?');
  await director.getByRole('button', { name: /^Zapytaj: / }).click();
  await messages(director)
    .getByText(/czeka na odpowiedź: /)
    .waitFor();

  // The owner's inbox hears of it, and leads to the question.
  await lead.reload();
  await lead
    .getByRole('link', { name: /^Pytanie do Ciebie w sprawie „Faktury przychodzą podwójnie”/ })
    .click();
  await lead.getByText('czeka na Twoją odpowiedź').waitFor();
  await atRest(lead);
  // What somebody types meanwhile stays where it is.
  await box(director).fill('Piszę właśnie');
  await lead.getByRole('button', { name: /^Odpowiedz na pytanie: Od kiedy\?/ }).click();
  const answer = lead.getByRole('form', { name: 'Twoja odpowiedź' }).getByLabel('Twoja odpowiedź');
  await answer.pressSequentially('Od maja, @Mar');
  const people = lead.getByRole('listbox', { name: 'Osoby, które można wywołać' });
  await people.waitFor();
  const { name } = await actorOf('mentor');
  await people.getByRole('option', { name }).waitFor();
  while (!(await people.getByRole('option', { name, selected: true }).isVisible()))
    await answer.press('ArrowDown');
  await answer.press('Enter');
  expect(await answer.inputValue()).toBe(`Od maja, @${name} `);
  await lead.getByRole('button', { name: 'Wyślij odpowiedź' }).click();
  await messages(lead).getByText('jest odpowiedź').waitFor();

  await messages(director).getByText('Od maja,').waitFor();
  expect(await box(director).inputValue()).toBe('Piszę właśnie');
  await messages(director).getByText('jest odpowiedź').waitFor();
  const { notices } = await running.app.notify.getInbox(await actorOf('mentor'), 'waiting');
  expect(notices.map(({ kind }) => kind)).toContain('discussion.mentioned');
  const found = await new AxeBuilder({ page: lead }).analyze();
  expect(found.violations.map(({ id }) => id)).toEqual([]);
});

test('[DI6] [DI7] [DI10] [DI12] changes, removals and drafts are seen; who stops watching hears nothing', async () => {
  const issue = await addIssue('Kody przychodzą późno');
  const [lead, analyst] = [
    await at('lead', `${issue}?panel=talk`),
    await at('analyst', `${issue}?panel=talk`),
  ];
  await box(lead).fill('Pierwsze słowa');
  await send(lead).click();
  await messages(analyst).getByText('Pierwsze słowa').waitFor();

  // A draft outlives a reload; a press without a network is sent once, when it is pressed again.
  await box(analyst).fill('Zaraz odpiszę');
  await expect
    .poll(async () => {
      await analyst.reload();
      await atRest(analyst);
      return box(analyst).inputValue();
    })
    .toBe('Zaraz odpiszę');
  await analyst.context().setOffline(true);
  await send(analyst).click();
  await analyst
    .getByText(/nie wysłano|Nie wysłano|offline|połączeni/i)
    .first()
    .waitFor();
  await analyst.context().setOffline(false);
  await send(analyst).click();
  await messages(lead).getByText('Zaraz odpiszę').waitFor();
  expect(await messages(lead).count()).toBe(2);

  // Two changes at once: the second keeps what it typed, and sees the other at once.
  const other = await lead.context().newPage();
  await other.goto(`${issue}?panel=talk`);
  await atRest(other);
  for (const page of [lead, other])
    await page.getByRole('button', { name: /^Zmień swoją wiadomość/ }).click();
  const change = (page: Page) => page.locator('form[action$="?/change"]');
  await change(other).getByLabel('Wiadomość').fill('Moje słowa');
  await change(lead).getByLabel('Wiadomość').fill('Drugie słowa');
  await change(lead).getByRole('button', { name: 'Zapisz' }).click();
  await messages(analyst).getByText('Drugie słowa').waitFor();
  await messages(analyst)
    .getByText(/^zmieniono/)
    .click();
  await messages(analyst).getByText('Pierwsze słowa').waitFor();
  await change(other).getByRole('alert').getByText('Drugie słowa').first().waitFor();
  expect(await change(other).getByRole('textbox').inputValue()).toBe('Moje słowa');
  await other.close();

  // A removal asks first; the place stays.
  await lead.getByRole('button', { name: /^Usuń wiadomość \(.*Drugie słowa/ }).click();
  await lead.getByRole('dialog').getByRole('button', { name: 'Usuń' }).click();
  await messages(analyst)
    .getByText(/^Wiadomość usunięta/)
    .waitFor();
  expect(await messages(analyst).getByText('słowa').count()).toBe(0);

  await analyst.getByRole('button', { name: 'Nie obserwuj' }).click();
  await analyst.getByRole('button', { name: 'Obserwuj', exact: true }).waitFor();
  const waiting = async () =>
    (await running.app.notify.getInbox(await actorOf('analyst'), 'waiting')).notices.filter(
      ({ kind, title }) => kind === 'discussion.news' && title === 'Kody przychodzą późno',
    ).length;
  await box(lead).fill('Jeszcze jedno');
  await send(lead).click();
  await messages(analyst).getByText('Jeszcze jedno').waitFor();
  expect(await waiting()).toBe(0);
});

test('[DI5] [DI8] [DI12] [DI13] on a phone one reads, asks with a file, and shows what was said before', async () => {
  const issue = await addIssue('Kolejka w poniedziałki');
  const lead = await actorOf('lead');
  const { id: subjectId } = await running.app.issues.getIssueAddress(lead, issue.split('/').at(-1) ?? '');
  for (let index = 1; index <= 40; index++)
    await running.app.discussion.writeMessage(lead, { kind: 'issue', subjectId, text: `Uwaga ${index}` });
  const phone = await at('employee', issue, { viewport: PHONE });
  await open(phone).click();
  await messages(phone).getByText('Uwaga 40', { exact: true }).waitFor();
  expect(await messages(phone).count()).toBe(30);
  expect(await messages(phone).getByText('Uwaga 40', { exact: true }).isVisible()).toBe(true);
  // Who reads the newest sees what comes next above the box.
  await running.app.discussion.writeMessage(lead, { kind: 'issue', subjectId, text: 'Uwaga 41' });
  const newest = messages(phone).getByText('Uwaga 41', { exact: true });
  await newest.waitFor();
  const bottomOf = async (place: Locator) => {
    const { y = 0, height = 0 } = (await place.boundingBox()) ?? {};
    return y + height;
  };
  await expect
    .poll(async () => (await bottomOf(newest)) - ((await box(phone).boundingBox())?.y ?? 0))
    .toBeLessThan(0);
  await box(phone).fill('Piszę');
  await phone.getByRole('button', { name: /^Pokaż 11 starszych wiadomości/ }).click();
  await messages(phone).getByText('Uwaga 1', { exact: true }).waitFor();
  expect(await box(phone).inputValue()).toBe('Piszę');
  await phone.getByText('Dodaj plik lub cytat, wybierz, kogo zapytać').click();
  const file = { name: 'kolejka.txt', mimeType: 'text/plain', buffer: Buffer.from('pon;41') };
  await phone.getByLabel('Wybierz plik').setInputFiles(file);
  await phone.getByRole('button', { name: /^Zapytaj: / }).click();
  await messages(phone)
    .getByText(/^czeka na odpowiedź: /)
    .waitFor();
  const downloading = phone.waitForEvent('download');
  await messages(phone).getByRole('link', { name: 'kolejka.txt' }).click();
  expect((await downloading).suggestedFilename()).toBe('kolejka.txt');
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
});
