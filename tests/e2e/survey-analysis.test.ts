import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import type { Actor } from '#lib/people/person.ts';
import { TextDictionary } from '#lib/tabular/table/dictionary.ts';
import type { ColumnRole, SurveyTable } from '#lib/tabular/table/table.ts';
import { writeWave } from '#lib/survey/wave/wave-file.ts';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { prepareDemo } from '#server/demo/prepare-demo.ts';
import {
  launchBrowser,
  openPerson,
  PASSWORD,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';

const SYSTEM: Actor = { kind: 'system', name: 'analysis test' };
const ROWS = 1_000_000;
/** A loaded machine may take its time to open a wave; how long is no matter of these tests. */

let server: RunningServer;
let browser: Browser;
let demoWave = '';
let largeWave = '';

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-analysis-'));
  const environment = { DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  const quiet = (): void => undefined;
  await prepareDemo(environment, PASSWORD, quiet);
  const app = await createApp({
    config: readConfig(environment),
    log: { info: quiet, warn: quiet, error: quiet },
  });
  demoWave = (await app.survey.listWaves(SYSTEM))[0]?.id ?? '';
  const id = await app.people.addPerson(SYSTEM, {
    name: 'Olek',
    email: 'olek@example.org',
    roles: ['analyst'],
  });
  await app.access.acceptInvitation({ token: await app.access.invite(SYSTEM, id), password: PASSWORD });
  const person = (await app.people.listPeople(SYSTEM)).find(({ email }) => email === 'olek@example.org');
  if (!person) throw new Error('the second analyst was not added');
  const olek: Actor = { kind: 'person', ...person, sessionId: null };
  await app.people.changeProfile(olek, { name: 'Olek', locale: 'en', theme: 'system' });
  largeWave = await importLarge(app.survey, olek);
  await app.close();
  server = await startServer({ dataDir });
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (!server) return;
  await server.stop();
  removeData(server);
});

/** Made-up answers: NPS, twelve ratings, five categories, a number and a day. */
function largeTable(): SurveyTable {
  const random = seededRandom(21);
  const column = (index: number, name: string, role: ColumnRole, answers: readonly string[]) => ({
    index,
    name,
    label: name,
    role,
    scale: role === 'rating' ? { min: 1, max: 5 } : undefined,
    naCodes: [],
    codes: Int32Array.from({ length: ROWS }, () => Math.floor(random() * (answers.length + 1))),
    dictionary: new TextDictionary(['', ...answers]),
  });
  const numbers = (count: number, from = 0): string[] =>
    Array.from({ length: count }, (_, i) => String(from + i));
  const days = numbers(365).map((day) =>
    new Date(Date.UTC(2026, 0, 1) + Number(day) * 86_400_000).toISOString().slice(0, 10),
  );
  const regions = ['Mazowsze', 'Pomorze', 'Śląsk', 'Łódź'];
  return {
    rowCount: ROWS,
    decimal: '.',
    columns: [
      column(0, 'nps', 'nps', numbers(11)),
      ...numbers(12).map((item, i) => column(1 + i, `item ${item}`, 'rating', numbers(5, 1))),
      ...numbers(5).map((item, i) => column(13 + i, `region ${item}`, 'category', regions)),
      column(18, 'minutes', 'number', numbers(200)),
      column(19, 'day', 'date', days),
    ],
  };
}

async function importLarge(
  survey: Awaited<ReturnType<typeof createApp>>['survey'],
  actor: Actor,
): Promise<string> {
  const table = largeTable();
  const bytes = writeWave(table);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { blobId, chunkBytes } = await survey.startUpload(actor, { byteSize: bytes.length, sha256 });
  for (let position = 0; position * chunkBytes < bytes.length; position++) {
    const chunk = bytes.subarray(position * chunkBytes, (position + 1) * chunkBytes);
    await survey.uploadChunk(actor, { blobId, position, bytes: chunk });
  }
  return survey.importWave(actor, {
    surveyName: 'Large',
    waveName: 'A million',
    fieldedOn: '2026-01-01',
    fileName: 'large.csv',
    blobId,
    rows: { read: ROWS, imported: ROWS, rejected: 0, excluded: 0 },
    columns: table.columns.map(({ name, label, role }) => ({ name, label, role, naCodes: [] })),
    figures: [],
  });
}

/** Opens the chart of a question, which is folded at first. */
async function unfold(page: Page, question: string): Promise<Locator> {
  await page
    .getByRole('heading', { name: new RegExp(`^${question}`) })
    .getByRole('button', { expanded: false })
    .click();
  return page.getByRole('region', { name: question, exact: true });
}

/** Presses an item of the menu of a chart, by keyboard alone. */
async function chooseOf(chart: Locator, item: string): Promise<void> {
  await chart.getByRole('button', { name: /^More: / }).press('Enter');
  await chart.page().getByRole('menuitem', { name: item }).press('Enter');
}

/** The count of responses that the filters let through, as the page says it. */
const selected = (page: Page) => page.getByRole('group', { name: /Filters|Filtry/ }).getByRole('status');

async function openAs(
  email: string,
  path: string,
  options: Parameters<typeof openPerson>[2] = {},
): ReturnType<typeof openPerson> {
  const person = await openPerson(browser, server.address, options);
  await signIn(person.page, email);
  await person.page.goto(path);
  return person;
}

test('[SV40] a chart filters by click and by keyboard, and everything follows', async () => {
  const { page, context, faults } = await openAs('olek@example.org', `/survey/${demoWave}`);
  const channel = await unfold(page, 'Kanał');
  await channel.getByRole('button', { name: /^telefon/ }).click();
  await expect.poll(() => selected(page).textContent()).toMatch(/1,052 of 2,260/);
  expect(await channel.getByRole('button', { name: /^e-mail/ }).count()).toBe(1);
  const region = await unfold(page, 'Region');
  await region.getByRole('list').getByRole('button').first().press('Enter');
  await expect.poll(() => selected(page).textContent()).not.toMatch(/1,052/);
  await unfold(page, 'date');
  const day = page.getByRole('slider', { name: 'date, from' });
  const before = await selected(page).textContent();
  await day.press('ArrowRight');
  await expect.poll(() => selected(page).textContent()).not.toBe(before);
  // What is shown stands in the address: reloading brings it back.
  expect(new URL(page.url()).searchParams.get('f.channel')).toBe('telefon');
  const shown = await selected(page).textContent();
  await page.reload();
  await expect.poll(() => selected(page).textContent()).toBe(shown);
  // A chip is changed by what it was set with, and taken away by its cross.
  await page.getByRole('button', { name: 'Kanał is telefon', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Kanał' });
  await dialog.getByRole('button', { name: /^czat/ }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Kanał is telefon, czat', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect.poll(() => selected(page).textContent()).toMatch(/All 2,260/);
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV43] [SV45] drivers and segments follow the filters and say what holds', async () => {
  const { page, context, faults } = await openAs('olek@example.org', `/survey/${demoWave}/drivers`);
  await page.getByRole('table').first().waitFor();
  expect(await page.getByText(/cannot be told apart: the interval/).count()).toBeGreaterThan(0);
  expect(await page.getByText(/who answered the target and every item/).textContent()).toMatch(/n = 1,493/);
  await page.getByRole('link', { name: 'Segments' }).click();
  await page.getByText(/of 4 looked different/).waitFor();
  await page.getByLabel('Crossed with').selectOption({ label: 'Region' });
  await page.getByText(/of 16 looked different/).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV92] by keyboard alone two segments are set side by side', async () => {
  const { page, context, faults } = await openAs('olek@example.org', `/survey/${demoWave}/segments`);
  await page.getByLabel('First segment').focus();
  await page.keyboard.press('ArrowDown');
  await page.getByLabel('Second segment').focus();
  await page.keyboard.press('End');
  const pair = page.getByRole('table', { name: /^Two segments side by side/ });
  const row = pair.getByRole('row', { name: /^Polecenie znajomym NPS/ });
  await row.waitFor();
  expect(await row.innerText()).toMatch(/n = [\d,]+[\s\S]*n = [\d,]+[\s\S]*before correction/);
  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV91] bars have their table beside them and are saved with their intervals', async () => {
  const { page, context, faults } = await openAs('olek@example.org', `/survey/${demoWave}`);
  const channel = await unfold(page, 'Kanał');
  await chooseOf(channel, 'Table');
  const row = channel.getByRole('row', { name: /^telefon/ });
  const cells = (await row.getByRole('cell').allInnerTexts()).map((text) => text.replace(/\s/g, ' '));
  expect(cells).toEqual(['telefon', '46.5 % [44.5 %, 48.6 %]', '1,052']);
  const downloading = page.waitForEvent('download');
  await chooseOf(channel, 'Download as SVG');
  const download = await downloading;
  const svg = readFileSync(await download.path(), 'utf8');
  expect([
    download.suggestedFilename(),
    svg.match(/class="bar"/g)?.length,
    svg.match(/<path /g)?.length,
  ]).toEqual(['Kanał.svg', 4, 4]);
  const picture = page.waitForEvent('download');
  await chooseOf(channel, 'Download as PNG');
  expect(
    readFileSync(await (await picture).path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV47] a view that one analyst saved opens by its link for another, and not for a lead', async () => {
  const { page, context } = await openAs('analyst@example.org', `/survey/${demoWave}`, { locale: 'pl-PL' });
  await (await unfold(page, 'Kanał')).getByRole('button', { name: /^czat/ }).click();
  await page.getByRole('button', { name: /^Widoki/ }).click();
  await page.getByLabel('Nazwa widoku').fill('Tylko czat');
  await page.getByRole('button', { name: 'Zapisz ten widok' }).click();
  const link = await page.getByRole('link', { name: 'Tylko czat' }).getAttribute('href');
  await context.close();

  const other = await openAs('olek@example.org', link ?? '');
  await expect.poll(() => selected(other.page).textContent()).toMatch(/336 of 2,260/);
  await other.context.close();

  const lead = await openAs('lead@example.org', link ?? '');
  expect(await lead.page.getByRole('button', { name: /^Views|^Widoki/ }).count()).toBe(0);
  const response = await lead.page.goto(`/survey/${demoWave}/drivers`);
  expect(response?.status()).toBe(403);
  await lead.context.close();
});

test('[SV46] a million responses open while the page goes on answering', async () => {
  const { page, context, faults } = await openAs('olek@example.org', '/survey');
  await page.evaluate(watchLongTasks);
  await page.evaluate(watchFetches);
  await page.getByRole('link', { name: /A million/ }).click();
  await page.waitForURL(`**/survey/${largeWave}`);
  // The answers are still being decoded: links and focus work meanwhile.
  await page.getByRole('link', { name: 'Segments' }).click();
  await page.waitForURL(`**/survey/${largeWave}/segments`);
  await page.getByRole('link', { name: 'Overview' }).click();
  const region = await unfold(page, 'region 0');
  await region.getByRole('button', { name: /^Łódź/ }).click();
  await expect.poll(() => selected(page).textContent()).toMatch(/^\d{3},\d{3} of 1,000,000/);
  console.log('longest tasks of the page (ms):', await page.evaluate(readLongTasks));
  // The file goes from the server into the worker: the page itself never held it.
  expect(await page.evaluate(readFetches)).not.toContain('/file');
  expect(faults).toEqual([]);
  await context.close();
}, 150_000);

/** Both run in the page, so they may use nothing from this module. */
function watchLongTasks(): void {
  const seen: number[] = [];
  Object.assign(globalThis, { longTasks: seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.push(Math.round(entry.duration));
  }).observe({ entryTypes: ['longtask'] });
}

function watchFetches(): void {
  const own = globalThis.fetch;
  const asked: string[] = [];
  Object.assign(globalThis, {
    asked,
    fetch: (...request: Parameters<typeof fetch>) => {
      asked.push(String(request[0] instanceof Request ? request[0].url : request[0]));
      return own(...request);
    },
  });
}

function readFetches(): string {
  return (globalThis as unknown as { asked: string[] }).asked.join(' '); // set by watchFetches
}

function readLongTasks(): string {
  const { longTasks } = globalThis as unknown as { longTasks: number[] }; // set by watchLongTasks
  return longTasks
    .toSorted((a, b) => b - a)
    .slice(0, 5)
    .join(', ');
}
