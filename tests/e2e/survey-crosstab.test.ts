import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { prepareDemo } from '#server/demo/prepare-demo.ts';
import {
  launchBrowser,
  openPerson,
  PASSWORD,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';

const SYSTEM: Actor = { kind: 'system', name: 'crosstab test' };

let server: RunningServer;
let browser: Browser;
let wave = '';

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-crosstab-'));
  const environment = { DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  const quiet = (): void => undefined;
  await prepareDemo(environment, PASSWORD, quiet);
  const app = await createApp({
    config: readConfig(environment),
    log: { info: quiet, warn: quiet, error: quiet },
  });
  wave = (await app.survey.listWaves(SYSTEM))[0]?.id ?? '';
  await app.close();
  server = await startServer({ dataDir });
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (!server) return;
  await server.stop();
  removeData(server);
});

async function openCrosstab(
  email: string,
  query = '',
  options: Parameters<typeof openPerson>[2] = {},
): ReturnType<typeof openPerson> {
  const person = await openPerson(browser, server.address, options);
  await signIn(person.page, email);
  await person.page.goto(`/survey/${wave}/crosstab${query}`);
  return person;
}

const rowNames = (page: Page): Promise<string[]> =>
  page
    .locator('tbody th')
    .allTextContents()
    .then((texts) => texts.map((text) => text.trim()));

test('[SV170] two questions are crossed, sorted and put together; reloading brings the table back', async () => {
  const { page, context, faults } = await openCrosstab('analyst@example.org', '', { locale: 'pl-PL' });
  await page.getByRole('table').waitFor();
  await page.getByLabel('Kolumny: kto odpowiadał').selectOption({ label: 'Kanał' });
  await page.getByRole('columnheader', { name: /telefon/ }).waitFor();
  await page.getByLabel('Wiersze: co odpowiedziano').selectOption({ label: 'Region' });
  await page.getByRole('heading', { name: 'Region według Kanał' }).waitFor();
  const [first = '', second = ''] = await rowNames(page);
  await page.getByText('Połącz odpowiedzi').click();
  await page.getByRole('checkbox', { name: first, exact: true }).press('Space');
  await page.getByRole('checkbox', { name: second, exact: true }).press('Space');
  await page.getByLabel('Nazwa grupy').fill('Razem');
  await page.getByRole('button', { name: 'Dodaj grupę' }).press('Enter');
  await page.getByRole('rowheader', { name: 'Razem' }).waitFor();
  await page
    .getByRole('columnheader', { name: /telefon/ })
    .getByRole('button')
    .press('Enter');
  const sorted = page.locator('th[aria-sort="descending"]');
  await sorted.waitFor();
  const shown = await page.getByRole('table').textContent();
  await page.reload();
  await sorted.waitFor();
  expect(await page.getByRole('table').textContent()).toBe(shown);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole('button', { name: 'Zamień wiersze z kolumnami' }).click();
  await page.getByRole('heading', { name: 'Kanał według Region' }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV170] filters of the wave come along, and the table leaves as a file', async () => {
  const query = '?f.channel=telefon&rows=region&columns=channel';
  const { page, context, faults } = await openCrosstab('analyst@example.org', query, { locale: 'pl-PL' });
  await page.getByRole('table').waitFor();
  expect(await page.getByRole('columnheader', { name: /telefon/ }).textContent()).toMatch(/n = 1\s?052/);
  expect(await page.getByRole('columnheader', { name: /czat/ }).textContent()).toMatch(/n = 0/);
  const loading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Zapisz jako CSV' }).click();
  const file = await (await loading).path();
  const [head, line] = readFileSync(file, 'utf8').split('\r\n');
  expect(head).toBe('\ufeffRegion;Kanał;Osoby;Udział %;95 % −;95 % +;Respondenci;n_eff;Wyższy niż w');
  expect(line?.split(';')[1]).toBe('A: telefon');
  expect(faults).toEqual([]);
  await context.close();
});

test('[SV171] [SV172] a cell becomes an insight; a lead reads its title without answers and figure', async () => {
  const query = '?rows=region&columns=channel';
  const { page, context, faults } = await openCrosstab('analyst@example.org', query, { locale: 'pl-PL' });
  await page.getByRole('table').waitFor();
  const [region = ''] = await rowNames(page);
  await page.getByRole('button', { name: `Przypnij jako wniosek: ${region}, telefon` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`Region: ${region} · Kanał: telefon`).waitFor();
  const figure = await dialog.locator('strong').first().textContent();
  await dialog.getByLabel('Co z tego wynika?').fill('Telefonują z jednego regionu');
  await dialog.getByRole('button', { name: 'Przypnij jako wniosek', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.goto('/survey/insights');
  await page.getByRole('link', { name: 'Telefonują z jednego regionu' }).click();
  await page.waitForURL(/\/survey\/insights\/./);
  await page.getByText(`Region: ${region} · Kanał: telefon`).waitFor();
  expect(await page.getByText(figure ?? 'no figure').count()).toBeGreaterThan(0);
  const { pathname } = new URL(page.url());
  expect(faults).toEqual([]);
  await context.close();

  const lead = await openPerson(browser, server.address, { locale: 'pl-PL' });
  await signIn(lead.page, 'lead@example.org');
  await lead.page.goto(pathname);
  await lead.page.getByRole('heading', { name: 'Telefonują z jednego regionu' }).waitFor();
  expect(await lead.page.getByText('Region: … · Kanał: …').count()).toBeGreaterThan(0);
  expect(await lead.page.getByText(figure ?? 'no figure').count()).toBe(0);
  const response = await lead.page.goto(`/survey/${wave}/crosstab`);
  expect(response?.status()).toBe(403);
  await lead.context.close();
});

test('[SV170] on a phone the table scrolls in itself, not the page', async () => {
  const { page, context } = await openCrosstab('analyst@example.org', '?rows=waiting_time&columns=channel', {
    locale: 'pl-PL',
    viewport: { width: 390, height: 844 },
  });
  const table = page.getByRole('region', { name: 'Czas oczekiwania według Kanał' });
  await table.waitFor();
  expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)).toBe(true);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await context.close();
});

test('[SV167] [SV169] drivers say which items they began with; none and all are one press each', async () => {
  const { page, context, faults } = await openPerson(browser, server.address, { locale: 'pl-PL' });
  await signIn(page, 'analyst@example.org');
  await page.goto(`/survey/${wave}/drivers`);
  await page.getByRole('table').first().waitFor();
  await page
    .getByText(/^Pytania w analizie|^Pozycje w analizie|w analizie/)
    .first()
    .click();
  await page.getByRole('button', { name: 'Żadne', exact: true }).press('Enter');
  await page.getByRole('heading', { name: 'Nie wybrano żadnego pytania' }).waitFor();
  await page.getByRole('button', { name: 'Wszystkie', exact: true }).press('Enter');
  await page.getByRole('table').first().waitFor();
  await page.getByRole('button', { name: 'Te, które zachowują dość respondentów' }).press('Enter');
  await page.getByRole('table').first().waitFor();
  // The share of one answer as what is to be explained.
  await page.getByLabel('Cel: co ma zostać wyjaśnione').selectOption({ label: 'Kanał' });
  await page.getByText(/Liniowy model prawdopodobieństwa: kto odpowiedział „telefon”/).waitFor();
  await page.getByLabel('Udział jednej odpowiedzi').selectOption({ label: 'czat' });
  await page.getByText(/kto odpowiedział „czat”/).waitFor();
  await page.getByRole('table').first().waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
