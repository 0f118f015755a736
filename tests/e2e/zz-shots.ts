import { mkdtempSync, mkdirSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeText, joinBytes, limeSurvey } from '#lib/survey/test-exports.ts';
import { launchBrowser, openPerson, removeData, signIn, startServer } from './harness.ts';
import { prepareDemoPages } from './pages.ts';
const out = '/tmp/shots-reading';
mkdirSync(out, { recursive: true });
const dataDir = mkdtempSync(join(tmpdir(), 'hb-shots-'));
await prepareDemoPages(dataDir, 'shots pass word');
const server = await startServer({ dataDir });
const browser = await launchBrowser();
const head =
  'id;NPS;Zadowolenie z obsługi;Czas oczekiwania [ocena];Cena [ocena];Jakość [ocena];Kanały;Imię;Uwagi\r\n';
const words = [
  'Bardzo niezadowolony',
  'Niezadowolony',
  'Ani zadowolony, ani niezadowolony',
  'Zadowolony',
  'Bardzo zadowolony',
];
const comments = [
  'wciąż źle',
  'proszę o telefon 600 100 200 albo anna@example.com',
  'zamówienie nr 44051401458',
  'PESEL 44051401458, konto PL61109010140000071219812874',
  '',
];
const row = (i: number, c: string) => {
  const s = (i * 7) % 11;
  return `${i + 1};${s};${words[i % 5]};${i % 7 === 0 ? 0 : 1 + Math.floor(s / 2.2)};${1 + (i % 5)};${1 + ((i * 3) % 5)};${['Czat', 'Czat, Salon', 'Salon, Infolinia', 'Infolinia'][i % 4]};Łucja;${c}\r\n`;
};
const bytes = joinBytes([
  encodeText(
    head + Array.from({ length: 140 }, (_, i) => row(i, comments[i % 5] ?? '')).join(''),
    'windows-1250',
  ),
  encodeText(row(120, 'święta prawda') + row(121, 'późno'), 'cp852'),
  encodeText('999;1;x;1;1;1;a;Ala;uwaga;za;dużo\r\n', 'windows-1250'),
]);
writeFileSync('/tmp/rfix/shot.csv', bytes);
writeFileSync('/tmp/rfix/lime.csv', limeSurvey());
for (const [name, locale, viewport, colorScheme] of [
  ['pl', 'pl-PL', { width: 1360, height: 850 }, 'light'],
  ['en-dark', 'en-GB', { width: 1360, height: 850 }, 'dark'],
  ['pl-phone', 'pl-PL', { width: 360, height: 800 }, 'light'],
] as const) {
  const { page, context } = await openPerson(browser, server.address, { locale, viewport, colorScheme });
  await signIn(page, 'analyst@example.org', 'shots pass word');
  await page.goto('/profile');
  await page
    .locator('select[name=locale]')
    .selectOption({ label: locale.startsWith('pl') ? 'Polski' : 'English' });
  await page.locator('main form button[type=submit]').click();
  await page.locator(`html[lang=${locale.slice(0, 2)}]`).waitFor();
  await page.goto('/survey/import');
  await page.locator('input[type=file]').setInputFiles('/tmp/rfix/lime.csv');
  await page.getByRole('button', { name: /^(Read the file|Wczytaj plik)$/ }).waitFor();
  await page.screenshot({ path: `${out}/passport-${name}.png`, fullPage: true });
  await page.goto('/survey/import');
  await page.locator('input[type=file]').setInputFiles('/tmp/rfix/shot.csv');
  await page.getByRole('button', { name: /^(Read the file|Wczytaj plik)$/ }).click();
  await page.getByRole('heading', { name: /^(What the columns mean|Co oznaczają kolumny)$/ }).waitFor();
  for (const d of await page.locator('main details > summary').all()) await d.click();
  await page.screenshot({ path: `${out}/columns-${name}.png`, fullPage: true });
  await context.close();
}
await browser.close();
await server.stop();
removeData(server);
