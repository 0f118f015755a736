// Above 300 lines: one rule after another on both engines.
import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CALENDAR_PARTS } from '#lib/base/calendar/calendar-event.ts';
import { GIVEN_DAYS, REMEMBERED_DAYS } from '#lib/feeds/feed.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { openSmtpSink, type SmtpSink } from '../notify/smtp-sink.ts';

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;

describe.each(ENGINES)('calendar feeds on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let sink: SmtpSink;
  let lead: PersonActor;
  let ola: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    sink = await openSmtpSink();
    scene = await makeTestApp(engine, { smtpUrl: sink.url, publicUrl: 'https://cx.example.org' });
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola');
  });
  afterEach(async () => {
    if (isAbsent) return;
    await scene.close();
    await sink.close();
  });

  const make = async (
    actor: PersonActor,
    scope: 'own' | 'team' = 'own',
    parts: readonly string[] = CALENDAR_PARTS,
  ): Promise<string> => {
    const { path } = await scene.app.feeds.makeFeed(actor, { scope, parts });
    return /^\/feeds\/([\w-]{27})\.ics$/.exec(path)?.[1] ?? '';
  };
  const read = (token: string, address = '10.0.0.1') =>
    scene.app.feeds.getFeedFile({ token, address, origin: 'http://localhost' });
  /** What another library reads of each event. */
  const events = async (token: string) => {
    const calendar = new ICAL.Component(ICAL.parse((await read(token)).content));
    return calendar.getAllSubcomponents('vevent').map((found) => ({
      uid: String(found.getFirstPropertyValue('uid')),
      title: String(found.getFirstPropertyValue('summary')),
      sequence: Number(found.getFirstPropertyValue('sequence')),
      status: String(found.getFirstPropertyValue('status')),
      start: String(found.getFirstPropertyValue('dtstart')),
    }));
  };
  const plan = async () => {
    const mentor = await scene.person('Mia', ['mentor']);
    await scene.app.shifts.planRound(lead, {
      title: 'Autumn',
      goal: 'Listen to what customers say',
      mentorIds: [mentor.id],
      startsOn: '2026-11-03',
      endsOn: '2026-11-03',
      startsAt: '09:00',
      endsAt: '12:00',
      places: '2',
    });
    const [tour] = await scene.app.shifts.listComingTours(ola);
    if (!tour) throw new Error('no tour was planned');
    return tour;
  };
  const serve = async (actor: PersonActor) => {
    const tour = await plan();
    await scene.app.shifts.signUp(actor, { tourId: tour.shiftId, scopes: ['chat'] });
    return tour;
  };
  const meet = async (invited: readonly PersonActor[]) => {
    const workshopId = await scene.app.workshop.createWorkshop(lead, {
      title: 'Long waits',
      goal: 'Know why',
      problem: 'You never answer me',
      template: '5m',
      language: 'en',
    });
    const invitation = { workshopId, personIds: invited.map(({ id }) => id) };
    const { undoId } = await scene.app.workshop.invitePeople(lead, invitation);
    const session = {
      workshopId,
      startsOn: '2026-12-01',
      startsAt: '09:00',
      minutes: '240',
      timeZone: 'Europe/Warsaw',
      place: 'Room 4',
      steps: [],
    };
    const id = await scene.app.workshop.saveSession(lead, session);
    return { workshopId, session, id, undoId };
  };
  const promise = async (owner: PersonActor, text = 'Call the supplier') => {
    const issueId = await scene.app.issues.addIssue(lead, { title: 'Queue', description: '' });
    const { commitmentId } = await scene.app.commitments.makeCommitment(lead, {
      kind: 'issue',
      subjectId: issueId,
      text,
      ownerId: owner.id,
      dueOn: '2026-11-20',
    });
    return commitmentId;
  };

  test.skipIf(isAbsent)(
    '[CF1] an address is shown once and kept as a hash; another one ends it',
    async () => {
      expect(await scene.app.feeds.findFeed(ola, 'own')).toBeNull();
      const first = await make(ola, 'own', ['shift']);
      expect(await scene.app.feeds.findFeed(ola, 'own')).toEqual({
        scope: 'own',
        parts: ['shift'],
        madeAtMs: scene.clock.nowMs,
        fetchedOn: null,
      });
      const rows = await scene.app.database.db.selectFrom('calendar_feed').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(first);
      await read(first);
      expect((await scene.app.feeds.findFeed(ola, 'own'))?.fetchedOn).toBe('2026-11-02');
      const second = await make(ola);
      await expect(read(first)).rejects.toMatchObject({ code: 'not-found' });
      expect((await read(second)).content).toContain('BEGIN:VCALENDAR');
      const audit = await scene.app.database.db.selectFrom('audit_entry').selectAll().execute();
      expect(JSON.stringify(audit)).not.toContain(second);
    },
  );

  test.skipIf(isAbsent)('[CF1] revoked it leads nowhere, and can be taken back', async () => {
    const token = await make(ola);
    const { undoId } = await scene.app.feeds.revokeFeed(ola, { scope: 'own' });
    await expect(read(token)).rejects.toMatchObject({ code: 'not-found' });
    await expect(scene.app.feeds.revokeFeed(ola, { scope: 'own' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await scene.app.undo.takeBack(ola, undoId ?? '');
    await read(token);
    const again = await scene.app.feeds.revokeFeed(ola, { scope: 'own' });
    await make(ola);
    await expect(scene.app.undo.takeBack(ola, again.undoId ?? '')).rejects.toMatchObject({
      reason: 'feeds.madeAnew',
    });
  });

  test.skipIf(isAbsent)(
    '[CF1] nobody makes one without an account, and of nothing there is none',
    async () => {
      await expect(scene.app.feeds.makeFeed(NOBODY, { scope: 'own', parts: ['due'] })).rejects.toMatchObject({
        code: 'not-signed-in',
      });
      await expect(scene.app.feeds.makeFeed(ola, { scope: 'own' })).rejects.toMatchObject({
        issues: [{ path: 'parts', message: 'feeds.nothingChosen' }],
      });
      await expect(scene.app.feeds.makeFeed(ola, { scope: 'team', parts: ['due'] })).rejects.toMatchObject({
        code: 'forbidden',
      });
      expect(await scene.app.feeds.findFeed(ola, 'team')).toBeUndefined();
      await expect(scene.app.feeds.changeFeed(ola, { scope: 'own', parts: ['due'] })).rejects.toMatchObject({
        code: 'not-found',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[CF3] [CF6] it has sessions, shifts and due days, by the names of the house',
    async () => {
      const tour = await serve(ola);
      const { id } = await meet([ola]);
      const commitmentId = await promise(ola);
      await promise(lead, 'Not hers');
      const token = await make(ola);
      expect(await events(token)).toEqual([
        {
          uid: `tour-${tour.shiftId}@herringbone`,
          title: 'Shift: Autumn',
          sequence: 0,
          status: 'CONFIRMED',
          start: '2026-11-03T08:00:00Z',
        },
        {
          uid: `commitment-${commitmentId}@herringbone`,
          title: 'Due: Call the supplier',
          sequence: 0,
          status: 'CONFIRMED',
          start: '2026-11-20',
        },
        {
          uid: `workshop-session-${id}@herringbone`,
          title: 'Long waits',
          sequence: 0,
          status: 'CONFIRMED',
          start: '2026-12-01T08:00:00Z',
        },
      ]);
      const { content } = await read(token);
      expect(content).not.toContain('never answer');
      expect(content).toContain('LOCATION:Room 4');
      await scene.app.feeds.changeFeed(ola, { scope: 'own', parts: ['due'] });
      // What is not chosen is left out and not cancelled, and comes back as it was.
      expect((await events(token)).map(({ title }) => title)).toEqual(['Due: Call the supplier']);
      await scene.app.feeds.changeFeed(ola, { scope: 'own', parts: [...CALENDAR_PARTS] });
      expect((await events(token)).map(({ sequence }) => sequence)).toEqual([0, 0, 0]);
    },
  );

  test.skipIf(isAbsent)(
    '[CF3] it has the first and the last day of one’s projects, once approved',
    async () => {
      const id = await scene.app.projects.proposeProject(lead, {
        title: 'Shorter queue',
        aim: 'Nobody waits',
        ownerId: lead.id,
        deputyId: ola.id,
        budget: '100',
        currency: 'PLN',
        startsOn: '2026-12-03',
        endsOn: '2027-02-03',
        issueId: '',
      });
      const token = await make(ola, 'own', ['stage']);
      expect(await events(token)).toEqual([]);
      await scene.app.database.db
        .updateTable('project')
        .set({ state: 'running' })
        .where('id', '=', id)
        .execute();
      expect((await events(token)).map(({ title, start }) => [title, start])).toEqual([
        ['Begins: Shorter queue', '2026-12-03'],
        ['Ends: Shorter queue', '2027-02-03'],
      ]);
      await scene.app.database.db
        .updateTable('project')
        .set({ state: 'stopped' })
        .where('id', '=', id)
        .execute();
      expect((await events(token)).map(({ title, status }) => [title, status])).toEqual([
        ['Project: no longer a date of yours', 'CANCELLED'],
        ['Project: no longer a date of yours', 'CANCELLED'],
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[CF4] a session that moves or is called off counts on, as its letters do',
    async () => {
      const { workshopId, session, id } = await meet([ola]);
      const token = await make(ola);
      expect((await events(token))[0]).toMatchObject({ sequence: 0 });
      await scene.app.workshop.saveSession(lead, { ...session, id, version: 1, startsAt: '10:00' });
      const letter = await scene.app.workshop.getCalendar(ola, { workshopId, origin: 'http://localhost' });
      expect(letter.content).toContain('SEQUENCE:1');
      expect((await events(token))[0]).toMatchObject({ sequence: 1, start: '2026-12-01T09:00:00Z' });
      await scene.app.workshop.removeSession(lead, { workshopId, id, version: 2 });
      expect((await events(token))[0]).toMatchObject({
        sequence: 2,
        status: 'CANCELLED',
        title: 'Long waits',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[CF2] [CF5] a workshop that one may not see any more is off, and keeps no words',
    async () => {
      const { undoId } = await meet([ola]);
      const token = await make(ola);
      expect((await events(token))[0]).toMatchObject({ title: 'Long waits' });
      await scene.app.undo.takeBack(lead, undoId ?? '');
      const gone = {
        title: 'Meeting: no longer a date of yours',
        status: 'CANCELLED',
        sequence: 1,
        start: '2026-12-01T08:00:00Z',
      };
      expect(await events(token)).toMatchObject([gone]);
      const stored = await scene.app.database.db.selectFrom('calendar_entry').selectAll().execute();
      expect(JSON.stringify(stored)).not.toContain('Long waits');
      scene.clock.nowMs += (GIVEN_DAYS - 1) * DAY_MS;
      expect(await events(token)).toMatchObject([gone]);
      scene.clock.nowMs += DAY_MS + 1;
      expect(await events(token)).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[CF2] [CF10] whoever is switched off has no calendar and left no trace in it',
    async () => {
      await serve(ola);
      const token = await make(ola);
      await read(token);
      const admin = await scene.person('Adam', ['admin']);
      const person = (await scene.app.people.listPeople(SYSTEM)).find(({ id }) => id === ola.id);
      await scene.app.people.switchOff(admin, {
        personId: ola.id,
        version: person?.version,
        successorId: lead.id,
      });
      await expect(read(token)).rejects.toMatchObject({ code: 'not-found' });
      for (const table of ['calendar_feed', 'calendar_entry'] as const)
        expect(await scene.app.database.db.selectFrom(table).select('person_id').execute()).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[CF2] the team’s has what concerns its members, as far as its holder sees it',
    async () => {
      const jan = await scene.person('Jan');
      await scene.app.people.addTeamMember(lead, { personId: ola.id });
      const { undoId } = await scene.app.people.addTeamMember(lead, { personId: jan.id });
      await serve(jan);
      await meet([jan]); // Ola is not in it
      await promise(jan);
      const token = await make(ola, 'team');
      expect(
        (await events(token)).map(({ uid, title }) => [uid.split('-').slice(0, 2).join('-'), title]),
      ).toEqual([
        ['team-tour', 'Shift: Autumn (Jan)'],
        ['team-commitment', 'Due: Call the supplier (Jan)'],
      ]);
      // Who leads it may look besides, by their own rights.
      expect((await events(await make(lead, 'team'))).map(({ title }) => title)).toContain('Long waits');
      const his = await make(jan, 'team');
      await read(his);
      await scene.app.undo.takeBack(lead, undoId ?? '');
      await expect(read(his)).rejects.toMatchObject({ code: 'not-found' });
      expect((await events(token)).map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED']);
    },
  );

  test.skipIf(isAbsent)(
    '[CF7] as long as nothing changes it is the same, whenever it is written',
    async () => {
      await serve(ola);
      const token = await make(ola);
      const first = await read(token);
      scene.clock.nowMs += HOUR_MS;
      const second = await read(token);
      expect(second.etag).toBe(first.etag);
      expect(second.content).not.toBe(first.content); // DTSTAMP says when
      await promise(ola);
      expect((await read(token)).etag).not.toBe(first.etag);
    },
  );

  test.skipIf(isAbsent)(
    '[CF8] one address is answered so often, and who guesses is slowed down',
    async () => {
      const token = await make(ola);
      for (let fetch = 0; fetch < 20; fetch++) await read(token);
      await expect(read(token)).rejects.toMatchObject({ code: 'too-many-requests' });
      scene.clock.nowMs += 60_000;
      await read(token);
      for (let miss = 0; miss < 20; miss++)
        await expect(read('guess', '10.0.0.9')).rejects.toMatchObject({ code: 'not-found' });
      await expect(read('guess', '10.0.0.9')).rejects.toMatchObject({ code: 'too-many-requests' });
      // The right address does not help a guesser, and others are not kept away.
      scene.clock.nowMs += 1000;
      await expect(read(token, '10.0.0.9')).rejects.toMatchObject({ code: 'too-many-requests' });
      scene.clock.nowMs += 60_000;
      await read(token, '10.0.0.9');
    },
  );

  test.skipIf(isAbsent)('[CF9] who gives a shift back that was mailed is mailed that it is off', async () => {
    const tour = await serve(ola);
    const calendars = () => sink.mails.flatMap(({ calendars: files = [] }) => files);
    const runAt = async (ms: number) => {
      scene.clock.nowMs = ms;
      await scene.app.schedule.runDue();
    };
    const noon = Date.UTC(2026, 10, 2, 11);
    await runAt(noon);
    expect(calendars()).toHaveLength(1);
    expect(calendars()[0]).toContain('METHOD:REQUEST');
    expect(calendars()[0]).toContain('SEQUENCE:0');

    // Given back and taken back at once: nothing leaves.
    const { undoId } = await scene.app.shifts.leaveTour(ola, tour.shiftId);
    await scene.app.undo.takeBack(ola, undoId ?? '');
    await runAt(noon + 60_000);
    expect(calendars()).toHaveLength(1);

    await scene.app.shifts.leaveTour(ola, tour.shiftId);
    await runAt(noon + 120_000);
    expect(calendars()).toHaveLength(2);
    expect(calendars()[1]).toContain('METHOD:CANCEL');
    expect(calendars()[1]).toContain(`UID:tour-${tour.shiftId}@herringbone`);
    expect(calendars()[1]).toContain('SEQUENCE:1');
    expect(calendars()[1]).toContain('STATUS:CANCELLED');
    expect(sink.mails[1]?.to).toContain(ola.email);
    // The feed says the same.
    expect(await events(await make(ola))).toMatchObject([{ sequence: 1, status: 'CANCELLED' }]);
  });

  test.skipIf(isAbsent)('[CF9] a letter that is sent again after a crash says the same', async () => {
    const tour = await serve(ola);
    const noon = Date.UTC(2026, 10, 2, 11);
    scene.clock.nowMs = noon;
    await scene.app.schedule.runDue();
    await scene.app.shifts.leaveTour(ola, tour.shiftId);
    scene.clock.nowMs = noon + 60_000;
    await scene.app.schedule.runDue();
    // As it stands where the process died while it was sending.
    const found = { state: 'sending', claim: 'dead', claimed_until_ms: noon };
    await scene.app.database.db.updateTable('outbox').set(found).where('kind', '=', 'event').execute();
    scene.clock.nowMs = noon + 120_000;
    await scene.app.schedule.runDue();
    const [, first, again] = sink.mails;
    expect(first?.calendars?.[0]).toContain('SEQUENCE:1');
    expect(again?.calendars?.[0]).toContain('SEQUENCE:1');
    expect(again?.calendars?.[0]).toContain('METHOD:CANCEL');
    expect(sink.messageIds[2]).toBe(sink.messageIds[1]);
  });

  test.skipIf(isAbsent)('[CF9] a shift whose moment moves is mailed anew', async () => {
    await serve(ola);
    const noon = Date.UTC(2026, 10, 2, 11);
    scene.clock.nowMs = noon;
    await scene.app.schedule.runDue();
    const { access } = scene.app;
    const first = { organisation: 'Acme', name: 'Adam', email: 'adam@example.org', locale: 'en' };
    await access.setUp({
      ...first,
      password: 'correct horse battery',
      token: await access.renewSetUpToken(),
    });
    const admin = await scene.person('Ada', ['admin']);
    const { settings } = await scene.app.organisation.getSettings(admin);
    const { name, locale, currency, version } = settings;
    await scene.app.organisation.changeOrganisation(admin, {
      ...{ name, locale, currency, version },
      timeZone: 'Europe/London',
    });
    scene.clock.nowMs = noon + 60_000;
    await scene.app.schedule.runDue();
    const [, moved] = sink.mails;
    expect(moved?.subject).toContain('has another time');
    expect(moved?.calendars?.[0]).toContain('METHOD:REQUEST');
    expect(moved?.calendars?.[0]).toContain('SEQUENCE:1');
    expect(moved?.calendars?.[0]).toContain('DTSTART:20261103T090000Z');
  });

  test.skipIf(isAbsent)('[CF9] who was mailed nothing is mailed nothing', async () => {
    const tour = await serve(ola);
    await read(await make(ola));
    await scene.app.shifts.leaveTour(ola, tour.shiftId);
    await scene.app.schedule.runDue();
    expect(sink.mails).toEqual([]);
  });

  test.skipIf(isAbsent)(
    '[CF4] what was told is forgotten long after it was over, and not before',
    async () => {
      await serve(ola);
      await read(await make(ola));
      const kept = async () =>
        (await scene.app.database.db.selectFrom('calendar_entry').select('uid').execute()).length;
      scene.clock.nowMs += (REMEMBERED_DAYS - 1) * DAY_MS;
      await scene.app.schedule.runDue();
      expect(await kept()).toBe(1);
      scene.clock.nowMs += 3 * DAY_MS;
      await scene.app.schedule.runDue();
      expect(await kept()).toBe(0);
    },
  );
});
