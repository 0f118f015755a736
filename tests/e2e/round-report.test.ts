import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atRest, launchBrowser, openPerson } from './harness.ts';
import type { Visitor } from './presses/press.ts';
import { servedRound } from './presses/shifts/report.ts';
import { openWorld, type World } from './presses/world.ts';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld();
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function openAs({ cookie }: Visitor, path: string, width = 1280): Promise<Page> {
  const { page, context } = await openPerson(browser, world.running.address);
  await context.addCookies(
    cookie.split('; ').map((part) => {
      const [name = '', ...value] = part.split('=');
      return { name, value: value.join('='), url: world.running.address };
    }),
  );
  await page.setViewportSize({ width, height: 844 });
  await page.goto(path);
  await atRest(page);
  return page;
}

const fitsAcross = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** Contacts of five guests and five people of the team, a hundred thousand of them. */
function contactsFile(guests: readonly { name: string; days: readonly string[] }[]): Buffer {
  const agents = [
    ...guests.map(({ name, days: [day] }) => ({ name, day, best: 5 })),
    ...['A', 'B', 'C', 'D', 'E'].map((letter) => ({
      name: `Agent ${letter}`,
      day: guests[0]?.days[0],
      best: 4,
    })),
  ];
  const rows = Array.from({ length: 100_000 }, (_, i) => {
    const { name, day, best } = agents[i % agents.length] ?? { name: '', day: '', best: 0 };
    return `${i};${name};${day};${best - (i % 3)}`;
  });
  return Buffer.from(['Zgłoszenie;Konsultant;Data;Ocena', ...rows, '7;Agent A;kiedyś;5'].join('\r\n'));
}

test('[SH89] [SH90] [SH91] a lead reads contacts, writes and publishes a report, and a guest reads it on a phone', async () => {
  const { shifts } = world.running.app;
  const lead = world.visitor('lead');
  const roundId = await servedRound(world);
  const { guests } = await shifts.getReportDesk(world.maker.actor, roundId);
  const home = `/shifts/${roundId}/report`;

  const page = await openAs(lead, `${home}/contacts`);
  const posts: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(request.postData() ?? '');
  });
  await page.getByLabel('Choose a file of contacts').setInputFiles({
    ...{ name: 'contacts.csv', mimeType: 'text/csv', buffer: contactsFile(guests) },
  });
  await page.getByText('100,001 rows below the headings').waitFor();
  await page.getByText('50,000 contacts of 5 guests').waitFor();
  await page.getByText('“kiedyś” is no day').waitFor();
  await page.getByRole('button', { name: 'Keep these sums' }).press('Enter');
  await page.waitForURL(`**${home}`);
  await page.getByRole('heading', { name: 'How contacts were rated' }).waitFor();
  // Nothing left the browser but the sums.
  expect(posts.filter((post) => post.includes('counts')).length).toBe(1);
  expect(posts.join('\n')).not.toMatch(/Agent|kiedy/);

  await page.getByRole('link', { name: 'Write the report' }).click();
  await page.getByLabel('Thanks').fill('Thank you, **all**');
  await page.getByLabel('What worked').fill('Two mentors a tour');
  await page.getByLabel('Agent-days').fill('20');
  await page.getByRole('button', { name: 'Save report' }).click();
  await page.waitForURL(`**${home}`);
  await page.getByText('Two mentors a tour').waitFor();

  const employee = world.visitor('employee');
  const phone = await openAs(employee, home, 390);
  await phone.getByText('have not published their part').waitFor();
  expect(await phone.getByText('Two mentors a tour').count()).toBe(0);

  await page.getByRole('button', { name: 'Publish' }).press('Enter');
  await page.getByRole('dialog').getByText('are told').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).press('Enter');
  await page.getByText('Published on').waitFor();

  await phone.reload();
  await phone.getByText('Two mentors a tour').waitFor();
  await phone.getByRole('heading', { name: 'How contacts were rated' }).waitFor();
  expect(await fitsAcross(phone)).toBe(true);
  const file = await phone.request.get(`${home}/file`);
  expect(file.headers()['content-type']).toContain('text/markdown');
  expect(await file.text()).toContain('Thank you, **all**');

  await page.getByRole('button', { name: 'Decide on the next round' }).press('Enter');
  await page.waitForURL('**/decisions/*');
  await page.getByRole('heading', { name: /Do we hold another round/ }).waitFor();
  await page.goto(home);
  const next = page.getByRole('region', { name: 'The next round' });
  await next.getByRole('link', { name: /Do we hold another round/ }).waitFor();
  expect(await next.getByRole('button').count()).toBe(0);
});
