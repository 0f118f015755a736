import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeText } from '#lib/tabular/testing/exports.ts';
import { workbookOf } from '#lib/tabular/testing/workbook.ts';
import {
  atRest,
  launchBrowser,
  openPerson,
  removeData,
  setUpOrganisation,
  startServer,
  type RunningServer,
} from './harness.ts';

const PEOPLE = 300;

let browser: Browser;
let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (server) removeData(server);
});

/** How one department is written by those who keep lists. */
const SPELLINGS = ['Obsługa klienta', 'obsluga klienta', 'OBSŁUGA  KLIENTA', ' Obsługa Klienta '];
const HEADINGS = ['Dział', 'Nazwisko', 'Imię', 'Stanowisko', 'Adres e-mail', 'Rola', 'Przełożony (e-mail)'];

const rows = Array.from({ length: PEOPLE }, (_, at) => [
  SPELLINGS[at % SPELLINGS.length] ?? '',
  `Żółć-${at}`,
  'Łucja',
  'konsultantka',
  `o${at}@Example.org`,
  at % 50 === 0 ? 'mentorka' : 'pracownik',
  at === 0 ? '' : 'o0@example.org',
]);

/** As it comes out of the Excel of a Polish Windows: titles above, a column nobody knows, somebody listed twice. */
function firstList(): Uint8Array {
  const lines = [
    ['Lista pracowników, stan na listopad'],
    [],
    HEADINGS,
    ...rows,
    [...(rows[5] ?? [])],
    ['Obsługa klienta', 'Bezadresowa', 'Ewa', 'kierowniczka', 'ewa małpa example.org', 'pracownik', ''],
  ];
  return encodeText(lines.map((cells) => cells.join(';')).join('\r\n'), 'windows-1250');
}

/** A month later, as a workbook: everybody again, ten of them mentors by now, and one new. */
const nextList = (): Promise<Uint8Array<ArrayBuffer>> =>
  workbookOf({
    Ludzie: [
      ['Lista pracowników, stan na grudzień'],
      HEADINGS,
      ...rows.map((cells, at) => (at >= 101 && at <= 110 ? [...cells.slice(0, 5), 'mentor', ''] : cells)),
      ['Obsługa klienta', 'Ślązak', 'Łukasz', 'konsultant', 'l@example.org', 'pracownik', 'o0@example.org'],
    ],
  });

test('[PE7] [PE15] [PE29] [PE31] [PE32] an organisation of three hundred comes from one messy list, into one department', async () => {
  const { page, context, faults } = await openPerson(browser, server.address);
  await setUpOrganisation(page, server.setUpLink ?? '');
  await page.goto('/people/import');
  const show = async (name: string, mimeType: string, bytes: Uint8Array): Promise<void> => {
    await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });
    await page.getByRole('button', { name: 'Show what changes' }).click();
  };
  await show('lista.csv', 'text/csv', firstList());
  await page.getByText(`New: ${PEOPLE}`).waitFor();
  await page.getByText('Refused: 2').waitFor();
  await page.getByText('this address is already in row 9').waitFor();
  await page.getByText('this is no valid e-mail address').waitFor();
  await page.getByText('1 column is not understood and left out: Stanowisko.').waitFor();
  await page.getByText('1 new department').waitFor();
  await page.getByText(`Obsługa klienta (${PEOPLE} rows)`).waitFor();
  await page.getByRole('button', { name: `Import ${PEOPLE} people` }).click();
  await page.getByText(`${PEOPLE} people added, nobody changed.`).waitFor();

  await page.goto('/people/departments');
  const departments = page.locator('tbody tr');
  expect(await departments.count()).toBe(1);
  expect(await departments.first().innerText()).toContain('Obsługa klienta');
  await page.getByText(`${PEOPLE} people`).waitFor();

  // The next list is a workbook of the same people: who is known by their address is changed and not doubled.
  await page.goto('/people/import');
  await show(
    'lista.xlsx',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    await nextList(),
  );
  await page.getByText('New: 1', { exact: true }).waitFor();
  await page.getByText('Changed: 10').waitFor();
  await page.getByText(`Left alone: ${PEOPLE - 10}`).waitFor();
  await page.getByRole('button', { name: 'Import 11 people' }).click();
  await page.getByText('1 person added, 10 people changed.').waitFor();
  await page.goto('/people?q=slazak');
  await atRest(page);
  await page.getByRole('link', { name: 'Łukasz Ślązak' }).waitFor();
  await page.goto('/people/departments');
  expect(await departments.count()).toBe(1);
  await page.getByText(`${PEOPLE + 1} people`).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
