import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test, type ExpectStatic } from 'vitest';
import { WAVE_TABS } from '#lib/survey/dashboard/ui/wave-tabs.ts';
import { demoEmail } from '#server/demo/build-demo.ts';
import { CAST } from '#server/demo/story.ts';
import {
  atRest,
  launchBrowser,
  openPerson,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';
import { effort } from '../effort.ts';
import { prepareDemoPages, type DemoPage, type Viewer } from './pages.ts';

/**
 * Opens pages directly, reloads them and goes on from there: what stood on the page before has to be
 * gone, and what the next page shows has to be what it shows when it is opened by itself.
 */
const PASSWORD = 'opened directly';
/** To how many other tabs one goes from each: to every tab from two, or to every one from every other. */
const TABS_FROM_EACH = effort({ short: 2, full: WAVE_TABS.length - 1 });

let browser: Browser;
let server: RunningServer;
let pages: DemoPage[];

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-direct-'));
  pages = await prepareDemoPages(dataDir, PASSWORD);
  server = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (server) removeData(server);
});

async function openAs(viewer: Viewer): Promise<Awaited<ReturnType<typeof openPerson>>> {
  const visit = await openPerson(browser, server.address);
  const member = CAST.find(({ key }) => key === viewer);
  if (!member) throw new Error(`The demo has no ${viewer}.`);
  await signIn(visit.page, demoEmail(member), PASSWORD);
  return visit;
}

/** What a page consists of: its headings, and the labels of what can be chosen on it, once nothing is awaited. */
async function outlineOf(page: Page): Promise<string[]> {
  await page.waitForFunction(() => document.querySelector('main [aria-busy=true], main .skeleton') === null);
  return page.evaluate(() =>
    [...document.querySelectorAll('main :is(h1, h2, h3, label, nav a, caption)')].map(
      (element) => element.textContent?.trim() ?? '',
    ),
  );
}

/** The outline of a page opened by itself, once its worker has answered and it changes no more. */
async function openDirectly(expect: ExpectStatic, page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  await atRest(page);
  let before: string[] | undefined;
  let outline: string[] = [];
  await expect
    .poll(
      async () => {
        before = outline;
        outline = await outlineOf(page);
        return outline.join() === before.join();
      },
      { interval: 500, message: `${path} comes to rest` },
    )
    .toBe(true);
  return outline;
}

/** Waits until the page is what it is when opened by itself; what it is then says what is wrong. */
async function expectOutline(
  expect: ExpectStatic,
  page: Page,
  expected: readonly string[],
  what: string,
): Promise<void> {
  await expect.poll(() => outlineOf(page), { message: what }).toEqual(expected);
}

// Several people at a time, each with pages of their own; a poll then belongs to the test that is given.
test.concurrent(
  'every tab of a wave, opened directly and reloaded, leads to others and leaves nothing behind',
  async ({ expect }) => {
    const { page, context, faults } = await openAs('analyst');
    const wave = pages.find(({ name }) => name === 'survey-wave')?.path ?? '';
    const outlines = new Map<string, string[]>();
    for (const { path } of WAVE_TABS) outlines.set(path, await openDirectly(expect, page, wave + path));
    for (const [index, from] of WAVE_TABS.entries()) {
      await page.goto(wave + from.path);
      await page.reload();
      const others = [...WAVE_TABS.slice(index + 1), ...WAVE_TABS.slice(0, index)];
      for (const to of others.slice(0, TABS_FROM_EACH)) {
        await expectOutline(expect, page, outlines.get(from.path) ?? [], `${from.path} opened directly`);
        await page.locator(`main nav a[href^="${wave}${to.path}"]`).first().click();
        await page.waitForURL((url) => url.pathname === wave + to.path);
        await expectOutline(expect, page, outlines.get(to.path) ?? [], `from ${from.path} to ${to.path}`);
        await page.goto(wave + from.path);
      }
    }
    expect(faults).toEqual([]);
    await context.close();
  },
);

describe.concurrent.each(['lead', 'analyst', 'employee'] as const)('%s', (viewer) => {
  test('every page, opened directly and reloaded, leaves nothing behind on the next page', async ({
    expect,
  }) => {
    const { page, context, faults } = await openAs(viewer);
    const own = pages.filter((each) => each.viewer === viewer && each.route.startsWith('/(app)'));
    const home = await openDirectly(expect, page, '/home');
    const next = await openDirectly(expect, page, '/workshop');
    for (const { path } of own) {
      await page.goto(path);
      await page.reload();
      await atRest(page);
      const [href, expected] = path === '/home' ? (['/workshop', next] as const) : (['/home', home] as const);
      await page.locator(`header nav a[href="${href}"]`).click();
      await page.waitForURL((url) => url.pathname === href);
      await expectOutline(expect, page, expected, `from ${path} to ${href}`);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});
