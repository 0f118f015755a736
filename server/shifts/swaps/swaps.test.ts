import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, SYSTEM, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

describe.each(ENGINES)('what people agree on about seats, on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let ada: PersonActor;
  let roundId: string;
  let monday: string;
  let tuesday: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine); // Monday, 2 November 2026, 9:00 in Warsaw
    lead = await scene.person('Lena', ['lead']);
    ola = await scene.person('Ola');
    ada = await scene.person('Ada');
    roundId = await scene.app.shifts.planRound(lead, {
      ...{ title: 'Winter round', startsOn: '2026-11-23', endsOn: '2026-11-24', places: '1' },
      ...{ startsAt: '08:00', endsAt: '16:00' },
      mentorIds: [(await scene.person('Marek', ['mentor'])).id],
    });
    const [first, second] = (await scene.app.shifts.getRound(lead, roundId)).tours;
    monday = first?.id ?? '';
    tuesday = second?.id ?? '';
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const join = (person: PersonActor, tourId: string, scopes: readonly string[] = ['chat']) =>
    scene.app.shifts.signUp(person, { tourId, scopes });
  const round = (reader: PersonActor = lead) => scene.app.shifts.getRound(reader, roundId);
  const seats = async () =>
    (await round()).tours.map(({ taken, signUps }) => [taken, ...signUps.map(({ name }) => name)]);
  const swapOf = async (reader: PersonActor = lead): Promise<string> =>
    (await round(reader)).swaps[0]?.id ?? '';
  const told = async (person: PersonActor): Promise<string[]> => {
    const rows = await scene.app.database.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', person.id)
      .where('done_at_ms', 'is', null)
      .execute();
    return rows.map(({ kind }) => kind).toSorted();
  };

  test.skipIf(isAbsent)(
    '[SH25] a seat is offered, would be taken for another, and both change hands in one step',
    async () => {
      const { shifts } = scene.app;
      await join(ola, monday, ['phone']);
      await join(ada, tuesday, ['tickets']);
      await expect(shifts.offerSwap(ada, monday)).rejects.toMatchObject({ code: 'not-found' });
      await shifts.offerSwap(ola, monday);
      await expect(shifts.offerSwap(ola, monday)).rejects.toMatchObject({ reason: 'shifts.swapOffered' });
      const swapId = await swapOf();
      await expect(shifts.agreeSwap(ola, { swapId })).rejects.toMatchObject({ reason: 'shifts.swapGone' });
      await expect(shifts.takeSwap(ola, { swapId, scopes: ['chat'] })).rejects.toMatchObject({
        reason: 'shifts.swapOwn',
      });
      await shifts.takeSwap(ada, { swapId, returnTourId: tuesday, scopes: ['chat'] });
      expect(await told(ola)).toEqual(['shift.swapTaken']);
      expect(await seats()).toEqual([
        [1, 'Ola'],
        [1, 'Ada'],
      ]);
      await expect(shifts.agreeSwap(ada, { swapId })).rejects.toMatchObject({ code: 'not-found' });
      await shifts.agreeSwap(ola, { swapId });
      expect(await seats()).toEqual([
        [1, 'Ada'],
        [1, 'Ola'],
      ]);
      const { tours, swaps } = await round();
      expect([tours[0]?.signUps[0]?.scopes, tours[1]?.signUps[0]?.scopes, swaps]).toEqual([
        ['chat'],
        ['tickets'],
        [],
      ]);
      expect(await told(ada)).toEqual(['shift.swapped']);
    },
  );

  test.skipIf(isAbsent)('[SH25] each takes back what they said, until both have agreed', async () => {
    const { shifts } = scene.app;
    await join(ola, monday);
    await shifts.offerSwap(ola, monday);
    const swapId = await swapOf();
    await shifts.takeSwap(ada, { swapId, scopes: ['chat'] });
    const bob = await scene.person('Bob');
    await expect(shifts.takeSwap(bob, { swapId, scopes: ['chat'] })).rejects.toMatchObject({
      reason: 'shifts.swapTaken',
    });
    await expect(shifts.withdrawSwap(bob, { swapId })).rejects.toMatchObject({ code: 'not-found' });
    await shifts.withdrawSwap(ada, { swapId });
    expect([await told(ola), (await round()).swaps[0]?.takerId]).toEqual([[], null]);
    await shifts.takeSwap(bob, { swapId, scopes: ['chat'] });
    await shifts.withdrawSwap(ola, { swapId });
    expect(await told(bob)).toEqual(['shift.swapGone']);
    expect((await round()).swaps).toEqual([]);
    expect(await seats()).toEqual([[1, 'Ola'], [0]]);
  });

  test.skipIf(isAbsent)(
    '[SH115] whoever would take a seat is told when its giver has it no more',
    async () => {
      const { shifts } = scene.app;
      const half = async (): Promise<void> => {
        await join(ola, monday);
        await shifts.offerSwap(ola, monday);
        await shifts.takeSwap(ada, { swapId: await swapOf(), scopes: ['chat'] });
        expect(await told(ola)).toEqual(['shift.swapTaken']);
      };
      const heard = async (): Promise<string[]> => {
        const kinds = await told(ada);
        await scene.app.database.db.deleteFrom('notice').where('person_id', '=', ada.id).execute();
        return [...kinds, ...(await told(ola))];
      };
      await half();
      await shifts.leaveTour(ola, monday);
      expect(await heard()).toEqual(['shift.swapGone']);
      await half();
      await shifts.proposeSeat(lead, { tourId: tuesday, personId: ola.id, fromTourId: monday });
      await shifts.answerProposal(ola, { tourId: tuesday, answer: 'agree' });
      expect(await heard()).toEqual(['shift.swapGone']);
      await half();
      const admin = await scene.person('Adam', ['admin']);
      await scene.app.people.switchOff(admin, { personId: ola.id, version: 1, successorId: '' });
      expect(await heard()).toContain('shift.swapGone');
      expect((await round()).swaps).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('[SH25] a seat that goes takes with it what was said about it', async () => {
    const { shifts } = scene.app;
    await join(ola, monday);
    await join(ada, tuesday);
    await shifts.offerSwap(ola, monday);
    const swapId = await swapOf();
    await shifts.takeSwap(ada, { swapId, returnTourId: tuesday, scopes: ['chat'] });
    await shifts.leaveTour(ada, tuesday);
    expect((await round()).swaps).toMatchObject([{ takerId: null, returnTourId: null }]);
    await shifts.leaveTour(ola, monday);
    expect((await round()).swaps).toEqual([]);
  });

  test.skipIf(isAbsent)(
    '[SH25] no swap breaks a rule of hours or departments, also one that was right before',
    async () => {
      const { shifts, people } = scene.app;
      const it = await people.addDepartment(SYSTEM, { name: 'IT' });
      const [bob, cyd] = [await scene.person('Bob', [], it), await scene.person('Cyd', [], it)];
      const other = await shifts.planRound(lead, {
        ...{ title: 'Other', startsOn: '2026-11-23', endsOn: '2026-11-23', places: '3', departmentCap: '1' },
        ...{ startsAt: '10:00', endsAt: '12:00', mentorIds: [(await scene.person('Maja', ['mentor'])).id] },
      });
      const otherTour = (await shifts.getRound(lead, other)).tours[0]?.id ?? '';
      await join(ola, monday);
      await shifts.offerSwap(ola, monday);
      const swapId = await swapOf();
      await shifts.takeSwap(bob, { swapId, scopes: ['chat'] });
      await join(bob, otherTour);
      await expect(shifts.agreeSwap(ola, { swapId })).rejects.toMatchObject({ reason: 'shifts.sameHours' });
      await expect(shifts.takeSwap(bob, { swapId, scopes: ['chat'] })).rejects.toMatchObject({
        reason: 'shifts.sameHours',
      });
      // One of the department is there already.
      await shifts.signUp(ada, { tourId: otherTour, scopes: ['chat'] });
      await shifts.offerSwap(ada, otherTour);
      const second = (await shifts.getRound(lead, other)).swaps[0]?.id ?? '';
      await expect(shifts.takeSwap(cyd, { swapId: second, scopes: ['chat'] })).rejects.toMatchObject({
        reason: 'shifts.departmentFull',
      });
      expect(await seats()).toEqual([[1, 'Ola'], [0]]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH26] a proposed seat is theirs as soon as they agree, and the other comes free',
    async () => {
      const { shifts } = scene.app;
      await join(ola, monday, ['tickets']);
      await expect(
        shifts.proposeSeat(lead, { tourId: tuesday, personId: ada.id, fromTourId: monday }),
      ).rejects.toMatchObject({ reason: 'shifts.moveGone' });
      const move = { tourId: tuesday, personId: ola.id, fromTourId: monday };
      await shifts.proposeSeat(lead, move);
      await expect(shifts.proposeSeat(lead, move)).rejects.toMatchObject({
        reason: 'shifts.proposedAlready',
      });
      expect(await told(ola)).toEqual(['shift.proposed']);
      expect([(await round(ola)).proposals.length, (await round(ada)).proposals.length]).toEqual([1, 0]);
      expect(await join(ada, monday)).toBe('line');
      await expect(shifts.answerProposal(ada, { tourId: tuesday, answer: 'agree' })).rejects.toMatchObject({
        code: 'not-found',
      });
      await shifts.answerProposal(ola, { tourId: tuesday, answer: 'agree' });
      expect(await seats()).toEqual([[0], [1, 'Ola']]);
      const { tours } = await round(ada);
      expect([tours[1]?.signUps[0]?.scopes, tours[0]?.myLine?.offeredUntilMs]).toEqual([
        ['tickets'],
        expect.any(Number),
      ]);
      expect(await told(ola)).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH26] it is refused without a reason, taken back, and never one seat too many',
    async () => {
      const { shifts } = scene.app;
      await shifts.proposeSeat(lead, { tourId: monday, personId: ola.id });
      await shifts.answerProposal(ola, { tourId: monday, answer: 'refuse' });
      expect([(await round()).proposals, await seats()]).toEqual([[], [[0], [0]]]);
      await shifts.proposeSeat(lead, { tourId: monday, personId: ola.id });
      await shifts.withdrawProposal(lead, { tourId: monday, personId: ola.id });
      expect(await told(ola)).toEqual([]);
      await shifts.proposeSeat(lead, { tourId: monday, personId: ola.id });
      await join(ada, monday);
      await expect(shifts.answerProposal(ola, { tourId: monday, answer: 'agree' })).rejects.toMatchObject({
        reason: 'shifts.full',
      });
      await expect(shifts.proposeSeat(ada, { tourId: tuesday, personId: ola.id })).rejects.toMatchObject({
        code: 'forbidden',
      });
    },
  );

  test.skipIf(isAbsent)('[SH26] who served is put in after the fact', async () => {
    const { shifts } = scene.app;
    scene.clock.nowMs = Date.UTC(2026, 10, 30, 9);
    await shifts.proposeSeat(lead, { tourId: monday, personId: ola.id });
    await shifts.answerProposal(ola, { tourId: monday, answer: 'agree' });
    expect(await seats()).toEqual([[1, 'Ola'], [0]]);
    await shifts.saveDiary(ola, { roundId, day: '2026-11-23', version: '0', text: 'I was there' });
  });

  test.skipIf(isAbsent)('[SH27] [SH28] the line manager hears, sees it by day and objects once', async () => {
    const { shifts, people } = scene.app;
    const boss = await scene.person('Bea');
    await people.changePeople(SYSTEM, { ids: [ola.id], field: 'manager', value: boss.id });
    expect(await shifts.getTeamShifts(ada)).toBe(null);
    await join(ola, monday);
    expect(await told(boss)).toEqual(['shift.team']);
    expect(await shifts.getTeamShifts(boss)).toMatchObject([
      { name: 'Ola', day: '2026-11-23', mayObject: true, objection: null },
    ]);
    const objection = { tourId: monday, personId: ola.id, reason: 'The month is closed then' };
    await expect(shifts.objectToShift(ada, objection)).rejects.toMatchObject({ code: 'not-found' });
    await expect(shifts.objectToShift(boss, { ...objection, reason: ' ' })).rejects.toMatchObject({
      issues: [{ path: 'reason', message: 'form.required' }],
    });
    await shifts.objectToShift(boss, objection);
    await expect(shifts.objectToShift(boss, objection)).rejects.toMatchObject({
      reason: 'shifts.objectedAlready',
    });
    expect([await told(ola), await told(lead)]).toEqual([['shift.objected'], ['shift.objected']]);
    // It frees nothing.
    expect(await seats()).toEqual([[1, 'Ola'], [0]]);
    const seen = async (reader: PersonActor) => (await shifts.listObjections(reader, roundId)).length;
    expect([await seen(ola), await seen(lead), await seen(ada)]).toEqual([1, 1, 0]);
    const answer = { tourId: monday, personId: ola.id, answer: 'stands' };
    await expect(shifts.answerShiftObjection(ada, answer)).rejects.toMatchObject({ code: 'not-found' });
    await shifts.answerShiftObjection(ola, answer);
    expect(await told(boss)).toEqual(['shift.objectionAnswered', 'shift.team']);
    expect([await told(ola), await told(lead)]).toEqual([[], []]);
    await expect(shifts.answerShiftObjection(ola, answer)).rejects.toMatchObject({
      reason: 'shifts.objectionOver',
    });
    expect(await shifts.getTeamShifts(boss)).toMatchObject([
      { mayObject: false, objection: { state: 'answered', answer: 'stands' } },
    ]);
  });

  test.skipIf(isAbsent)('[SH28] an objection lapses after two working days', async () => {
    const { shifts, people } = scene.app;
    const boss = await scene.person('Bea');
    await people.changePeople(SYSTEM, { ids: [ola.id], field: 'manager', value: boss.id });
    await join(ola, monday);
    const objection = { tourId: monday, personId: ola.id, reason: 'The month is closed then' };
    await shifts.objectToShift(boss, objection);
    scene.clock.nowMs = Date.UTC(2026, 10, 5, 8); // Thursday
    expect(await shifts.listObjections(ola, roundId)).toMatchObject([
      { state: 'lapsed', lapsesOn: '2026-11-04', answer: null },
    ]);
    await expect(
      shifts.answerShiftObjection(ola, { tourId: monday, personId: ola.id, answer: 'moves' }),
    ).rejects.toMatchObject({ reason: 'shifts.objectionOver' });
    scene.clock.nowMs = Date.UTC(2026, 10, 23, 7);
    const late = await scene.person('Eva');
    await people.changePeople(SYSTEM, { ids: [late.id], field: 'manager', value: boss.id });
    await shifts.proposeSeat(lead, { tourId: tuesday, personId: late.id });
    await shifts.answerProposal(late, { tourId: tuesday, answer: 'agree' });
    scene.clock.nowMs = Date.UTC(2026, 10, 24, 7);
    await expect(
      shifts.objectToShift(boss, { tourId: tuesday, personId: late.id, reason: 'Too late' }),
    ).rejects.toMatchObject({ reason: 'shifts.begun' });
  });
});
