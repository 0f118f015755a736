import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LONGEST_URN_COMMENT } from '#lib/base/agreement/agreement-forms.ts';
import { FEEDBACK_STATEMENTS, type FeedbackPart } from '#lib/shifts/feedback/feedback.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const DAY_MS = 24 * 60 * 60_000;

describe.each(ENGINES)('what guests and mentors say, on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let mentor: PersonActor;
  let guests: PersonActor[];
  let roundId: string;
  let tourIds: string[];

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena', ['lead']);
    mentor = await scene.person('Marek', ['mentor']);
    guests = [];
    for (const name of ['Ada', 'Bea', 'Cyd', 'Dan', 'Ewa', 'Fil']) guests.push(await scene.person(name));
    roundId = await scene.app.shifts.planRound(lead, {
      ...{ title: 'Winter round', goal: 'Hear them', startsOn: '2026-11-09', endsOn: '2026-11-10' },
      ...{ startsAt: '08:00', endsAt: '16:00', places: '12', mentorIds: [mentor.id] },
    });
    tourIds = (await scene.app.shifts.getRound(lead, roundId)).tours.map(({ id }) => id);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const sit = async (people: readonly PersonActor[], tour = 0) => {
    for (const person of people)
      await scene.app.shifts.signUp(person, { tourId: tourIds[tour], scopes: ['chat'] });
  };
  const form = (part: FeedbackPart, value: number, change: object = {}) => ({
    ...{ roundId, part, ...change },
    ...Object.fromEntries(FEEDBACK_STATEMENTS[part].map((_, at) => [`ballot${at}`, String(value)])),
  });
  const answer = (actor: PersonActor, part: FeedbackPart, value: number, change: object = {}) =>
    scene.app.shifts.answerFeedback(actor, form(part, value, change));
  const askedOf = async (actor: PersonActor) =>
    (await scene.app.shifts.getRoundAsks(actor, roundId)).asked.map(({ part }) => part);
  const at = (moment: string) => (scene.clock.nowMs = Date.parse(moment));
  const report = () => scene.app.shifts.getRoundReport(lead, roundId);

  test.skipIf(isAbsent)('[SH106] every command refuses who may not use it', async () => {
    const { shifts } = scene.app;
    await expect(shifts.getRoundAsks(NOBODY, roundId)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(shifts.getRoundAsks(lead, 'x')).rejects.toMatchObject({ code: 'not-found' });
    await sit(guests);
    // Neither who leads nor whoever is in no tour of it, nor a guest before they served.
    for (const actor of [lead, mentor])
      await expect(answer(actor, 'before', 3)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(answer(guests[0] ?? lead, 'after', 3)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(answer(guests[0] ?? lead, 'before', 6)).rejects.toMatchObject({ code: 'invalid' });
  });

  test.skipIf(isAbsent)('[SH106] of four guests nothing could be shown: they are not asked', async () => {
    await sit(guests.slice(0, 4));
    expect(await askedOf(guests[0] ?? lead)).toEqual([]);
    await expect(answer(guests[0] ?? lead, 'before', 3)).rejects.toMatchObject({ code: 'forbidden' });
    await sit(guests.slice(4));
    expect(await askedOf(guests[0] ?? lead)).toEqual(['before']);
  });

  test.skipIf(isAbsent)(
    '[SH106] an answer is one, whoever presses how often, and nobody hears of it',
    async () => {
      await sit(guests);
      const [ada = lead] = guests;
      const heard: unknown[] = [];
      scene.app.bus.listen((event) => heard.push(event));
      const { length: lines } = await scene.app.database.db.selectFrom('audit_entry').select('id').execute();
      const answers = await Promise.allSettled([answer(ada, 'before', 2), answer(ada, 'before', 2)]);
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await askedOf(ada)).toEqual([]);
      expect(heard).toEqual([]);
      expect(await scene.app.database.db.selectFrom('audit_entry').select('id').execute()).toHaveLength(
        lines,
      );
      expect((await scene.app.shifts.getRoundAsks(ada, roundId)).hasAnswered).toBe(true);
      expect((await report()).feedback).toEqual({});
    },
  );

  test.skipIf(isAbsent)('[SH106] rows are the same in whatever order people answer', async () => {
    await sit(guests);
    for (const [place, guest] of guests.slice(0, 3).entries()) await answer(guest, 'before', place + 1);
    const first = await scene.app.database.db.selectFrom('shift_feedback').selectAll().execute();
    await scene.app.database.db.deleteFrom('shift_feedback').execute();
    for (const [place, guest] of [...guests.slice(0, 3).entries()].toReversed())
      await answer(guest, 'before', place + 1);
    expect(await scene.app.database.db.selectFrom('shift_feedback').selectAll().execute()).toEqual(first);
  });

  test.skipIf(isAbsent)(
    '[SH106] guests are asked again when their tours are over, and mentors where they are enough',
    async () => {
      await sit(guests);
      await sit(guests.slice(0, 1), 1);
      at('2026-11-09T20:00:00Z');
      expect(await askedOf(guests[0] ?? lead)).toEqual([]); // serves tomorrow, too
      expect(await askedOf(guests[1] ?? lead)).toEqual(['after']);
      expect((await scene.app.home.getHome(guests[1] ?? lead)).asking).toMatchObject([
        { roundId, todo: 'feedback', closesOn: '2026-11-24' },
      ]);
      at('2026-11-10T20:00:00Z');
      expect(await askedOf(mentor)).toEqual([]); // one mentor says nothing without a name
      at('2026-11-24T20:00:00Z');
      expect(await askedOf(guests[1] ?? lead)).toEqual(['after']);
      at('2026-11-25T08:00:00Z');
      expect(await askedOf(guests[1] ?? lead)).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH107] after two weeks the report shows what five said, and nothing else is left',
    async () => {
      await sit(guests);
      for (const guest of guests.slice(0, 4)) await answer(guest, 'before', 2);
      at('2026-11-11T08:00:00Z');
      for (const [place, guest] of guests.slice(0, 5).entries())
        await answer(guest, 'after', place === 0 ? 5 : 4, { ballotComment: 'Call me: +48 601 602 603' });
      await scene.app.shifts.closeFeedback(Date.parse('2026-11-24T20:00:00Z'));
      expect((await report()).feedback).toEqual({});
      await Promise.all([1, 2].map(() => scene.app.shifts.closeFeedback(Date.parse('2026-11-25T08:00:00Z'))));
      const { feedback } = await report();
      expect(feedback.before).toEqual({ answered: 4, counts: null, comments: null });
      expect(feedback.after).toEqual({
        answered: 5,
        counts: FEEDBACK_STATEMENTS.after.map(() => [0, 0, 0, 4, 1]),
        comments: null,
      });
      const rows = await scene.app.database.db.selectFrom('shift_feedback').selectAll().execute();
      expect(rows.map(({ content }) => content)).toEqual([null, null]);
      expect(JSON.stringify(rows)).not.toMatch(/601/);
      for (const { id } of guests) expect(JSON.stringify(rows)).not.toContain(id);
      await expect(answer(guests[5] ?? lead, 'after', 1)).rejects.toMatchObject({
        reason: 'shifts.feedback.over',
      });
    },
  );

  test.skipIf(isAbsent)('[SH107] comments are kept from ten on, masked and at most so long', async () => {
    for (let n = 0; n < 4; n++) guests.push(await scene.person(`Guest ${n}`));
    await sit(guests);
    at('2026-11-11T08:00:00Z');
    const long = { ballotComment: 'x'.repeat(LONGEST_URN_COMMENT + 1) };
    await expect(answer(guests[0] ?? lead, 'after', 3, long)).rejects.toMatchObject({ code: 'invalid' });
    for (const [place, guest] of guests.entries())
      await answer(guest, 'after', 3, {
        ballotComment: ['Zed', 'Call +48 601 602 603', ''][place] ?? '',
      });
    scene.clock.nowMs += 30 * DAY_MS;
    await scene.app.shifts.closeFeedback();
    const { comments } = (await report()).feedback.after ?? {};
    expect(comments).toHaveLength(2);
    expect(comments?.[1]).toBe('Zed');
    expect(comments?.[0]).not.toContain('601');
  });

  test.skipIf(isAbsent)('[SH107] what a round called off before anybody served asked is erased', async () => {
    await sit(guests);
    for (const guest of guests) await answer(guest, 'before', 2);
    const { round } = await scene.app.shifts.getRound(lead, roundId);
    await scene.app.shifts.cancelRound(lead, { roundId, version: String(round.version), reason: 'Snow' });
    expect(await askedOf(guests[0] ?? lead)).toEqual([]);
    await scene.app.shifts.closeFeedback();
    const rows = await scene.app.database.db.selectFrom('shift_feedback').selectAll().execute();
    expect(rows.map(({ content }) => content)).toEqual([null]);
  });
});
