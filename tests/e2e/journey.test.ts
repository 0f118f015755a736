import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { airportSurvey } from '#lib/survey/testing/twin-files.ts';
import { makeResponses } from '#server/demo/responses.ts';
import {
  addPersonByForm,
  chooseLanguage,
  goToStep,
  launchBrowser,
  openPerson,
  pickInRoom,
  PASSWORD,
  readInvitationLink,
  removeData,
  type RunningServer,
  setUpOrganisation,
  startServer,
} from './harness.ts';

/**
 * The main job from end to end, as its users run it: each in their own browser, in this order, on one
 * server. Every step relies on what the one before it left behind.
 */
let server: RunningServer;
let browser: Browser;
const pages = new Map<string, Page>();
const faults: string[] = [];

const PEOPLE = [
  ['analyst', 'Ania Analityk', 'Finanse', ['Analyst'], 'pl-PL'],
  ['marketing', 'Maria Marketing', 'Marketing', ['Director'], 'en-GB'],
  ['service', 'Szymon Serwis', 'Obsługa', ['Director'], 'pl-PL'],
  ['employee', 'Ewa Employee', 'IT', [], 'en-GB'],
  ['mentor', 'Marek Mentor', 'Obsługa', ['Mentor'], 'pl-PL'],
] as const;

const page = (key: string): Page => {
  const found = pages.get(key);
  if (!found) throw new Error(`${key} has not come in yet`);
  return found;
};
const saved = (who: Page) => who.getByText(/^(Saved|Zapisano)$/).waitFor();
const outline = (who: Page) => who.getByRole('tree').first();

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
});

async function comeIn(key: string, locale: string): Promise<Page> {
  const person = await openPerson(browser, server.address, { locale });
  pages.set(key, person.page);
  person.page.on('pageerror', (error) => faults.push(`${key}: ${error.message}`));
  return person.page;
}

test('0. an admin sets the organisation up and invites everybody by link', async () => {
  const admin = await comeIn('lead', 'en-GB');
  await setUpOrganisation(admin, server.setUpLink ?? '');
  await admin.goto('/people/departments');
  for (const [name, part] of [
    ['Marketing', 'marketing'],
    ['Obsługa', 'customer service'],
    ['IT', 'nobody'],
    ['Finanse', 'nobody'],
  ] as const) {
    await admin.getByRole('button', { name: 'Add a department' }).click();
    await admin.getByLabel('Name of the department').fill(name);
    await admin.getByLabel('Signs projects as').selectOption({ label: part });
    await admin.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await admin.getByRole('dialog').waitFor({ state: 'detached' });
  }
  for (const [key, name, department, roles, locale] of PEOPLE) {
    await addPersonByForm(admin, { name, email: `${key}@example.org`, department, roles });
    const link = await readInvitationLink(admin);
    const person = await comeIn(key, locale);
    await person.goto(link);
    await person.locator('input[name=password]').fill(PASSWORD);
    await person.locator('main button[type=submit]').click();
    await person.waitForURL('**/home');
  }
});

/** Uploads a file up to the choice of roles. */
async function readFile(who: Page, file: string): Promise<void> {
  await who.goto('/survey/import');
  await who.locator('input[type=file]').setInputFiles(file);
  await who.getByRole('button', { name: /^(Read the file|Wczytaj plik)$/ }).click();
  await who.getByRole('heading', { name: /^(What the columns mean|Co oznaczają kolumny)$/ }).waitFor();
}

test('1. the analyst imports a survey, corrects N/A by hand, sees NPS and pins an insight', async () => {
  const analyst = page('analyst');
  await chooseLanguage(analyst, 'en');
  const file = join(mkdtempSync(join(tmpdir(), 'herringbone-journey-')), 'responses.csv');
  const mood = { name: 'Autumn', startsOn: '2026-09-07', respondents: 1500, lift: 0, waitingLift: 0 };
  writeFileSync(file, makeResponses(mood, seededRandom(11)));
  await readFile(analyst, file);
  await analyst.getByLabel('Role of nps').selectOption({ label: 'NPS (0–10)' });
  const codes = analyst.getByLabel('N/A codes of nps, separated by semicolons');
  await codes.fill('11');
  await codes.press('Enter');
  await analyst.getByLabel('Name of the survey').fill('Customer survey');
  await analyst.getByLabel('Name of this wave').fill('Autumn 2026');
  await analyst.getByRole('button', { name: 'Import', exact: true }).click();
  await analyst.getByText('1,500 responses imported').waitFor();
  await analyst.getByRole('link', { name: 'Open the results' }).click();
  await analyst.getByRole('button', { name: /^Pin as insight: waiting/ }).click();
  await analyst.getByLabel('What does it say?').fill('Customers wait too long');
  await analyst.getByRole('dialog').getByRole('button', { name: 'Pin as insight' }).click();
  await analyst.getByText('Pinned. It can be the head of a workshop now.').waitFor();
  await analyst.reload();
  await analyst.getByText('Customers wait too long').first().waitFor();
});

test('1b. on a survey of coded answers, 11 set as N/A by hand gives NPS 39.84', async () => {
  const analyst = page('analyst');
  const file = join(mkdtempSync(join(tmpdir(), 'herringbone-journey-')), 'airport.csv');
  writeFileSync(file, airportSurvey());
  await readFile(analyst, file);
  const codes = analyst.getByLabel('N/A codes of NETPRO, separated by semicolons');
  await analyst.getByLabel('Role of NETPRO').selectOption({ label: 'NPS (0–10)' });
  await codes.fill('11');
  await codes.press('Enter');
  await analyst.getByText('39.84').first().waitFor();
  await analyst.getByLabel('Name of the survey').fill('Airport survey');
  await analyst.getByLabel('Name of this wave').fill('2017');
  await analyst.getByRole('button', { name: 'Import', exact: true }).click();
  await analyst.getByText('2,831 responses imported').waitFor();
  await analyst.getByRole('link', { name: 'Open the results' }).click();
  await analyst.getByText('39.84').first().waitFor();
  await analyst.getByText('n = 2,746').first().waitFor();
});

test('2. the lead prepares a workshop from the template with the insight at its head; guests join by code', async () => {
  const lead = page('lead');
  await lead.goto('/workshop/new');
  await lead.getByLabel('Title').fill('Why do customers wait?');
  const option = lead.locator('select[name=insightId] option', { hasText: 'Customers wait too long' });
  await lead.locator('select[name=insightId]').selectOption((await option.getAttribute('value')) ?? '');
  expect(await lead.getByLabel('Problem or goal').inputValue()).toBe('Customers wait too long');
  await lead.getByLabel('What should this workshop achieve?').fill('Know why');
  await lead.getByRole('button', { name: 'Create the workshop' }).click();
  await lead.getByRole('heading', { name: 'Programme' }).waitFor();
  const plan = lead.url();
  await lead.getByRole('link', { name: 'People', exact: true }).last().click();
  await lead.getByRole('heading', { name: 'Seats in the room' }).waitFor();
  expect(await lead.locator('form[action="?/seat"]').count()).toBe(8);
  await lead.getByLabel('Obsługa').check();
  await lead.getByLabel('IT', { exact: true }).check();
  await lead.getByRole('button', { name: 'Invite' }).click();
  await lead.locator('.names li', { hasText: 'Ewa Employee' }).waitFor();
  const link = await lead.getByRole('textbox', { name: 'Join a meeting' }).inputValue();
  await lead.goto(`${plan}/board`);
  await goToStep(lead, 'Ask why again');
  const guest = await comeIn('guest', 'pl-PL');
  await guest.setViewportSize({ width: 390, height: 800 });
  await guest.goto(link);
  await guest.getByLabel('Twoje imię').fill('Gosia');
  await guest.getByLabel('Dział').fill('Sprzedaż');
  await guest.getByRole('button', { name: 'Dołącz' }).click();
  await outline(guest).getByText('People', { exact: true }).waitFor();
});

test('3. everybody builds the diagram live: add, nest, move, delete and undo, and it survives a restart', async () => {
  const [lead, guest, employee] = [page('lead'), page('guest'), page('employee')];
  const board = new URL(guest.url()).pathname;
  await employee.goto(board);
  await employee.getByRole('button', { name: 'Outline', exact: true }).click();
  await lead.goto(board);
  await lead.getByRole('button', { name: 'Both' }).click();
  await outline(guest).getByText('People', { exact: true }).click();
  await guest.getByRole('button', { name: 'Przyczyna', exact: true }).click();
  await guest.keyboard.type('Za mało osób w szczycie');
  await guest.keyboard.press('Escape');
  await outline(employee).getByText('Za mało osób w szczycie').click();
  await employee.keyboard.press('Tab');
  await employee.keyboard.type('No forecast of contacts');
  await employee.keyboard.press('Enter');
  await employee.keyboard.type('A mistake');
  await employee.keyboard.press('Escape');
  await outline(lead).getByText('A mistake').waitFor();
  await employee.keyboard.press('Delete');
  await outline(lead).getByText('A mistake').waitFor({ state: 'detached' });
  await employee.keyboard.press('Control+z');
  await outline(lead).getByText('A mistake').waitFor();
  await outline(lead).getByText('A mistake').click();
  await lead.keyboard.press('Shift+Tab');
  await lead.keyboard.press('Escape');
  await outline(lead).locator('[role=treeitem][aria-level="3"]', { hasText: 'A mistake' }).first().waitFor();
  await lead.keyboard.press('Delete');
  await outline(guest).getByText('A mistake').waitFor({ state: 'detached' });
  await lead.getByRole('button', { name: /^People 3/ }).waitFor();
  for (const who of [lead, guest, employee]) await saved(who);
  await server.stop('SIGKILL');
  server = await startServer({ dataDir: server.dataDir, port: Number(new URL(server.address).port) });
  for (const who of [lead, guest, employee]) await saved(who);
  await guest.reload();
  await outline(guest).getByText('No forecast of contacts').waitFor();
});

test('4. chosen causes become issues, several people rate them, and the matrix shows its bands', async () => {
  const lead = page('lead');
  await outline(lead).getByText('No forecast of contacts').click();
  await pickInRoom(lead, 'Send to the issue list');
  await lead.getByRole('button', { name: 'Send to the issue list' }).click();
  await lead.getByText('Added to the list: 1 issue.').waitFor();
  for (const key of ['lead', 'employee', 'analyst']) {
    const rater = page(key);
    await rater.goto('/issues');
    await rater.getByRole('link', { name: 'No forecast of contacts' }).first().click();
    await rater.locator('input[name=importance][value="5"]').check({ force: true });
    await rater.locator('input[name=urgency][value="4"]').check({ force: true });
    await rater.locator('form[action="?/rate"] button[type=submit]:not([name])').click();
    await rater.getByText('Your rating is saved.').waitFor();
  }
  await lead.goto('/issues');
  await lead.getByText('This year').first().waitFor();
  for (const band of ['This year', 'Following years', 'Can wait']) {
    expect(await lead.locator('svg text', { hasText: band }).count()).toBe(1);
  }
  await lead
    .getByRole('link', { name: /No forecast of contacts: Importance 5.0, Urgency 4.0, 3 ratings/ })
    .waitFor();
});

test('5. the issue becomes a project, both directors approve, and it stands on the board', async () => {
  const lead = page('lead');
  await lead.getByRole('link', { name: 'No forecast of contacts', exact: true }).first().click();
  await lead.getByRole('link', { name: 'Propose a project' }).click();
  await lead.getByLabel('Aim').fill('Nine of ten calls answered within a minute');
  await lead.getByLabel('Owner').selectOption({ label: 'Ewa Employee, IT' });
  await lead.getByLabel('Deputy').selectOption({ label: 'Ania Analityk, Finanse' });
  await lead.getByLabel('Budget').fill('62 000');
  await lead.getByLabel('Ends').fill('2027-06-30');
  await lead.getByRole('button', { name: 'Save as draft' }).click();
  await lead.getByRole('button', { name: 'Submit for approval' }).click();
  await lead.getByText('Waiting for approval').first().waitFor();
  const project = new URL(lead.url()).pathname;
  for (const key of ['marketing', 'service']) {
    const director = page(key);
    await director.setViewportSize({ width: 390, height: 800 });
    await director.goto(project);
    await director.getByLabel(/^(Your password|Twoje hasło)/).fill(PASSWORD);
    const approve = director.getByRole('button', { name: /^(Approve|Zatwierdź)$/ });
    await approve.click();
    await approve.waitFor({ state: 'detached' });
    if (key !== 'marketing') continue;
    // [PR19] Taken back within the minute, and given again.
    await director.getByRole('button', { name: /^(Undo|Cofnij)/ }).click();
    await director.getByText(/^(Taken back|Cofnięto)\./).waitFor();
    await approve.click();
    await approve.waitFor({ state: 'detached' });
  }
  await lead.goto('/projects');
  const approved = lead.locator('section', { hasText: 'Approved' });
  await approved.getByRole('link', { name: 'No forecast of contacts' }).waitFor();
});

test('6. an employee signs up for a shift, keeps a diary, and a finding becomes an issue', async () => {
  const mentor = page('mentor');
  await chooseLanguage(mentor, 'en');
  await mentor.goto('/shifts/new');
  await mentor.getByLabel('Name of the round').fill('First round');
  await mentor.getByLabel('First day').fill('2099-03-02');
  await mentor.getByLabel('Last day').fill('2099-03-04');
  await mentor.getByLabel('Marek Mentor').check();
  await mentor.getByRole('button', { name: 'Plan the round' }).click();
  await mentor.getByRole('heading', { name: 'First round' }).waitFor();
  const employee = page('employee');
  await employee.goto(new URL(mentor.url()).pathname);
  await employee.getByRole('button', { name: /^Sign up: Monday/i }).click();
  await employee.getByLabel('Phone').uncheck();
  await employee
    .getByRole('dialog')
    .getByRole('button', { name: /^Sign up: Monday/i })
    .click();
  await employee.getByText(/You are signed up for/).waitFor();
  // [FM16]
  await employee.getByRole('button', { name: /^Leave: Monday/i }).click();
  await employee.getByRole('button', { name: /^Undo/ }).click();
  await employee.getByText('Taken back.').waitFor();
  await employee.getByRole('button', { name: /^Leave: Monday/i }).waitFor();
  await employee.getByRole('link', { name: /^Diary/ }).click();
  await employee.getByLabel(/^Diary of/).fill('Customers ask where their invoice is.');
  await employee.getByRole('button', { name: 'Publish' }).click();
  await employee.getByRole('heading', { name: 'Your entries' }).waitFor();
  await employee.getByRole('link', { name: /^Findings/ }).click();
  await employee.getByLabel('What did they ask?').fill('The invoice page cannot be found');
  await employee.getByRole('button', { name: 'Report', exact: true }).click();
  await employee.getByText('Reported. It stands on the issue list now.').waitFor();
  const lead = page('lead');
  await lead.goto('/issues');
  await lead.getByRole('link', { name: 'The invoice page cannot be found' }).first().click();
  await lead.getByText('Finding from a support shift').first().waitFor();
  expect(faults).toEqual([]);
});
