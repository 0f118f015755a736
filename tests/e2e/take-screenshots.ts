import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser, openPerson, signIn } from './harness.ts';
import { prepareDemo } from '#server/demo/prepare-demo.ts';
import { removeData, startServer } from './harness.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';

/**
 * `npm run screenshots [FOLDER] [pages...]`: every page of the demo organisation, desktop and phone,
 * light and dark, for a critical look; without a folder the few that the README shows, into docs/images.
 */
const PASSWORD = 'screenshots only';
const DESKTOP = { width: 1360, height: 850 };
const PHONE = { width: 390, height: 800 };

const [folder, ...wanted] = process.argv.slice(2);
const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-shots-'));
await prepareDemo({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, PASSWORD, () => undefined);
const server = await startServer({ dataDir });
const browser = await launchBrowser();

async function shoot(
  who: string,
  to: string,
  looks: readonly { name: string; viewport: typeof DESKTOP; colorScheme: 'light' | 'dark'; locale: string }[],
  pages: readonly {
    name: string;
    path: string | ((follow: (prefix: string) => Promise<string>) => Promise<string>);
  }[],
): Promise<void> {
  for (const look of looks) {
    const { page, context } = await openPerson(browser, server.address, look);
    if (who) await signIn(page, `${who}@example.org`, PASSWORD);
    for (const { name, path } of pages) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const follow = async (list: string): Promise<string> => {
        await page.goto(list);
        const hrefs = await page
          .locator(`main a[href^="${list}/"]`)
          .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
        return hrefs.find((href) => /\/[0-9a-z]{26}$/.test(href)) ?? list;
      };
      await page.goto(typeof path === 'string' ? path : await path(follow));
      await page.waitForLoadState('networkidle');
      mkdirSync(to, { recursive: true });
      await page.screenshot({ path: join(to, `${name}${look.name}.png`), fullPage: true });
    }
    await context.close();
  }
}

const everyPage = [
  { name: 'home', path: '/home' },
  { name: 'survey', path: '/survey' },
  { name: 'survey-import', path: '/survey/import' },
  { name: 'survey-wave', path: (follow: (list: string) => Promise<string>) => follow('/survey') },
  { name: 'workshops', path: '/workshop' },
  { name: 'workshop-new', path: '/workshop/new' },
  { name: 'workshop', path: (follow: (list: string) => Promise<string>) => follow('/workshop') },
  {
    name: 'board',
    path: async (follow: (list: string) => Promise<string>) => `${await follow('/workshop')}/board`,
  },
  { name: 'issues', path: '/issues' },
  { name: 'issue', path: (follow: (list: string) => Promise<string>) => follow('/issues') },
  { name: 'projects', path: '/projects' },
  { name: 'project', path: (follow: (list: string) => Promise<string>) => follow('/projects') },
  { name: 'project-new', path: '/projects/new' },
  { name: 'shifts', path: '/shifts' },
  { name: 'shift-round', path: (follow: (list: string) => Promise<string>) => follow('/shifts') },
  { name: 'people', path: '/people' },
  { name: 'profile', path: '/profile' },
];
const looks = [
  { name: '', viewport: DESKTOP, colorScheme: 'light' as const, locale: 'en-GB' },
  { name: '-dark', viewport: DESKTOP, colorScheme: 'dark' as const, locale: 'en-GB' },
  { name: '-phone', viewport: PHONE, colorScheme: 'light' as const, locale: 'pl-PL' },
];
const images = join(import.meta.dirname, '..', '..', 'docs', 'images');

try {
  if (folder) {
    await shoot(
      'lead',
      folder,
      looks,
      everyPage.filter((page) => !page.name.startsWith('survey-')),
    );
    await shoot(
      'analyst',
      folder,
      looks,
      everyPage.filter((page) => page.name.startsWith('survey')),
    );
    await shoot('', folder, looks, [
      { name: 'sign-in', path: '/sign-in' },
      { name: 'join', path: '/join' },
    ]);
  } else {
    const [light] = looks;
    if (light) {
      await shoot(
        'analyst',
        images,
        [light],
        everyPage.filter((page) => page.name === 'survey-wave'),
      );
      await shoot(
        'lead',
        images,
        [light],
        everyPage.filter((page) => ['board', 'issues', 'projects'].includes(page.name)),
      );
    }
  }
} finally {
  await browser.close();
  await server.stop();
  removeData(server);
}
