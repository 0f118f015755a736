import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import type { Stage } from '#lib/workshop/step.ts';
import { moveTo } from '../workshop-steps.ts';
import { launchBrowser, openPerson, PASSWORD, pickInRoom, signIn } from './harness.ts';
import { openWallScene, type WallScene } from './wall-scene.ts';

/**
 * One workshop from the lobby to its minutes on six screens: the facilitator's, a helper's who takes over, two
 * laptops of which one loses the network, a phone, and the wall; with a restart of the server on the way.
 */
type Person = Awaited<ReturnType<typeof openPerson>>;
const LAPTOP = { width: 1366, height: 768 };
const LARGE = { width: 1920, height: 1080 };
const WRITTEN = { ola: 'Stare telefony', jan: 'Brak szkoleń', gosia: 'Za mało osób' };

let scene: WallScene;
let browser: Browser;
let workshopId = '';
let helper: Extract<Actor, { kind: 'person' }>;
let lead: Person;
let hela: Person;
let ola: Person;
let jan: Person;
let gosia: Person;
let wall: Person;
/** Jan's connections, which the test cuts: going offline alone leaves open sockets open. */
const sockets = new Set<WebSocketRoute>();
let isCut = false;

const boards = (): Page[] => [lead, hela, ola, jan, gosia].map(({ page }) => page);
const go = (stage: Stage): Promise<void> => moveTo(scene.app, scene.lead, workshopId, stage);
const causes = (page: Page): Promise<string[]> =>
  page.locator('[data-kind=cause] .text > span:first-child').allInnerTexts();

async function join(name: string, viewport: { width: number; height: number }): Promise<Person> {
  const person = await openPerson(browser, scene.running.address, { locale: 'pl-PL', viewport });
  if (name === 'Jan')
    await person.page.routeWebSocket(/\/sync\//, (socket) => {
      if (isCut) return void socket.close();
      socket.connectToServer();
      sockets.add(socket);
    });
  const { joinCode } = (await scene.app.workshop.getWorkshop(scene.lead, workshopId)).workshop;
  await person.page.goto(`/join/${joinCode}`);
  await person.page.getByLabel('Twoje imię').fill(name);
  await person.page.getByLabel('Dział').fill('Sprzedaż');
  await person.page.getByRole('button', { name: 'Dołącz' }).click();
  await person.page.getByRole('heading', { name: 'Czekasz na wpuszczenie' }).waitFor();
  await lead.page.getByRole('button', { name: `Wpuść: ${name}` }).click();
  await person.page.waitForURL('**/board');
  return person;
}

/** The same causes in the same order on every screen that shows a board, and these among them. */
async function expectEqual(...among: string[]): Promise<void> {
  for (const text of among)
    for (const page of boards()) await page.getByRole('treeitem', { name: text }).first().waitFor();
  await expect
    .poll(
      async () =>
        new Set(await Promise.all(boards().map(async (page) => (await causes(page)).join('|')))).size,
    )
    .toBe(1);
  for (const text of among) await wall.page.locator('.wall').getByText(text).first().waitFor();
}

async function showOutline(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Konspekt', exact: true });
  if (await button.isVisible()) await button.click();
}

beforeAll(async () => {
  scene = await openWallScene([]);
  browser = await launchBrowser();
  const { app } = scene;
  const people = await app.people.listPeople({ kind: 'system', name: 'test' });
  const person = people.find(({ email }) => email === 'employee@example.org');
  if (!person) throw new Error('The demo has no employee.');
  helper = { kind: 'person', ...person, sessionId: null };
  workshopId = await app.workshop.createWorkshop(scene.lead, {
    ...{ title: 'Sześć ekranów', problem: 'Klienci czekają', goal: 'Wiedzieć dlaczego' },
    ...{ template: '5m', language: 'pl' },
  });
  await app.workshop.invitePeople(scene.lead, { workshopId, personIds: [helper.id] });
  await app.workshop.appointCofacilitator(scene.lead, { workshopId, personId: helper.id });
  await app.workshop.setDoor(scene.lead, { workshopId, door: 'lobby' });
  wall = await openPerson(browser, scene.running.address, { viewport: LARGE });
  const { code } = await app.workshop.openWall(scene.lead, { workshopId });
  await wall.page.goto(`/wall/${code}`);
  lead = await openPerson(browser, scene.running.address, { viewport: LARGE, locale: 'pl-PL' });
  hela = await openPerson(browser, scene.running.address, { viewport: LAPTOP, locale: 'pl-PL' });
  for (const [who, email] of [
    [lead, 'lead@example.org'],
    [hela, 'employee@example.org'],
  ] as const) {
    await signIn(who.page, email, PASSWORD);
    await who.page.goto(`/workshop/${workshopId}/board`);
  }
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await scene?.close();
});

test('[WS71] [WS122] the lobby: the wall says how one joins, and who knocks is let in', async () => {
  await wall.page.getByText('Zeskanuj telefonem albo wpisz kod').waitFor();
  await go('welcome');
  ola = await join('Ola', LAPTOP);
  jan = await join('Jan', LAPTOP);
  gosia = await join('Gosia', { width: 390, height: 844 });
  for (const page of boards()) await showOutline(page);
});

test('[WS20] [WS104] silence: one loses the network, and what comes too late waits in the tray', async () => {
  await go('write');
  const writers = { ola, jan, gosia };
  for (const key of ['ola', 'jan', 'gosia'] as const) {
    const field = writers[key].page.getByLabel(/^Nowa przyczyna: Człowiek/);
    await field.fill(WRITTEN[key]);
    await field.press('Enter');
  }
  await expect.poll(() => jan.page.getByText(/^Zapisano$/).count()).toBeGreaterThan(0);
  isCut = true;
  await jan.context.setOffline(true);
  for (const socket of sockets) await socket.close();
  const field = jan.page.getByLabel(/^Nowa przyczyna: Człowiek/);
  await field.fill('Zły grafik');
  await field.press('Enter');
  await go('reveal');
  for (const { page } of [lead, hela, ola, gosia])
    for (const text of Object.values(WRITTEN))
      await page.getByRole('treeitem', { name: text }).first().waitFor();
  isCut = false;
  await jan.context.setOffline(false);
  await pickInRoom(lead.page, /^Prowadzenie/);
  await lead.page
    .getByRole('button', { name: /Zły grafik/ })
    .first()
    .click();
  await expectEqual(...Object.values(WRITTEN), 'Zły grafik');
});

test('[WS11] everybody asks why, the server restarts, and all six go on', async () => {
  await go('whys');
  await gosia.page.getByRole('treeitem', { name: WRITTEN.gosia }).first().locator('.text').click();
  await gosia.page.getByRole('button', { name: 'Dlaczego?', exact: true }).click();
  await gosia.page.keyboard.type('Urlopy naraz');
  await gosia.page.keyboard.press('Escape');
  await expectEqual('Urlopy naraz');
  await scene.restart();
  await ola.page.getByRole('treeitem', { name: 'Urlopy naraz' }).first().locator('.text').click();
  await ola.page.getByRole('button', { name: 'Dlaczego?', exact: true }).click();
  await ola.page.keyboard.type('Plan bez reguł');
  await ola.page.keyboard.press('Escape');
  await expectEqual('Urlopy naraz', 'Plan bez reguł');
  const times = await Promise.all(boards().map((page) => page.getByRole('timer').innerText()));
  const seconds = times.map((time) => {
    const [minutes = 0, rest = 0] = (/(\d+):(\d+)/.exec(time) ?? []).slice(1).map(Number);
    return minutes * 60 + rest;
  });
  expect(Math.max(...seconds) - Math.min(...seconds)).toBeLessThanOrEqual(3);
});

test('[WS14] [WS31] [WS170] the place is handed over; the helper leads the vote, whose sums are everywhere after it', async () => {
  await scene.app.workshop.handOver(scene.lead, { workshopId, personId: helper.id });
  await hela.page.getByRole('button', { name: /^Dalej/ }).click();
  await wall.page
    .locator('.wall')
    .getByText(/0\s*z\s*\d+/)
    .first()
    .waitFor();
  for (const [person, clicks] of [
    [ola, 2],
    [gosia, 1],
  ] as const) {
    const more = person.page.getByRole('button', { name: `Jedna kropka więcej: ${WRITTEN.ola}` });
    for (let n = 0; n < clicks; n++) {
      await more.click();
      await person.page.waitForLoadState('networkidle');
    }
  }
  await wall.page
    .locator('.wall')
    .getByText(/2\s*z\s*\d+/)
    .first()
    .waitFor();
  for (const page of boards())
    expect(await page.getByRole('treeitem', { name: /kropki w głosowaniu/ }).count()).toBe(0);
  await hela.page.getByRole('button', { name: /^Dalej/ }).click();
  await scene.app.workshop.moveRoom(helper, {
    workshopId,
    from: (await scene.app.workshop.getWorkshop(helper, workshopId)).workshop.position,
    to: 'closed',
  });
  for (const page of boards())
    await page
      .getByRole('treeitem', { name: new RegExp(`^${WRITTEN.ola}.*kropki w głosowaniu: 3`) })
      .first()
      .waitFor();
  await wall.page.getByText(/Spotkanie się skończyło/).waitFor();
});

test('[WS53] [WS87] the minutes: who was there, what was voted, and a chain that is whole', async () => {
  const { page } = lead;
  await page.goto(`/workshop/${workshopId}/minutes`);
  await page.getByText('Łańcuch jest cały').waitFor();
  for (const name of ['Ola', 'Jan', 'Gosia']) await page.getByText(name).first().waitFor();
  for (const text of [...Object.values(WRITTEN), 'Zły grafik']) await page.getByText(text).first().waitFor();
  for (const { faults } of [hela, ola, gosia, wall])
    expect(faults.filter((fault) => !/WebSocket|ERR_CONNECTION/.test(fault))).toEqual([]);
});
