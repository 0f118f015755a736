import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  goToStep,
  launchBrowser,
  openPerson,
  pickInRoom,
  removeData,
  setUpOrganisation,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';

type Person = Awaited<ReturnType<typeof openPerson>>;

let server: RunningServer;
let browser: Browser;
let lead: Person;
let ola: Person;
let jan: Person;
let joinLink = '';
/** Ola's connections, which the test cuts: going offline alone leaves open sockets open. */
const sockets = new Set<WebSocketRoute>();
let isCut = false;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  lead = await openPerson(browser, server.address);
  const { page } = lead;
  await setUpOrganisation(page, server.setUpLink ?? '');
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
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
});

/** Fills in the join page in Polish; where it leads is the test's business. */
async function knock(name: string, options: { watches?: boolean; isPhone?: boolean } = {}): Promise<Person> {
  const viewport = options.isPhone ? { width: 390, height: 800 } : { width: 1280, height: 800 };
  const person = await openPerson(browser, server.address, { locale: 'pl-PL', viewport });
  if (name === 'Ola') {
    await person.page.routeWebSocket(/\/sync\//, (socket) => {
      if (isCut) return void socket.close();
      socket.connectToServer();
      sockets.add(socket);
    });
  }
  await person.page.goto(joinLink);
  await person.page.getByLabel('Twoje imię').fill(name);
  await person.page.getByLabel('Dział').fill('Sprzedaż');
  if (options.watches) await person.page.getByLabel('Tylko patrzę').check();
  await person.page.getByRole('button', { name: 'Dołącz' }).click();
  return person;
}

const openTool = ({ page }: Person, name: string | RegExp): Promise<void> => pickInRoom(page, name);

async function expectAxeClean({ page }: Person): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

test('[WS71] a lobby before the door: the guest waits, is let in, and is on the board', async () => {
  await openTool(lead, 'Facilitate');
  await lead.page.getByLabel('Lobby: newcomers wait until you let them in').check();
  ola = await knock('Ola', { isPhone: true });
  await ola.page.getByRole('heading', { name: 'Czekasz na wpuszczenie' }).waitFor();
  await expectAxeClean(ola);
  await lead.page.getByRole('button', { name: 'Let Ola in' }).click();
  await ola.page.waitForURL(/\/board$/);
  jan = await knock('Jan', { watches: true });
  await jan.page.getByRole('heading', { name: 'Czekasz na wpuszczenie' }).waitFor();
  await lead.page.getByText('wants to watch').waitFor();
  await lead.page.getByRole('button', { name: 'Let Jan in' }).click();
  await jan.page.waitForURL(/\/board$/);
  await lead.page.getByLabel('Locked: nobody new comes in').check();
  const late = await knock('Spóźniona');
  await late.page.getByText('Drzwi są zamknięte').first().waitFor();
  await late.context.close();
});

test('[WS74] the shared definition is proposed, approved in secret, counted and kept', async () => {
  await goToStep(lead.page, 'What customer satisfaction is to us');
  await ola.page.getByLabel('Twoje zdanie').fill('Wracają do nas z własnej woli');
  await ola.page.getByRole('button', { name: 'Zaproponuj' }).click();
  await ola.page.getByText('(twoje)').waitFor();
  await lead.page.getByLabel('Your sentence').fill('They tell their friends');
  await lead.page.getByRole('button', { name: 'Propose' }).click();
  await lead.page.getByRole('button', { name: 'Ask who stands by them' }).click();
  await ola.page.getByRole('checkbox', { name: 'Wracają do nas z własnej woli' }).press('Space');
  await lead.page.getByText('1 person has ticked').waitFor();
  expect(await lead.page.getByText('stands by it').count()).toBe(0);
  await lead.page.getByRole('button', { name: 'Count', exact: true }).click();
  await lead.page.getByText('1 person stands by it').waitFor();
  await lead.page.getByRole('button', { name: 'Keep: Wracają do nas z własnej woli' }).click();
  await ola.page.getByRole('heading', { name: 'Nasza definicja satysfakcji' }).waitFor();
});

test('[WS78] [WS79] a warm-up and a check of the mood stand on every screen', async () => {
  const { page } = lead;
  await page.getByRole('button', { name: 'Put it before the room' }).click();
  await ola.page.getByRole('region', { name: 'Na rozgrzewkę' }).waitFor();
  await page.getByRole('button', { name: 'End the warm-up' }).click();
  await page.getByRole('button', { name: 'Ask the room' }).click();
  await ola.page.getByRole('button', { name: 'bardzo dobrze' }).click();
  await page.getByText('1 answer', { exact: true }).waitFor();
  expect(await jan.page.getByRole('button', { name: 'bardzo dobrze' }).count()).toBe(0);
  await expectAxeClean(lead);
  await page.getByRole('button', { name: 'Close and count' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close and count' }).click();
  await ola.page.getByText('Mniej niż 3 odpowiedzi').waitFor();
  await page.getByRole('button', { name: 'Put it away' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put it away' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('[WS102] those who facilitate talk backstage; the others have no such door', async () => {
  await openTool(lead, 'Backstage');
  await lead.page.getByLabel('Message').fill('Five more minutes?');
  await lead.page.getByLabel('Message').press('Enter');
  await lead.page.getByRole('list', { name: 'Backstage' }).getByText('Five more minutes?').waitFor();
  expect(await ola.page.getByRole('button', { name: 'Za kulisami' }).count()).toBe(0);
});

test('[WS75] a phone parks a point; the facilitator ticks it off', async () => {
  await goToStep(lead.page, 'Bring together what belongs together');
  await openTool(ola, /^Parking/);
  await ola.page.getByLabel('Odłóż temat').fill('Godziny otwarcia');
  await ola.page.getByRole('button', { name: 'Odłóż', exact: true }).click();
  await ola.page.getByText('Godziny otwarcia').waitFor();
  await expectAxeClean(ola);
  expect(await ola.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await ola.page.getByRole('button', { name: 'Zamknij' }).click();
  await openTool(lead, /^Parking lot/);
  await lead.page.getByLabel('Done: Godziny otwarcia').check();
  await lead.page.getByRole('button', { name: 'Close' }).click();
});

test('[WS72] an observer changes nothing, takes part after a press, and goes back to watching', async () => {
  const { page } = jan;
  await page.getByText('Patrzysz: widzisz wszystko i niczego nie zmieniasz.').waitFor();
  expect(await page.getByRole('button', { name: 'Podnieś rękę' }).count()).toBe(0);
  await jan.page.getByRole('button', { name: /^Osoby/ }).click();
  await page.getByRole('button', { name: 'Biorę udział' }).click();
  await page.getByRole('button', { name: 'Podnieś rękę' }).waitFor();
  await page.getByRole('button', { name: 'Tylko patrzę' }).click();
  await page.getByRole('button', { name: 'Podnieś rękę' }).waitFor({ state: 'detached' });
});

test('[WS103] who follows somebody comes to see what they look at', async () => {
  await lead.page.getByRole('button', { name: 'Both' }).click();
  const outline = lead.page.getByRole('tree', { name: 'Outline' });
  await outline
    .getByRole('treeitem', { name: /People/ })
    .first()
    .click();
  await lead.page.keyboard.press('Enter');
  await lead.page.keyboard.type('No training');
  await lead.page.keyboard.press('Escape');
  await jan.page
    .getByRole('button', { name: /^Podążaj: / })
    .first()
    .waitFor();
  const followed = jan.page.getByRole('button', { name: /^Podążaj: (?!Ola)/ }).first();
  await followed.click();
  await jan.page.getByText(/^Podążasz za: /).waitFor();
  await outline
    .getByRole('treeitem', { name: /Management/ })
    .first()
    .click();
  await jan.page
    .getByRole('treeitem', { name: /Management/, selected: true })
    .first()
    .waitFor();
  await jan.page.getByRole('button', { name: 'Przestań podążać' }).first().click();
});

test('[WS77] [WS76] somebody offers to explain a cause; tasks get an owner and a day', async () => {
  const { page } = ola;
  await page
    .getByRole('treeitem', { name: /No training/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Więcej o zaznaczonym' }).click();
  await page.getByRole('menuitem', { name: 'O przyczynie' }).click();
  await page.getByRole('button', { name: 'Mogę wyjaśnić tę przyczynę' }).click();
  await page.getByText('Może wyjaśnić: Ola').waitFor();
  await goToStep(lead.page, 'What happens next');
  await openTool(lead, /^Who does what/);
  await lead.page.getByRole('textbox', { name: 'What' }).fill('Ask IT for the figures');
  await lead.page.getByLabel('By', { exact: true }).fill('2030-01-15');
  await lead.page.getByRole('button', { name: 'Add' }).click();
  await lead.page.getByText('Ask IT for the figures').first().waitFor();
});

test('[FM16] on the board what is removed goes at once, and one press brings it back', async () => {
  const { page } = lead;
  const task = page.getByRole('button', { name: 'Remove: Ask IT for the figures' });
  const undo = page.locator('.toasts').getByRole('button', { name: /^Undo/ });
  await task.focus();
  await page.keyboard.press('Enter');
  await page.getByText('The task “Ask IT for the figures” is removed.').waitFor();
  await page.getByText('No task yet.').waitFor();
  const { violations } = await new AxeBuilder({ page }).include('.toasts').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await undo.click();
  await task.waitFor();
  await undo.waitFor({ state: 'detached' });
  await task.click();
  await page.getByText('No task yet.').waitFor();

  await openTool(ola, /^Parking/);
  await ola.page.getByRole('button', { name: 'Usuń: Godziny otwarcia' }).click();
  await ola.page.getByText('Usunięto z parkingu: „Godziny otwarcia”.').waitFor();
  await ola.page.getByText('Nic nie odłożono.').waitFor();
  expect(await ola.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await ola.page.getByRole('button', { name: 'Zamknij' }).click();
});

test('[WS104] what one wrote offline after the step had closed goes to the tray, not onto the board', async () => {
  await goToStep(lead.page, 'Ask why again');
  const { page, context } = ola;
  await page.getByRole('button', { name: 'Zamknij panel' }).click();
  await page
    .getByRole('treeitem', { name: /No training/ })
    .first()
    .click();
  isCut = true;
  await context.setOffline(true);
  for (const socket of sockets) await socket.close();
  await page
    .getByText(/^Offline/)
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Too few trainers');
  await page.keyboard.press('Escape');
  await page.getByText('Too few trainers').first().waitFor();
  await goToStep(lead.page, 'Which causes matter most');
  isCut = false;
  await context.setOffline(false);
  await page.getByText(/przyszł[ao] po zamknięciu kroku/).waitFor();
  expect(await lead.page.getByRole('treeitem', { name: /Too few trainers/ }).count()).toBe(0);
  expect(await page.getByText('Too few trainers').count()).toBe(0);
  await goToStep(lead.page, 'Ask why again');
  await openTool(lead, /^Facilitate/);
  await lead.page.getByRole('button', { name: 'Take it: New cause: Too few trainers' }).click();
  await page.getByText('Too few trainers').first().waitFor();
  const faults = [...lead.faults, ...ola.faults, ...jan.faults];
  expect(faults.filter((fault) => !fault.includes('WebSocket'))).toEqual([]);
});

test('[WS104] what one wrote in silence offline and too late comes to the tray without a name', async () => {
  await goToStep(lead.page, 'Each for oneself');
  const { page, context } = ola;
  await page.getByLabel('Nowa przyczyna: People').waitFor();
  // Begun while there is a connection, and finished without one.
  await page.getByLabel('Nowa przyczyna: Methods').fill('Half of a');
  await page.getByLabel('Nowa przyczyna: Methods').press('Enter');
  await page.getByText('Zapisano').first().waitFor();
  isCut = true;
  await context.setOffline(true);
  for (const socket of sockets) await socket.close();
  await page.getByLabel('Nowa przyczyna: People').fill('Nobody told the new ones');
  await page.getByLabel('Nowa przyczyna: People').press('Enter');
  await page.getByLabel('Twoja przyczyna: People').waitFor();
  await page.getByLabel('Twoja przyczyna: Methods').fill('Half of a thought, and the whole of it');
  await page.getByLabel('Twoja przyczyna: Methods').blur(); // a field that is open would keep it, and offer it
  await goToStep(lead.page, 'What we wrote');
  isCut = false;
  await context.setOffline(false);
  await page.getByText(/przyszły po zamknięciu kroku/).waitFor();
  const tray = lead.page.getByRole('complementary', { name: 'Tools of the room' });
  await tray.getByText('New cause: Nobody told the new ones').waitFor();
  await tray.getByText('New cause: Half of a thought, and the whole of it').waitFor();
  expect(await tray.getByText('Ola').count()).toBe(0);
  await tray.getByRole('button', { name: 'Take it: New cause: Nobody told the new ones' }).click();
  await page.getByText('Nobody told the new ones').first().waitFor();
});

test('[WS105] [SY24] two tabs are one person, and a board wakes up after a sign-in in the other tab', async () => {
  const { page, context } = lead;
  await goToStep(page, 'Ask why again');
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByText('Customers wait too long').first().waitFor();
  await other.getByText('Saved').first().waitFor();
  const faces = (await ola.page.locator('[title*="Ola"]').first().getAttribute('title')) ?? '';
  const names = faces.split(', ');
  expect(names.filter((name) => names.indexOf(name) !== names.lastIndexOf(name))).toEqual([]);
  await other.evaluate(() => fetch('/sign-out', { method: 'POST' }));
  await page.getByRole('link', { name: 'Sign in and come back' }).first().waitFor();
  await signIn(other, 'anna@example.org');
  await other.close();
  // Coming back to the tab is enough; nothing is loaded anew.
  await page.evaluate(() => {
    document.documentElement.dataset.same = 'yes';
    window.dispatchEvent(new Event('focus'));
  });
  await page.getByRole('link', { name: 'Sign in and come back' }).first().waitFor({ state: 'detached' });
  await page.getByText('Saved').first().waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset.same)).toBe('yes');
});
