import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import { createApp, type App } from '../app.ts';
import { readConfig } from '../config.ts';
import { openSmtpSink, type SmtpSink } from './smtp-sink.ts';

const SYSTEM: Actor = { kind: 'system', name: 'test' };
const PASSWORD = 'correct horse battery';

let folder: string;
let app: App | undefined;
let sink: SmtpSink | undefined;
let logged: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herringbone-mail-'));
  logged = [];
});
afterEach(async () => {
  await app?.close();
  await sink?.close();
  [app, sink] = [undefined, undefined];
  rmSync(folder, { recursive: true, force: true });
});

/** An organisation whose people speak this language, with mail as the environment says. */
async function start(environment: Record<string, string>, locale: 'en' | 'pl' = 'en'): Promise<App> {
  const config = readConfig({ DATA_DIR: folder, TIME_ZONE: 'Europe/Warsaw', ...environment });
  const note = (_facts: object, message: string): void => void logged.push(message);
  app = await createApp({
    config,
    log: { info: () => undefined, warn: note, error: note },
    clock: () => Date.UTC(2026, 10, 2, 8),
  });
  await app.access.setUp({
    token: await app.access.renewSetUpToken(),
    organisation: 'Łódzka Energia',
    name: 'Ada',
    email: 'ada@example.org',
    password: PASSWORD,
    locale,
  });
  return app;
}

const addOla = (to: App): Promise<string> =>
  to.people.addPerson(SYSTEM, { name: 'Ola Żuk', email: 'ola@example.org', roles: [] });

test('[PE10] an invitation is mailed in the language of the person, with the link that the admin sees', async () => {
  sink = await openSmtpSink();
  const running = await start(
    { SMTP_URL: sink.url, PUBLIC_URL: 'https://cx.example.org', MAIL_FROM: 'CX <cx@example.org>' },
    'pl',
  );
  const token = await running.access.invite(SYSTEM, await addOla(running));
  await app?.close();
  app = undefined;
  expect(sink.mails).toEqual([
    {
      to: expect.stringContaining('<ola@example.org>'),
      subject: 'Łódzka Energia: zaproszenie do Herringbone',
      text: expect.stringContaining(
        `\n\nhttps://cx.example.org/invite/${token}\n\nLink działa raz, do 16 listopada 2026.`,
      ),
    },
  ]);
  expect(sink.mails[0]?.text).toContain('Dzień dobry, Ola Żuk!');
});

test('[PE10] somebody who has an account gets words about a new password', async () => {
  sink = await openSmtpSink();
  const running = await start({ SMTP_URL: sink.url, PUBLIC_URL: 'https://cx.example.org' });
  const [ada] = await running.people.listPeople(SYSTEM);
  await running.access.invite(SYSTEM, ada?.id ?? '');
  await running.close();
  app = undefined;
  expect(sink.mails.map(({ subject }) => subject)).toEqual([
    'Łódzka Energia: a new password for Herringbone',
  ]);
  expect(sink.mails[0]?.text).toContain('you are signed out everywhere else');
});

test('[PE10] a mail server that refuses, or is not there, costs a line in the log and the link is good', async () => {
  sink = await openSmtpSink(true);
  const running = await start({ SMTP_URL: sink.url, PUBLIC_URL: 'https://cx.example.org' });
  const token = await running.access.invite(SYSTEM, await addOla(running));
  await running.access.acceptInvitation({ token, password: PASSWORD });
  await running.close();
  app = undefined;
  expect([sink.mails, logged]).toEqual([[], ['An invitation could not be mailed']]);
});

test('[PE10] without PUBLIC_URL nothing is mailed, and the log says why', async () => {
  sink = await openSmtpSink();
  const running = await start({ SMTP_URL: sink.url });
  await running.access.invite(SYSTEM, await addOla(running));
  await running.close();
  app = undefined;
  expect([sink.mails, logged]).toEqual([[], ['SMTP_URL is set and PUBLIC_URL is not: no mail is sent']]);
});
