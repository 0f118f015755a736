import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import { serve, type Running } from '#server/serve.ts';
import { atRest, launchBrowser, openPerson, signIn } from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'asked again and again';
const SYSTEM: Actor = { kind: 'system', name: 'rhythms' };
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let running: Running;
let dataDir: string;
let issue: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-rhythms-'));
  await prepareDemoPages(dataDir, PASSWORD);
  const environment = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  running = await serve({ environment, isDevelopment: false });
  const { organisation, issues, people } = running.app;
  // Every day is a working day here, so that the test asks on the day on which it runs.
  const { settings } = await organisation.getSettings(SYSTEM);
  await organisation.changeWeek(SYSTEM, {
    ...{ version: settings.version, weekdays: [1, 2, 3, 4, 5, 6, 7], holidays: 'none' },
    ...{ from: '08:00', until: '16:00' },
  });
  const lead = (await people.listPeople(SYSTEM)).find(({ email }) => email === 'lead@example.org');
  if (!lead) throw new Error('The demo has no lead.');
  const actor: Actor = { kind: 'person', ...lead, sessionId: null };
  const id = await issues.addIssue(actor, { title: 'Nobody calls back', description: '' });
  issue = `/issues/${id}?panel=due`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(who: string, path: string, viewport?: typeof PHONE) {
  const opened = await openPerson(browser, running.address, {
    locale: 'pl-PL',
    ...(viewport && { viewport }),
  });
  await signIn(opened.page, `${who}@example.org`, PASSWORD);
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened;
}

test('[RH1] [RH3] [RH4] [RH8] a lead has somebody asked; they answer on a phone, take it back and say it better', async () => {
  const lead = await open('lead', issue);
  await lead.page.getByText('Pytaj regularnie').first().click();
  const form = lead.page.locator('form[action$="makeRhythm"]');
  await form.getByLabel('Treść pytania').fill('How many were called back?');
  await form.getByLabel('Kogo pytamy').selectOption({ label: 'Ewa Jeż' });
  await form.getByLabel('Co ile').fill('1');
  await form.getByLabel('Pierwszy raz').fill(running.app.today());
  await form.getByRole('button', { name: 'Pytaj regularnie' }).click();
  const row = lead.page.getByRole('listitem').filter({ hasText: 'How many were called back?' });
  await row.getByText('jeszcze nie zadano').first().waitFor();
  expect(await running.app.rhythms.askRhythms()).toMatchObject({ asked: 1 });

  const employee = await open('employee', '/home', PHONE);
  await employee.page.getByRole('link', { name: /Nobody calls back/ }).click();
  await employee.page.waitForURL('**/issues/*');
  await employee.page.goto('/home/due');
  const asked = employee.page.getByRole('listitem').filter({ hasText: 'How many were called back?' });
  await asked.getByRole('button', { name: /^Nic nowego/ }).click();
  await asked.waitFor({ state: 'detached' });
  await employee.page.getByRole('button', { name: /^Cofnij/ }).click();
  await asked.getByLabel('Co nowego').fill('Nine of ten, on the same day');
  expect(await employee.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    PHONE.width,
  );
  await asked.getByRole('button', { name: 'Wyślij odpowiedź' }).click();
  await asked.waitFor({ state: 'detached' });

  await lead.page.reload();
  await row.getByText('jest odpowiedź').first().waitFor();
  await row.getByText('Odpowiedzi i zmiany').click();
  await row
    .getByText(/Nine of ten, on the same day/)
    .first()
    .waitFor();
  await row.getByRole('button', { name: 'Już nie pytaj' }).click();
  await row.waitFor({ state: 'detached' });
  await lead.page.getByRole('button', { name: /^Cofnij/ }).click();
  await row.waitFor();
  expect([...lead.faults, ...employee.faults]).toEqual([]);
  for (const { context } of [lead, employee]) await context.close();
});
