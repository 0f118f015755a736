import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { prepareDemo } from '#server/demo/prepare-demo.ts';
import { CAST } from '#server/demo/story.ts';
import {
  atRest,
  chooseLanguage,
  launchBrowser,
  openPerson,
  PASSWORD,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';

/** What becomes of a project that is small, that somebody has to be heard about, or that a director does not want. */
const SYSTEM: Actor = { kind: 'system', name: 'routes test' };
const nameOf = (key: string): string => CAST.find((member) => member.key === key)?.name ?? key;
/** Who gives the opinion of the finance department. */
const GIVER = 'finance@example.org';
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let demo: RunningServer;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-routes-'));
  const environment = { DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  const quiet = (): void => undefined;
  await prepareDemo(environment, PASSWORD, quiet);
  // Of those who are asked for opinions nobody has an account in the demo.
  const app = await createApp({
    config: readConfig(environment),
    log: { info: quiet, warn: quiet, error: quiet },
  });
  const giver = (await app.people.listPeople(SYSTEM)).find(({ email }) => email === GIVER);
  if (!giver) throw new Error(`The demo has no ${GIVER}.`);
  await app.access.acceptInvitation({ token: await app.access.invite(SYSTEM, giver.id), password: PASSWORD });
  await app.close();
  demo = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (demo) removeData(demo);
});

async function open(person: string, viewport?: typeof PHONE): Promise<Page> {
  const { page } = await openPerson(browser, demo.address, { ...(viewport && { viewport }) });
  await signIn(page, `${person}@example.org`);
  await chooseLanguage(page, 'en');
  return page;
}

async function isAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

/** Chooses somebody of the cast, whose department stands beside the name. */
async function choose(page: Page, label: string, member: string): Promise<void> {
  const select = page.getByLabel(label, { exact: true });
  const value = await select.locator('option', { hasText: nameOf(member) }).getAttribute('value');
  await select.selectOption(value);
}

/** A draft of the lead's, with owner and deputy; the page is its own. */
async function draft(lead: Page, title: string, budget: string): Promise<string> {
  await lead.goto('/projects/new');
  await atRest(lead);
  await lead.getByLabel('Project', { exact: true }).fill(title);
  await lead.getByLabel('Aim', { exact: true }).fill('Nobody calls twice');
  await choose(lead, 'Owner', 'it');
  await choose(lead, 'Deputy', 'backoffice');
  await lead.getByLabel('Budget', { exact: true }).fill(budget);
  await lead.getByLabel('Starts', { exact: true }).fill('4 January 2027');
  await lead.getByLabel('Ends', { exact: true }).fill('30 June 2027');
  await lead.getByRole('button', { name: 'Save as draft' }).click();
  await lead.waitForURL(/\/projects\/\d+$/);
  return new URL(lead.url()).pathname;
}

/** Signs or refuses, with the password where it is asked for. */
async function decide(page: Page, verdict: 'Approve' | 'Decline', reason = ''): Promise<void> {
  await page.getByLabel('Reason', { exact: false }).first().fill(reason);
  const password = page.getByLabel('Password', { exact: false });
  if (await password.isVisible()) await password.fill(PASSWORD);
  if (verdict === 'Decline') await page.getByText('Add a condition or decline').click();
  await page.getByRole('button', { name: verdict, exact: true }).click();
}

test('[PR43] a small improvement takes one yes, that of another lead, on a phone', async () => {
  const lead = await open('lead');
  const home = await draft(lead, 'A sign beside the queue', '900');
  await lead.getByRole('button', { name: 'Submit by the light route' }).click();
  await lead.getByText(/^Waits for one of:/).waitFor();
  await isAccessible(lead);

  const other = await open('admin', PHONE);
  await other.goto(home);
  await atRest(other);
  await other.getByText('Light route').first().waitFor();
  // Before anything runs, nothing stands between the case and what is to be decided.
  expect(await other.getByRole('link', { name: 'Measure the effect' }).count()).toBe(0);
  await decide(other, 'Approve');
  await other.getByText(/^Yes by /).waitFor();
  await isAccessible(other);
  await lead.goto(home);
  await lead.getByText(/^Yes by /).waitFor();
  await lead.getByText('Approved').first().waitFor();
});

test('[PR29] [PR48] an opinion is asked for and given, and whoever is asked reads the project', async () => {
  const lead = await open('lead');
  const home = await draft(lead, 'A second line on Mondays', '40000');
  await lead.getByRole('button', { name: 'Submit for approval' }).click();
  await lead.getByText('Waiting for approval').first().waitFor();
  await lead.getByRole('button', { name: /^Ask: Finanse/ }).click();
  await lead.getByText(/^asked, due/).waitFor();

  const finance = await open('finance', PHONE);
  await finance.goto(home);
  await atRest(finance);
  await finance.getByLabel('Are you for it?').selectOption({ label: 'Against it, with the reason' });
  await finance.getByLabel('Your opinion').fill('Two people would do');
  await finance.getByRole('button', { name: 'Give the opinion' }).click();
  await finance.getByText(/^against it,/).waitFor();
  await isAccessible(finance);
  await lead.reload();
  await lead.getByText('Two people would do').waitFor();
});

test('[PR38] a director declines for good, and the lead reads why', async () => {
  const lead = await open('lead');
  const home = await draft(lead, 'A chat that answers by itself', '90000');
  await lead.getByRole('button', { name: 'Submit for approval' }).click();
  await lead.getByText('Waiting for approval').first().waitFor();

  const director = await open('service', PHONE);
  await director.goto(home);
  await atRest(director);
  await decide(director, 'Decline', 'Customers want people');
  await director.getByText(/^Declined by /).waitFor();
  await lead.goto(home);
  await lead.getByText('Customers want people').first().waitFor();
  expect(await lead.getByRole('button', { name: 'Submit for approval' }).count()).toBe(0);
});
