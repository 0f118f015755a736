import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { encoding } from 'lib0';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { votableCauses } from '#lib/workshop/ballots/votable.ts';
import { boardName } from '#server/workshop/board.ts';
import { PATIENCE_MS } from '../patience.ts';
import { chooseLanguage, launchBrowser, openPerson, signIn } from './harness.ts';
import { cutTexts, keepPicture, smallTexts } from './wall-look.ts';
import { openWallScene, type WallScene } from './wall-scene.ts';

const SCREEN = { width: 1920, height: 1080 };
const DEPARTMENTS = [
  'Obsługa klienta',
  'Obsługa klienta',
  'Marketing',
  'IT',
  'IT',
  'Sprzedaż',
  'Dział prawny',
];

let scene: WallScene;
let browser: Browser;
let screen: Awaited<ReturnType<typeof openPerson>>;
let lead: Awaited<ReturnType<typeof openPerson>>;
let path = '';
/** All that the screen received, as text: what is not in here, nobody can read off it. */
const received: string[] = [];

beforeAll(async () => {
  scene = await openWallScene(DEPARTMENTS);
  browser = await launchBrowser();
  path = await scene.open();
  // A screen for the room on a computer that speaks another language.
  screen = await openPerson(browser, scene.running.address, { viewport: SCREEN, locale: 'en-GB' });
  listen(screen.page);
  lead = await openPerson(browser, scene.running.address, { viewport: { width: 1400, height: 900 } });
  await signIn(lead.page, 'lead@example.org');
  await chooseLanguage(lead.page, 'en');
  await scene.move('prepare');
  await screen.page.goto(path);
  await screen.page.getByText('Zeskanuj telefonem albo wpisz kod').waitFor();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await scene?.close();
});

function listen(page: Page): void {
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      received.push(typeof payload === 'string' ? payload : payload.toString('utf8'));
    }),
  );
  page.on('response', (response) => {
    if (/\/wall\//.test(response.url()))
      void response.text().then(
        (text) => received.push(text),
        () => undefined, // a page that was left has no body
      );
  });
}

/** Looks at a slide in both lights: no text too small, none cut off, and nothing that axe finds. */
async function look(name: string): Promise<void> {
  const { page } = screen;
  for (const theme of ['dark', 'light'] as const) {
    await scene.app.workshop.showOnWall(scene.lead, { workshopId: scene.workshopId, theme });
    await page.locator(`.wall[data-scheme=${theme}]`).waitFor();
    await keepPicture(page, theme === 'light' ? name : `${name}-dark`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    expect([name, theme, await smallTexts(page), await cutTexts(page), found]).toEqual([
      name,
      theme,
      [],
      [],
      [],
    ]);
  }
}

/** The frames of an update that adds something, and of a presence: message 0 with 2, message 1. */
function intrude(): Uint8Array[] {
  const doc = new Y.Doc();
  doc.getMap('causes').set('intruder', 'Intruder');
  const update = encoding.createEncoder();
  encoding.writeVarUint(update, 0);
  encoding.writeVarUint(update, 2);
  encoding.writeVarUint8Array(update, Y.encodeStateAsUpdate(doc));
  const entry = encoding.createEncoder();
  encoding.writeVarUint(entry, 1);
  encoding.writeVarUint(entry, doc.clientID);
  encoding.writeVarUint(entry, 1);
  encoding.writeVarString(entry, JSON.stringify({ name: 'Intruder' }));
  const presence = encoding.createEncoder();
  encoding.writeVarUint(presence, 1);
  encoding.writeVarUint8Array(presence, encoding.toUint8Array(entry));
  return [encoding.toUint8Array(update), encoding.toUint8Array(presence)];
}

/** Opens a socket with the code of a wall and says these frames: 'open' once the server has answered, else its close code. */
function speak(
  address: string,
  document: string,
  code: string,
  frames: readonly Uint8Array[] = [],
): Promise<'open' | number> {
  return new Promise((resolve) => {
    const url = `${address.replace('http', 'ws')}/sync/${document}?ack=1&wall=${code}`;
    const socket = new WebSocket(url, { origin: address });
    socket.once('message', () => {
      for (const frame of frames) socket.send(frame);
      // Its answer to a ping comes after what was sent before.
      socket.once('pong', () => {
        socket.close();
        resolve('open');
      });
      socket.ping();
    });
    socket.once('close', (closeCode) => resolve(closeCode));
    socket.once('error', () => undefined); // its close says it better
  });
}

const causes = () =>
  scene.app.sync.readDocument(boardName(scene.workshopId), (doc) =>
    votableCauses(readFishbone(openFishbone(doc)).fishbone),
  );

test('[WS122] [WS127] before the start: how one joins and who has arrived, by department and without a name', async () => {
  const { page } = screen;
  await page.getByText('Dział prawny').waitFor();
  await page.getByRole('img', { name: /Kod QR/ }).waitFor();
  expect(await page.getByText('Gość 1').count()).toBe(0);
  await look('1-lobby');
});

test('[WS125] [WS127] the wall follows the step: the question, proposals, the sentence that was kept', async () => {
  const { app, lead: actor, workshopId, guests } = scene;
  await scene.move('welcome');
  await screen.page.getByText('Po czym klient pozna, że jest dobrze?').waitFor();
  await look('2-question');
  const texts = [
    'Klient nie musi dzwonić drugi raz.',
    'Wie, kto zajmuje się jego sprawą i kiedy się odezwie.',
    'Rozumie, za co płaci.',
    'Rozmawia z człowiekiem, który widzi jego historię.',
  ];
  const ids: string[] = [];
  for (const [i, text] of texts.entries())
    ids.push(await app.workshop.addEntry(guests[i] ?? actor, { workshopId, kind: 'definition', text }));
  await screen.page.getByText('Rozumie, za co płaci.').waitFor();
  await look('2-proposals');
  await app.workshop.setDefining(actor, { workshopId, defining: 'approve' });
  for (const guest of guests)
    await app.workshop.approveDefinition(guest, { workshopId, entryId: ids[1], isOn: 'true' });
  await app.workshop.setDefining(actor, { workshopId, defining: 'counted' });
  await app.workshop.keepDefinition(actor, { workshopId, entryId: ids[1], isOn: 'true' });
  await screen.page.getByText(/^Nasze zdanie, 7 z/).waitFor();
  await look('2-kept');
});

test('[WS130] [WS127] evidence: one figure a slide with earlier waves, interval, n and quotes', async () => {
  await scene.move('evidence');
  await screen.page
    .getByText(/przedział 95/)
    .first()
    .waitFor();
  await look('3-evidence');
});

test('[WS132] whoever takes part hangs a figure on a cause, by dragging it there and by a press', async () => {
  const { page } = lead;
  await scene.move('evidence');
  await page.goto(`/workshop/${scene.workshopId}/board`);
  const panel = page.getByRole('region', { name: 'Klienci czekają za długo' });
  const hang = panel.getByRole('group', { name: /^Hang it on a cause/ });
  const [first, second] = await causes();
  const label = (id = '') => page.locator(`[data-node="${id}"]`).first();
  await hang.first().dragTo(label(first?.id));
  await page.getByText(`It hangs on “${first?.text}” now.`).waitFor();
  await label(second?.id).click();
  await hang
    .first()
    .getByRole('button', { name: `Hang it on: ${second?.text}` })
    .press('Enter');
  await page.getByText(`It hangs on “${second?.text}” now.`).waitFor();
  await keepPicture(page, '3-board');
  await page.setViewportSize({ width: 390, height: 844 });
  await keepPicture(page, '3-board-phone');
  await page.setViewportSize({ width: 1400, height: 900 });
});

test('[WS120] [WS123] in a hostile hand the code of a wall reads what is on it, and nothing more', async () => {
  const { workshopId, guests, running } = scene;
  const code = path.split('/').at(-1) ?? '';
  const id = guests[0] && 'id' in guests[0] ? guests[0].id : '';
  const answers: unknown[] = [];
  for (const kind of ['control', 'backstage', `draft/${id}`, 'unknown'])
    answers.push(await speak(running.address, `workshop/${workshopId}/${kind}`, code));
  expect(answers).toEqual([4403, 4403, 4403, 4404]);
  expect(await speak(running.address, `workshop/${workshopId}/wall`, `${code.slice(1)}A`)).toBe(4403);
  const before = await scene.app.sync.readDocument(boardName(workshopId), (doc) => Y.encodeStateVector(doc));
  // It writes and says that it is somebody: neither reaches anybody.
  expect(await speak(running.address, boardName(workshopId), code, intrude())).toBe('open');
  const after = await scene.app.sync.readDocument(boardName(workshopId), (doc) => Y.encodeStateVector(doc));
  expect(after).toEqual(before);
  await lead.page
    .getByRole('group', { name: 'Tools of the room' })
    .getByRole('button', { name: /^People/ })
    .click();
  await lead.page.getByRole('complementary').getByText('Lidia').first().waitFor();
  expect(await lead.page.getByText('Intruder').count()).toBe(0);
});

test('[WS123] [WS127] silent writing: how many are ready, and not a byte of what anybody writes', async () => {
  const { app, workshopId, guests } = scene;
  await scene.move('write');
  const [guest] = guests;
  const id = guest && 'id' in guest ? guest.id : '';
  await app.sync.editDocument(`workshop/${workshopId}/draft/${id}`, (doc) => {
    doc.getMap('ideas').set('secret', 'TAJEMNICA-PISZĄCEGO');
  });
  for (const other of guests.slice(0, 3))
    await app.workshop.setSignal(other, { workshopId, kind: 'ready', isOn: 'true' });
  await screen.page.getByText(/^Gotowe osoby: 3 z/).waitFor();
  await look('4-silent');
  const all = received.join('\n');
  expect(all).not.toContain('TAJEMNICA');
  for (const name of ['Gość 1', 'Gość 2', 'lead@example.org']) expect(all).not.toContain(name);
});

test('[WS128] [WS129] [WS127] the fish: what the facilitator shows, and what came just now', async () => {
  const { app, lead: actor, workshopId } = scene;
  await scene.move('whys');
  await screen.page.getByRole('img', { name: /przyczyn/ }).waitFor();
  await app.sync.editDocument(boardName(workshopId), (doc) => {
    const board = openFishbone(doc);
    const [bone] = readFishbone(board).fishbone.bones;
    if (bone)
      addCause(createEditor(board, 'wall'), { parent: bone.id, after: 'end' }, 'Dopiero co dopisana', null);
  });
  await screen.page.getByText(/1 nowa/).waitFor();
  expect(await screen.page.locator('.ring').count()).toBe(1);
  await look('5-fish');
  const [first] = await causes();
  await app.workshop.setSpotlight(actor, { workshopId, causeId: first?.id });
  await screen.page.locator('svg .shown').waitFor();
  await look('5-fish-shown');
  await screen.page.getByText(/nowa/).waitFor({ state: 'detached', timeout: PATIENCE_MS });
});

test('[WS123] [WS131] [WS127] a vote: the turnout alone, then its result on the fish and as a ranking', async () => {
  const { app, workshopId, guests } = scene;
  await scene.move('vote');
  const { workshop } = await app.workshop.getWorkshop(scene.lead, workshopId);
  const all = await causes();
  const before = received.length;
  for (const [i, guest] of guests.slice(0, 6).entries())
    for (const [causeId, dots] of [
      [all[i % 3]?.id, 2],
      [all[5 + (i % 4)]?.id, 1],
    ] as const)
      await app.workshop.castDots(guest, { workshopId, stepId: workshop.position, causeId, dots });
  await screen.page.getByText(/^6 z /).waitFor();
  await look('6-vote');
  const during = received.slice(before).join('\n');
  expect(during).not.toMatch(/"?dots"?|voters|Gość/);
  await scene.move('rate');
  await scene.show('votes-fish-fish');
  await screen.page.getByText('6 osób położyło 18 kropek').waitFor();
  await look('6-result');
  await scene.show('votes-1');
  await screen.page.getByRole('listitem').first().waitFor();
  await look('6-ranking');
});

test('[WS131] [WS127] ratings: the turnout, then the matrix with a list', async () => {
  const { app, workshopId, guests } = scene;
  await scene.show('turnout');
  const { workshop } = await app.workshop.getWorkshop(scene.lead, workshopId);
  const rated = (await causes()).slice(0, 8);
  for (const [i, guest] of guests.slice(0, 5).entries())
    for (const [j, cause] of rated.entries())
      await app.workshop.rateCause(guest, {
        workshopId,
        stepId: workshop.position,
        causeId: cause.id,
        importance: 1 + ((i + 2 * j) % 5),
        urgency: 1 + ((i * j + j) % 5),
      });
  await screen.page.getByText(/^5 z /).waitFor();
  await look('6-rate');
  await scene.move('wrapup');
  await scene.show('ratings');
  await screen.page.getByText('Tak oceniło to 5 osób').waitFor();
  await look('6-matrix');
  await scene.show('ratings-fish-fish');
  await screen.page.getByRole('img', { name: /przyczyn/ }).waitFor();
  await look('6-ratings-fish');
});

test('[WS125] [WS127] wrap-up: tasks with who and when, and what waits', async () => {
  const { app, lead: actor, workshopId } = scene;
  const [first, second] = await causes();
  const entry = (fields: Record<string, unknown>) => app.workshop.addEntry(actor, { workshopId, ...fields });
  await entry({
    kind: 'task',
    text: 'Policzyć zgłoszenia krążące między działami',
    owner: 'Beata Wilga',
    dueOn: '2026-12-04',
    causeId: first?.id,
  });
  await entry({ kind: 'task', text: 'Zaproponować termin oddzwonienia', causeId: second?.id });
  await entry({ kind: 'parking', text: 'Godziny otwarcia oddziałów' });
  await scene.show('');
  await screen.page.getByText('kto?').waitFor();
  await look('7-wrap');
});

test('[WS128] a fish too large for the last row comes bone by bone, with a map of the whole', async () => {
  const { app, workshopId } = scene;
  await app.sync.editDocument(boardName(workshopId), (doc) => {
    const board = openFishbone(doc);
    const editor = createEditor(board, 'wall');
    for (const bone of readFishbone(board).fishbone.bones)
      for (let i = 0; i < 16; i++)
        addCause(
          editor,
          { parent: bone.id, after: 'end' },
          `Kolejny powód, dla którego klienci czekają ${i}`,
          null,
        );
  });
  await scene.move('whys');
  await screen.page.getByRole('img', { name: 'Gdzie ta ość jest w całej rybie' }).waitFor();
  await look('8-bone');
});

test('[WS125] [WS126] what is on the wall is steered from the board, and by keyboard', async () => {
  const { page } = lead;
  await page.goto(`/workshop/${scene.workshopId}/board`);
  await page.getByRole('button', { name: /^Wall/ }).press('Enter');
  const remote = page.getByRole('region', { name: 'Wall' });
  await remote.getByText('1 screen').waitFor();
  await remote.getByLabel('Show', { exact: true }).selectOption({ label: 'Joining and who has arrived' });
  await screen.page.getByText('Zeskanuj telefonem albo wpisz kod').waitFor();
  await remote.getByRole('button', { name: 'Previous' }).press('Enter');
  await screen.page.getByText('Zeskanuj telefonem albo wpisz kod').waitFor({ state: 'detached' });
  await keepPicture(page, '9-remote');
  await page.setViewportSize({ width: 390, height: 844 });
  await keepPicture(page, '9-remote-phone');
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  expect(wide).toBe(false);
  await page.setViewportSize({ width: 1400, height: 900 });
  const [opened] = await Promise.all([
    lead.context.waitForEvent('page'),
    remote.getByRole('button', { name: 'Open in a second window' }).click(),
  ]);
  await opened.locator('.wall').waitFor();
  await remote.getByText('2 screens').waitFor();
  // It is in the window of somebody who is signed in, and nothing of theirs is in it.
  expect(await opened.content()).not.toMatch(/lead@example\.org/);
});

test('[WS121] a restarted server finds its walls again, and nobody has to load anything', async () => {
  await scene.show('join');
  await scene.restart();
  await scene.show('insight-x');
  await scene.move('wrapup');
  await screen.page.getByText('Kto, co, do kiedy').waitFor();
  await lead.page.getByRole('region', { name: 'Wall' }).getByText('2 screens').waitFor();
});

test('[WS121] one press ends all screens at once, and a reload opens nothing', async () => {
  const { page } = screen;
  const remote = lead.page.getByRole('region', { name: 'Wall' });
  await lead.page
    .getByText(/^(Saved|Zapisano)$/)
    .first()
    .waitFor(); // the server was just begun anew
  await remote.getByRole('button', { name: 'End all screens' }).click();
  await page.getByRole('heading', { name: 'Ta ściana jest zamknięta' }).waitFor();
  await remote.getByText('No screen shows the wall.').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: /Ta ściana jest zamknięta|This screen is closed/ }).waitFor();
  await page.goto('/wall/AAAAAAAAAAAAAAAAAAAAAAAAAAA');
  await page.getByRole('heading', { name: 'This screen is closed' }).waitFor();
  for (const odd of ['%00', '..%2f..%2fetc', 'x'.repeat(3000), encodeURIComponent("' or 1=1 --")])
    expect((await page.request.get(`/wall/${odd}`)).status()).toBeLessThan(500);
});

test('[WS121] the end of the workshop is the end of its walls, and says so', async () => {
  const { page } = screen;
  await page.goto(await scene.open());
  await page.locator('.wall').waitFor();
  await scene.move('closed');
  await page.getByRole('heading', { name: 'Spotkanie się skończyło. Dziękujemy!' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'The meeting is over. Thank you!' }).waitFor();
  // While the server was away the browser could not reach it, and says so.
  const faults = [...screen.faults, ...lead.faults];
  expect(faults.filter((fault) => !fault.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
});
