// Above 300 lines: every way in which a plan changes, on both engines.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, SYSTEM, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

describe.each(ENGINES)('tours and rounds that move on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let mentor: PersonActor;
  let other: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine); // Monday, 2 November 2026
    lead = await scene.person('Lena', ['lead']);
    mentor = await scene.person('Marek', ['mentor']);
    other = await scene.person('Maja', ['mentor']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const form = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
    ...{ title: 'Winter round', startsOn: '2026-11-16', endsOn: '2026-11-18', places: '2' },
    ...{ startsAt: '08:00', endsAt: '16:00', mentorIds: [mentor.id] },
    ...fields,
  });
  const plan = async (fields: Record<string, unknown> = {}) => {
    const roundId = await scene.app.shifts.planRound(lead, form(fields));
    return { roundId, tours: await toursOf(roundId) };
  };
  const roundOf = (roundId: string, actor = lead) => scene.app.shifts.getRound(actor, roundId);
  const toursOf = async (roundId: string) => (await roundOf(roundId)).tours;
  const claim = (person: PersonActor, tour: { id: string } | undefined) =>
    scene.app.shifts.signUp(person, { tourId: tour?.id, scopes: ['chat'] });
  const change = (
    tour: { id: string; version: number; day: string; lastDay: string } | undefined,
    fields: Record<string, unknown>,
  ) =>
    scene.app.shifts.changeTour(lead, {
      ...form({ startsOn: tour?.day, endsOn: tour?.lastDay }),
      ...{ tourId: tour?.id, version: String(tour?.version), ...fields },
    });
  const noticesOf = async (person: PersonActor): Promise<string[]> =>
    (
      await scene.app.database.db
        .selectFrom('notice')
        .select(['kind', 'facts'])
        .where('person_id', '=', person.id)
        .orderBy('id')
        .execute()
    ).map(({ kind, facts }) => `${kind} ${String(JSON.parse(facts).day ?? '').slice(8)}`.trim());
  const seatedOn = async (roundId: string): Promise<string[]> =>
    (await toursOf(roundId)).map(({ signUps }) => signUps.map(({ name }) => name).join(' '));

  test.skipIf(isAbsent)(
    '[SH22] [SH100] a tour with people moves when that is meant, and they say whether it fits',
    async () => {
      const { roundId, tours } = await plan({ endsOn: '2026-11-16' });
      const [ola, ada, bob] = [
        await scene.person('Ola'),
        await scene.person('Ada'),
        await scene.person('Bob'),
      ];
      for (const person of [ola, ada, bob]) await claim(person, tours[0]);
      await expect(change(tours[0], { startsAt: '10:00' })).rejects.toMatchObject({
        issues: [{ path: 'movesPeople', message: 'shifts.move.asks', values: { n: 3 } }],
      });
      const moved = { startsOn: '2026-11-19', endsOn: '2026-11-19', movesPeople: 'on' };
      await change(tours[0], moved);
      expect(await seatedOn(roundId)).toEqual(['Ada Ola']);
      for (const person of [ola, ada, bob, mentor])
        expect(await noticesOf(person)).toEqual(['shift.moved 19']);
      const asked = await scene.app.shifts.listMoves(lead, roundId);
      expect(asked.map(({ name, days }) => `${name} ${days.join()}`)).toEqual([
        'Ada 2026-11-16',
        'Marek 2026-11-16',
        'Ola 2026-11-16',
      ]);
      expect(await scene.app.shifts.listMoves(ola, roundId)).toMatchObject([{ name: 'Ola' }]);
      await scene.app.shifts.answerMove(ola, { tourId: tours[0]?.id, answer: 'fits' });
      await expect(
        scene.app.shifts.answerMove(ola, { tourId: tours[0]?.id, answer: 'fits' }),
      ).rejects.toMatchObject({ code: 'not-found' });
      await scene.app.shifts.answerMove(ada, { tourId: tours[0]?.id, answer: 'unfit' });
      expect(await seatedOn(roundId)).toEqual(['Ola']);
      expect(await noticesOf(lead)).toEqual(['shift.unfit 19']);
      expect(await noticesOf(bob)).toEqual(['shift.moved 19', 'shift.offered 19']);
      await scene.app.shifts.answerMove(mentor, { tourId: tours[0]?.id, answer: 'unfit' });
      expect((await toursOf(roundId))[0]?.mentors).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH100] moved twice, one is asked about what one agreed to; moved back, about nothing',
    async () => {
      const { roundId, tours } = await plan({ endsOn: '2026-11-16' });
      const ola = await scene.person('Ola');
      await claim(ola, tours[0]);
      await change(tours[0], { startsAt: '10:00', movesPeople: 'on' });
      scene.clock.nowMs += 1;
      await change((await toursOf(roundId))[0], { startsAt: '12:00', movesPeople: 'on' });
      expect(await scene.app.shifts.listMoves(ola, roundId)).toMatchObject([{ startsAt: '08:00' }]);
      expect(await noticesOf(ola)).toEqual(['shift.moved 16']);
      scene.clock.nowMs += 1;
      await change((await toursOf(roundId))[0], { startsAt: '08:00', movesPeople: 'on' });
      expect(await scene.app.shifts.listMoves(ola, roundId)).toEqual([]);
      expect(await noticesOf(ola)).toEqual(['shift.moved 16']);
    },
  );

  test.skipIf(isAbsent)(
    '[SH101] whoever is elsewhere at the new hours, guest or mentor or in the line, is on it no longer',
    async () => {
      const first = await plan({ endsOn: '2026-11-16', places: '1' });
      const second = await plan({
        ...{ title: 'Other', startsOn: '2026-11-20', endsOn: '2026-11-20', mentorIds: [other.id] },
        places: '3',
      });
      const [ola, ada, bob] = [
        await scene.person('Ola'),
        await scene.person('Ada'),
        await scene.person('Bob'),
      ];
      for (const person of [ola, ada, bob]) await claim(person, first.tours[0]);
      for (const person of [ola, ada]) await claim(person, second.tours[0]);
      await change(first.tours[0], {
        ...{ startsOn: '2026-11-20', endsOn: '2026-11-20', movesPeople: 'on' },
      });
      expect(await seatedOn(first.roundId)).toEqual(['']);
      expect(await noticesOf(ola)).toEqual(['shift.movedAway 20']);
      expect(await noticesOf(ada)).toEqual(['shift.movedAway 20']);
      expect((await noticesOf(bob)).toSorted()).toEqual(['shift.moved 20', 'shift.offered 20']);
      expect(await scene.app.shifts.listMyShifts(ola)).toHaveLength(1);
    },
  );

  test.skipIf(isAbsent)(
    '[SH102] swaps half agreed, proposals and objections are about the time of before no more',
    async () => {
      const { roundId, tours } = await plan({ endsOn: '2026-11-16', places: '2' });
      const [ola, ada, bob, boss] = [
        await scene.person('Ola'),
        await scene.person('Ada'),
        await scene.person('Bob'),
        await scene.person('Beata'),
      ];
      await scene.app.people.changePeople(SYSTEM, { ids: [ola.id], field: 'manager', value: boss.id });
      await claim(ola, tours[0]);
      await scene.app.shifts.offerSwap(ola, tours[0]?.id ?? '');
      const swapId = (await roundOf(roundId)).swaps[0]?.id;
      await scene.app.shifts.takeSwap(ada, { swapId, scopes: ['chat'] });
      await scene.app.shifts.proposeSeat(lead, { tourId: tours[0]?.id, personId: bob.id });
      await scene.app.shifts.objectToShift(boss, {
        ...{ tourId: tours[0]?.id, personId: ola.id, reason: 'Closing of the month' },
      });
      await change((await toursOf(roundId))[0], { startsAt: '10:00', movesPeople: 'on' });
      expect((await roundOf(roundId)).swaps).toMatchObject([{ takerId: null }]);
      expect(await scene.app.shifts.listObjections(lead, roundId)).toEqual([]);
      expect(await noticesOf(ola)).toEqual(['shift.moved 16']);
      expect(await noticesOf(ada)).toEqual(['shift.moved 16']);
      expect(await noticesOf(bob)).toEqual(['shift.proposed 16']);
      expect(await noticesOf(boss)).toEqual(['shift.team 16']);
      await scene.app.shifts.objectToShift(boss, {
        ...{ tourId: tours[0]?.id, personId: ola.id, reason: 'Closing of the quarter' },
      });
    },
  );

  test.skipIf(isAbsent)(
    '[SH103] one day of a tour is called off or moved, and the last one is not',
    async () => {
      const { roundId, tours } = await plan({ spanDays: '3' });
      const ola = await scene.person('Ola');
      await claim(ola, tours[0]);
      const press = async (fields: Record<string, unknown>) => {
        const [tour] = await toursOf(roundId);
        const form = { tourId: tour?.id, version: String(tour?.version), ...fields };
        const { shifts } = scene.app;
        return 'to' in fields ? shifts.moveTourDay(lead, form) : shifts.dropTourDay(lead, form);
      };
      const days = async () => (await toursOf(roundId))[0]?.days.map(({ day }) => day.slice(8)).join(' ');
      await press({ day: '2026-11-17' });
      expect(await days()).toBe('16 18');
      await expect(press({ day: '2026-11-17' })).rejects.toMatchObject({ code: 'not-found' });
      await expect(press({ day: '2026-11-16', to: '2026-11-18' })).rejects.toMatchObject({
        issues: [{ path: 'to', message: 'shifts.move.dayTwice' }],
      });
      await expect(press({ day: '2026-11-16', to: '2026-11-25' })).rejects.toMatchObject({
        issues: [{ path: 'to', message: 'shifts.tourTooLong', values: { limit: 7 } }],
      });
      await expect(press({ day: '2026-11-16', to: '2026-10-30' })).rejects.toMatchObject({
        issues: [{ path: 'to', message: 'form.pastDay' }],
      });
      scene.clock.nowMs += 1;
      await press({ day: '2026-11-18', to: '2026-11-20' });
      expect(await days()).toBe('16 20');
      expect(await noticesOf(ola)).toEqual(['shift.dayOff 17', 'shift.moved 16']);
      // Of the days that are left, one is not among those that Ola agreed to.
      expect(await scene.app.shifts.listMoves(ola, roundId)).toMatchObject([
        { days: ['2026-11-16', '2026-11-18'] },
      ]);
      await expect(
        scene.app.shifts.dropTourDay(lead, {
          ...{ tourId: tours[0]?.id, version: '1', day: '2026-11-16' },
        }),
      ).rejects.toMatchObject({ code: 'stale' });
      // The first day has begun; the other is still to come.
      scene.clock.nowMs = Date.UTC(2026, 10, 16, 9);
      await expect(press({ day: '2026-11-16' })).rejects.toMatchObject({ reason: 'shifts.begun' });
      await press({ day: '2026-11-20' });
      await expect(press({ day: '2026-11-16' })).rejects.toMatchObject({ reason: 'shifts.begun' });
    },
  );

  test.skipIf(isAbsent)('[SH103] the only day of a tour is not called off by itself', async () => {
    const { tours } = await plan({ endsOn: '2026-11-16' });
    await expect(
      scene.app.shifts.dropTourDay(lead, {
        ...{ tourId: tours[0]?.id, version: String(tours[0]?.version), day: '2026-11-16' },
      }),
    ).rejects.toMatchObject({ reason: 'shifts.move.lastDay' });
  });

  test.skipIf(isAbsent)(
    '[SH104] a round moves as one, whoever is on several of its tours with it, and once',
    async () => {
      const { roundId } = await plan({ endsOn: '2026-11-17' });
      const tours = await toursOf(roundId);
      const ola = await scene.person('Ola');
      for (const tour of tours) await claim(ola, tour);
      const press = (fields: Record<string, unknown>) =>
        scene.app.shifts.moveRound(lead, { roundId, version: '1', ...fields });
      await expect(press({ startsOn: '2026-11-16' })).rejects.toMatchObject({
        issues: [{ path: 'startsOn', message: 'shifts.move.sameDay' }],
      });
      await expect(press({ startsOn: '2026-11-20' })).rejects.toMatchObject({
        issues: [{ path: 'startsOn', message: 'shifts.move.daysOff', values: { n: 1 } }],
      });
      await press({ startsOn: '2026-11-17' });
      // Its second day was the first one's until then: nobody clashes with what moves along.
      expect((await toursOf(roundId)).map(({ day }) => day.slice(8))).toEqual(['17', '18']);
      expect(await seatedOn(roundId)).toEqual(['Ola', 'Ola']);
      await expect(press({ startsOn: '2026-11-18' })).rejects.toMatchObject({ code: 'stale' });
      await press({ startsOn: '2026-11-21', version: '2', onDaysOff: 'on' });
      scene.clock.nowMs = Date.UTC(2026, 10, 23, 12);
      await expect(press({ startsOn: '2026-11-30', version: '3' })).rejects.toMatchObject({
        reason: 'shifts.move.noneToCome',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[SH105] a round is called off: each is told once, what was served stays, and it can be taken up again',
    async () => {
      const { roundId } = await plan({ endsOn: '2026-11-19', spanDays: '2' });
      const tours = await toursOf(roundId);
      const [ola, ada] = [await scene.person('Ola'), await scene.person('Ada')];
      for (const tour of tours) await claim(ola, tour);
      await claim(ada, tours[1]);
      scene.clock.nowMs = Date.UTC(2026, 10, 16, 9);
      const cancel = () =>
        scene.app.shifts.cancelRound(lead, { roundId, version: '1', reason: 'Move of the office' });
      await cancel();
      await expect(cancel()).rejects.toMatchObject({ reason: 'shifts.move.calledOffAlready' });
      for (const person of [ola, ada, mentor])
        expect((await noticesOf(person)).filter((kind) => kind === 'shift.roundCancelled')).toHaveLength(1);
      const { round, tours: left } = await roundOf(roundId);
      expect(round.calledOff).toMatchObject({
        ...{ reason: 'Move of the office', firstDay: '2026-11-16', lastDay: '2026-11-19' },
      });
      expect(left.map(({ days, signUps }) => [days.map(({ day }) => day), signUps.length])).toEqual([
        [['2026-11-16'], 1],
      ]);
      expect(await scene.app.shifts.listRounds(lead)).toMatchObject([{ title: 'Winter round' }]);
      const tour = { ...form({ startsOn: '2026-11-24', endsOn: '2026-11-24' }), roundId };
      await expect(scene.app.shifts.addTour(lead, tour)).rejects.toMatchObject({
        reason: 'shifts.move.calledOff',
      });
      await scene.app.shifts.reopenRound(lead, { roundId, version: '2' });
      await scene.app.shifts.addTour(lead, tour);
      expect((await roundOf(roundId)).round.calledOff).toBeNull();
    },
  );

  test.skipIf(isAbsent)(
    '[SH105] a round without a tour any more keeps its days in the list, and tells nobody to sign up',
    async () => {
      const { roundId } = await plan({ opensOn: '2026-11-03' });
      const ola = await scene.person('Ola');
      await scene.app.shifts.registerAhead(ola, { wants: 'on' });
      await scene.app.shifts.cancelRound(lead, { roundId, version: '1', reason: 'Nobody can' });
      expect(await scene.app.shifts.listRounds(ola)).toMatchObject([
        { firstDay: '2026-11-16', lastDay: '2026-11-18', places: 0 },
      ]);
      scene.clock.nowMs = Date.UTC(2026, 10, 4, 9);
      await scene.app.shifts.tellOpenRounds();
      expect(await noticesOf(ola)).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH100] [SH105] who said they would serve hears of it while there is no rota, and nobody is asked any more',
    async () => {
      const { roundId, tours } = await plan({ endsOn: '2026-11-17', mode: 'rota', closesOn: '2026-11-10' });
      const [ola, ada] = [await scene.person('Ola'), await scene.person('Ada')];
      const wish = (person: PersonActor, first: string) =>
        scene.app.shifts.saveWish(person, {
          ...{ roundId, version: '0', maxTours: '1', scopes: ['chat'] },
          choices: { [tours[0]?.id ?? '']: first, [tours[1]?.id ?? '']: '1' },
        });
      await wish(ola, '1');
      await wish(ada, 'no');
      await change(tours[0], { startsAt: '10:00' });
      expect(await noticesOf(ola)).toEqual(['shift.moved 16']);
      expect(await noticesOf(ada)).toEqual([]);
      expect(await scene.app.shifts.listMoves(ola, roundId)).toEqual([]);
      await scene.app.shifts.cancelRound(lead, { roundId, version: '1', reason: 'Nobody can' });
      expect(await noticesOf(ada)).toEqual(['shift.roundCancelled']);
      expect(await scene.app.shifts.getMyWish(ola, roundId)).toBeNull();
      await expect(wish(ola, '2')).rejects.toMatchObject({ reason: 'rota.calledOff' });
    },
  );

  test.skipIf(isAbsent)('[SH100] who has to answer is told so, also when a day less came after', async () => {
    const { roundId } = await plan({ spanDays: '3' });
    const ola = await scene.person('Ola');
    await claim(ola, (await toursOf(roundId))[0]);
    const form = async (fields: Record<string, unknown>) => {
      const [tour] = await toursOf(roundId);
      return { tourId: tour?.id, version: String(tour?.version), ...fields };
    };
    await scene.app.shifts.moveTourDay(lead, await form({ day: '2026-11-18', to: '2026-11-19' }));
    scene.clock.nowMs += 1;
    await scene.app.shifts.dropTourDay(lead, await form({ day: '2026-11-17' }));
    expect(await noticesOf(ola)).toEqual(['shift.moved 16']);
    await scene.app.shifts.answerMove(ola, await form({ answer: 'fits' }));
    const waiting = await scene.app.database.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', ola.id)
      .where('done_at_ms', 'is', null)
      .execute();
    expect(waiting).toEqual([]);
  });
});
