// Above 300 lines: letters from their hour to the mail server, and all that can happen on the way.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SubjectRef } from '#lib/base/subject.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { addNotices, type NewNotice } from './notice-commands.ts';
import { claimLetter, insertLetters } from './outbox-store.ts';
import { openSmtpSink, type SmtpSink } from './smtp-sink.ts';
import { MOST_DIGEST_LINES } from './write-letter.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Monday, 2 November 2026, 6:00 in Warsaw. */
const MONDAY_SIX_MS = Date.UTC(2026, 10, 2, 5);

describe.each(ENGINES)('the outbox on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let sink: SmtpSink;
  let lead: PersonActor;
  let ola: PersonActor;
  let issue: SubjectRef;

  const start = async (isRefusing = false): Promise<void> => {
    sink = await openSmtpSink(isRefusing);
    scene = await makeTestApp(engine, { smtpUrl: sink.url, publicUrl: 'http://cx.example.org' });
    scene.clock.nowMs = MONDAY_SIX_MS;
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola');
    issue = { kind: 'issue', id: await scene.app.issues.addIssue(lead, { title: 'Queue', description: '' }) };
  };
  beforeEach(async () => {
    if (!isAbsent) await start();
  });
  afterEach(async () => {
    if (isAbsent) return;
    await scene.close();
    await sink.close();
  });

  const notice = (changes: Partial<NewNotice> = {}): NewNotice => ({
    personId: ola.id,
    kind: 'commitment.answered',
    subject: issue,
    occasion: '1',
    byId: lead.id,
    values: {},
    ...changes,
  });
  const add = async (...notices: NewNotice[]) => {
    const { clock, bus } = scene.app;
    const context = { clock, bus, mail: { linkBase: 'http://cx.example.org' } };
    (await scene.app.database.transaction((trx) => addNotices(context, trx, notices)))();
  };
  const letters = () => scene.app.database.db.selectFrom('outbox').selectAll().orderBy('id').execute();
  const at = async (ms: number): Promise<void> => {
    scene.clock.nowMs = ms;
    await scene.app.schedule.runDue();
  };

  test.skipIf(isAbsent)('[NO6] one digest leaves at its hour, and nothing is told twice', async () => {
    await add(notice(), notice({ kind: 'commitment.ask', occasion: '2', values: { due: '2026-11-06' } }));
    await at(MONDAY_SIX_MS + 59 * MINUTE_MS);
    expect(sink.mails).toEqual([]);
    await at(MONDAY_SIX_MS + HOUR_MS + 5 * MINUTE_MS);
    expect(sink.mails).toHaveLength(1);
    const [mail] = sink.mails;
    expect(mail?.subject).toContain('2 things wait for you');
    expect(mail?.text).toContain(
      '- Will it be on time? “Queue”, due Nov 6, 2026\n  http://cx.example.org/issues/1',
    );
    expect(mail?.text).toContain('Your inbox: http://cx.example.org/inbox');
    await add(notice({ occasion: '3' }));
    await at(MONDAY_SIX_MS + 6 * HOUR_MS);
    expect(sink.mails).toHaveLength(1);
    await at(MONDAY_SIX_MS + 25 * HOUR_MS + 5 * MINUTE_MS);
    expect(sink.mails).toHaveLength(2);
    expect(sink.mails[1]?.subject).toContain('1 thing waits for you');
  });

  test.skipIf(isAbsent)('[NO2] what its reader may not see any more is not mailed', async () => {
    const workshop = await scene.app.workshop.createWorkshop(lead, {
      title: 'Secret',
      problem: 'P',
      goal: 'G',
      template: '5m',
      language: 'en',
    });
    await add(notice({ subject: { kind: 'workshop', id: workshop } }));
    await at(MONDAY_SIX_MS + HOUR_MS + MINUTE_MS);
    expect([sink.mails, (await letters()).map(({ state, error }) => [state, error])]).toEqual([
      [],
      [['dropped', 'nothing']],
    ]);
  });

  test.skipIf(isAbsent)('[NO7] what cannot wait leaves at once, and is in no digest', async () => {
    await add(notice({ kind: 'signature.waits' }));
    await at(MONDAY_SIX_MS + MINUTE_MS);
    expect(sink.mails.map(({ subject }) => subject)).toEqual([': “Queue” waits for your signature']);
    await at(MONDAY_SIX_MS + HOUR_MS + 5 * MINUTE_MS);
    expect(sink.mails).toHaveLength(1);
  });

  test.skipIf(isAbsent)('[NO7] who wants nothing at once gets it in the digest', async () => {
    await scene.app.notify.changeDigest(ola, { rhythm: 'daily', weekday: '1', hour: '7' });
    await add(notice({ kind: 'signature.waits' }));
    await at(MONDAY_SIX_MS + MINUTE_MS);
    expect(sink.mails).toEqual([]);
    await at(MONDAY_SIX_MS + HOUR_MS + 5 * MINUTE_MS);
    expect(sink.mails[0]?.text).toContain('“Queue” waits for your signature');
  });

  test.skipIf(isAbsent)('[NO6] a group that its reader does without is in no letter', async () => {
    await scene.app.account.changeLetters(ola, { kinds: ['signature'] });
    await add(notice());
    await at(MONDAY_SIX_MS + 2 * HOUR_MS);
    expect([sink.mails, await letters()]).toEqual([[], []]);
  });

  test.skipIf(isAbsent)(
    '[NO9] a mail server that is down is asked again later, and nothing is lost',
    async () => {
      const { url } = sink;
      await sink.close();
      await add(notice({ kind: 'signature.waits' }));
      await at(MONDAY_SIX_MS + MINUTE_MS);
      const [first] = await letters();
      expect([first?.state, first?.attempts]).toEqual(['waiting', 1]);
      expect(first?.due_ms).toBeGreaterThanOrEqual(scene.clock.nowMs + MINUTE_MS);
      await at(scene.clock.nowMs + 30_000);
      expect((await letters())[0]?.attempts).toBe(1);
      await at(scene.clock.nowMs + 2 * MINUTE_MS);
      const [second] = await letters();
      expect(second?.attempts).toBe(2);
      expect(second?.due_ms).toBeGreaterThanOrEqual(scene.clock.nowMs + 2 * MINUTE_MS);
      sink = await openSmtpSink(false, Number(new URL(url).port));
      await at(scene.clock.nowMs + 5 * MINUTE_MS);
      expect([sink.mails.length, (await letters())[0]?.state]).toEqual([1, 'sent']);
    },
  );

  test.skipIf(isAbsent)(
    '[NO9] what is refused for good is given up and told by the next digest',
    async () => {
      await scene.close();
      await sink.close();
      await start(true);
      await add(notice({ kind: 'signature.waits' }));
      await at(MONDAY_SIX_MS + MINUTE_MS);
      const [letter] = await letters();
      expect([letter?.state, letter?.error]).toEqual(['failed', expect.stringContaining('550 not from you')]);
      const rows = await scene.app.database.db.selectFrom('notice').select('letter_id').execute();
      expect(rows).toEqual([{ letter_id: null }]);
    },
  );

  test.skipIf(isAbsent)('[NO8] several processes claim each letter once', async () => {
    const { database } = scene.app;
    const count = 60;
    await insertLetters(
      database.db,
      Array.from({ length: count }, (_, i) => ({
        kind: 'digest' as const,
        personId: ola.id,
        occasion: `day ${i}`,
        dueMs: 0,
        atMs: 0,
      })),
    );
    const claimAll = async (claim: string): Promise<string[]> => {
      const ids: string[] = [];
      for (;;) {
        const letter = await claimLetter(database, { claim, nowMs: 1, untilMs: 1000 });
        if (!letter) return ids;
        ids.push(letter.id);
      }
    };
    const claimed = (await Promise.all(['a', 'b', 'c', 'd'].map(claimAll))).flat();
    expect([claimed.length, new Set(claimed).size]).toEqual([count, count]);
  });

  test.skipIf(isAbsent)('[NO6] a digest has so many lines and counts the rest', async () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => notice({ occasion: `n${i}` }));
    await add(...many(MOST_DIGEST_LINES));
    await at(MONDAY_SIX_MS + HOUR_MS + MINUTE_MS);
    expect(sink.mails[0]?.text).not.toContain('more in your inbox');
    await add(...many(MOST_DIGEST_LINES + MOST_DIGEST_LINES + 1));
    await at(MONDAY_SIX_MS + 26 * HOUR_MS);
    expect(sink.mails[1]?.text).toContain('And 1 more in your inbox.');
    expect(sink.mails[1]?.text.match(/^- /gm)).toHaveLength(MOST_DIGEST_LINES);
  });

  test.skipIf(isAbsent)(
    '[NO5] the day before a shift its person is told once, with an event for the calendar',
    async () => {
      const mentor = await scene.person('Mia', ['mentor']);
      await scene.app.shifts.planRound(lead, {
        title: 'Autumn',
        goal: 'Listen',
        mentorIds: [mentor.id],
        startsOn: '2026-11-03',
        endsOn: '2026-11-03',
        startsAt: '09:00',
        endsAt: '12:00',
        places: '2',
      });
      const [tour] = await scene.app.shifts.listComingTours(ola);
      if (!tour) throw new Error('no tour was planned');
      await scene.app.shifts.signUp(ola, { tourId: tour.shiftId, scopes: ['chat'] });
      await at(MONDAY_SIX_MS + 3 * HOUR_MS);
      expect(sink.mails).toEqual([]);
      await at(MONDAY_SIX_MS + 4 * HOUR_MS);
      await at(MONDAY_SIX_MS + 5 * HOUR_MS);
      expect(sink.mails.map(({ subject }) => subject)).toEqual([
        ': Your shift in “Autumn”: Tue, November 3, 09:00–12:00',
      ]);
      const calendar = sink.mails[0]?.calendars?.[0] ?? '';
      expect(calendar).toContain(`UID:tour-${tour.shiftId}@herringbone`);
      expect(calendar).toContain('DTSTART:20261103T080000Z');
      await scene.app.shifts.leaveTour(ola, tour.shiftId);
      expect(await scene.app.database.db.selectFrom('notice').selectAll().execute()).toEqual([]);
    },
  );
});
