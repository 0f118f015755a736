import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_ROUND_DAYS } from '#lib/shifts/shift.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

describe.each(ENGINES)('support shifts on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let mentor: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    mentor = await scene.person('Marek Mentor', ['mentor']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const form = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
    title: 'Winter round',
    goal: '',
    startsOn: '2026-11-09',
    endsOn: '2026-11-11',
    // Independence Day is among these days.
    onDaysOff: true,
    startsAt: '08:00',
    endsAt: '16:00',
    places: '2',
    mentorIds: [mentor.id],
    ...change,
  });
  const plan = async (change: Record<string, unknown> = {}) => {
    const id = await scene.app.shifts.planRound(mentor, form(change));
    const { tours } = await scene.app.shifts.getRound(mentor, id);
    return { id, tourIds: tours.map((tour) => tour.id) };
  };

  test.skipIf(isAbsent)('every command refuses who may not use it', async () => {
    const { shifts } = scene.app;
    const employee = await scene.person('Employee');
    for (const refused of [
      shifts.planRound(employee, {}),
      shifts.changeRound(employee, {}),
      shifts.addTour(employee, {}),
      shifts.changeTour(employee, {}),
      shifts.cancelTour(employee, ''),
      shifts.proposeSeat(employee, {}),
      shifts.withdrawProposal(employee, {}),
    ])
      await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
    const code = 'not-signed-in';
    await expect(shifts.planRound(NOBODY, {})).rejects.toMatchObject({ code });
    await expect(shifts.listRounds(NOBODY)).rejects.toMatchObject({ code });
    await expect(shifts.getRound(NOBODY, '')).rejects.toMatchObject({ code });
    await expect(shifts.listMyShifts(NOBODY)).rejects.toMatchObject({ code });
    for (const refused of [
      shifts.signUp(NOBODY, {}),
      shifts.changeScopes(NOBODY, {}),
      shifts.leaveTour(NOBODY, ''),
      shifts.answerOffer(NOBODY, {}),
      shifts.stopWaiting(NOBODY, ''),
      shifts.getAhead(NOBODY),
      shifts.registerAhead(NOBODY, {}),
      shifts.offerSwap(NOBODY, ''),
      shifts.withdrawSwap(NOBODY, {}),
      shifts.takeSwap(NOBODY, {}),
      shifts.agreeSwap(NOBODY, {}),
      shifts.answerProposal(NOBODY, {}),
      shifts.getTeamShifts(NOBODY),
      shifts.objectToShift(NOBODY, {}),
      shifts.listObjections(NOBODY, ''),
      shifts.answerShiftObjection(NOBODY, {}),
    ])
      await expect(refused).rejects.toMatchObject({ code });
    await expect(shifts.reportFinding(NOBODY, {})).rejects.toMatchObject({ code });
  });

  test.skipIf(isAbsent)(
    '[SH1] [SH5] a round is tours of so many working days, and needs a mentor',
    async () => {
      const { id } = await plan();
      const { tours } = await scene.app.shifts.getRound(mentor, id);
      expect(tours.map(({ day, places, taken }) => [day, places, taken])).toEqual([
        ['2026-11-09', 2, 0],
        ['2026-11-10', 2, 0],
        ['2026-11-11', 2, 0],
      ]);
      await expect(scene.app.shifts.planRound(mentor, form({ mentorIds: [] }))).rejects.toMatchObject({
        issues: [{ path: 'mentorIds', message: 'shifts.mentorNeeded' }],
      });
      await expect(
        scene.app.shifts.planRound(mentor, form({ mentorIds: [mentor.id, mentor.id] })),
      ).rejects.toMatchObject({ issues: [{ path: 'mentorIds', message: 'shifts.mentorTwice' }] });
    },
  );

  test.skipIf(isAbsent)('[SH11] a round that is over is asked about', async () => {
    const past = { startsOn: '2020-11-09', endsOn: '2020-11-11' };
    await expect(plan(past)).rejects.toMatchObject({
      issues: [{ path: 'endsOn', message: 'form.pastDay' }],
    });
    await plan({ ...past, keepsPast: 'on' });
  });

  test.skipIf(isAbsent)('[SH10] one person has one shift at the same hours, whichever rounds', async () => {
    const other = await scene.person('Maja Mentor', ['mentor']);
    const ola = await scene.person('Ola');
    const first = await plan();
    const second = await plan({ title: 'Other round', startsAt: '12:00', mentorIds: [other.id] });
    const third = await plan({ startsAt: '16:00', endsAt: '18:00', mentorIds: [other.id] });
    const signUp = (tourId: string | undefined) => scene.app.shifts.signUp(ola, { tourId, scopes: ['chat'] });
    const results = await Promise.allSettled([signUp(first.tourIds[0]), signUp(second.tourIds[0])]);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toMatchObject([{ code: 'conflict', reason: 'shifts.sameHours' }]);
    await signUp(third.tourIds[0]);
    await signUp(second.tourIds[1]);
    await expect(plan({ startsAt: '15:00', endsAt: '17:00' })).rejects.toMatchObject({
      reason: 'shifts.mentorBusy',
      values: { name: 'Marek Mentor', title: 'Winter round' },
    });
  });

  test.skipIf(isAbsent)(
    '[SH4] [SH5] one chooses at least one scope, and nobody is their own mentor',
    async () => {
      const { tourIds } = await plan();
      const ola = await scene.person('Ola');
      await expect(scene.app.shifts.signUp(ola, { tourId: tourIds[0], scopes: [] })).rejects.toMatchObject({
        issues: [{ path: 'scopes', message: 'shifts.scopeNeeded' }],
      });
      await expect(
        scene.app.shifts.signUp(mentor, { tourId: tourIds[0], scopes: ['chat'] }),
      ).rejects.toMatchObject({
        reason: 'shifts.ownMentor',
      });
    },
  );

  test.skipIf(isAbsent)('[SH1] a round has so many working days at most', async () => {
    /** The last of so many working days from a Monday on: every five of them are a week. */
    const endsOn = (workdays: number): string =>
      Temporal.PlainDate.from('2026-11-09')
        .add({ days: 7 * Math.floor((workdays - 1) / 5) + ((workdays - 1) % 5) })
        .toString();
    await expect(plan({ endsOn: endsOn(MAX_ROUND_DAYS + 1) })).rejects.toMatchObject({
      issues: [{ path: 'endsOn', message: 'shifts.tooLong', values: { limit: MAX_ROUND_DAYS } }],
    });
    expect((await plan({ endsOn: endsOn(MAX_ROUND_DAYS) })).tourIds).toHaveLength(MAX_ROUND_DAYS);
  });

  test.skipIf(isAbsent)('[SH16] holidays get no tour unless they are wanted, and are said', async () => {
    expect((await plan({ onDaysOff: false })).tourIds).toHaveLength(2);
    const onlyHoliday = { startsOn: '2026-11-11', endsOn: '2026-11-11', onDaysOff: false };
    await expect(plan(onlyHoliday)).rejects.toMatchObject({
      issues: [{ path: 'endsOn', message: 'shifts.nothingLeft' }],
    });
    await expect(
      plan({ ...onlyHoliday, startsOn: '2026-11-14', endsOn: '2026-11-15' }),
    ).rejects.toMatchObject({
      issues: [{ path: 'endsOn', message: 'shifts.noWorkingDay' }],
    });
  });

  test.skipIf(isAbsent)('[SH9] my next shifts are those that have not ended, soonest first', async () => {
    const { id, tourIds } = await plan();
    const ola = await scene.person('Ola');
    const piotr = await scene.person('Piotr');
    const join = (person: PersonActor, index: number) =>
      scene.app.shifts.signUp(person, { tourId: tourIds[index], scopes: ['chat'] });
    await join(ola, 2);
    await join(ola, 0);
    await join(piotr, 1);
    const days = async (person: PersonActor) =>
      (await scene.app.shifts.listMyShifts(person)).map((shift) => shift.day);
    expect(await days(ola)).toEqual(['2026-11-09', '2026-11-11']);
    expect(await days(piotr)).toEqual(['2026-11-10']);
    scene.clock.nowMs = Date.UTC(2026, 10, 9, 14, 59); // 15:59 in Warsaw: the first shift still runs
    expect(await days(ola)).toEqual(['2026-11-09', '2026-11-11']);
    scene.clock.nowMs = Date.UTC(2026, 10, 9, 15);
    const [next] = await scene.app.shifts.listMyShifts(ola);
    expect(next).toEqual({
      shiftId: tourIds[2],
      roundId: id,
      roundTitle: 'Winter round',
      day: '2026-11-11',
      lastDay: '2026-11-11',
      startsAt: '08:00',
      endsAt: '16:00',
      startsAtMs: Date.UTC(2026, 10, 11, 7),
      endsAtMs: Date.UTC(2026, 10, 11, 15),
      place: '',
      isRemote: false,
      scopes: ['chat'],
    });
  });

  test.skipIf(isAbsent)('[SH7] [SH8] a finding becomes an issue, from those who were there', async () => {
    const { id, tourIds } = await plan();
    const ola = await scene.person('Ola');
    const finding = { roundId: id, kind: 'question', text: 'Where is my invoice?\nAsked nine times today.' };
    await expect(scene.app.shifts.reportFinding(ola, finding)).rejects.toMatchObject({
      reason: 'shifts.notSignedUp',
    });
    await scene.app.shifts.signUp(ola, { tourId: tourIds[0], scopes: ['chat'] });
    await scene.app.shifts.reportFinding(ola, finding);
    const [issue] = await scene.app.issues.listIssues(ola);
    expect(issue).toMatchObject({
      title: 'Where is my invoice?',
      origin: { kind: 'finding', reporter: 'Ola' },
    });
  });
});
