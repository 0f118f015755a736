import AxeBuilder from '@axe-core/playwright';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import { demoEmail } from '#server/demo/build-demo.ts';
import { CAST } from '#server/demo/story.ts';
import { serve, type Running } from '#server/serve.ts';
import { launchBrowser, openPerson, signIn } from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'news for everybody';
const SYSTEM: Actor = { kind: 'system', name: 'live' };
type Person = Extract<Actor, { kind: 'person' }>;

/** Two browsers on one server: what somebody does in one is announced in the other. */
let browser: Browser;
let running: Running;
let dataDir: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-live-'));
  await prepareDemoPages(dataDir, PASSWORD);
  running = await start('0');
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

function start(port: string): Promise<Running> {
  const environment = { DATA_DIR: dataDir, PORT: port, HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  return serve({ environment, isDevelopment: false });
}

function emailOf(key: string): string {
  const member = CAST.find((candidate) => candidate.key === key);
  if (!member) throw new Error(`The demo has no ${key}.`);
  return demoEmail(member);
}

async function actorOf(key: string): Promise<Person> {
  const people = await running.app.people.listPeople(SYSTEM);
  const person = people.find(({ email }) => email === emailOf(key));
  if (!person) throw new Error(`The demo has no ${key}.`);
  return { kind: 'person', ...person, sessionId: null };
}

/** Somebody of the demo at a browser of their own, at a page. */
async function at(key: string, path: string): Promise<{ page: Page; context: BrowserContext }> {
  const { page, context } = await openPerson(browser, running.address);
  contexts.push(context);
  const isStreaming = page.waitForResponse(isStream); // of the page after signing in
  await signIn(page, emailOf(key), PASSWORD);
  await isStreaming;
  await visit(page, path);
  return { page, context };
}

/** Opens a page and waits until it hears what happens. */
async function visit(page: Page, path: string): Promise<void> {
  const sinceMs = Date.now();
  // Of this page: the stream of the one before can be answered while this one is asked for.
  const isStreaming = page.waitForResponse(
    (response) => isStream(response) && response.request().timing().startTime >= sinceMs,
  );
  await page.goto(path);
  await isStreaming;
}

const isStream = (exchange: { url(): string }): boolean => exchange.url().includes('/events');
const bar = (page: Page) => page.locator('div.edge');
const barText = async (page: Page): Promise<string> => {
  await bar(page).getByRole('button').waitFor();
  return (await bar(page).innerText()).replaceAll(/\s+/g, ' ').trim();
};
const addIssue = async (title: string): Promise<string> =>
  running.app.issues.addIssue(await actorOf('lead'), { title, description: '', insightId: '' });

test('[LV8] the list of issues does not move: it says how much is newer, and shows it when asked', async () => {
  const { page } = await at('employee', '/issues');
  const before = await page.getByRole('listitem').allInnerTexts();
  await addIssue('Codes come late');
  expect(await barText(page)).toMatch(/^(1 newer change\. Show it|1 nowa zmiana\. Pokaż ją)$/);
  await addIssue('Letters nobody reads');
  await bar(page).getByText(/^2 /).waitFor();
  expect(await page.getByRole('listitem').allInnerTexts()).toEqual(before);
  await bar(page).getByRole('button').press('Enter');
  await page.getByRole('link', { name: 'Letters nobody reads' }).waitFor();
  await bar(page).getByRole('button').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
});

test('[LV8] an issue that somebody rates says so to who reads it; who rated is told nothing', async () => {
  const id = await addIssue('Two letters, two dates');
  const [reader, rater] = [await at('lead', `/issues/${id}`), await at('employee', `/issues/${id}`)];
  for (const axis of ['importance', 'urgency'])
    await rater.page.locator(`input[name=${axis}][value="4"]`).check({ force: true });
  // Not even for the moment between the event and the answer to the press.
  const wasShown = await rater.page.locator('div.edge').evaluateHandle((edge) => {
    const seen = { bars: 0 };
    new MutationObserver(() => (seen.bars += edge.childElementCount)).observe(edge, { childList: true });
    return seen;
  });
  // What is rated before the press has loaded its page anew stands on it, and is no news.
  const loaded = rater.page.waitForResponse((response) => response.url().includes('__data.json'));
  const opened: string[] = [];
  rater.page.on('request', (request) => void (isStream(request) && opened.push(request.url())));
  await rater.page.locator('form[action="?/rate"] button[type=submit]:not([name])').click();
  await bar(reader.page).getByRole('button').waitFor();
  await rater.page.locator('.toast').waitFor();
  await loaded;
  expect(await wasShown.jsonValue()).toEqual({ bars: 0 });
  // The next one who rates is news there too: the bar of the press before would count two.
  const finance = await actorOf('finance');
  await running.app.issues.rateIssue(finance, { issueId: id, importance: 3, urgency: 3 });
  await bar(rater.page).getByText(/^1 /).waitFor();
  // A load is no other reader: the stream goes on, and nothing is missed between two.
  expect(opened).toEqual([]);
});

test('[LV9] what is typed stays; a field that both changed says what somebody else put there', async () => {
  const { app } = running;
  const lead = await actorOf('lead');
  const project = (await app.projects.listProjects(lead)).find(({ state }) => state === 'draft');
  if (!project) throw new Error('The demo has no draft.');
  const [first, second] = [
    await at('lead', `/projects/${project.id}/edit`),
    await at('lead', `/projects/${project.id}/edit`),
  ];
  const form = (page: Page) => page.locator('main form');
  await form(first.page).locator('textarea[name=aim]').fill('Mine, half a sen');
  await form(second.page).locator('input[name=title]').fill('A title of the other browser');
  await form(second.page).locator('textarea[name=aim]').fill('Theirs, a whole sentence.');
  await form(second.page).locator('button[type=submit]').click();
  await bar(first.page).getByRole('button').click();
  await first.page.getByRole('heading', { name: 'A title of the other browser' }).waitFor();
  expect(await form(first.page).locator('input[name=title]').inputValue()).toBe(
    'A title of the other browser',
  );
  expect(await form(first.page).locator('textarea[name=aim]').inputValue()).toBe('Mine, half a sen');
  await form(first.page).getByRole('listitem').getByText('Theirs, a whole sentence.').waitFor();
  // What is sent now is on top of what the other browser stored, and is not refused.
  await form(first.page).locator('textarea[name=aim]').fill('Mine, a whole sentence.');
  await form(first.page).locator('button[type=submit]').click();
  await first.page.locator('.aim', { hasText: 'Mine, a whole sentence.' }).waitFor();
});

test('[LV8] a signature elsewhere is announced on the project and on the list', async () => {
  const lead = await actorOf('lead');
  const project = (await running.app.projects.listProjects(lead)).find(({ state }) => state === 'submitted');
  if (!project) throw new Error('The demo has no submission.');
  const owner = await at('lead', `/projects/${project.id}`);
  const board = await at('employee', '/projects');
  const director = await at('marketing', `/projects/${project.id}`);
  await director.page.locator('form[action="?/decide"] input[name=password]').fill(PASSWORD);
  await director.page.locator('button[name=decision][value=approve]').click();
  for (const { page } of [owner, board]) expect(await barText(page)).toMatch(/^1 /);
  await bar(owner.page).getByRole('button').click();
  await owner.page.locator('.approvals').getByText('Maria Lis').first().waitFor();
});

test('[LV8] a shift that somebody takes is announced on its round and on the list of rounds', async () => {
  const { app } = running;
  const lead = await actorOf('lead');
  const [round] = await app.shifts.listRounds(lead);
  if (!round) throw new Error('The demo has no round.');
  const open = (await app.shifts.getRound(lead, round.id)).tours.find(
    ({ hasBegun, taken, places }) => !hasBegun && taken < places,
  );
  const [reader, list] = [await at('lead', `/shifts/${round.id}`), await at('employee', '/shifts')];
  await app.shifts.signUp(await actorOf('brand'), { tourId: open?.id, scopes: ['chat'] });
  for (const { page } of [reader, list]) expect(await barText(page)).toMatch(/^1 /);
});

test('[LV8] tables that are computed come by themselves, to who asked for them and to who waits for them', async () => {
  const waves = await running.app.survey.listWaves(await actorOf('lead'));
  const path = `/survey/${waves[1]?.id}/published`;
  const [analyst, reader] = [await at('analyst', path), await at('marketing', path)];
  await analyst.page.locator('form[action="?/publish"] button[type=submit]').click();
  // [FM16] Publishing leaves the house: it asks, with the number of those who will read.
  const question = analyst.page.getByRole('dialog');
  await question.getByRole('button', { name: /^(Publish to|Opublikuj dla) [1-9]/ }).click();
  await analyst.page.getByRole('table').first().waitFor();
  await bar(reader.page).getByRole('button').click();
  await reader.page.getByRole('table').first().waitFor();
});

test('[LV8] on a phone, in the dark and in Polish the bar is accessible and above the navigation', async () => {
  const { page, context } = await openPerson(browser, running.address, {
    locale: 'pl-PL',
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  });
  contexts.push(context);
  await signIn(page, emailOf('lead'), PASSWORD);
  await visit(page, '/issues'); // the program itself changes rounds, hour by hour
  for (let n = 0; n < 5; n++) running.app.bus.tell({ kind: 'issue', id: 'any', action: 'add' });
  await bar(page).getByText(/^5 /).waitFor();
  expect(await barText(page)).toBe('5 nowych zmian. Pokaż je');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  const boxOf = (selector: string) => page.locator(selector).boundingBox();
  const [pill, button, nav] = [
    await boxOf('div.edge'),
    await boxOf('div.edge button'),
    await boxOf('header nav'),
  ];
  expect((pill?.y ?? 0) + (pill?.height ?? 0)).toBeLessThanOrEqual(nav?.y ?? 0);
  expect(button?.height).toBeGreaterThanOrEqual(44);
  expect(pill?.x).toBeGreaterThanOrEqual(0);
  expect((pill?.x ?? 0) + (pill?.width ?? 0)).toBeLessThanOrEqual(390);
});

test('[LV2] seven tabs of a browser have one stream, all load and all hear; the next takes over', async () => {
  const { page, context } = await at('employee', '/issues');
  const streams: string[] = [];
  context.on('request', (request: Request) => {
    if (isStream(request)) streams.push(request.url());
  });
  const tabs: Page[] = [page];
  for (let tab = 1; tab < 7; tab++) {
    const next = await context.newPage();
    await next.goto('/issues');
    tabs.push(next);
  }
  await addIssue('Seven tabs hear of it');
  for (const tab of tabs) await bar(tab).getByText(/^1 /).waitFor();
  expect(streams).toEqual([]);
  const isTakenOver = context.waitForEvent('response', isStream);
  await page.close();
  await isTakenOver;
  await addIssue('Six tabs hear of it');
  for (const tab of tabs.slice(1)) await bar(tab).getByText(/^2 /).waitFor();
  expect(streams).toHaveLength(1);
});

test('[LV7] after the server restarts the page catches up by itself, and keeps what is typed', async () => {
  const { page } = await at('lead', '/issues?add');
  await page.locator('form[action="?/add"] input[name=title]').fill('Half typed');
  const { port } = new URL(running.address);
  await running.close();
  running = await start('0');
  await addIssue('While nobody could hear');
  await running.close();
  running = await start(port);
  await page.getByText('While nobody could hear').waitFor();
  expect(await page.locator('form[action="?/add"] input[name=title]').inputValue()).toBe('Half typed');
});

test('[LV2] who signs out in one tab hears nothing in the others', async () => {
  const { page, context } = await at('employee', '/issues');
  const other = await context.newPage();
  await other.goto('/issues');
  await other.locator('div.edge').waitFor({ state: 'attached' });
  // The server ends it, or the page does when it is told so: whichever is first.
  const isOver = Promise.any([
    page.waitForEvent('requestfinished', isStream),
    page.waitForEvent('requestfailed', isStream),
  ]);
  await other.locator('form[action="/sign-out"]').evaluate((form) => (form as HTMLFormElement).submit()); // it is one
  await Promise.all([isOver, other.waitForURL('**/sign-in')]);
  await addIssue('Not for who left');
  const reader = await at('lead', '/issues');
  await addIssue('Heard by who is there');
  await bar(reader.page).getByRole('button').waitFor();
  expect(await bar(page).getByRole('button').count()).toBe(0);
});
