import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import { serve, type Running } from '#server/serve.ts';
import { atRest, launchBrowser, openPerson, signIn } from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'rated without a look';
const SYSTEM: Actor = { kind: 'system', name: 'ratings' };
const PHONE = { width: 390, height: 844 };
const TITLE = 'Co jest najpilniejsze?';
/** Words that stand in a body that shows how ratings lie, and in no other. */
const OF_RESULTS = /"median"|"agreement"|"abstained"|zgodność|mediana/;

let browser: Browser;
let running: Running;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-ratings-'));
  await prepareDemoPages(dataDir, PASSWORD);
  const environment = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  running = await serve({ environment, isDevelopment: false });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What reached the browsers before the reveal, as the server sent it. */
const received: { url: string; body: string }[] = [];
const reading: Promise<unknown>[] = [];

async function open(who: string, path: string, viewport?: typeof PHONE) {
  const opened = await openPerson(browser, running.address, {
    locale: 'pl-PL',
    ...(viewport && { viewport }),
  });
  await signIn(opened.page, `${who}@example.org`, PASSWORD);
  opened.page.on('response', (response) => reading.push(keep(response)));
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened;
}

async function keep(response: Response): Promise<void> {
  const url = response.url();
  // A stream has no end; it is read by itself. Scripts and fonts are the same for everybody.
  if (/\/events|\/_app\//.test(url)) return;
  const body = await response.text().catch(() => ''); // a page that was left has none any more
  received.push({ url, body });
}

async function personOf(who: string): Promise<Extract<Actor, { kind: 'person' }>> {
  const people = await running.app.people.listPeople(SYSTEM);
  const person = people.find(({ email }) => email === `${who}@example.org`);
  if (!person) throw new Error(`The demo has no ${who}.`);
  return { kind: 'person', ...person, sessionId: null };
}

/** The data of these pages, as this person gets it now, without the moment at which it was read. */
async function dataOf(context: BrowserContext, paths: readonly string[]): Promise<Map<string, string>> {
  const bodies = new Map<string, string>();
  for (const path of paths) {
    const askedMs = Date.now();
    const response = await context.request.get(`${running.address}${path}`);
    expect([path, response.status()]).toEqual([path, 200]);
    const body = await response.text();
    // A moment of before, such as that of a rating, stays.
    bodies.set(
      path,
      body.replace(/\b\d{13}\b/g, (ms) => (Number(ms) >= askedMs ? 'now' : ms)),
    );
  }
  return bodies;
}

/** The paths whose data is another one. */
function differing(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before].filter(([path, body]) => after.get(path) !== body).map(([path]) => path);
}

/** Everything that the stream of this person's events brings while something is done. */
async function heardDuring(who: string, context: BrowserContext, work: () => Promise<void>): Promise<string> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const abort = new AbortController();
  const response = await fetch(`${running.address}/events?for=${(await personOf(who)).id}`, {
    headers: { cookie },
    signal: abort.signal,
  });
  expect(response.status).toBe(200);
  let heard = '';
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  const listening = (async () => {
    for (;;) {
      const piece = await reader?.read();
      if (!piece || piece.done) return;
      heard += decoder.decode(piece.value);
    }
  })().catch(() => undefined); // aborted below
  await expect.poll(() => heard.length).toBeGreaterThan(0); // its greeting: from here on nothing is missed
  const greeting = heard.length;
  await work();
  // An event of another kind, told last: what came before it is all there was.
  const admin = await personOf('admin');
  await running.app.issues.addIssue(await personOf('lead'), { title: `Marker for ${admin.name}` });
  await expect.poll(() => heard.slice(greeting)).toContain('issue');
  abort.abort();
  await listening;
  return heard.slice(greeting);
}

const radio = (page: Page, axis: 'Ważność' | 'Pilność', value: number) =>
  page.getByRole('group', { name: axis }).getByRole('radio', { name: String(value) });

async function rate(page: Page, importance: number, urgency: number): Promise<void> {
  await radio(page, 'Ważność', importance).check({ force: true });
  await radio(page, 'Pilność', urgency).check({ force: true });
  await page.getByRole('button', { name: /^Zapisz/ }).click();
}

test('[IS40] [IS41] [IS42] [IS46] [IS47] [IS48] a live session: three rate in secret, the lead reveals, the disputed are rated again', async () => {
  const { app } = running;
  const maker = await personOf('lead');
  const letter = await app.issues.addIssue(maker, { title: 'List bez numeru sprawy' });
  // The list, and so the session, begins with the newer one.
  const addedMs = Date.now();
  await expect.poll(() => Date.now()).toBeGreaterThan(addedMs);
  const queue = await app.issues.addIssue(maker, { title: 'Kolejka w oddziale' });
  const numberOf = async (id: string): Promise<number> => (await app.issues.getIssue(maker, id)).number;

  const lead = await open('lead', `/issues/ratings/new?ids=${queue},${letter}`);
  await lead.page.getByLabel('Nazwa').fill(TITLE);
  await lead.page.getByLabel('Kiedy oceniamy').selectOption('live');
  const who = lead.page.getByRole('group', { name: 'Kto ocenia' });
  for (const key of ['employee', 'analyst', 'mentor'])
    await who.getByRole('checkbox', { name: (await personOf(key)).name }).check();
  await lead.page.getByRole('button', { name: 'Rozpocznij sesję' }).click();
  await lead.page.waitForURL(/\/ratings\/(?!new)/);
  await lead.page.getByText('Skończyło: 0 z 3').waitFor();
  const path = new URL(lead.page.url()).pathname;
  const sessionId = path.split('/').at(-1) ?? '';

  // From Home, by the keyboard alone.
  const employee = await open('employee', '/home');
  await employee.page.getByRole('link', { name: `Oceń: ${TITLE}` }).click();
  await employee.page.getByRole('heading', { name: 'Kolejka w oddziale' }).waitFor();
  for (const key of ['5', '5', 'Enter']) await employee.page.keyboard.press(key);
  await employee.page.getByRole('heading', { name: 'List bez numeru sprawy' }).waitFor();
  for (const key of ['4', '2', 'Enter']) await employee.page.keyboard.press(key);
  await employee.page.getByText('To już wszystko').waitFor();
  // The lead sees at once who has finished, and nothing else.
  await lead.page.getByText('Skończyło: 1 z 3').waitFor();

  // What somebody rates changes no byte that anybody else receives, and is told to nobody.
  const analyst = await open('analyst', `${path}/rate`);
  const paths = [
    ...[path, '/issues', '/issues/ratings', '/home', '/inbox', `/issues/${await numberOf(queue)}`].map(
      (page) => `${page}/__data.json`,
    ),
    `/issues/rows?offset=0`,
    `/issues/__data.json?sort=-importance`,
    `/api/search?q=kolejka`,
  ];
  const ofRater = [...paths, `${path}/rate/__data.json`];
  const before = { lead: await dataOf(lead.context, paths), rater: await dataOf(analyst.context, ofRater) };
  const other = await personOf('employee');
  const change = (importance: number): Promise<void> =>
    app.issues.rateIssue(other, { sessionId, issueId: queue, importance, urgency: 1 });
  await change(1);
  expect(differing(before.lead, await dataOf(lead.context, paths))).toEqual([]);
  expect(differing(before.rater, await dataOf(analyst.context, ofRater))).toEqual([]);
  // The rater themselves receives it: the comparison sees a rating where one is.
  const own = await dataOf(employee.context, ofRater);
  await change(2);
  expect(differing(own, await dataOf(employee.context, ofRater))).toEqual([`${path}/rate/__data.json`]);
  expect(await heardDuring('lead', lead.context, () => change(5))).not.toContain('ratings');

  await rate(analyst.page, 1, 5);
  await analyst.page.getByRole('heading', { name: 'List bez numeru sprawy' }).waitFor();
  await rate(analyst.page, 4, 4);
  await analyst.page.getByText('To już wszystko').waitFor();

  const mentor = await open('mentor', `${path}/rate`, PHONE);
  const page = mentor.page;
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  for (const button of await page.locator('form[action="?/rate"] label').all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  const faults = (await new AxeBuilder({ page }).analyze()).violations;
  expect(faults.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await rate(page, 3, 3);
  await page.getByRole('heading', { name: 'List bez numeru sprawy' }).waitFor();
  await page.getByRole('button', { name: 'Wstrzymuję się' }).click();
  await page.getByText('To już wszystko').waitFor();

  // Nothing that anybody received so far shows how ratings lie; the session's own pages are among it.
  await lead.page.getByText('Skończyło: 3 z 3').waitFor();
  await Promise.all(reading);
  expect(received.filter(({ url }) => url.includes(sessionId)).length).toBeGreaterThan(3);
  expect(received.filter(({ body }) => OF_RESULTS.test(body)).map(({ url }) => url)).toEqual([]);

  await lead.page.getByRole('button', { name: 'Ujawnij oceny' }).click();
  await lead.page.getByRole('dialog').getByRole('button', { name: 'Ujawnij oceny' }).click();
  const first = lead.page.getByRole('listitem').filter({ hasText: 'Kolejka w oddziale' });
  await first.getByText('Oceny są rozbieżne').waitFor();
  await lead.page
    .getByRole('listitem')
    .filter({ hasText: 'List bez numeru sprawy' })
    .getByText('Za mało ocen, żeby cokolwiek pokazać.')
    .waitFor();

  // Only what was disputed is asked again; each sees what the first round found.
  await lead.page.getByRole('button', { name: 'Oceńcie ponownie 1 problem' }).click();
  await lead.page.getByText('Skończyło: 0 z 3').waitFor();
  for (const { page: own } of [employee, analyst, mentor]) {
    await own.goto(`${path}/rate`);
    await own.getByText('Wynik pierwszej rundy').waitFor();
    await rate(own, 4, 4);
    await own.getByText('To już wszystko').waitFor();
  }
  await lead.page.getByText('Skończyło: 3 z 3').waitFor();
  await lead.page.getByRole('button', { name: 'Ujawnij oceny' }).click();
  await lead.page.getByRole('dialog').getByRole('button', { name: 'Ujawnij oceny' }).click();
  await first.getByText('zgodność 1,00').first().waitFor();
  expect(await app.issues.getIssue(maker, queue)).toMatchObject({
    ...{ band: 'this-year', source: 'session' },
    priority: { importance: 4, urgency: 4, isDisputed: false },
  });
  for (const one of [lead, employee, analyst, mentor]) expect(one.faults).toEqual([]);
});

test('[IS51] [IS52] [IS53] an issue is moved with a reason, its history says so, and other borders move others', async () => {
  const { app } = running;
  const maker = await personOf('lead');
  const id = await app.issues.addIssue(maker, { title: 'Formularz gubi załącznik' });
  const { number } = await app.issues.getIssue(maker, id);
  const lead = await open('lead', `/issues/${number}`);
  await lead.page.getByRole('button', { name: 'Przenieś do innego pasma' }).click();
  const dialog = lead.page.getByRole('dialog');
  await dialog.getByLabel('Do pasma').selectOption('this-year');
  await dialog.getByLabel('Dlaczego').fill('Od marca zmienia się prawo');
  await dialog.getByRole('button', { name: 'Przenieś do innego pasma' }).click();
  await lead.page.getByText('Od marca zmienia się prawo').first().waitFor();
  await lead.page.getByText('1 zmiana pasma').click();
  await lead.page.getByText('Jeszcze bez pasma → W tym roku').waitFor();
  // Everybody reads it, whoever has rated or not.
  const employee = await open('employee', `/issues/${number}`);
  await employee.page.getByText('Od marca zmienia się prawo').first().waitFor();
  await lead.page.getByRole('button', { name: 'Cofnij przeniesienie' }).click();
  await lead.page.getByText('2 zmiany pasma').waitFor();

  const admin = await open('admin', '/settings/thresholds');
  await admin.page.getByLabel('Ważny od').selectOption('4.5');
  await admin.page.locator('form[action="?/borders"] button[type=submit]').click();
  await admin.page.locator('.toast').waitFor();
  expect((await app.organisation.getSettings(SYSTEM)).settings.borders).toEqual({
    importance: 4.5,
    urgency: 3,
  });
  for (const one of [lead, employee, admin]) expect(one.faults).toEqual([]);
});
