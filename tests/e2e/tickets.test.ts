import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#lib/base/ids.ts';
import { LABEL_START } from '#lib/shifts/tracker/tracked.ts';
import { atRest, launchBrowser, openPerson } from './harness.ts';
import type { Visitor } from './presses/press.ts';
import { newRound } from './presses/shifts/rounds.ts';
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

async function open({ cookie }: Pick<Visitor, 'cookie'>, path: string): Promise<Page> {
  const { address } = world.running;
  const opened = await openPerson(browser, address, { locale: 'en-GB' });
  await opened.context.addCookies(
    cookie.split('; ').map((part) => {
      const [name = '', ...value] = part.split('=');
      return { name, value: value.join('='), url: address };
    }),
  );
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened.page;
}

/** A picture of a page, for whoever looks at it: only where a folder is named. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

test('[SH96] [SH97] [SH98] findings go to Jira, come back done, and whoever found one hears of it; undo takes it back', async () => {
  const { id } = await newRound(world);
  const finder = await world.newAccount();
  const findingId = newId<'finding'>();
  await world.app.database.db
    .insertInto('finding')
    .values({
      ...{ id: findingId, round_id: id, kind: 'bug', severity: 'blocks', text: 'No tone after a minute' },
      ...{ person_id: finder.actor.id, reported_at_ms: Date.now() },
    })
    .execute();

  const page = await open(world.visitor('lead'), `/shifts/${id}/findings`);
  await page.getByRole('link', { name: 'Findings in your tracker' }).click();
  await page.getByRole('heading', { name: 'Back from the tracker' }).waitFor();
  await atRest(page);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save for Jira (CSV)' }).click();
  const stream = await (await download).createReadStream();
  const sent = Buffer.concat(await stream.toArray()).toString();
  expect(sent).toContain(`Bug,Highest,herringbone,${LABEL_START}${findingId}`);

  const jira = ['Summary,Issue key,Status,Labels,Labels,Fix Version/s', 'Other,HB-8,Done,,,']
    .concat(`No tone after a minute,HB-7,Closed,herringbone,${LABEL_START}${findingId},2.1`)
    .join('\n');
  const file = { name: 'jira.csv', mimeType: 'text/csv', buffer: Buffer.from(jira) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await page.getByText('1 finding changes').waitFor();
  await page.getByText('1 row is about no finding').waitFor();
  await picture(page, 'tracker-preview');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual([]);
  await page.getByRole('button', { name: 'Change 1 finding' }).click();
  await page.getByText('1 finding changed, 1 person told.').first().waitFor();

  const own = await open(finder, '/inbox');
  await own.getByText('Done in the tracker: what you found, “No tone after a minute”').waitFor();
  const seen = await open(finder, `/shifts/${id}/findings/${findingId}`);
  await seen.getByText('HB-7: Closed · fixed in 2.1').waitFor();
  expect(await seen.getByRole('button', { name: 'Save ticket' }).count()).toBe(0);

  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('1 finding stands as before.').waitFor();
  await page.goto(`/shifts/${id}/findings/${findingId}`);
  await atRest(page);
  await page.getByLabel('Key of the ticket').fill('HB-9');
  await page.getByLabel('Fixed in version').fill('3.0');
  await page.getByRole('button', { name: 'Save ticket' }).click();
  await page.getByText('HB-9 · fixed in 3.0').waitFor();
  await picture(page, 'tracked-finding');
});
