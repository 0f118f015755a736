import type { Locale } from '#lib/base/locale.ts';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadMessages, NAMESPACES } from '#lib/i18n/catalogue.ts';
import { ROUTE_ACCESS } from '#lib/people/route-access.ts';
import {
  atRest,
  chooseLanguage,
  joinAsGuest,
  launchBrowser,
  openPerson,
  removeData,
  type RunningServer,
  signIn,
  startServer,
} from './harness.ts';
import { layoutFaults, touchFaults } from './look-at-layout.ts';
import { PAGE_TYPES, type PageType } from './page-types.ts';
import { prepareDemoPages, VIEWERS, type DemoPage, type Viewer } from './pages.ts';

/**
 * Opens every page of the demo organisation in both languages, Polish in the light theme and English
 * in the dark one, and holds it to what every page owes its reader.
 */
const PASSWORD = 'every page of the demo';
const DESKTOP = { width: 1360, height: 850 };
/** From so many pages on, a viewer needs two devices to look at them in time. */
const MANY_PAGES = 8;
/** What nginx takes for the headers of an answer, unless it is told otherwise. */
const PROXY_HEADER_BYTES = 4096;
/** In its light theme pages are looked at whole; in the other language and the dark theme for what differs there. */
const FIRST_LANGUAGE: Locale = 'pl';
const NARROW = { width: 360, height: 740 };
const ROUTES = join(import.meta.dirname, '..', '..', 'src', 'routes');

let browser: Browser;
let demo: RunningServer;
let fresh: RunningServer;
let pages: DemoPage[];

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-pages-'));
  pages = await prepareDemoPages(dataDir, PASSWORD);
  demo = await startServer({ dataDir });
  fresh = await startServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  for (const server of [demo, fresh]) {
    await server?.stop();
    if (server) removeData(server);
  }
});

test('the pages of developers exist only in development', async () => {
  for (const path of ['/dev', '/dev/look', '/dev/gallery'])
    expect([path, (await fetch(demo.address + path)).status]).toEqual([path, 404]);
});

/**
 * Pages that other tests look at: one that is there only before an organisation is, the wall, which speaks the
 * language of its workshop and is for no phone (`wall.test.ts`), a door, which speaks the language that its maker
 * chose (`outside.test.ts`), and what a guest's letter leads to (`afterwards.test.ts`).
 */
const LOOKED_AT_ELSEWHERE = [
  '/setup',
  '/(wall)/wall/[code]',
  '/door/[token]',
  '/door/in/[id]',
  '/afterwards/[token]',
];

test('no page of the site is left out', () => {
  const routesWithPage = Object.keys(ROUTE_ACCESS).filter(
    // A page may leave a layout out: its file is then called +page@(app).svelte.
    (route) =>
      existsSync(join(ROUTES, route)) &&
      readdirSync(join(ROUTES, route)).some((name) => /^\+page(@.*)?\.svelte$/.test(name)) &&
      !/^\/dev(\/|$)/.test(route),
  );
  expect([...new Set([...pages.map((page) => page.route), ...LOOKED_AT_ELSEWHERE])].sort()).toEqual(
    routesWithPage.sort(),
  );
  expect(Object.keys(PAGE_TYPES).sort()).toEqual(routesWithPage.sort());
});

describe.each(['pl', 'en'] as const)(
  'in the language "%s" every page is there, whole, accessible and fits a narrow phone',
  (locale) => {
    // Several at a time: while one page comes to rest, another is looked at. Languages stay apart, an account has one.
    test.concurrent.each(VIEWERS)('for the viewer "%s"', async (viewer) => {
      const own = pages.filter((page) => page.viewer === viewer);
      // Those with many pages look at them on two devices.
      const middle = own.length > MANY_PAGES ? Math.ceil(own.length / 2) : own.length;
      const parts = [own.slice(0, middle), own.slice(middle)].filter((part) => part.length > 0);
      const faults = await Promise.all(parts.map((part) => lookAtAll(viewer, locale, part)));
      expect(faults.flat()).toEqual([]);
    });

    test.concurrent('before the organisation is set up', async () => {
      const foreignTexts = await textsOnlyIn(locale === 'pl' ? 'en' : 'pl', locale);
      const { page, context, faults } = await openPerson(browser, fresh.address, looksOf(locale));
      for (const path of ['/setup', fresh.setUpLink ?? '']) {
        faults.push(...(await lookAt(page, path, { locale, foreignTexts, status: 200, type: 'door' })));
      }
      await context.close();
      expect(faults).toEqual([]);
    });
  },
);

/** What is wrong with pages of one viewer, looked at one after another on a device of their own. */
async function lookAtAll(viewer: Viewer, locale: Locale, own: readonly DemoPage[]): Promise<string[]> {
  const foreignTexts = await textsOnlyIn(locale === 'pl' ? 'en' : 'pl', locale);
  const visit = await openAs(viewer, locale);
  const faults: string[] = [];
  for (const { name, path, route } of own) {
    const type = PAGE_TYPES[route] ?? null;
    const found = await lookAt(visit.page, path, { locale, foreignTexts, status: 200, type });
    faults.push(...[...found, ...visit.faults.splice(0)].map((fault) => `${name}: ${fault}`));
  }
  const missing = await lookAt(visit.page, '/nothing-here', {
    locale,
    foreignTexts,
    status: 404,
    type: null,
  });
  faults.push(...missing.map((fault) => `a page that does not exist: ${fault}`));
  await visit.context.close();
  return faults;
}

function looksOf(locale: Locale) {
  return {
    locale: locale === 'pl' ? 'pl-PL' : 'en-GB',
    viewport: DESKTOP,
    colorScheme: locale === 'pl' ? ('light' as const) : ('dark' as const),
  };
}

async function openAs(viewer: Viewer, locale: Locale): ReturnType<typeof openPerson> {
  const visit = await openPerson(browser, demo.address, looksOf(locale));
  const { page } = visit;
  if (viewer === 'visitor') return visit;
  if (viewer === 'guest') {
    await joinAsGuest(page, pages.find((candidate) => candidate.name === 'join-code')?.path ?? '');
    return visit;
  }
  await signIn(page, `${viewer}@example.org`, PASSWORD);
  await chooseLanguage(page, locale);
  return visit;
}

/** What is wrong with a page, one line for each fault. */
async function lookAt(
  page: Page,
  path: string,
  expected: { locale: Locale; foreignTexts: ReadonlySet<string>; status: number; type: PageType | null },
): Promise<string[]> {
  const faults: string[] = [];
  await page.setViewportSize(DESKTOP);
  const response = await page.goto(path);
  await atRest(page);
  if (response?.status() !== expected.status) faults.push(`status ${response?.status()}`);
  const headers = (await response?.headersArray()) ?? [];
  const headerBytes = headers.reduce((sum, { name, value }) => sum + name.length + value.length + 4, 0);
  if (headerBytes > PROXY_HEADER_BYTES)
    faults.push(`${headerBytes} bytes of headers, more than proxies take`);
  const language = await page.locator('html').getAttribute('lang');
  if (language !== expected.locale) faults.push(`lang="${language}"`);
  const headings = await page.locator('h1').allTextContents();
  if (headings.length !== 1) faults.push(`${headings.length} h1: ${headings.join(' | ')}`);

  const texts = await readTexts(page);
  faults.push(...texts.filter((text) => text.includes('⟦')).map((text) => `missing text ${text}`));
  faults.push(...texts.filter((text) => expected.foreignTexts.has(text)).map((text) => `foreign "${text}"`));

  const axe = new AxeBuilder({ page }).setLegacyMode();
  // What a page is made of is the same in either language: of the second one only the colours are looked at anew.
  if (expected.locale !== FIRST_LANGUAGE) axe.withRules(['color-contrast']);
  const { violations } = await axe.analyze();
  for (const { id, nodes } of violations) {
    for (const node of nodes) faults.push(`${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`);
  }

  faults.push(...(await layoutFaults(page, expected.type, false)));
  await page.setViewportSize(NARROW);
  await drawnAnew(page);
  const [scrollWidth, clientWidth] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  if ((scrollWidth ?? 0) > (clientWidth ?? 0)) {
    faults.push(`scrolls sideways at ${NARROW.width} px: ${scrollWidth} px, ${await widestOf(page)}`);
  }
  faults.push(...(await layoutFaults(page, expected.type, true)));
  if (expected.locale === FIRST_LANGUAGE) faults.push(...(await asTouched(page, touchFaults)));
  return faults;
}

/** Styles and components that follow the window or the device have done so. */
async function drawnAnew(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50))),
      ),
  );
}

/** Looks at a page as a device without a mouse draws it. */
async function asTouched<Found>(page: Page, look: (page: Page) => Promise<Found>): Promise<Found> {
  const device = await page.context().newCDPSession(page);
  await device.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await page.waitForFunction(() => matchMedia('(pointer: coarse)').matches);
  await drawnAnew(page);
  const found = await look(page);
  await device.send('Emulation.setTouchEmulationEnabled', { enabled: false });
  await device.detach();
  return found;
}

/** Every text a reader meets on the page, and what is only read out: labels, titles, placeholders. */
function readTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.parentElement?.closest('script, style')) texts.push(node.textContent ?? '');
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`))
        texts.push(element.getAttribute(name) ?? '');
    }
    return texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
  });
}

/** The elements that stand out furthest to the right, for the message of a failed test. */
function widestOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    );
    return wide
      .slice(0, 4)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`)
      .join(', ');
  });
}

/** Whole catalogue texts of more than two words that exist in one language only: nobody types them by chance. */
async function textsOnlyIn(locale: Locale, other: Locale): Promise<Set<string>> {
  const texts = Object.values(await loadMessages(locale, NAMESPACES));
  const others = new Set(Object.values(await loadMessages(other, NAMESPACES)));
  const only = new Set(
    texts.filter((text) => !text.includes('{') && text.split(/\s+/).length > 2 && !others.has(text)),
  );
  expect(only.size).toBeGreaterThan(100);
  return only;
}
