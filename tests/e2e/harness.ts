import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Page,
  type Request,
  type Response,
} from 'playwright-core';
import { LIVE_PATH } from '#lib/live/live-path.ts';
import { PATIENCE_MS } from '../patience.ts';
import { copyMigrated } from '../test-database.ts';
import { findBrowser } from './find-browser.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** A Herringbone that runs as its user runs it: its own process, its own data folder, a free port. */
export interface RunningServer {
  address: string;
  setUpLink: string | undefined;
  dataDir: string;
  process: ChildProcess;
  /** Ends the process with a signal and waits for it; the data stay. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export async function startServer(
  options: {
    dataDir?: string;
    port?: number;
    environment?: Record<string, string>;
    isDevelopment?: boolean;
  } = {},
): Promise<RunningServer> {
  const dataDir = options.dataDir ?? migratedFolder();
  const mode = options.isDevelopment ? ['--dev'] : [];
  const child = spawn(process.execPath, [join(ROOT, 'server', 'main.ts'), ...mode], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      HOST: '127.0.0.1',
      PORT: String(options.port ?? 0),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = await readUntilReady(child);
  const address = /ready: (\S+)/.exec(output)?.[1];
  if (!address) throw new Error(`The server did not start:\n${output}`);
  return {
    address,
    setUpLink: /once: (\S+)/.exec(output)?.[1],
    dataDir,
    process: child,
    stop: (signal = 'SIGTERM') =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill(signal);
      }),
  };
}

function migratedFolder(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-'));
  copyMigrated(dataDir);
  return dataDir;
}

/** The greeting ends with an empty line, after the set-up link where there is one. */
function readUntilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (/ready: [\s\S]*\n\n$/.test(output)) resolve(output);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', () => resolve(output));
  });
}

export function removeData(server: RunningServer): void {
  rmSync(server.dataDir, { recursive: true, force: true });
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No browser; run the tests with npm test, which installs one.');
  return chromium.launch({
    executablePath,
    // Without a locale the browser takes no Polish letter into the name of a download.
    env: { ...process.env, LANG: 'C.UTF-8' },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Moves the room from its board, by the facilitator's menu of all steps, in English. */
export async function goToStep(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Go to any step' }).click();
  await page.getByRole('menuitem', { name: title }).click();
  await page.getByText(title).first().waitFor();
}

/** Picks something from the menu of a room, by its name in either language. */
export async function pickInRoom(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /^(More in this room|Więcej w tej sali)/ }).click();
  await page.getByRole('menuitem', { name }).click();
}

/** How long nothing is under way until a page is at rest. */
const REST_MS = 500;
/** Of a request that its page gave up (a worker that ended, a page left) the end is sometimes never told. */
const GIVEN_UP_MS = 5_000;

/**
 * Resolves when a page has loaded what it loads. Its stream of events, which stays open, is no loading: where the
 * browser counts it, no page with one would ever be idle.
 */
export async function atRest(page: Page): Promise<void> {
  const underWay = new Set<Request>();
  let quietSinceMs = performance.now();
  const begin = (request: Request): void => {
    quietSinceMs = performance.now();
    if (new URL(request.url()).pathname !== LIVE_PATH) underWay.add(request);
  };
  const end = (request: Request): void => {
    underWay.delete(request);
    quietSinceMs = performance.now();
  };
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end);
  await page.waitForLoadState('load');
  while (performance.now() - quietSinceMs < (underWay.size > 0 ? GIVEN_UP_MS : REST_MS))
    await new Promise((resolve) => setTimeout(resolve, REST_MS / 10));
  page.off('request', begin).off('requestfinished', end).off('requestfailed', end);
}

/** As much of a page's window as is looked at from here, where there is none. */
interface PageGlobals {
  document: {
    documentElement: { dataset: Record<string, string> };
    querySelector(selector: string): unknown;
  };
}

/**
 * Makes a tab be at an address only once its page answers: a press before that would be nobody's. Pages without
 * scripts (downloads, the last page of errors) are there at once.
 */
function waitUntilLive(page: Page): Page {
  // A function, since the page's own policy refuses a text that is to be run; it sees the page's document.
  const isLive = () => {
    const { document } = globalThis as unknown as PageGlobals;
    return 'live' in document.documentElement.dataset || !document.querySelector('script');
  };
  for (const name of ['goto', 'reload'] as const) {
    const plain = page[name].bind(page) as (...given: unknown[]) => Promise<Response | null>; // one shape for both
    page[name] = async (...given: unknown[]) => {
      const response = await plain(...given);
      await page.waitForFunction(isLive);
      return response;
    };
  }
  return page;
}

/** One person at their own device. Faults of the page's own scripts end the test that caused them. */
export async function openPerson(
  browser: Browser,
  address: string,
  options: {
    locale?: string;
    viewport?: { width: number; height: number };
    colorScheme?: 'light' | 'dark';
  } = {},
): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({
    baseURL: address,
    locale: options.locale ?? 'en-GB',
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const openTab = context.newPage.bind(context);
  context.newPage = async () => waitUntilLive(await openTab());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      faults.push(message.text());
  });
  return { context, page, faults };
}

export const PASSWORD = 'correct horse battery';

/** Sets the organisation up through its one-time link; the page ends up at the list of people. */
export async function setUpOrganisation(
  page: Page,
  setUpLink: string,
  organisation = 'Nordbank',
): Promise<void> {
  await page.goto(setUpLink);
  await page.getByLabel('Name of the organisation').fill(organisation);
  await page.getByLabel('Your name').fill('Anna Admin');
  await page.getByLabel('E-mail').fill('anna@example.org');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.waitForURL('**/people');
}

/** Makes the first person of a new organisation a lead as well; the page is the list of people. */
export async function makeLead(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Anna Admin' }).click();
  await page.getByRole('complementary', { name: 'Anna Admin' }).getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('CX lead').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/people\?at=/);
}

/** Adds somebody through the form of an English page, which ends up beside the list, looking into them. */
export async function addPersonByForm(
  page: Page,
  { name, email, department, roles = [] }: NewPerson,
): Promise<void> {
  await page.goto('/people/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('E-mail').fill(email);
  if (department) await page.getByLabel('Department').selectOption({ label: department });
  for (const role of roles) await page.getByLabel(role).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('complementary', { name }).waitFor();
}

interface NewPerson {
  name: string;
  email: string;
  department?: string;
  roles?: readonly string[];
}

/** The invitation link of the person whom the page looks into. */
export async function readInvitationLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Invitation link' }).click();
  return page.getByRole('textbox', { name: 'Invitation link' }).inputValue();
}

/** Signs in through the form. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('form button[type=submit]').click();
  await page.waitForURL('**/home');
}

/** Chooses the language of somebody's pages in their profile, and waits until they speak it. */
export async function chooseLanguage(page: Page, locale: 'en' | 'pl'): Promise<void> {
  await page.goto('/profile');
  await page.locator('select[name=locale]').selectOption(locale);
  await page.locator('main form[action="?/save"] button[type=submit]').click();
  await page.locator(`html[lang=${locale}]`).waitFor();
}

/** Joins a workshop through its link as somebody without an account; ends up at the board. */
export async function joinAsGuest(page: Page, joinPath: string, name = 'Gość'): Promise<void> {
  await page.goto(joinPath);
  await page.locator('input[name=name]').fill(name);
  await page.locator('input[name=department]').fill('IT');
  await page.locator('main button[type=submit]').click();
  await page.waitForURL('**/board');
}
