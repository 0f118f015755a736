import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  goToStep,
  launchBrowser,
  openPerson,
  pickInRoom,
  removeData,
  setUpOrganisation,
  startServer,
  type RunningServer,
} from './harness.ts';

type Person = Awaited<ReturnType<typeof openPerson>>;

const SECRETS = ['Za mało osób w szczycie', 'Nikt nie oddzwania'];

let server: RunningServer;
let browser: Browser;
let lead: Person;
let gosia: Person;
let spy: Person;
let late: Person;
let joinLink = '';
/** Everything that other people's pages received, over sockets and over HTTP. */
const received: Buffer[] = [];

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  lead = await openPerson(browser, server.address);
  record(lead.page);
  await setUpOrganisation(lead.page, server.setUpLink ?? '');
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
});

function record(page: Page): void {
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => received.push(Buffer.from(payload))),
  );
  page.on('response', (response) => {
    // A body that is gone (a redirect, a page that was left) has nothing to hide in.
    void response.body().then(
      (body) => received.push(body),
      () => undefined,
    );
  });
}

async function join(name: string, viewport = { width: 1280, height: 800 }, watches = false): Promise<Person> {
  const person = await openPerson(browser, server.address, { locale: 'pl-PL', viewport });
  if (name !== 'Gosia') record(person.page);
  await person.page.goto(joinLink);
  await person.page.getByLabel('Twoje imię').fill(name);
  await person.page.getByLabel('Dział').fill('Sprzedaż');
  if (watches) await person.page.getByLabel('Tylko patrzę').check();
  await person.page.getByRole('button', { name: 'Dołącz' }).click();
  await person.page.getByRole('heading', { name: 'Why do customers wait?' }).waitFor();
  return person;
}

const goTo = (title: string): Promise<void> => goToStep(lead.page, title);

test('[WS1] [WS11] the room opens in a step, with its time box on every screen', async () => {
  const { page } = lead;
  await page.goto('/workshop/new');
  await page.getByLabel('Title').fill('Why do customers wait?');
  await page.getByLabel('Problem or goal').fill('Customers wait too long');
  await page.getByLabel('What should this workshop achieve?').fill('Know why');
  await page.getByRole('button', { name: 'Create the workshop' }).click();
  await page.getByRole('link', { name: 'Open the board' }).waitFor();
  const address = page.url();
  await page.goto(`${address}/people`);
  joinLink = await page.getByRole('textbox', { name: 'Join a meeting' }).inputValue();
  await page.goto(address);
  await page.getByRole('link', { name: 'Open the board' }).click();
  await page.getByText('Customers wait too long').first().waitFor();
  [gosia, spy] = [await join('Gosia', { width: 390, height: 800 }), await join('Szpieg')];
  const watcher = await join('Widz', undefined, true); // records what an observer receives
  await watcher.page.getByText('Patrzysz: widzisz wszystko').waitFor();
  await goTo('Each for oneself: write causes down');
  for (const person of [lead, gosia, spy]) {
    const shown = await person.page.getByRole('timer').textContent();
    expect(shown).toMatch(/1[12]:\d\d/);
  }
});

test('[WS20] what one writes in silence reaches nobody else, not even the facilitator or who comes late', async () => {
  const { page } = gosia;
  const field = page.getByLabel('Nowa przyczyna: People');
  await field.fill(SECRETS[0] ?? '');
  await field.press('Enter');
  await field.fill(SECRETS[1] ?? '');
  await page.getByLabel('Twoja przyczyna: People').waitFor();
  await page
    .getByRole('complementary', { name: 'Ten krok' })
    .getByText(/^Zapisano$/)
    .waitFor();
  late = await join('Spóźniona');
  await late.page.getByLabel('Nowa przyczyna: People').waitFor();
  await spy.page.reload();
  await spy.page.getByLabel('Nowa przyczyna: People').waitFor();
  const everything = Buffer.concat(received).toString('utf8');
  expect(received.length).toBeGreaterThan(50);
  for (const secret of SECRETS) expect(everything).not.toContain(secret);
  expect(everything).not.toContain('szczycie');
});

test('[WS21] at the reveal everybody sees the causes, without an author', async () => {
  await goTo('What we wrote');
  for (const person of [lead, spy, gosia, late]) {
    for (const secret of SECRETS) await person.page.getByText(secret).first().waitFor();
  }
});

test('[WS16] hands and readiness are seen by name', async () => {
  await gosia.page.getByRole('button', { name: 'Podnieś rękę' }).click();
  await lead.page.getByRole('button', { name: /^Raised hands/ }).click();
  await lead.page.getByRole('list', { name: 'Raised hands' }).getByText('Gosia').waitFor();
  await lead.page.getByRole('button', { name: 'Lower the hand of Gosia' }).click();
  await gosia.page.getByRole('button', { name: 'Podnieś rękę' }).waitFor();
  await gosia.page.getByRole('button', { name: 'Gotowe' }).click();
  await lead.page.getByText(/1 of \d+ ready/).waitFor();
});

test('[WS30] [WS31] [WS32] dots by keyboard and phone, on paper, and totals only afterwards', async () => {
  await goTo('Which causes matter most');
  const more = gosia.page.getByRole('button', { name: `Jedna kropka więcej: ${SECRETS[0]}` });
  await more.focus();
  await gosia.page.keyboard.press('Enter');
  await gosia.page.getByText('zostały 2 kropki').waitFor();
  await more.click();
  await gosia.page.getByText('została 1 kropka').waitFor();
  await lead.page.getByText('1 person has voted.').waitFor();
  expect(await spy.page.getByText('2 kropki', { exact: false }).count()).toBe(0);
  await lead.page.getByText('Ballots on paper (0)').click();
  const paper = lead.page.locator('details');
  await paper.getByLabel('Whose ballot').fill('Zofia');
  await paper.getByLabel('Department').fill('Archive');
  await paper.getByRole('button', { name: `One dot more: On paper: ${SECRETS[1]}` }).click();
  await paper.getByRole('button', { name: 'Count this ballot' }).click();
  await lead.page.getByText('Ballots on paper (1)').waitFor();
  await gosia.page.reload();
  await gosia.page.getByText('została 1 kropka').waitFor();
  await goTo('How important, how urgent');
});

test('[WS33] ratings by radio buttons; the results stand on every screen', async () => {
  const panel = gosia.page.getByRole('complementary', { name: 'Ten krok' });
  const importance = panel.getByRole('group', { name: `Ważne dla klientów: ${SECRETS[0]}` });
  const urgency = panel.getByRole('group', { name: `Pilne: ${SECRETS[0]}` });
  await importance.getByRole('radio', { name: '5' }).check({ force: true });
  await urgency.getByRole('radio', { name: '4' }).check({ force: true });
  await lead.page.getByText('1 person has rated.').waitFor();
  await goTo('What happens next, and who sees to it');
  await spy.page.getByText('2 kropki od 1 osoby').waitFor();
  await spy.page.getByText('W tym 1 na papierze.').waitFor();
  await spy.page.getByText('5,0').first().waitFor();
});

test('[WS13] a paused room says so, and goes on', async () => {
  await goTo('Ask why again');
  await pickInRoom(lead.page, 'Pause everything');
  await spy.page.getByText('Prowadzący wstrzymał salę').waitFor();
  await pickInRoom(lead.page, 'Go on for everybody');
  await spy.page.getByText('Prowadzący wstrzymał salę').waitFor({ state: 'detached' });
});

test('[WS18] what the facilitator shows is selected and in sight on every screen', async () => {
  const { page } = lead;
  await page.getByRole('button', { name: 'Outline', exact: true }).click();
  await page.getByRole('treeitem', { name: SECRETS[1] ?? '' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show to everybody' }).click();
  for (const person of [spy, gosia]) {
    await person.page.locator('[role=treeitem][aria-selected=true]', { hasText: SECRETS[1] ?? '' }).waitFor();
  }
  await page.getByRole('button', { name: 'Stop showing' }).first().click();
  await page.getByRole('button', { name: 'Show to everybody' }).waitFor();
});

test('[WS11] [WS14] a facilitator whose page is gone comes back to the same room', async () => {
  await lead.page.getByRole('button', { name: 'Pause the time' }).click();
  await lead.page.getByText('paused', { exact: true }).waitFor();
  const before = await lead.page.getByRole('timer').textContent();
  await lead.page.goto('about:blank');
  await lead.page.goBack();
  await lead.page.getByRole('button', { name: 'Go on with the time' }).waitFor();
  expect(await lead.page.getByRole('timer').textContent()).toBe(before);
  expect([lead, gosia, spy, late].flatMap(({ faults }) => faults)).toEqual([]);
});
