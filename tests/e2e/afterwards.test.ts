import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { openSmtpSink, type SmtpSink } from '#server/notify/smtp-sink.ts';
import { serve, type Running } from '#server/serve.ts';
import { addressToken } from '#server/workshop/address-commands.ts';
import type { PersonActor } from '../test-app.ts';
import { moveTo } from '../workshop-steps.ts';
import { joinAsGuest, launchBrowser, openPerson, PASSWORD, signIn } from './harness.ts';
import { layoutFaults } from './look-at-layout.ts';

const LEAD = 'ada@example.org';
const PHONE = { width: 360, height: 780 };

let browser: Browser;
let running: Running;
let sink: SmtpSink;
let dataDir: string;
let lead: PersonActor;
let id: string;
let causeId = '';

beforeAll(async () => {
  browser = await launchBrowser();
  sink = await openSmtpSink();
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-afterwards-'));
  running = await serve({
    environment: {
      ...{ DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
      ...{ SMTP_URL: sink.url, PUBLIC_URL: 'https://cx.example.org' },
    },
    isDevelopment: false,
  });
  const { app } = running;
  await app.access.setUp({
    ...{ token: await app.access.renewSetUpToken(), organisation: 'Nordbank', name: 'Ada', email: LEAD },
    ...{ password: PASSWORD, locale: 'pl' },
  });
  const [person] = await app.people.listPeople({ kind: 'system', name: 'test' });
  if (!person) throw new Error('nobody was set up');
  lead = { kind: 'person', ...person, sessionId: null };
  const form = { title: 'Długie kolejki', problem: 'Klienci czekają', goal: 'Wiedzieć dlaczego' };
  id = await app.workshop.createWorkshop(lead, { ...form, template: '5m', language: 'pl' });
  await app.sync.editDocument(`workshop/${id}/board`, (doc) => {
    const board = openFishbone(doc);
    const parent = readFishbone(board).fishbone.bones[0]?.id;
    if (!parent) throw new Error('no bone');
    causeId = addCause(createEditor(board, 'test'), { parent, after: 'end' }, 'Za mało ludzi rano', null);
  });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await running.close();
  await sink.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('[WS174] a guest on a phone leaves an address when all is over, reads what became of the causes, and stops the letters', async () => {
  const { app } = running;
  const guest = await openPerson(browser, running.address, { locale: 'pl-PL', viewport: PHONE });
  const { joinCode } = (await app.workshop.getWorkshop(lead, id)).workshop;
  await joinAsGuest(guest.page, `/join/${joinCode}`, 'Gosia');
  await moveTo(app, lead, id, 'wrapup');
  await app.issues.sendCauses(lead, { workshopId: id, causeIds: [causeId] });
  await moveTo(app, lead, id, 'closed');

  await guest.page.getByRole('link', { name: 'Zostaw adres' }).click();
  await guest.page.getByRole('heading', { name: 'Co stanie się z przyczynami' }).waitFor();
  expect(await layoutFaults(guest.page, 'door', true)).toEqual([]);
  expect((await new AxeBuilder({ page: guest.page }).setLegacyMode().analyze()).violations).toEqual([]);
  await guest.page.getByLabel('Twój adres e-mail').fill('gosia@client.example');
  await guest.page.getByRole('button', { name: 'Dajcie mi znać' }).dblclick();
  await guest.page.getByText('Napiszemy na adres gosia@client.example').waitFor();
  await guest.page.reload();
  await guest.page.getByText('Napiszemy na adres gosia@client.example').waitFor();

  // Whoever leads sees how many, and never where.
  const desk = await openPerson(browser, running.address, { locale: 'pl-PL' });
  await signIn(desk.page, LEAD);
  await desk.page.goto(`/workshop/${id}/minutes`);
  await desk.page.getByText('1 gość zostawił adres i dostanie wiadomość').waitFor();
  expect(await desk.page.content()).not.toContain('client.example');

  const [issue] = await app.issues.listIssues(lead);
  await app.issues.setIssueStates(lead, { ids: [issue?.id], state: 'done' });
  const { db } = app.database;
  const left = await db.selectFrom('guest_address').select('id').executeTakeFirstOrThrow();
  const path = `/afterwards/${await addressToken(db, left.id)}`;
  const answer = await fetch(new URL(path, running.address));
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('referrer-policy')).toBe('strict-origin');

  // At home, in a browser that never was in the room and speaks English: the letter's language is the guest's.
  const home = await openPerson(browser, running.address, { viewport: PHONE });
  await home.page.goto(path);
  await home.page
    .getByRole('listitem')
    .filter({ hasText: 'Za mało ludzi rano' })
    .getByText('Rozwiązana')
    .waitFor();
  expect(await layoutFaults(home.page, 'door', true)).toEqual([]);
  expect((await new AxeBuilder({ page: home.page }).setLegacyMode().analyze()).violations).toEqual([]);
  await home.page.getByRole('button', { name: 'Nie piszcie więcej' }).click();
  await home.page.getByText('Usuniemy Twój adres, a ten link przestanie działać.').waitFor();
  await home.page.getByRole('dialog').getByRole('button', { name: 'Nie piszcie więcej' }).click();
  await home.page.getByRole('heading', { name: 'Nie napiszemy już więcej' }).waitFor();
  expect(await layoutFaults(home.page, 'door', true)).toEqual([]);
  expect((await fetch(new URL(path, running.address))).status).toBe(410);
  await guest.page.reload();
  await guest.page.getByLabel('Twój adres e-mail').waitFor();
  expect([...guest.faults, ...desk.faults, ...home.faults]).toEqual([]);
});
