import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { nearTime } from '#lib/i18n/near-day.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { openSmtpSink, type SmtpSink } from '../../notify/smtp-sink.ts';

describe.each(ENGINES)('choices about one’s account on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let sink: SmtpSink;
  let ola: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    sink = await openSmtpSink();
    scene = await makeTestApp(engine, { smtpUrl: sink.url, publicUrl: 'https://cx.example.org' });
    ola = await scene.person('Ola');
  });
  afterEach(async () => {
    await scene?.close();
    await sink?.close();
  });

  test.skipIf(isAbsent)('[AC10] a zone of one’s own is kept, taken back, and checked', async () => {
    const zoneOf = async () =>
      (await scene.app.people.listPeople(SYSTEM)).find(({ id }) => id === ola.id)?.timeZone;
    expect(await zoneOf()).toBeNull();
    await scene.app.account.changeZone(ola, { timeZone: ' Asia/Tokyo ' });
    expect(await zoneOf()).toBe('Asia/Tokyo');
    await expect(scene.app.account.changeZone(ola, { timeZone: 'Mars/Base' })).rejects.toMatchObject({
      issues: [{ path: 'timeZone' }],
    });
    await scene.app.account.changeZone(ola, { timeZone: '' });
    expect(await zoneOf()).toBeNull();
    await expect(scene.app.account.changeZone(NOBODY, {})).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test.skipIf(isAbsent)('[AC10] letters about an account follow its person’s clock', async () => {
    const tokyo = await scene.signIn(ola);
    await scene.app.account.changeZone(tokyo, { timeZone: 'Asia/Tokyo' });
    await scene.app.account.askForPassword({ email: ola.email }, { address: '10.0.0.1' });
    await scene.app.jobs.settled();
    // 8:00 UTC on 2 November is 17:00 there, and the link works for an hour.
    const letter = () => sink.mails.find(({ text }) => text.includes('/password/'))?.text;
    await expect.poll(letter).toMatch(/November 2, 2026.*6:00/);
  });

  test.skipIf(isAbsent)(
    '[AC11] who does without letters about workshops gets none, and is named',
    async () => {
      const lead = await scene.person('Lead', ['lead']);
      const piotr = await scene.person('Piotr');
      const { workshop } = scene.app;
      const workshopId = await workshop.createWorkshop(lead, {
        title: 'W',
        problem: 'P',
        goal: 'Know why',
        template: '5m',
        language: 'en',
      });
      await workshop.invitePeople(lead, { workshopId, personIds: [ola.id, piotr.id] });
      await workshop.saveSession(lead, {
        workshopId,
        startsOn: '2026-12-01',
        startsAt: '09:00',
        minutes: '240',
        timeZone: 'Europe/Warsaw',
        place: 'Room 4',
        steps: [],
      });
      expect((await scene.app.account.getOwnAccount(ola)).letters).toContainEqual({
        kind: 'workshop',
        isWanted: true,
      });
      await scene.app.account.changeLetters(ola, {});
      expect((await scene.app.account.getOwnAccount(ola)).letters).toContainEqual({
        kind: 'workshop',
        isWanted: false,
      });
      expect(await workshop.sendInvitations(lead, { workshopId })).toBe(1);
      await expect.poll(() => sink.mails.map(({ to }) => to)).toEqual([expect.stringContaining(piotr.email)]);
      const { invited } = await workshop.getPreparation(lead, workshopId);
      expect(invited.map(({ name, isWithoutLetters }) => [name, isWithoutLetters]).sort()).toEqual([
        ['Ola', true],
        ['Piotr', false],
      ]);
      await scene.app.account.changeLetters(ola, { kinds: ['workshop'] });
      expect(await workshop.sendInvitations(lead, { workshopId })).toBe(1);
      await expect(scene.app.account.changeLetters(NOBODY, {})).rejects.toMatchObject({
        code: 'not-signed-in',
      });
    },
  );
});

test('[AC10] the same moment is written for the clock of each reader, a calendar day for all alike', async () => {
  const messages = await loadMessages('en', ['base']);
  const [tokyo, azores] = ['Asia/Tokyo', 'Atlantic/Azores'].map(
    (zone) => new Translator('en', messages, zone),
  );
  const moment = Date.UTC(2026, 10, 2, 22, 30);
  const style = { dateStyle: 'short', timeStyle: 'short' } as const;
  expect([tokyo?.date(moment, style), azores?.date(moment, style)]).toEqual([
    expect.stringMatching(/^11\/3\/26, 7:30/),
    expect.stringMatching(/^11\/2\/26, 9:30/),
  ]);
  expect([tokyo?.dayOf(moment), azores?.dayOf(moment)]).toEqual(['2026-11-03', '2026-11-02']);
  expect(tokyo && nearTime(tokyo, moment, moment)).toMatch(/^today, 7:30/);
  expect(tokyo?.day('2026-11-02')).toBe(azores?.day('2026-11-02'));
  expect(tokyo?.date(moment, { ...style, timeZone: 'UTC' })).toMatch(/^11\/2\/26, 10:30/);
});
