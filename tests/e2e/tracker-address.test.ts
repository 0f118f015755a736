import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  chooseLanguage,
  launchBrowser,
  openPerson,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';
import { prepareDemoPages, type DemoPage } from './pages.ts';

const PASSWORD = 'keys lead somewhere';
let browser: Browser;
let demo: RunningServer;
let pages: DemoPage[];

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-tracker-'));
  pages = await prepareDemoPages(dataDir, PASSWORD);
  demo = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (demo) removeData(demo);
});

const WORDS = {
  pl: { address: 'Adres zgłoszeń', bad: /^Podaj adres/, save: 'Zapisz' },
  en: { address: 'Address of tickets', bad: /^Enter an address/, save: 'Save' },
} as const;

test.each(['pl', 'en'] as const)(
  '[SH113] on a phone, in "%s", a wrong address is refused and kept, and a right one makes keys links',
  async (locale) => {
    const words = WORDS[locale];
    const admin = await openPerson(browser, demo.address, { viewport: { width: 390, height: 844 } });
    await signIn(admin.page, 'admin@example.org', PASSWORD);
    await chooseLanguage(admin.page, locale);
    await admin.page.goto('/settings/organisation');
    const field = admin.page.getByLabel(words.address);
    const save = admin.page.locator('form').filter({ has: field }).getByRole('button', { name: words.save });
    await field.fill('javascript:alert(1)');
    await save.click();
    await admin.page.getByText(words.bad).waitFor();
    expect(await field.inputValue()).toBe('javascript:alert(1)');
    const address = `https://${locale}.example.org/browse/`;
    await field.fill(address);
    await save.click();
    await admin.page.getByText(words.bad).waitFor({ state: 'detached' });
    await admin.page.reload();
    expect(await field.inputValue()).toBe(address);
    expect(admin.faults).toEqual([]);
    await admin.context.close();

    const lead = await openPerson(browser, demo.address);
    await signIn(lead.page, 'lead@example.org', PASSWORD);
    const story = pages.find(({ name }) => name === 'story-edit')?.path ?? '';
    await lead.page.goto(story.replace(/\/stories\/.*/, '/findings'));
    const key = lead.page.getByRole('link', { name: /HB-1187/ });
    await key.waitFor();
    expect(await key.getAttribute('href')).toBe(`${address}HB-1187`);
    expect(lead.faults).toEqual([]);
    await lead.context.close();
  },
);
