import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const PASSWORD = 'a door and its holder';
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let demo: RunningServer;
let sink: SmtpSink;
let pages: DemoPage[];
/** Everything that the server said. */
let said = '';

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-outside-'));
  pages = await prepareDemoPages(dataDir, PASSWORD);
  sink = await openSmtpSink();
  const environment = { SMTP_URL: sink.url, PUBLIC_URL: 'https://cx.example.org', LOG_LEVEL: 'trace' };
  demo = await startServer({ dataDir, environment });
  for (const stream of [demo.process.stdout, demo.process.stderr])
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  await sink?.close();
  if (demo) removeData(demo);
});

test('[OD2] [OD3] [OD4] [OD5] [OD6] a client ticks a promise on a phone and refuses with remarks; then the door is shut', async () => {
  const lead = (await openPerson(browser, demo.address, { locale: 'pl-PL' })).page;
  await signIn(lead, 'lead@example.org', PASSWORD);
  await lead.goto(pages.find(({ name }) => name === 'outside-on')?.path ?? '');
  await lead.getByRole('link', { name: 'Utwórz wejście' }).click();
  await lead.getByLabel('Imię i nazwisko').fill('Halina Brzoza');
  await lead.getByLabel('Adres e-mail').fill('biuro@spoldzielnia.example');
  await lead.getByLabel('Tytuł dla tej osoby').fill('Pytania o rozliczenie');
  await lead.getByLabel('Do akceptacji lub odrzucenia').fill('Termin spotkania: 15 stycznia');
  await lead.getByRole('checkbox', { name: /^Odpowiedź spółdzielni/ }).check();
  await lead.getByRole('button', { name: 'Utwórz link' }).click();
  const link = new URL(await lead.getByLabel('Link', { exact: true }).inputValue());
  const token = link.pathname.replace('/door/', '');
  expect(token).toMatch(/^[\w-]{27}$/);

  // Programs that read mail look at every link: nothing is begun, counted or set.
  for (const method of ['HEAD', 'GET', 'GET']) {
    const seen = await fetch(new URL(link.pathname, demo.address), { method, redirect: 'manual' });
    expect([seen.status, seen.headers.get('set-cookie')]).toEqual([200, null]);
    expect(seen.headers.get('referrer-policy')).toBe('strict-origin');
    expect(seen.headers.get('cache-control')).toBe('no-store');
    expect(await seen.text()).not.toContain('Pytania o rozliczenie');
  }
  await lead.getByRole('link', { name: 'Do listy wejść' }).click();
  const row = lead.getByRole('listitem').filter({ hasText: 'Pytania o rozliczenie' });
  await row.getByText('jeszcze nie otwarto').waitFor();

  // The browser of the client speaks English; the page speaks what its maker chose.
  const { page: client, faults } = await openPerson(browser, demo.address, { viewport: PHONE });
  const referers: string[] = [];
  client.on(
    'request',
    (request) => void request.allHeaders().then(({ referer }) => referers.push(referer ?? '')),
  );
  await client.goto(link.pathname);
  expect(await layoutFaults(client, 'door', true)).toEqual([]);
  expect((await new AxeBuilder({ page: client }).setLegacyMode().analyze()).violations).toEqual([]);
  await client.getByRole('button', { name: 'Otwórz' }).click();
  await client.getByRole('heading', { name: 'Pytania o rozliczenie' }).waitFor();
  expect(client.url()).not.toContain(token);
  await atRest(client);
  expect(await layoutFaults(client, 'door', true)).toEqual([]);
  expect((await new AxeBuilder({ page: client }).setLegacyMode().analyze()).violations).toEqual([]);

  await client.getByRole('button', { name: /^Zrobione: Odpowiedź spółdzielni/ }).click();
  await client.getByRole('button', { name: /^Jednak jeszcze nie: / }).waitFor();

  await client.getByRole('button', { name: 'Wyślij mi kod' }).click();
  const code = (): string | undefined => /\n(\d{6})\n/.exec(sink.mails.at(-1)?.text ?? '')?.[1];
  await expect.poll(code, { timeout: PATIENCE_MS }).toBeDefined();
  await client.getByLabel('Kod z wiadomości').fill(code() ?? '');
  await client.getByRole('button', { name: 'Odrzucam' }).click();
  await client.getByText('Kto odrzuca, pisze dlaczego.').waitFor();
  await client.getByLabel('Uwagi').fill('W styczniu nas nie ma');
  await client.getByRole('button', { name: 'Odrzucam' }).click();
  await client.getByText('To zostało przez Ciebie odrzucone.').waitFor();
  await client.getByLabel('Komentarz').fill('Proszę o luty');
  await client.getByRole('button', { name: 'Wyślij komentarz' }).click();
  await client.getByText('Twoje wpisy').waitFor();
  expect(await layoutFaults(client, 'door', true)).toEqual([]);

  await lead.reload();
  await row.getByText('W styczniu nas nie ma').waitFor();
  await row.getByText('Proszę o luty').waitFor();
  await row.getByText('otwarto 1 raz').waitFor();
  await row.getByRole('button', { name: 'Zamknij wejście: Halina Brzoza' }).click();
  await row.getByText(/· zamknięte/).waitFor();

  await client.reload();
  await client.getByText(/Ten link już nie działa/).waitFor();
  const ended = await fetch(new URL(link.pathname, demo.address), { headers: { 'accept-language': 'pl' } });
  expect([ended.status, (await ended.text()).includes('Ten link już nie działa')]).toEqual([410, true]);
  const unknown = await fetch(new URL('/door/nothing', demo.address));
  expect(unknown.status).toBe(404);

  expect(referers.filter((referer) => referer.includes(token))).toEqual([]);
  expect(said).not.toContain(token);
  expect(faults).toEqual([]);
});

test('[OD3] a form of another page begins no visit', async () => {
  const response = await fetch(new URL('/door/whatever', demo.address), {
    method: 'POST',
    body: new URLSearchParams({ requestKey: 'x' }),
    headers: { origin: 'https://elsewhere.example' },
    redirect: 'manual',
  });
  expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null]);
});
