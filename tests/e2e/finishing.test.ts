import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import type { Stage } from '#lib/workshop/step.ts';
import { serve, type Running } from '#server/serve.ts';
import { moveTo } from '../workshop-steps.ts';
import { launchBrowser, openPerson, PASSWORD, pickInRoom, signIn } from './harness.ts';

/** Steps and locks that come while people type, in every kind of field; a facilitator and three guests. */
const EMAIL = 'ada@example.org';
type Person = Awaited<ReturnType<typeof openPerson>>;
let browser: Browser;
let running: Running;
let dataDir: string;
let lead: Extract<Actor, { kind: 'person' }>;
let id: string;
let ada: Person;
let ola: Person;
let jan: Person;
/** Jan's connections, which the test cuts. */
const sockets = new Set<WebSocketRoute>();
let isCut = false;

beforeAll(async () => {
  browser = await launchBrowser();
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-finishing-'));
  running = await serve({
    environment: { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
    isDevelopment: false,
  });
  const { app } = running;
  await app.access.setUp({
    ...{ token: await app.access.renewSetUpToken(), organisation: 'Nordbank', name: 'Ada', email: EMAIL },
    ...{ password: PASSWORD, locale: 'en' },
  });
  const [person] = await app.people.listPeople({ kind: 'system', name: 'test' });
  if (!person) throw new Error('nobody was set up');
  lead = { kind: 'person', ...person, sessionId: null };
  const form = {
    ...{ title: 'Long waits', problem: 'Customers wait', goal: 'Know why', template: '5m', language: 'en' },
  };
  id = await app.workshop.createWorkshop(lead, form);
  ada = await openPerson(browser, running.address);
  await signIn(ada.page, EMAIL);
  await ada.page.goto(`/workshop/${id}/board`);
  await ada.page.getByText('Customers wait').first().waitFor();
  ola = await joinRoom('Ola', { width: 1280, height: 800 });
  jan = await joinRoom('Jan', { width: 390, height: 844 });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await running.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function joinRoom(name: string, viewport: { width: number; height: number }): Promise<Person> {
  const person = await openPerson(browser, running.address, { locale: 'pl-PL', viewport });
  if (name === 'Jan') {
    await person.page.routeWebSocket(/\/sync\//, (socket) => {
      if (isCut) return void socket.close();
      socket.connectToServer();
      sockets.add(socket);
    });
  }
  const { joinCode } = (await running.app.workshop.getWorkshop(lead, id)).workshop;
  await person.page.goto(`/join/${joinCode}`);
  await person.page.getByLabel('Twoje imię').fill(name);
  await person.page.getByLabel('Dział').fill('Sprzedaż');
  await person.page.getByRole('button', { name: 'Dołącz' }).click();
  await person.page.waitForURL('**/board');
  // What would be gone if the page were loaded again.
  await person.page.evaluate(() => (document.documentElement.dataset.same = 'yes'));
  return person;
}

const go = (stage: Stage): Promise<void> => moveTo(running.app, lead, id, stage);
const hold = (held: 'isLocked' | 'isPaused', isOn: boolean): Promise<void> =>
  running.app.workshop.holdRoom(lead, { workshopId: id, hold: held, isOn });
const seals = async (): Promise<number> => (await running.app.workshop.getMinutes(lead, id)).seals.length;
const isSame = async ({ page }: Person): Promise<void> =>
  expect(await page.evaluate(() => document.documentElement.dataset.same)).toBe('yes');
const board = (): Promise<string> =>
  running.app.sync.readDocument(`workshop/${id}/board`, (doc) =>
    JSON.stringify([doc.getMap('fishbone.causes').toJSON(), doc.getMap('fishbone.categories').toJSON()]),
  );
const tray = async (): Promise<string[]> =>
  running.app.sync.readDocument(`workshop/${id}/control`, (doc) =>
    (doc.getMap('control').get('review') as { kind: string; text?: string; by: unknown }[]).map(
      ({ kind, text, by }) => `${kind}: ${text ?? ''}${by ? '' : ' (nobody)'}`,
    ),
  );

async function emptyTray(): Promise<void> {
  const items = await running.app.sync.readDocument(`workshop/${id}/control`, (doc) =>
    (doc.getMap('control').get('review') as { id: string }[]).map(({ id: itemId }) => itemId),
  );
  for (const itemId of items)
    await running.app.workshop.reviewLate(lead, { workshopId: id, itemId, verdict: 'dismiss' });
}

/** Opens a new cause after the first bone, with the first words of it, once the page is in the step of asking why. */
async function beginCause(page: Page, words: string): Promise<Locator> {
  await page.locator('.steps').getByText('Ask why again').waitFor();
  // The whole diagram in sight again, wherever the last sentence led.
  await page.getByRole('tree').first().focus();
  await page.keyboard.press('Home');
  const bone = page.getByRole('treeitem', { name: /^People/ }).first();
  await bone.click();
  const field = page.locator('textarea.shared, input.shared');
  // On a busy machine the first press comes before the page may write, and what follows it would be keys of the board.
  await expect
    .poll(async () => {
      if (!(await field.isVisible())) {
        await bone.click();
        await page.keyboard.press('Enter');
      }
      return field.isVisible();
    })
    .toBe(true);
  await page.keyboard.type(words);
  return field;
}

/** The step changes in the middle of a sentence: its end still arrives, and a countdown says so. */
async function finishInTime({ page }: Person, stage: Stage, words: string): Promise<void> {
  await go('whys');
  await page.getByText('Zapisano').first().waitFor();
  await beginCause(page, `${words} zaczęte`);
  await expect.poll(board).toContain(`${words} zaczęte`);
  await go(stage);
  await page.getByText(/Jeszcze \d+ s na dokończenie zdania/).waitFor();
  await page.keyboard.type(' i dokończone');
  await page.keyboard.press('Enter');
  await expect.poll(board).toContain(`${words} zaczęte i dokończone`);
  await page.getByText(/Jeszcze \d+ s na dokończenie zdania/).waitFor({ state: 'detached' });
}

test('[WS114] before the workshop begins people see who has arrived', async () => {
  await ola.page.getByText('Są już 3 osoby').waitFor();
  expect(await ola.page.getByText('Jan', { exact: true }).count()).toBe(0); // a guest learns how many
  expect(await ola.page.locator('.people .count').getAttribute('title')).not.toContain('Jan');
  await expect.poll(() => ada.page.locator('.people .count').getAttribute('title')).toContain('Jan');
  await ola.page.getByText('Zapisano').first().waitFor();
});

test('[WS106] [WS107] on the diagram the sentence is finished under every kind of step, and the seal has it', async () => {
  for (const stage of ['wrapup', 'vote', 'rate', 'evidence', 'welcome', 'reveal', 'write'] as const) {
    await finishInTime(ola, stage, `Diagram ${stage}`);
    await ola.page.getByText('Zapisano').first().waitFor();
  }
  await isSame(ola);
});

test('[WS106] in the outline of a phone the field stays, whatever the step shows besides', async () => {
  for (const stage of ['vote', 'welcome'] as const) await finishInTime(jan, stage, `Telefon ${stage}`);
  await isSame(jan);
});

test('[WS108] [WS109] after the ten seconds the field keeps its text and one press sends it to the tray, without a reload', async () => {
  const { page } = ola;
  await go('whys');
  await beginCause(page, 'Zaczęte przed końcem kroku');
  await expect.poll(board).toContain('Zaczęte przed końcem kroku');
  await go('vote');
  await page.getByText(/Jeszcze \d+ s/).waitFor();
  await page.getByText(/Jeszcze \d+ s/).waitFor({ state: 'detached' });
  await page.keyboard.type(' i dokończone po nim');
  await page.getByText('Ten krok już się skończył.', { exact: false }).waitFor();
  await page
    .getByText(/Niezapisane na tablicy: 1 przyczyna/)
    .first()
    .waitFor();
  expect(await page.getByText('Zapisano', { exact: true }).count()).toBe(0);
  expect(await page.locator('textarea.shared').inputValue()).toBe(
    'Zaczęte przed końcem kroku i dokończone po nim',
  );
  await page.getByRole('button', { name: 'Wyślij do poczekalni' }).click();
  await page.getByText(/1 zmiana przyszła po zamknięciu kroku/).waitFor();
  expect(await tray()).toEqual(['change: Zaczęte przed końcem kroku i dokończone po nim']);
  await page.getByText('Zapisano', { exact: true }).first().waitFor();
  await isSame(ola);
  await go('whys');
  await pickInRoom(ada.page, /^Facilitate/);
  await ada.page.getByRole('button', { name: /^Take it/ }).click();
  await expect.poll(board).toContain('i dokończone po nim');
  await page.getByText('Zaczęte przed końcem kroku i dokończone po nim').first().waitFor();
  // The board that was opened anew is one to write on.
  await beginCause(page, 'Pisze dalej');
  await page.keyboard.press('Escape');
  await expect.poll(board).toContain('Pisze dalej');
});

test('[WS106] [WS108] under a lock, and in a note', async () => {
  const { page } = ola;
  await go('whys');
  await page.getByText('Zapisano').first().waitFor();
  await beginCause(page, 'Ma notatkę');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'O przyczynie' }).click();
  await page.getByLabel('Notatka').click();
  await page.keyboard.type('Przed blokadą');
  await expect.poll(board).toContain('Przed blokadą');
  await hold('isLocked', true);
  await page.getByText(/Jeszcze \d+ s/).waitFor();
  await page.keyboard.type(' i w porę');
  await expect.poll(board).toContain('Przed blokadą i w porę');
  await page.getByText(/Jeszcze \d+ s/).waitFor({ state: 'detached' });
  await page.keyboard.type(', a to po niej');
  await page.getByText('Tablica jest zablokowana. To, co piszesz', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Wyślij do poczekalni' }).click();
  await expect.poll(tray).toEqual(['note: Przed blokadą i w porę, a to po niej']);
  await emptyTray();
  await hold('isLocked', false);
});

test('[WS106] [WS108] in silent writing the reveal waits for the sentence, and what comes later is offered', async () => {
  const { page } = ola;
  await go('write');
  const field = page.getByLabel('Nowa przyczyna: People');
  await field.pressSequentially('Cisza zaczęta');
  await page.getByText('Zapisano').first().waitFor();
  await go('reveal');
  await page.getByText(/Jeszcze \d+ s/).waitFor();
  expect(await board()).not.toContain('Cisza zaczęta');
  await field.pressSequentially(' i dokończona');
  await page.getByText(/Jeszcze \d+ s/).waitFor({ state: 'detached' });
  await expect.poll(board).toContain('Cisza zaczęta i dokończona');
  await field.pressSequentially(', a to za późno');
  await page.getByText('Ciche pisanie już się skończyło.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Wyślij do poczekalni' }).click();
  await expect.poll(tray).toEqual(['add: Cisza zaczęta i dokończona, a to za późno (nobody)']);
  await emptyTray();
  await isSame(ola);
});

test('[WS108] a definition, a point and a task that were not sent in time go to the tray with one press', async () => {
  const { page } = ola;
  await go('welcome');
  await page.getByLabel('Twoje zdanie').fill('Czuć się wysłuchanym');
  await go('wrapup');
  await page.getByText('Definicje nie są już zbierane', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Wyślij do poczekalni' }).click();
  await expect.poll(tray).toEqual(['definition: Czuć się wysłuchanym (nobody)']);
  await pickInRoom(page, /^Kto co robi/);
  await page.getByLabel('Co', { exact: true }).fill('Zadzwonić do klientów');
  await go('whys');
  await page.getByText('Zadania dodaje teraz tylko prowadzący', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Wyślij do poczekalni' }).click();
  await expect.poll(tray).toContain('task: Zadzwonić do klientów');
  await page.getByRole('button', { name: 'Zamknij', exact: true }).click();
  await emptyTray();
});

test('[WS110] [WS112] [WS113] dots without a connection wait and arrive; late ones are the tray’s without a name or a cause', async () => {
  const { page, context } = jan;
  await go('vote');
  const add = page.getByRole('button', { name: /^Jedna kropka więcej/ });
  await add.first().waitFor();
  const cut = async (): Promise<void> => {
    isCut = true;
    await context.setOffline(true);
    for (const socket of sockets) await socket.close();
    await page
      .getByText(/^Offline/)
      .first()
      .waitFor();
  };
  const mend = async (): Promise<void> => {
    isCut = false;
    await context.setOffline(false);
  };
  await cut();
  await add.first().click();
  await page.getByText('Offline – 1 odpowiedź do wysłania').first().waitFor();
  await mend();
  await page.getByText('Zapisano').first().waitFor();
  await expect.poll(() => turnout()).toBe(1);
  await cut();
  await add.nth(1).click();
  await page.getByText('Offline – 1 odpowiedź do wysłania').first().waitFor();
  await go('whys');
  await mend();
  await page
    .getByText('Głosowanie było już zamknięte: 1 twoja kropka nie weszła', { exact: false })
    .waitFor();
  await expect.poll(tray).toEqual(['ballot:  (nobody)']);
  await go('vote');
  await page.getByText('Głosowanie jest znów otwarte.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Wyślij teraz' }).click();
  await page.getByText('Głosowanie jest znów otwarte.', { exact: false }).waitFor({ state: 'detached' });
  await isSame(jan);
});

const turnout = (): Promise<unknown> =>
  running.app.sync.readDocument(`workshop/${id}/control`, (doc) => doc.getMap('control').get('turnout'));

test('nothing failed on any page', async () => {
  const faults = [...ada.faults, ...ola.faults, ...jan.faults];
  expect(faults.filter((fault) => !/WebSocket|ERR_INTERNET/.test(fault))).toEqual([]);
  expect(await seals()).toBeGreaterThan(7);
});
