import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSmtpSink, type SmtpSink } from '#server/notify/smtp-sink.ts';
import { makeTestApp, SYSTEM, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const FORM = {
  title: 'Long waits',
  goal: 'Know why',
  problem: 'Customers wait too long',
  template: '5m',
  language: 'en',
};

describe.each(ENGINES)('inviting by mail on $title', ({ engine, isAbsent }) => {
  let sink: SmtpSink;
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let workshopId: string;
  let id: string;

  async function start(isRefusing = false): Promise<void> {
    sink = await openSmtpSink(isRefusing);
    scene = await makeTestApp(engine, { smtpUrl: sink.url, publicUrl: 'https://cx.example.org' });
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola Żuk');
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: [ola.id] });
    const { programme } = (await prepared()).workshop;
    id = await scene.app.workshop.saveSession(lead, session({ steps: [programme[1]?.id] }));
  }
  beforeEach(async () => {
    if (!isAbsent) await start();
  });
  afterEach(async () => {
    if (isAbsent) return;
    await scene.close();
    await sink.close();
  });

  const session = (change: Record<string, unknown> = {}) => ({
    workshopId,
    startsOn: '2026-12-01',
    startsAt: '09:00',
    minutes: '240',
    timeZone: 'Europe/Warsaw',
    place: 'Room 4; left, by the stairs',
    steps: [],
    ...change,
  });
  const prepared = () => scene.app.workshop.getPreparation(lead, workshopId);
  const invited = async () => (await prepared()).invited;
  const stateOf = async (item: string) =>
    (await prepared()).checks.find((check) => check.item === item)?.state;

  /** Sends, and waits until it is written down how each mail went. */
  async function send(to?: string): Promise<number> {
    const sent = await scene.app.workshop.sendInvitations(lead, { workshopId, to });
    await expect
      .poll(async () => (await invited()).some(({ mailing }) => mailing?.state === 'waiting'))
      .toBe(false);
    return sent;
  }

  /** The properties of a calendar file, with folded lines put together. */
  function properties(calendar: string | undefined): string[] {
    return (calendar ?? '').replaceAll('\r\n ', '').split('\r\n');
  }

  test.skipIf(isAbsent)(
    '[WS63] each invited person is mailed the plan with an event for their calendar',
    async () => {
      expect(await send()).toBe(1);
      const [mail] = sink.mails;
      expect(mail?.to).toContain(ola.email);
      expect(mail?.subject).toBe('Meeting: Long waits');
      for (const part of [
        'Lena Lead invites you to the meeting “Long waits”.',
        'Goal: Know why',
        'Tuesday, December 1, 2026',
        '- The evidence: what the survey says (20 minutes)',
        `https://cx.example.org/workshop/${workshopId}/board`,
      ])
        expect(mail?.text).toContain(part);
      const lines = properties(mail?.calendars?.[0]);
      expect(lines).toEqual(
        expect.arrayContaining([
          'METHOD:REQUEST',
          `UID:workshop-session-${id}@herringbone`,
          'SEQUENCE:0',
          'DTSTART:20261201T080000Z',
          'DTEND:20261201T120000Z',
          'SUMMARY:Long waits',
          'LOCATION:Room 4\\; left\\, by the stairs',
          'STATUS:CONFIRMED',
        ]),
      );
      expect(lines.some((line) => line.toLowerCase().endsWith(`:mailto:${ola.email}`))).toBe(true);
      expect(await stateOf('invitations')).toBe('done');
    },
  );

  test.skipIf(isAbsent)('[WS63] the mail is in the language of who gets it', async () => {
    const people = await scene.app.people.listPeople(SYSTEM);
    const person = people.find((candidate) => candidate.id === ola.id);
    await scene.app.people.changeProfile(ola, { name: person?.name, locale: 'pl', theme: 'system' });
    await send();
    expect(sink.mails[0]?.subject).toBe('Spotkanie: Long waits');
    expect(sink.mails[0]?.text).toContain('Cześć, Ola Żuk!');
    expect(sink.mails[0]?.text).toContain('wtorek, 1 grudnia 2026');
  });

  test.skipIf(isAbsent)(
    '[WS63] [WS64] a change raises SEQUENCE, and one who knows it is not mailed again',
    async () => {
      await send();
      await expect(send()).rejects.toMatchObject({ reason: 'prepare.mail.nobody' });
      await scene.app.workshop.saveSession(lead, session({ id, version: 1, startsAt: '10:00' }));
      expect([(await invited())[0]?.knowledge, await stateOf('invitations')]).toEqual(['older', 'missing']);
      await send();
      expect(sink.mails[1]?.subject).toBe('Meeting: Long waits (changed sessions)');
      expect(properties(sink.mails[1]?.calendars?.[0])).toEqual(
        expect.arrayContaining([
          `UID:workshop-session-${id}@herringbone`,
          'SEQUENCE:1',
          'DTSTART:20261201T090000Z',
        ]),
      );
      expect((await invited())[0]).toMatchObject({
        knowledge: 'current',
        mailing: { state: 'sent', atMs: scene.clock.nowMs },
      });
      await send('all');
      expect(sink.mails).toHaveLength(3);
    },
  );

  test.skipIf(isAbsent)(
    '[WS63] a session that is off is cancelled for those who knew of it, once',
    async () => {
      await send();
      await scene.app.workshop.saveSession(lead, session({ startsOn: '2026-12-08' }));
      const { undoId } = await scene.app.workshop.removeSession(lead, { workshopId, id, version: 1 });
      await send();
      // [FM16] What left the house is not taken back.
      await expect(scene.app.undo.takeBack(lead, undoId ?? '')).rejects.toMatchObject({
        reason: 'prepare.session.toldOff',
      });
      const calendars = sink.mails[1]?.calendars ?? [];
      expect(calendars).toHaveLength(2);
      expect(properties(calendars.find((calendar) => calendar.includes('METHOD:CANCEL')))).toEqual(
        expect.arrayContaining([`UID:workshop-session-${id}@herringbone`, 'SEQUENCE:1', 'STATUS:CANCELLED']),
      );
      const jan = await scene.person('Jan');
      await scene.app.workshop.invitePeople(lead, { workshopId, personIds: [jan.id] });
      await send('all');
      expect(sink.mails.slice(2).map(({ calendars: files }) => files?.length)).toEqual([1, 1]);
    },
  );

  test.skipIf(isAbsent)('[WS63] two presses at once send one mail', async () => {
    const presses = await Promise.allSettled([
      scene.app.workshop.sendInvitations(lead, { workshopId }),
      scene.app.workshop.sendInvitations(lead, { workshopId }),
    ]);
    expect(presses.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect.poll(async () => (await invited())[0]?.mailing?.state).toBe('sent');
    expect(sink.mails).toHaveLength(1);
  });

  test.skipIf(isAbsent)(
    '[WS63] a press whose reading was overtaken by the first mails sends none',
    async () => {
      const presses = await Promise.allSettled(
        Array.from({ length: 12 }, async (_, i) => {
          await new Promise((resolve) => setTimeout(resolve, i * 5)); // spread over the sending of the first
          return scene.app.workshop.sendInvitations(lead, { workshopId });
        }),
      );
      expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await expect.poll(async () => (await invited())[0]?.mailing?.state).toBe('sent');
      expect(sink.mails).toHaveLength(1);
    },
  );

  test.skipIf(isAbsent)('[WS64] a mail that the server turned down counts as not sent', async () => {
    await scene.close();
    await sink.close();
    await start(true);
    await send();
    expect((await invited())[0]).toMatchObject({ knowledge: 'nothing', mailing: { state: 'failed' } });
    expect(await stateOf('invitations')).toBe('missing');
  });

  test.skipIf(isAbsent)('[WS64] a mail that was lost with its process can be sent again later', async () => {
    await scene.app.workshop.sendInvitations(lead, { workshopId });
    await expect.poll(async () => (await invited())[0]?.mailing?.state).toBe('sent');
    await scene.app.database.db
      .updateTable('workshop_mailing')
      .set({ state: 'waiting', at_ms: scene.clock.nowMs })
      .execute();
    await expect(send('all')).rejects.toMatchObject({ reason: 'prepare.mail.nobody' });
    scene.clock.nowMs += 11 * 60_000;
    expect(await send('all')).toBe(1);
  });
});
