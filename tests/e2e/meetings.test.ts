import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayAfter } from '#lib/base/days.ts';
import type { Actor } from '#lib/people/person.ts';
import { serve, type Running } from '#server/serve.ts';
import { atRest, chooseLanguage, goToStep, launchBrowser, openPerson, signIn } from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'status every week';
const SYSTEM: Actor = { kind: 'system', name: 'meetings' };
const TITLE = 'Status of the queue';
const PROMISE = 'Measure how long the first answer takes';

let browser: Browser;
let running: Running;
let dataDir: string;
let projectId: string;

type PersonActor = Extract<Actor, { kind: 'person' }>;

async function actorOf(key: string): Promise<PersonActor> {
  const people = await running.app.people.listPeople(SYSTEM);
  const person = people.find(({ email }) => email === `${key}@example.org`);
  if (!person) throw new Error(`The demo has no ${key}.`);
  return { kind: 'person', ...person, sessionId: null };
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-meetings-'));
  await prepareDemoPages(dataDir, PASSWORD);
  const environment = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  running = await serve({ environment, isDevelopment: false });
  const lead = await actorOf('lead');
  const service = await actorOf('service');
  const projects = await running.app.projects.listProjects(lead);
  projectId = projects.find(({ state }) => state === 'running')?.id ?? '';
  await running.app.commitments.makeCommitment(lead, {
    ...{ kind: 'project', subjectId: projectId, text: PROMISE, side: 'ours' },
    ...{ ownerId: service.id, dueOn: dayAfter(running.app.today(), 3) },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(who: string, path: string): Promise<Page> {
  const { page } = await openPerson(browser, running.address, { locale: 'en-GB' });
  await signIn(page, `${who}@example.org`, PASSWORD);
  await chooseLanguage(page, 'en');
  await page.goto(path);
  await atRest(page);
  return page;
}

const meetingsOf = async () =>
  (await running.app.workshop.listWorkshops(await actorOf('lead'))).filter(({ title }) => title === TITLE);

test('[MT10] [MT14] [MT15] [MT20] [MT41] [MT50] a status meeting of a project, from its making to the next one', async () => {
  const lead = await open('lead', `/workshop/new?kind=status&about=project/${projectId}`);
  await lead.getByLabel('Title', { exact: true }).fill(TITLE);
  await lead.getByLabel('Day', { exact: true }).fill(running.app.today());
  await lead.getByLabel('Time', { exact: true }).fill('10:00');
  await lead.getByLabel('Repeats').selectOption('1');
  await lead.getByRole('button', { name: 'Create the meeting' }).click();
  await lead.waitForURL(/\/workshop\/[0-9a-z]{26}$/);
  const address = new URL(lead.url()).pathname;
  const workshopId = address.split('/').at(-1) ?? '';
  // The agenda has filled itself with what hangs on the project.
  await lead.getByText(PROMISE).waitFor();
  const service = await actorOf('service');
  await running.app.workshop.invitePeople(await actorOf('lead'), { workshopId, personIds: [service.id] });
  await running.app.workshop.addAgendaLine(service, { workshopId, text: 'Who tests the new menu' });

  await lead.goto(`${address}/board`);
  const guest = await open('service', `${address}/board`);
  await goToStep(lead, 'Late, open and to be decided');
  for (const page of [lead, guest]) await page.getByText('Who tests the new menu').first().waitFor();
  // A point that is ticked is ticked for everybody.
  await lead.getByRole('checkbox', { name: `Talked about: ${PROMISE}` }).check();
  await guest.getByText('talked about').first().waitFor();
  await lead.getByRole('button', { name: 'Next time: Who tests the new menu' }).click();
  await guest.getByText('put off to next time').first().waitFor();

  // Two write at once, in one text.
  const [one, other] = [lead, guest].map((page) => page.getByRole('textbox', { name: 'Notes' }));
  if (!one || !other) throw new Error('nobody writes');
  await one.fill('Begin\nEnd');
  await expect.poll(() => other.inputValue()).toBe('Begin\nEnd');
  await one.press('Control+Home');
  await other.press('Control+End');
  await Promise.all([one.pressSequentially('We '), other.pressSequentially(' of the test')]);
  for (const field of [one, other])
    await expect.poll(() => field.inputValue()).toBe('We Begin\nEnd of the test');

  await lead.getByLabel('What was decided').fill('New customers first');
  await lead.getByLabel('Who answers for it').fill(service.name);
  await lead.getByRole('button', { name: 'Write the decision down' }).click();
  await guest.getByText('New customers first').first().waitFor();
  const tasks = guest
    .locator('section')
    .filter({ has: guest.getByRole('heading', { name: 'Who does what' }) });
  await tasks.getByLabel('What', { exact: true }).fill('Tell the night shift');
  await tasks.getByRole('button', { name: 'Add', exact: true }).click();
  await lead.getByText('Tell the night shift').first().waitFor();

  await goToStep(lead, 'Closed');
  await guest.goto(`${address}/minutes`);
  for (const text of [PROMISE, 'End of the test', 'New customers first', 'Tell the night shift'])
    await guest.getByText(text).first().waitFor();

  // However often it is pressed, there is one next meeting, with what was put off.
  await lead.goto(address);
  await atRest(lead);
  await lead.getByRole('button', { name: 'Prepare the next meeting' }).dblclick();
  await lead.waitForURL((url) => url.pathname !== address);
  await lead.getByText('Who tests the new menu').waitFor();
  expect((await meetingsOf()).length).toBe(2);
});
