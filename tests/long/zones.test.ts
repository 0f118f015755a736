import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { LOCALES } from '#lib/base/locale.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  atRest,
  joinAsGuest,
  launchBrowser,
  openPerson,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from '../e2e/harness.ts';
import { prepareDemoPages, VIEWERS, type DemoPage, type Viewer } from '../e2e/pages.ts';
import { effort } from '../effort.ts';
import { PATIENCE_MS } from '../patience.ts';

/**
 * A calendar day is the same for every reader. Each page is written by four browsers in four zones;
 * moments on the reader's own clock are blanked, so that what is left must be equal, letter by letter.
 */
const ZONES = ['Europe/Warsaw', 'America/Los_Angeles', 'Atlantic/Azores', 'Pacific/Auckland'] as const;
/** In the short form every third page of a viewer is read. */
const STEP = effort({ short: 3, full: 1 });
const PASSWORD = 'four clocks on one wall';
/** Where each viewer's browser starts; every other page it then writes itself. */
const STARTS: Readonly<Partial<Record<Viewer, string>>> = { visitor: '/join', guest: '/join' };

let browser: Browser;
let demo: RunningServer;
let pages: DemoPage[];

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-zones-'));
  pages = await prepareDemoPages(dataDir, PASSWORD);
  demo = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (demo) removeData(demo);
});

test.each(VIEWERS)(
  '[PR15] [SH12] the viewer "%s" reads the same calendar days in every zone',
  async (viewer) => {
    const cookies = await cookiesOf(viewer);
    const readers = await Promise.all(ZONES.map((zone) => openIn(zone, cookies)));
    const start = STARTS[viewer] ?? '/profile';
    await Promise.all(readers.map(({ page }) => openStart(page, start)));
    const differences: Record<string, unknown> = {};
    const own = pages.filter((page) => page.viewer === viewer);
    for (const { name, path } of own.filter((_, at) => at % STEP === 0)) {
      await Promise.all(readers.map(({ page }) => goTo(page, path)));
      const found = await readAlike(readers.map(({ page }) => page));
      if (found) differences[name] = found;
      await Promise.all(readers.map(({ page }) => goTo(page, start)));
    }
    await Promise.all(readers.map(({ context }) => context.close()));
    expect(differences).toEqual({});
  },
);

/** One session for all four browsers: a room then shows one person, not four. */
async function cookiesOf(viewer: Viewer): Promise<Awaited<ReturnType<BrowserContext['cookies']>>> {
  const { page, context } = await openPerson(browser, demo.address, { locale: 'en-GB' });
  if (viewer === 'guest') {
    await joinAsGuest(page, pages.find(({ name }) => name === 'join-code')?.path ?? '');
  } else if (viewer !== 'visitor') {
    await signIn(page, `${viewer}@example.org`, PASSWORD);
  }
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

async function openIn(
  timezoneId: string,
  cookies: Awaited<ReturnType<typeof cookiesOf>>,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: demo.address,
    locale: 'en-GB',
    timezoneId,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addCookies(cookies);
  await context.addInitScript(blankMoments);
  return { context, page: await context.newPage() };
}

/**
 * Runs in the browser: a formatter that names no zone shows a moment, and all moments look alike. One at
 * a whole hour is no moment that anybody recorded but a day that was made into one: it is shown as it
 * comes out, and then differs from zone to zone.
 */
function blankMoments(): void {
  const HOUR_MS = 3_600_000;
  Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
    construct(target, [locales, options]: [string?, Intl.DateTimeFormatOptions?]) {
      const real = new target(locales, options);
      if (options?.timeZone !== undefined) return real;
      const format = real.format.bind(real);
      Object.defineProperty(real, 'format', {
        value: (at: Date | number = Date.now()) => (Number(at) % HOUR_MS === 0 ? format(at) : '(moment)'),
      });
      return real;
    },
  });
}

async function openStart(page: Page, start: string): Promise<void> {
  await page.goto(start);
  await atRest(page);
  await page.evaluate(() => document.documentElement.setAttribute('data-one-document', ''));
}

/** Follows a link within the document, so that the browser and not the server writes the page. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = document.createElement('a');
    link.href = href;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL((url) => url.pathname + url.search === path);
  const isSame = await page.evaluate(() => document.documentElement.hasAttribute('data-one-document'));
  if (!isSame) throw new Error(`${path} was written by the server: the document was loaded anew.`);
}

/**
 * The lines in which the pages differ, once each has stood still; undefined when they are alike. A page
 * that still reads its figures is waited for.
 */
async function readAlike(open: readonly Page[]): Promise<Record<string, string[]> | undefined> {
  let readings: string[][] = [];
  const isSettled = async (): Promise<boolean> => {
    const before = JSON.stringify(readings);
    readings = await Promise.all(open.map(readLines));
    return JSON.stringify(readings) === before && areAlike(readings);
  };
  // What stays different after this time is different: the poll then gives up, and the lines are told.
  await expect
    .poll(isSettled, { interval: 300 })
    .toBe(true)
    .catch(() => undefined);
  if (areAlike(readings)) return undefined;
  return Object.fromEntries(
    ZONES.map((zone, index) => [
      zone,
      (readings[index] ?? []).filter((line) => readings.some((other) => !other.includes(line))).slice(0, 8),
    ]),
  );
}

function areAlike(readings: readonly string[][]): boolean {
  const [first, ...others] = readings.map((lines) => lines.join('\n'));
  return first !== undefined && first !== '' && others.every((text) => text === first);
}

/** What a reader sees, what is only read out, and what stands in the fields; what an hour is on the reader's own clock is left out. */
async function readLines(page: Page): Promise<string[]> {
  const lines = await readAll(page);
  const ownClocks = await Promise.all(
    LOCALES.map(async (locale) => {
      const text = new Translator(locale, await loadMessages(locale, ['shifts'])).t('shifts.ownClock', {
        time: 'TIME',
      });
      return new RegExp(String.raw` \(${text.replace('TIME', String.raw`\d\d:\d\d`)}\)`, 'g');
    }),
  );
  return lines.map((line) => ownClocks.reduce((left, own) => left.replaceAll(own, ''), line));
}

function readAll(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (document.querySelector('[aria-busy=true]')) return [];
    const fields = [...document.querySelectorAll<HTMLInputElement>('input:not([type=hidden])')];
    const named = [...document.querySelectorAll('[aria-label], [title]')];
    return [
      ...document.body.innerText.split('\n'),
      ...fields.map((field) => `${field.name}: ${field.value}`),
      ...named.map(
        (element) => element.getAttribute('aria-label') ?? '' + (element.getAttribute('title') ?? ''),
      ),
    ].filter((line) => line.trim() !== '');
  });
}
