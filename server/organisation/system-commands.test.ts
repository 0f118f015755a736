import { expect, test } from 'vitest';
import { makeTestApp } from '../../tests/test-app.ts';
import { openSmtpSink } from '../notify/smtp-sink.ts';

test('[OR9] a test mail goes to whoever presses, in their language, and its day is kept', async () => {
  const sink = await openSmtpSink();
  const scene = await makeTestApp('sqlite', { smtpUrl: sink.url, publicUrl: 'https://cx.example.org' });
  const { access, organisation } = scene.app;
  await access.setUp({
    token: await access.renewSetUpToken(),
    organisation: 'Acme',
    name: 'Ada',
    email: 'ada@example.org',
    password: 'correct horse battery',
    locale: 'en',
  });
  const admin = await scene.person('Ada', ['admin']);
  const state = async () => organisation.getSystemState(admin);
  expect(await state()).toMatchObject({
    mail: { from: 'test@example.org', address: 'https://cx.example.org', testedAtMs: null },
    engine: 'sqlite',
    backup: { atMs: null },
  });
  await organisation.sendTestMail(admin);
  expect((await state()).mail.testedAtMs).toBe(scene.clock.nowMs);
  expect(sink.mails).toMatchObject([{ subject: 'Acme: a test mail from Herringbone' }]);
  // The mail server is gone: its words are handed on.
  await sink.close();
  await expect(organisation.sendTestMail(admin)).rejects.toMatchObject({
    code: 'conflict',
    reason: 'organisation.mail.failed',
    values: { said: expect.stringMatching(/ECONNREFUSED/) },
  });
  await scene.close();
});

test('[OR9] without a mail server nothing is sent, and that is said', async () => {
  const scene = await makeTestApp();
  const admin = await scene.person('Ada', ['admin']);
  await expect(scene.app.organisation.sendTestMail(admin)).rejects.toMatchObject({
    reason: 'organisation.mail.off',
  });
  await scene.close();
});
