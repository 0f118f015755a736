import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FEWEST_ANSWER_TIMES } from '#lib/shifts/asking/hand-on.ts';
import {
  MAX_ANSWER_MINUTES,
  MOST_WAITING_QUESTIONS,
  MOST_QUESTION_ANSWERS,
  QUESTION_ANSWER_MAX,
  QUESTION_TEXT_MAX,
  USUAL_ANSWER_MINUTES,
} from '#lib/shifts/asking/question.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const MINUTE = 60_000;
/** 8:00 in Warsaw on the day of the tour. */
const START = Date.UTC(2026, 10, 23, 7);
const LIMIT = USUAL_ANSWER_MINUTES * MINUTE;

describe.each(ENGINES)('questions to mentors on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let marek: PersonActor;
  let maja: PersonActor;
  let ola: PersonActor;
  let tourId: string;
  let roundId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine); // Monday, 2 November 2026, 9:00 in Warsaw
    lead = await scene.person('Lena', ['lead']);
    maja = await scene.person('Maja', ['mentor']);
    marek = await scene.person('Marek', ['mentor']);
    ola = await scene.person('Ola');
    roundId = await scene.app.shifts.planRound(lead, {
      ...{ title: 'Winter round', startsOn: '2026-11-23', endsOn: '2026-11-24', spanDays: '2' },
      ...{ startsAt: '08:00', endsAt: '16:00', places: '2', mentorIds: [maja.id, marek.id] },
    });
    tourId = (await scene.app.shifts.getRound(lead, roundId)).tours[0]?.id ?? '';
    await scene.app.shifts.signUp(ola, { tourId, scopes: ['chat'] });
    at(0);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const at = (offsetMs: number) => {
    scene.clock.nowMs = START + offsetMs;
  };
  const here = (mentor: PersonActor, isThere = true) =>
    scene.app.shifts.sayPresence(mentor, { tourId, isThere });
  const ask = (text: string, person = ola) =>
    scene.app.shifts.askMentors(person, { tourId, text, scope: '' });
  const questions = async (person = ola) =>
    (await scene.app.shifts.getTourQuestions(person, tourId))?.questions ?? [];
  const answer = async (person: PersonActor, text: string, i = 0) =>
    scene.app.shifts.answerTourQuestion(person, { tourId, questionId: (await questions(lead))[i]?.id, text });
  const holder = async (i = 0) => (await questions())[i]?.holder?.name ?? null;
  const told = async (person: PersonActor): Promise<string[]> => {
    const rows = await scene.app.database.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', person.id)
      .where('kind', 'like', 'asking.%')
      .where('done_at_ms', 'is', null)
      .execute();
    return rows.map(({ kind }) => kind).toSorted();
  };

  test.skipIf(isAbsent)(
    '[SH92] the mentor who is there and has the fewest gets a question at once, without data of customers',
    async () => {
      await here(marek);
      await ask('May I refund to jan@example.com?');
      expect(await holder()).toBe('Marek');
      expect((await questions())[0]?.text).not.toContain('jan@example.com');
      expect([await told(marek), await told(maja)]).toEqual([['asking.asked'], []]);
      await here(maja);
      await ask('And how long does it take?');
      expect(await holder(1)).toBe('Maja');
    },
  );

  test.skipIf(isAbsent)(
    '[SH92] without a mentor a question waits, and the first who comes has it',
    async () => {
      await ask('Where is the tariff?');
      expect(await holder()).toBeNull();
      at(MINUTE);
      await here(marek);
      expect(await holder()).toBe('Marek');
      expect(await told(marek)).toEqual(['asking.asked']);
    },
  );

  test.skipIf(isAbsent)(
    '[SH93] it goes on when its time is over, once, and round the ring; then the leads are told once',
    async () => {
      await here(maja);
      await here(marek);
      await ask('Where is the tariff?');
      const settle = async (offsetMs: number) => {
        at(offsetMs);
        await Promise.all([scene.app.shifts.handQuestionsOn(), scene.app.shifts.handQuestionsOn()]);
        return holder();
      };
      expect(await settle(LIMIT - 1)).toBe('Maja');
      expect(await settle(LIMIT)).toBe('Marek');
      expect([await told(maja), await told(marek), await told(lead)]).toEqual([[], ['asking.asked'], []]);
      expect(await settle(2 * LIMIT)).toBe('Maja');
      expect(await told(lead)).toEqual(['asking.waits']);
      expect(await settle(3 * LIMIT)).toBe('Marek');
      expect(await told(lead)).toEqual(['asking.waits']);
      expect((await questions())[0]?.hands).toEqual([
        { name: 'Maja', reason: 'given', atMs: START },
        { name: 'Marek', reason: 'late', atMs: START + LIMIT },
        { name: 'Maja', reason: 'late', atMs: START + 2 * LIMIT },
        { name: 'Marek', reason: 'late', atMs: START + 3 * LIMIT },
      ]);
      await answer(marek, 'In the drawer');
      expect([await told(marek), await told(lead), await told(ola)]).toEqual([[], [], ['asking.answered']]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH93] the night between two days does not count, and after the tour it stays with whoever has it',
    async () => {
      await here(maja);
      await here(marek);
      at(8 * 60 * MINUTE - MINUTE); // 15:59
      await ask('Where is the tariff?');
      const morning = 24 * 60 * MINUTE;
      at(morning - MINUTE);
      await scene.app.shifts.handQuestionsOn();
      expect(await holder()).toBe('Maja');
      at(morning);
      await here(maja);
      await here(marek);
      at(morning + LIMIT - MINUTE - 1);
      await scene.app.shifts.handQuestionsOn();
      expect(await holder()).toBe('Maja');
      at(morning + LIMIT - MINUTE);
      await scene.app.shifts.handQuestionsOn();
      expect(await holder()).toBe('Marek');
      at(morning + 9 * 60 * MINUTE);
      await scene.app.shifts.handQuestionsOn();
      await scene.app.shifts.handQuestionsOn();
      expect([await holder(), await told(lead)]).toEqual(['Marek', ['asking.waits']]);
      await expect(ask('Too late')).rejects.toMatchObject({ code: 'read-only' });
      await answer(maja, 'In the drawer');
      expect(await told(lead)).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH93] who goes, falls ill or leaves the organisation hands their questions on',
    async () => {
      await here(maja);
      await here(marek);
      await ask('One?');
      await here(maja, false);
      expect(await holder()).toBe('Marek');
      await here(maja);
      await scene.app.shifts.cannotCome(marek, { tourId });
      expect(await holder()).toBe('Maja');
      await here(marek);
      const admin = await scene.person('Adam', ['admin']);
      const { consequences, person } = await scene.app.people.listConsequences(admin, maja.id);
      expect(consequences.map(({ kind }) => kind)).toContain('question');
      await scene.app.people.switchOff(admin, {
        ...{ personId: maja.id, version: person.version, successorId: lead.id },
      });
      expect(await holder()).toBe('Marek');
    },
  );

  test.skipIf(isAbsent)(
    '[SH94] two who answer are both kept, and the first counts; others read and write nothing',
    async () => {
      const eva = await scene.person('Ewa', ['mentor']);
      const nina = await scene.person('Nina');
      await here(maja);
      await ask('Where is the tariff?');
      expect(await scene.app.shifts.getTourQuestions(eva, tourId)).toBeNull();
      expect(await scene.app.shifts.getTourQuestions(nina, tourId)).toBeNull();
      await expect(ask('Me too?', nina)).rejects.toMatchObject({ reason: 'asking.notOnTour' });
      await expect(answer(eva, 'Here')).rejects.toMatchObject({ code: 'not-found' });
      await scene.app.shifts.signUp(nina, { tourId: await laterTour(), scopes: ['chat'] });
      await expect(answer(nina, 'Here')).rejects.toMatchObject({ code: 'not-found' });
      expect(await scene.app.shifts.getTourQuestions(lead, tourId)).toMatchObject({ mayAnswer: false });
      await expect(answer(lead, 'Here')).rejects.toMatchObject({ reason: 'asking.notYours' });
      at(MINUTE);
      await Promise.all([answer(maja, 'In the drawer'), answer(marek, 'In the wiki')]);
      const [question] = await questions();
      expect(question?.answers.map(({ name }) => name).toSorted()).toEqual(['Maja', 'Marek']);
      expect(question?.holder).toBeNull();
      expect(await told(ola)).toEqual(['asking.answered', 'asking.answered']);
      await expect(
        scene.app.shifts.answerTourQuestion(lead, { tourId: 'x', questionId: question?.id, text: 'No' }),
      ).rejects.toMatchObject({ code: 'not-found' });
    },
  );

  const laterTour = async (): Promise<string> => {
    const later = await scene.app.shifts.planRound(lead, {
      ...{ title: 'Later', startsOn: '2026-12-07', endsOn: '2026-12-07' },
      ...{ startsAt: '08:00', endsAt: '16:00', places: '2', mentorIds: [maja.id, marek.id] },
    });
    return (await scene.app.shifts.getRound(lead, later)).tours[0]?.id ?? '';
  };

  test.skipIf(isAbsent)('[SH94] as many wait and are answered as a limit says, and no more', async () => {
    await here(maja);
    const long = 'a'.repeat(QUESTION_TEXT_MAX);
    await expect(ask('a'.repeat(QUESTION_TEXT_MAX + 1))).rejects.toMatchObject({ code: 'invalid' });
    for (let i = 0; i < MOST_WAITING_QUESTIONS; i += 1) await ask(i === 0 ? long : `Question ${i}`);
    await expect(ask('One more')).rejects.toMatchObject({ reason: 'asking.full' });
    await expect(answer(maja, 'a'.repeat(QUESTION_ANSWER_MAX + 1))).rejects.toMatchObject({
      code: 'invalid',
    });
    for (let i = 0; i < MOST_QUESTION_ANSWERS; i += 1)
      await answer(maja, i === 0 ? 'a'.repeat(QUESTION_ANSWER_MAX) : `Answer ${i}`);
    await expect(answer(maja, 'Again')).rejects.toMatchObject({ reason: 'asking.answersFull' });
    await ask('One more');
  });

  test.skipIf(isAbsent)('[SH93] a round says how many minutes, and rounds of before have ten', async () => {
    const plan = (answerMinutes: string) =>
      scene.app.shifts.planRound(lead, {
        ...{ title: 'Slow', startsOn: '2026-12-14', endsOn: '2026-12-14', answerMinutes },
        ...{ startsAt: '08:00', endsAt: '16:00', places: '2', mentorIds: [marek.id] },
      });
    const slow = await plan(String(MAX_ANSWER_MINUTES));
    expect((await scene.app.shifts.getRound(lead, slow)).round.answerMinutes).toBe(MAX_ANSWER_MINUTES);
    await expect(plan(String(MAX_ANSWER_MINUTES + 1))).rejects.toMatchObject({ code: 'invalid' });
    const older = { title: 'Older', goal: '', created_by: lead.id, created_at_ms: 0, is_told: 0 };
    await scene.app.database.db
      .insertInto('shift_round')
      .values({ id: 'older', ...older, leave_hours: 0, mode: 'first', version: 1 })
      .execute();
    expect((await scene.app.shifts.getRound(lead, 'older')).round.answerMinutes).toBe(USUAL_ANSWER_MINUTES);
  });

  test.skipIf(isAbsent)(
    '[SH95] answer times are for leads and mentors of the round, from five answers on',
    async () => {
      await here(maja);
      const times = (person: PersonActor) => scene.app.shifts.getAnswerTimes(person, roundId);
      for (let i = 0; i < FEWEST_ANSWER_TIMES; i += 1) {
        expect(await times(lead)).toBeNull();
        const askedMs = i * 20 * MINUTE;
        at(askedMs);
        await ask(`Question ${i}`);
        at(askedMs + (i + 1) * MINUTE);
        await answer(maja, 'Yes', i);
      }
      const expected = { n: FEWEST_ANSWER_TIMES, medianMs: 3 * MINUTE, ninetiethMs: 5 * MINUTE };
      expect(await times(lead)).toEqual(expected);
      expect(await times(marek)).toEqual(expected);
      expect(await times(ola)).toBeNull();
      // What somebody found out by themselves is no answer of a mentor.
      await ask('Question 9');
      await answer(ola, 'Found it', FEWEST_ANSWER_TIMES);
      expect(await times(lead)).toEqual(expected);
    },
  );

  test.skipIf(isAbsent)(
    '[SH95] an answered question becomes a gap once, an article begins with it, and undo takes it back',
    async () => {
      await here(maja);
      await ask('Where is the tariff?');
      const questionId = (await questions())[0]?.id;
      const gap = (person: PersonActor) => scene.app.shifts.makeGapOfQuestion(person, { tourId, questionId });
      await expect(gap(maja)).rejects.toMatchObject({ reason: 'asking.unanswered' });
      await answer(maja, 'In the drawer.');
      const stranger = await scene.person('Nina');
      await expect(gap(stranger)).rejects.toMatchObject({ code: 'not-found' });
      const { undoId } = await gap(maja);
      await expect(gap(ola)).rejects.toMatchObject({ reason: 'asking.isGap' });
      await scene.app.undo.takeBack(maja, undoId ?? '');
      expect((await questions())[0]?.findingId).toBeNull();
      const { findingId } = await gap(ola);
      expect(await scene.app.shifts.getArticleStart(maja, findingId)).toEqual({
        title: 'Where is the tariff?',
        text: 'In the drawer.',
      });
      const finding = await scene.app.shifts.getFinding(lead, { roundId, findingId });
      expect(finding).toMatchObject({ kind: 'docs', personId: ola.id });
    },
  );
});
