import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import type { Actor } from '#lib/people/person.ts';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { openSmtpSink, type SmtpSink } from '#server/notify/smtp-sink.ts';
import { moveTo } from '../workshop-steps.ts';
import {
  launchBrowser,
  openPerson,
  PASSWORD,
  pickInRoom,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';

const SYSTEM: Actor = { kind: 'system', name: 'test' };
const CAUSES = ['Queue', 'Slow app', 'Long form', 'No staff'];

let sink: SmtpSink;
let server: RunningServer;
let browser: Browser;
let lead: Awaited<ReturnType<typeof openPerson>>;
let page: Page;
/** A workshop in its wrap-up, with four causes and Ola in it. */
let heldId: string;

beforeAll(async () => {
  sink = await openSmtpSink();
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-copies-'));
  await populate(dataDir);
  const environment = { SMTP_URL: sink.url, PUBLIC_URL: 'https://cx.example.org' };
  server = await startServer({ dataDir, environment });
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
      ['Lena', 'Marketing', ['lead', 'admin']],
      ['Ola', 'IT', []],
      ['Jan', 'Sales', []],
    ] as const) {
      const departmentId = await app.people.addDepartment(SYSTEM, { name: department });
      const email = `${name.toLowerCase()}@example.org`;
      const id = await app.people.addPerson(SYSTEM, { name, email, departmentId, roles: [...roles] });
      await app.access.acceptInvitation({ token: await app.access.invite(SYSTEM, id), password: PASSWORD });
    }
    const people = await app.people.listPeople(SYSTEM);
    const actorOf = (name: string): Actor => {
      const person = people.find((one) => one.name === name);
      if (!person) throw new Error(`Nobody is called ${name}.`);
      return { kind: 'person', ...person, sessionId: null };
    };
    const [lena, ola] = [actorOf('Lena'), actorOf('Ola')];
    const form = { problem: 'They wait', goal: 'Know why', template: '5m', language: 'en' };
    heldId = await app.workshop.createWorkshop(lena, { ...form, title: 'Why do they wait?' });
    const personId = people.find(({ name }) => name === 'Ola')?.id;
    await app.workshop.invitePeople(lena, { workshopId: heldId, personIds: [personId] });
    await app.sync.editDocument(`workshop/${heldId}/board`, (doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      const editor = createEditor(board, 'test');
      for (const text of CAUSES) if (bone) addCause(editor, { parent: bone.id, after: 'end' }, text, null);
    });
    await moveTo(app, lena, heldId, 'whys');
    await app.workshop.enterRoom(ola, heldId);
    await moveTo(app, lena, heldId, 'wrapup');
  } finally {
    await app.close();
  }
}

/** A part of the workshop's page, which the navigation may call the same. */
const part = (name: string) =>
  page.getByRole('navigation', { name: 'Parts' }).getByRole('link', { name, exact: true });
const stepTitles = (): Promise<string[]> => page.locator('ol.programme > li').allInnerTexts();

test('[WS142] [WS152] a workshop of 60 minutes, which is not opened before its goal is said', async () => {
  await page.goto('/workshop/new');
  await page.getByLabel('Title').fill('Why do bills confuse?');
  await page.getByLabel('Problem or goal').fill('Bills confuse customers');
  await page.getByLabel('Programme').selectOption('60');
  await page.getByText('they are rated later').waitFor();
  await page.getByRole('button', { name: 'Create the workshop' }).click();
  await page.getByText('60 minutes', { exact: false }).first().waitFor();
  expect(await stepTitles()).toHaveLength(8);
  await page.getByRole('link', { name: 'Open the board' }).click();
  await page.getByRole('button', { name: 'Go on: What customer satisfaction is to us' }).click();
  await page.getByText('This workshop is not opened without its goal').waitFor();
  await page.getByRole('link', { name: 'Go to the brief' }).click();
  await page.getByLabel('What should this workshop achieve?').fill('Fewer questions');
  await page.getByRole('button', { name: 'Save the brief' }).click();
  await page.getByText('Saved.').waitFor();
});

test('[WS151] the leader ticks what is true of them, and the checklist counts it', async () => {
  const leaderLine = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: 'The leader', exact: true }) });
  await leaderLine.getByText('4 points are open').waitFor();
  for (const point of [
    /people whom I do not know/,
    /what it comes from/,
    /how quality is built/,
    /authority/,
  ])
    await page.getByLabel(point).click();
  await leaderLine.getByText('done', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Open the board' }).click();
  await page.getByRole('button', { name: 'Go on: What customer satisfaction is to us' }).click();
  await page.getByText('Step 1 of 8').waitFor();
});

test('[WS146] [WS147] the programme is stretched as a whole, shown before, and taken back', async () => {
  await page.goto(`/workshop/${heldId}/copy`);
  await page.getByRole('button', { name: 'Create the copy' }).click();
  await page.getByRole('heading', { name: 'Why do they wait? (copy)' }).waitFor();
  await page.getByText('In total: 130 minutes').waitFor();
  await page.getByRole('button', { name: 'Stretch or shrink' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Minutes in all').fill('20');
  await dialog.getByText('This programme takes from 27 to').waitFor();
  await dialog.getByRole('button', { name: '90 minutes', exact: true }).click();
  await dialog.getByRole('row', { name: /Ask why again 30 21/ }).waitFor();
  await dialog.getByRole('button', { name: 'Set 90 minutes' }).click();
  await page.getByText('In total: 90 minutes').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('In total: 130 minutes').waitFor();
  await page.getByRole('button', { name: 'Another programme' }).click();
  await page.getByRole('dialog').getByLabel('Programme').selectOption('two-sessions');
  await page.getByRole('dialog').getByRole('button', { name: 'Take this programme' }).click();
  await page.getByText('In total: 180 minutes').waitFor();
});

test('[WS140] the copy names where it is from, brings the people and no cause', async () => {
  await page.getByRole('link', { name: 'Why do they wait?', exact: true }).waitFor();
  await part('People').click();
  await page.getByText('Ola').first().waitFor();
  await page.getByRole('link', { name: 'Open the board' }).click();
  await page.getByText('They wait').first().waitFor();
  expect(await page.getByText('Slow app').count()).toBe(0);
  await page.goBack();
});

test('[WS144] [WS145] a programme becomes a template, which a new workshop begins with', async () => {
  await part('Plan').click();
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Save as a template' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the template').fill('Two mornings');
  await dialog.getByRole('button', { name: 'Save as a template' }).click();
  await page.getByText('Template saved: Two mornings').waitFor();
  await page.goto('/workshop/templates');
  await page.getByText('12 steps, 180 minutes · 5 categories').waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole('button', { name: 'Rename: Two mornings' }).click();
  await dialog.getByLabel('Name of the template').fill('Two afternoons');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('heading', { name: 'Two afternoons' }).waitFor();
  await page.getByRole('button', { name: 'Remove: Two afternoons' }).click();
  await page.getByText('No templates of your own yet').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'New meeting from: Two afternoons' }).click();
  await page.getByLabel('Title').fill('From a template');
  await page.getByLabel('Problem or goal').fill('Bills confuse customers');
  await page.getByRole('button', { name: 'Create the workshop' }).click();
  await page.getByText('In total: 180 minutes').waitFor();
});

test('[WS148] [WS149] somebody is invited by name, another by address, and one nobody knows is named', async () => {
  await part('People').click();
  await page.getByRole('searchbox', { name: 'Name or e-mail addresses' }).fill('ol');
  await page.getByRole('button', { name: 'Invite: Ola' }).click();
  await page.getByText('1 person invited.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('1 invitation taken back.').waitFor();
  await page
    .getByRole('searchbox', { name: 'Name or e-mail addresses' })
    .fill('Jan <jan@example.org>, OLA@example.org; new@example.org');
  await page.getByText('Nobody here has this address: new@example.org').waitFor();
  await page.getByRole('button', { name: 'Invite all (2)' }).click();
  await page.getByText('2 people invited.').waitFor();
  const invited = page.locator('section', { has: page.getByRole('heading', { name: 'Invited' }) }).first();
  await invited.getByText('Sales').first().waitFor();
});

const choose = async (...causes: string[]): Promise<void> => {
  for (const cause of causes) await page.getByRole('checkbox', { name: cause }).check();
};

test('[WS153] [WS155] causes become issues, each and together, and twice says so', async () => {
  await page.goto(`/workshop/${heldId}/causes`);
  await choose('Queue');
  await page.getByRole('button', { name: 'Add 1 issue' }).click();
  await page.getByText('1 new issue:').waitFor();
  await page.getByRole('link', { name: '#1 Queue' }).waitFor();
  await choose('Queue', 'Slow app', 'Long form');
  await page.getByRole('radio', { name: 'One issue together' }).check();
  await page.getByLabel('Name of the issue').fill('Service is slow');
  await page.getByRole('button', { name: 'Add 1 issue' }).click();
  await page.getByRole('link', { name: '#2 Service is slow' }).waitFor();
  await page.getByText('1 was on the list already:').waitFor();
  await page.getByRole('link', { name: '#2 Service is slow' }).click();
  await page.getByRole('heading', { name: 'Service is slow' }).waitFor();
});

test('[WS154] [WS155] causes become candidate projects, each and together', async () => {
  await page.goto(`/workshop/${heldId}/causes`);
  const fill = async (): Promise<void> => {
    await page.getByLabel('Aim').fill('Nobody waits');
    await page.getByLabel('Owner').selectOption({ label: 'Lena, Marketing' });
    await page.getByLabel('Deputy').selectOption({ label: 'Ola, IT' });
    await page.getByLabel('Budget').fill('1000');
    await page.getByRole('textbox', { name: 'Ends' }).fill('2099-12-01');
    await page.getByRole('textbox', { name: 'Ends' }).press('Tab');
  };
  await choose('No staff');
  await page.getByRole('radio', { name: 'One candidate project each' }).check();
  await fill();
  await page.getByRole('button', { name: 'Propose 1 project' }).click();
  await page.getByRole('link', { name: '#1 No staff' }).waitFor();
  await choose('Queue', 'Slow app', 'No staff');
  await page.getByRole('radio', { name: 'One candidate project together' }).check();
  await page.getByLabel('Project', { exact: true }).fill('Faster service');
  await fill();
  await page.getByRole('button', { name: 'Propose 1 project' }).click();
  await page.getByText('1 project has some of them already:').waitFor();
  await page.getByRole('link', { name: '#2 Faster service' }).click();
  await page.getByRole('heading', { name: 'Faster service' }).waitFor();
});

test('[WS155] the board says what is new, and leads there', async () => {
  await page.goto(`/workshop/${heldId}/board`);
  await page
    .getByRole('tab', { name: 'Outline' })
    .or(page.getByRole('radio', { name: 'Outline' }))
    .or(page.getByRole('button', { name: 'Outline' }))
    .first()
    .click();
  await page.getByRole('treeitem', { name: /Queue/ }).click();
  await pickInRoom(page, 'Send to the issue list');
  await page.getByRole('button', { name: 'Send to the issue list' }).click();
  await page.getByText('Nothing new for the list; 1 was there already.').waitFor();
  await page.getByRole('link', { name: 'Show' }).click();
  await page.waitForURL(/\/issues\/1$/);
});

test('[WS156] those who were in the room get the minutes', async () => {
  await page.goto(`/workshop/${heldId}/board`);
  await page.getByRole('button', { name: 'Go on: Closed' }).click();
  await page.getByText('The meeting is over').waitFor();
  await page.goto(`/workshop/${heldId}/minutes`);
  await page.getByRole('button', { name: 'Send the minutes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send to 2 people' }).click();
  await expect.poll(() => sink.mails.length).toBe(2);
  expect(sink.mails.map(({ subject }) => subject)).toEqual(Array(2).fill('Minutes: Why do they wait?'));
  await page.reload();
  await page.getByText('Got the minutes: 2 of 2').waitFor();
});
