import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  atRest,
  joinAsGuest,
  launchBrowser,
  openPerson,
  removeData,
  signIn,
  startServer,
} from './harness.ts';
import { prepareDemoPages, type DemoPage, type Viewer } from './pages.ts';

/**
 * `npm run screenshots [FOLDER] [pages...]`: every page of the demo organisation, desktop and phone,
 * light and dark, for a critical look; without a folder the few that the README shows, into docs/images.
 */
const PASSWORD = 'screenshots only';
const DESKTOP = { width: 1360, height: 850 };
const PHONE = { width: 390, height: 800 };
const LOOKS = [
  { name: '', viewport: DESKTOP, colorScheme: 'light' as const, locale: 'en-GB' },
  { name: '-dark', viewport: DESKTOP, colorScheme: 'dark' as const, locale: 'en-GB' },
  { name: '-phone', viewport: PHONE, colorScheme: 'light' as const, locale: 'pl-PL' },
  { name: '-phone-dark', viewport: PHONE, colorScheme: 'dark' as const, locale: 'pl-PL' },
];
const IN_README = ['survey-wave', 'board', 'issues', 'projects'];

const [folder, ...names] = process.argv.slice(2);
const wanted = folder ? names : IN_README;
const looks = folder ? LOOKS : LOOKS.slice(0, 1);
const target = folder ?? join(import.meta.dirname, '..', '..', 'docs', 'images');
const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-shots-'));
const all = await prepareDemoPages(dataDir, PASSWORD);
const pages = all.filter((page) => wanted.length === 0 || wanted.includes(page.name));
const joinPath = all.find((page) => page.name === 'join-code')?.path ?? '';
const server = await startServer({ dataDir });
const browser = await launchBrowser();

async function shoot(viewer: Viewer, look: (typeof LOOKS)[number], list: readonly DemoPage[]): Promise<void> {
  const { page, context } = await openPerson(browser, server.address, look);
  if (viewer === 'guest') await joinAsGuest(page, joinPath);
  else if (viewer !== 'visitor') await signIn(page, `${viewer}@example.org`, PASSWORD);
  for (const { name, path } of list) {
    await page.goto(path);
    await atRest(page);
    await page.screenshot({ path: join(target, `${name}${look.name}.png`), fullPage: true });
  }
  await context.close();
}

try {
  mkdirSync(target, { recursive: true });
  for (const [viewer, list] of Map.groupBy(pages, (page) => page.viewer)) {
    for (const look of looks) await shoot(viewer, look, list);
  }
} finally {
  await browser.close();
  await server.stop();
  removeData(server);
}
