import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CAST } from '#server/demo/story.ts';
import { openSmtpSink, type SmtpSink } from '#server/notify/smtp-sink.ts';
import {
  atRest,
  launchBrowser,
  openPerson,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';
import { PATIENCE_MS } from '../patience.ts';
import { layoutFaults } from './look-at-layout.ts';
import { prepareDemoPages, type DemoPage } from './pages.ts';

const PASSWORD = 'stages and their cover';
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let demo: RunningServer;
let sink: SmtpSink;
let pages: DemoPage[];

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-running-'));
  pages = await prepareDemoPages(dataDir, PASSWORD);
  sink = await openSmtpSink();
  const environment = { SMTP_URL: sink.url, PUBLIC_URL: 'https://cx.example.org' };
  demo = await startServer({ dataDir, environment });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  await sink?.close();
  if (demo) removeData(demo);
});

const home = (): string => pages.find(({ name }) => name === 'project')?.path ?? '';
const nameOf = (key: string): string => CAST.find((member) => member.key === key)?.name ?? '';

/** Somebody of the demo, signed in on a device of their own. */
async function open(person: string, viewport?: typeof PHONE): Promise<Page> {
  const options = { locale: 'pl-PL', ...(viewport && { viewport }) };
  const { page } = await openPerson(browser, demo.address, options);
  await signIn(page, `${person}@example.org`, PASSWORD);
  return page;
}

async function isAccessible(page: Page, isPhone: boolean): Promise<void> {
  await atRest(page);
  expect(await layoutFaults(page, 'detail', isPhone)).toEqual([]);
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
}

test('[PR50] [PR52] a client accepts a stage with remarks without an account, and the next one begins', async () => {
  const lead = await open('lead');
  await lead.goto(home());
  await isAccessible(lead, false);
  await lead.getByText('czeka na poprzedni etap').first().waitFor();
  await lead.getByRole('link', { name: /^Przyjmie ktoś z zewnątrz: Pilotaż/ }).click();
  await lead.getByLabel('Imię i nazwisko').fill('Halina Brzoza');
  await lead.getByLabel('Adres e-mail').fill('biuro@spoldzielnia.example');
  await lead.getByLabel('Tytuł dla tej osoby').fill('Pilotaż nowej faktury');
  await lead.getByRole('button', { name: 'Utwórz link' }).click();
  const link = new URL(await lead.getByLabel('Link', { exact: true }).inputValue());
  await lead.getByRole('link', { name: 'Wróć do projektu' }).click();
  await lead.getByText(/^czeka na: Halina Brzoza \(z zewnątrz\)/).waitFor();

  const { page: client, faults } = await openPerson(browser, demo.address, { viewport: PHONE });
  await client.goto(link.pathname);
  await client.getByRole('button', { name: 'Otwórz' }).click();
  await client.getByRole('heading', { name: 'Pilotaż nowej faktury' }).waitFor();
  await client.getByText('Cztery tygodnie na dwóch zespołach', { exact: false }).waitFor();
  await client.getByRole('button', { name: 'Wyślij mi kod' }).click();
  const code = (): string | undefined =>
    sink.mails.flatMap(({ text }) => /\n(\d{6})\n/.exec(text)?.[1] ?? []).at(-1);
  await expect.poll(code, { timeout: PATIENCE_MS }).toBeDefined();
  await client.getByLabel('Kod z wiadomości').fill(code() ?? '');
  await client.getByLabel('Uwagi').fill('Większa kwota do zapłaty');
  await client.getByRole('button', { name: 'Akceptuję' }).dblclick();
  await client.getByText('To zostało przez Ciebie zaakceptowane.').waitFor();

  await lead.reload();
  const stage = lead.getByRole('listitem').filter({ hasText: 'Większa kwota do zapłaty' });
  await stage.getByText('przyjęty z uwagami').waitFor();
  await stage.getByText(/^Halina Brzoza \(z zewnątrz\), /).waitFor();
  const next = lead.getByRole('listitem').filter({ hasText: 'Decyzja o wdrożeniu' });
  await next.getByText('w pracy').waitFor();
  expect(faults).toEqual([]);
});

test('[PR72] [PR71] [PR74] a deputy is named, reads, takes over on a phone and gives back', async () => {
  const lead = await open('lead');
  await lead.goto(`${home()}/people`);
  await isAccessible(lead, false);
  await lead.getByLabel('Właściciel', { exact: true }).selectOption({ label: nameOf('employee') });
  await lead.getByLabel('Zastępca', { exact: true }).selectOption({ label: nameOf('mentor') });
  await lead.getByLabel('Dlaczego się zmieniają').fill('Księgowość zamyka rok');
  await lead.getByRole('button', { name: 'Zmień', exact: true }).click();
  await lead.getByText('Nowe osoby dostały wiadomość.').waitFor();
  await lead.goto(home());
  await lead.getByText('W toku').first().waitFor(); // no new approval

  const deputy = await open('mentor', PHONE);
  await deputy.goto(`${home()}/people`);
  await isAccessible(deputy, true);
  await deputy.getByRole('button', { name: 'Przeczytane, jestem na bieżąco' }).click();
  await deputy.getByText('Zapisano: jesteś na bieżąco.').waitFor();
  await deputy.getByLabel('Dlaczego (dla osoby, która wróci)').fill('Choroba od poniedziałku');
  await deputy.getByRole('button', { name: 'Przejmij teraz' }).press('Enter');
  const standsIn = new RegExp(`^${nameOf('mentor')} zastępuje: ${nameOf('employee')}`);
  await deputy.getByText(standsIn).waitFor();
  await isAccessible(deputy, true);

  const owner = await open('employee');
  await owner.goto('/inbox');
  await owner.getByText(/^Zastępca prowadzi za Ciebie projekt/).waitFor();
  await owner.goto(`${home()}/people`);
  await owner.getByText(standsIn).waitFor();
  await owner.getByLabel('Co właściciel powinien wiedzieć').fill('Wracam, dziękuję');
  await owner.getByRole('button', { name: 'Oddaj', exact: true }).click();
  await owner.getByText('Wcześniejsze zastępstwa').waitFor();
  expect(await owner.getByText(standsIn).count()).toBe(0);
});

/** The page of a project of the demo, by its title. */
async function pathOf(page: Page, title: string): Promise<string> {
  await page.goto('/projects?show=table');
  const href = await page.getByRole('link', { name: title }).first().getAttribute('href');
  // Without the place in the list from which it was opened.
  return href?.split('?')[0] ?? '';
}

test('[PR66] [PR77] who knows an application is said once, and what rests on one person is told where it is needed', async () => {
  const lead = await open('lead');
  await lead.goto('/people/team');
  const resting = lead.locator('section').filter({ hasText: 'Co zależy od jednej osoby' }).last();
  const row = resting.locator('.work-row').filter({ hasText: 'Aplikacja mobilna' });
  await row.getByText('Nie wskazano w zespole nikogo, kto ją zna').waitFor();
  await row.getByText('potrzebują: Status reklamacji w aplikacji').waitFor();
  await lead.getByRole('button', { name: 'Edytuj: Aplikacja mobilna' }).click();
  const dialog = lead.getByRole('dialog', { name: 'Kto zna „Aplikacja mobilna”' });
  await dialog.getByPlaceholder('Znajdź osobę').fill(nameOf('mentor').slice(0, 5));
  await dialog.getByLabel(nameOf('mentor')).press('Space');
  await dialog.getByRole('button', { name: 'Zapisz' }).press('Enter');
  await lead.getByText('Zapisano, kto ją zna.').waitFor();
  await row.getByText(`Zna ją tylko ${nameOf('mentor')}`).waitFor();

  const phone = await open('lead', PHONE);
  await phone.goto(`${await pathOf(phone, 'Status reklamacji w aplikacji')}/people`);
  await phone.getByText(`Zna ją tylko ${nameOf('mentor')}`).waitFor();
  await phone.getByText('Nikt nie osiąga poziomu').first().waitFor();
  await isAccessible(phone, true);
});

test('[PR79] who answers for a project changes while it waits, and what was signed stays signed', async () => {
  const lead = await open('lead');
  const path = await pathOf(lead, 'Oddzwanianie w godzinę');
  await lead.goto(`${path}/people`);
  await lead.getByText('złożone podpisy pozostają ważne', { exact: false }).waitFor();
  await lead.getByLabel('Zastępca', { exact: true }).selectOption({ label: nameOf('service') });
  await lead.getByLabel('Dlaczego się zmieniają').fill('Irena odchodzi na urlop');
  await lead.getByRole('button', { name: 'Zmień', exact: true }).click();
  await lead.getByText(`Na projekcie jest już podpis: ${nameOf('service')}`, { exact: false }).waitFor();
  await lead.getByLabel('Zastępca', { exact: true }).selectOption({ label: nameOf('lawyer') });
  await lead.getByLabel('Sponsor', { exact: true }).selectOption({ label: nameOf('finance') });
  await lead.getByRole('button', { name: 'Zmień', exact: true }).click();
  await lead.getByText('Nowe osoby dostały wiadomość.').waitFor();
  await isAccessible(lead, false);

  const director = await open('marketing');
  await director.goto('/inbox');
  await director
    .getByText('Za projekt „Oddzwanianie w godzinę” odpowiadają teraz inne osoby')
    .first()
    .waitFor();
  await director.goto(path);
  await director.getByLabel('Twoje hasło').fill(PASSWORD);
  await director.getByRole('button', { name: 'Zatwierdź' }).click();
  await director.getByText('Zatwierdzony').first().waitFor();
});
