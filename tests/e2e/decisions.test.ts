import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  atRest,
  launchBrowser,
  openPerson,
  removeData,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'asked and answered';
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let demo: RunningServer;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-decisions-'));
  await prepareDemoPages(dataDir, PASSWORD);
  demo = await startServer({ dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (demo) removeData(demo);
});

/** Somebody of the demo, signed in on a device of their own. */
async function open(person: string, viewport?: typeof PHONE): Promise<Page> {
  const { page } = await openPerson(browser, demo.address, {
    locale: 'pl-PL',
    ...(viewport && { viewport }),
  });
  await signIn(page, `${person}@example.org`, PASSWORD);
  return page;
}

const pickPeople = async (page: Page, field: string, names: readonly string[]): Promise<void> => {
  const group = page.getByRole('group', { name: field });
  for (const name of names) {
    await group.getByRole('searchbox').fill(name);
    await group.getByRole('checkbox', { name }).check();
  }
  await group.getByRole('searchbox').fill('');
};

test('[DE5] [DE9] [DE11] a poll with objections becomes a decision that three people must read', async () => {
  const lead = await open('lead');
  await lead.goto('/decisions');
  await lead.keyboard.press('c');
  await lead.waitForURL('**/decisions/new');
  await atRest(lead);
  await lead.getByLabel('Co trzeba rozstrzygnąć').fill('Czy odpowiadamy też w soboty?');
  await lead.getByRole('textbox', { name: 'Warianty' }).fill('W soboty do południa\nTylko w dni robocze');
  await pickPeople(lead, 'Kto ma o niej wiedzieć', ['Ewa Jeż', 'Adam Wrona', 'Franciszek Dudek']);
  await lead.getByRole('button', { name: 'Zaproponuj', exact: true }).click();
  await lead.waitForURL(/\/decisions\/\d+$/);
  const path = new URL(lead.url()).pathname;

  await lead.getByRole('button', { name: 'Zapytaj w głosowaniu' }).click();
  await lead.getByLabel('Co proponujesz').fill('Od stycznia odpowiadamy w soboty do południa.');
  await pickPeople(lead, 'Kogo pytasz', ['Ewa Jeż', 'Adam Wrona']);
  await lead.getByLabel('Kworum').fill('2');
  await lead.getByLabel('Ostatni dzień').fill('2090-01-02');
  await lead.getByLabel('Ostatni dzień').press('Tab');
  await lead.getByRole('button', { name: 'Zapytaj 2 osoby' }).click();
  await lead.getByText('Oddane głosy: 0 z 2').waitFor();

  // A second person, on a phone: it waits for her, she is against, and her vote survives a reload.
  const employee = await open('employee', PHONE);
  await employee.goto('/decisions');
  await employee.getByRole('link', { name: 'Czy odpowiadamy też w soboty?' }).click();
  await employee.getByLabel('przeciw').check();
  await employee.getByLabel('Komentarz').fill('Nie mamy kim obsadzić sobót.');
  await employee.getByRole('button', { name: 'Zagłosuj' }).click();
  await employee.getByText('Oddane głosy: 1 z 2').waitFor();
  await employee.reload();
  await employee.getByText('Nie mamy kim obsadzić sobót.').first().waitFor();
  expect(await employee.getByText('czeka na odpowiedź').count()).toBe(1);

  // The last vote closes it; it is not decided as long as the objection has no answer.
  const admin = await open('admin');
  await admin.goto(path);
  await admin.getByLabel('za', { exact: true }).check();
  await admin.getByRole('button', { name: 'Zagłosuj' }).click();
  await admin.getByText('Oddane głosy: 2 z 2').waitFor();
  await lead.goto(path);
  await lead.getByText('1 zastrzeżenie nie ma jeszcze odpowiedzi').waitFor();
  await lead.getByLabel('Odpowiedź na zastrzeżenie').fill('Soboty obejmie dyżur wspólny.');
  await lead.getByRole('button', { name: 'Odpowiedz', exact: true }).click();
  await lead.getByText('Soboty obejmie dyżur wspólny.').waitFor();

  await lead.getByRole('button', { name: 'Rozstrzygnij', exact: true }).click();
  await lead.getByLabel('Wariant').selectOption({ label: 'W soboty do południa' });
  await lead.getByLabel('Dlaczego').fill('Co piąte pytanie przychodzi w weekend.');
  await lead.getByRole('button', { name: 'Rozstrzygnij i powiadom 3 osoby' }).click();
  await lead.getByText('Przeczytało 0 z 3 osób').waitFor();

  // To look at it is no reading; the press is, also after a reload.
  await employee.goto('/inbox');
  await employee
    .getByText('Zapadła decyzja, o której masz wiedzieć: „Czy odpowiadamy też w soboty?”')
    .waitFor();
  await employee.goto(path);
  await atRest(employee);
  await lead.reload();
  await lead.getByText('Przeczytało 0 z 3 osób').waitFor();
  await employee.getByRole('button', { name: 'Przeczytane' }).click();
  await employee.getByText('Potwierdzone przez Ciebie').waitFor();
  await employee.reload();
  await employee.getByText('Potwierdzone przez Ciebie').waitFor();
  await admin.goto(path);
  await admin.getByRole('button', { name: 'Przeczytane' }).click();
  await admin.getByText('Potwierdzone przez Ciebie').waitFor();
  await lead.reload();
  await lead.getByText('Przeczytało 2 z 3 osób').waitFor();
  await lead.getByText('Jeszcze nie: Franciszek Dudek').waitFor();
  // Others see how many, and not who.
  expect(await employee.getByText('Jeszcze nie:').count()).toBe(0);
});

test('[DE12] a vote without a name shows nobody more than how many voted', async () => {
  const lead = await open('lead');
  await lead.goto('/decisions/new');
  await lead.getByLabel('Co trzeba rozstrzygnąć').fill('Czy zmieniamy system telefonii?');
  await lead.getByRole('button', { name: 'Zaproponuj', exact: true }).click();
  await lead.waitForURL(/\/decisions\/\d+$/);
  await lead.getByRole('button', { name: 'Zapytaj w głosowaniu' }).click();
  await lead.getByLabel('Co proponujesz').fill('Zmieniamy telefonię w marcu.');
  await pickPeople(lead, 'Kogo pytasz', ['Ewa Jeż', 'Adam Wrona', 'Franciszek Dudek', 'Irena Szpak']);
  await lead.getByLabel('Nazwiska').selectOption({ label: 'Bez nazwisk' });
  await lead.getByLabel('Kworum').fill('3');
  await lead.getByLabel('Ostatni dzień').fill('2090-01-02');
  await lead.getByLabel('Ostatni dzień').press('Tab');
  await lead.getByRole('button', { name: 'Zapytaj 4 osoby' }).click();
  await lead.getByText('Bez nazwisk trzeba zapytać co najmniej 5 osób.').waitFor();
  const rest = lead.getByRole('group', { name: 'Kogo pytasz' }).getByRole('checkbox', { checked: false });
  for (const box of (await rest.all()).slice(0, 2)) await box.check();
  await lead.getByRole('button', { name: /^Zapytaj \d/ }).click();
  await lead.getByText(/Oddane głosy: 0 z/).waitFor();
  const path = new URL(lead.url()).pathname;
  const employee = await open('employee', PHONE);
  await employee.goto(path);
  await employee.getByLabel('przeciw').check();
  await employee.getByRole('button', { name: 'Zagłosuj' }).click();
  await employee.getByText('Twój głos został oddany.').waitFor();
  await lead.reload();
  await lead.getByText(/Oddane głosy: 1 z/).waitFor();
  expect(await lead.locator('.counts, .votes').count()).toBe(0);
});
