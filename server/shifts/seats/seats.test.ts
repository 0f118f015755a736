import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const HOUR = 3_600_000;

describe.each(ENGINES)('seats and lines of tours on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let mentor: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine); // Monday, 2 November 2026, 9:00 in Warsaw
    lead = await scene.person('Lena', ['lead']);
    mentor = await scene.person('Marek', ['mentor']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const plan = async (change: Record<string, unknown> = {}) => {
    const roundId = await scene.app.shifts.planRound(lead, {
      title: 'Winter round',
      startsOn: '2026-11-23',
      endsOn: '2026-11-23',
      startsAt: '08:00',
      endsAt: '16:00',
      places: '1',
      mentorIds: [mentor.id],
      ...change,
    });
    const { tours } = await scene.app.shifts.getRound(lead, roundId);
    return { roundId, tourId: tours[0]?.id ?? '', tours };
  };
  const join = (person: PersonActor, tourId: string, scopes: readonly string[] = ['chat']) =>
    scene.app.shifts.signUp(person, { tourId, scopes });
  const answer = (person: PersonActor, tourId: string, said: 'take' | 'decline') =>
    scene.app.shifts.answerOffer(person, { tourId, answer: said });
  const seenBy = async (reader: PersonActor, roundId: string) => {
    const [tour] = (await scene.app.shifts.getRound(reader, roundId)).tours;
    if (!tour) throw new Error('no tour');
    return tour;
  };
  const people = async (names: readonly string[]): Promise<PersonActor[]> => {
    const made: PersonActor[] = [];
    for (const name of names) made.push(await scene.person(name));
    return made;
  };
  const told = async (person: PersonActor): Promise<string[]> => {
    const rows = await scene.app.database.db
      .selectFrom('notice')
      .select(['kind'])
      .where('person_id', '=', person.id)
      .where('done_at_ms', 'is', null)
      .orderBy('at_ms')
      .execute();
    return rows.map(({ kind }) => kind);
  };

  test.skipIf(isAbsent)(
    '[SH2] [SH18] of fifty who press at once for one seat one gets it, and 49 wait in order',
    async () => {
      const { roundId, tourId } = await plan();
      const all = await people(Array.from({ length: 50 }, (_, count) => `Person ${count}`));
      const got = await Promise.all(all.map((person) => join(person, tourId)));
      expect(got.filter((each) => each === 'seat')).toHaveLength(1);
      const tour = await seenBy(lead, roundId);
      expect([tour.taken, tour.signUps.length, tour.waiting, tour.myLine]).toEqual([1, 1, 49, null]);
      const places = await Promise.all(
        all.map(async (person) => (await seenBy(person, roundId)).myLine?.place ?? 0),
      );
      expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, place) => place));
      // Nobody sees who waits, and the log does not know.
      const waiting = all.filter((_, index) => got[index] === 'line').map(({ id }) => id);
      const seen = JSON.stringify(tour);
      expect(waiting.filter((id) => seen.includes(id))).toEqual([]);
      const logged = await scene.app.database.db
        .selectFrom('audit_entry')
        .select('actor_id')
        .where('actor_id', 'in', waiting)
        .execute();
      expect(logged).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('[SH3] leaving frees the seat, until the tour begins', async () => {
    const { tourId } = await plan();
    const [ola, piotr] = (await people(['Ola', 'Piotr'])) as [PersonActor, PersonActor];
    expect(await join(ola, tourId, ['tickets'])).toBe('seat');
    await expect(join(ola, tourId)).rejects.toMatchObject({ reason: 'shifts.alreadySignedUp' });
    const { undoId } = await scene.app.shifts.leaveTour(ola, tourId);
    expect(await join(piotr, tourId, ['tickets'])).toBe('seat');
    // [FM16]
    await expect(scene.app.undo.takeBack(ola, undoId ?? '')).rejects.toMatchObject({ reason: 'shifts.full' });
    const left = await scene.app.shifts.leaveTour(piotr, tourId);
    await scene.app.undo.takeBack(piotr, left.undoId ?? '');
    expect(await scene.app.shifts.listMyShifts(piotr)).toMatchObject([{ scopes: ['tickets'] }]);
    scene.clock.nowMs = Date.UTC(2026, 10, 23, 7); // 8:00 in Warsaw
    await expect(scene.app.shifts.leaveTour(piotr, tourId)).rejects.toMatchObject({ reason: 'shifts.begun' });
    await expect(join(ola, tourId)).rejects.toMatchObject({ reason: 'shifts.begun' });
  });

  test.skipIf(isAbsent)('[SH3] after the deadline of its round nobody leaves by themselves', async () => {
    const { tourId } = await plan({ leaveHours: '24' });
    const [ola] = (await people(['Ola'])) as [PersonActor];
    await join(ola, tourId);
    scene.clock.nowMs = Date.UTC(2026, 10, 22, 7);
    await expect(scene.app.shifts.leaveTour(ola, tourId)).rejects.toMatchObject({
      reason: 'shifts.leavingOver',
      values: { hours: 24 },
    });
    scene.clock.nowMs -= 1;
    await scene.app.shifts.leaveTour(ola, tourId);
  });

  test.skipIf(isAbsent)('[SH4] one takes on what the tour offers, and something else during it', async () => {
    const { roundId, tourId } = await plan({ scopes: ['chat', 'tickets'] });
    const [ola] = (await people(['Ola'])) as [PersonActor];
    await expect(join(ola, tourId, ['phone'])).rejects.toMatchObject({
      issues: [{ path: 'scopes', message: 'shifts.scopeNotOffered' }],
    });
    await join(ola, tourId, ['chat']);
    scene.clock.nowMs = Date.UTC(2026, 10, 23, 10);
    await scene.app.shifts.changeScopes(ola, { tourId, scopes: ['tickets'] });
    expect((await seenBy(lead, roundId)).signUps).toMatchObject([{ scopes: ['tickets'] }]);
    await expect(scene.app.shifts.changeScopes(lead, { tourId, scopes: ['chat'] })).rejects.toMatchObject({
      code: 'not-found',
    });
    scene.clock.nowMs = Date.UTC(2026, 10, 23, 15);
    await expect(scene.app.shifts.changeScopes(ola, { tourId, scopes: ['chat'] })).rejects.toMatchObject({
      reason: 'shifts.over',
    });
  });

  test.skipIf(isAbsent)('[SH19] a tour takes as many people of one department as it says', async () => {
    const it = await scene.app.people.addDepartment({ kind: 'system', name: 'test' }, { name: 'IT' });
    const { roundId, tourId } = await plan({ places: '3', departmentCap: '1' });
    const [ada, bob] = [await scene.person('Ada', [], it), await scene.person('Bob', [], it)];
    const [cyd] = (await people(['Cyd'])) as [PersonActor];
    expect(await join(ada, tourId)).toBe('seat');
    expect(await join(bob, tourId)).toBe('line');
    expect(await join(cyd, tourId)).toBe('seat');
    await scene.app.shifts.leaveTour(cyd, tourId);
    expect((await seenBy(bob, roundId)).myLine).toEqual({ place: 1, offeredUntilMs: null });
    await scene.app.shifts.leaveTour(ada, tourId);
    expect((await seenBy(bob, roundId)).myLine).toMatchObject({ offeredUntilMs: expect.any(Number) });
  });

  test.skipIf(isAbsent)(
    '[SH20] a seat that comes free is offered down the line, each time for its hours',
    async () => {
      const { roundId, tourId } = await plan();
      const [ola, ada, bob, cyd] = (await people(['Ola', 'Ada', 'Bob', 'Cyd'])) as PersonActor[] as [
        PersonActor,
        PersonActor,
        PersonActor,
        PersonActor,
      ];
      await join(ola, tourId);
      for (const person of [ada, bob]) expect(await join(person, tourId)).toBe('line');
      await expect(answer(ada, tourId, 'take')).rejects.toMatchObject({ reason: 'shifts.offerOver' });
      await scene.app.shifts.leaveTour(ola, tourId);
      // Monday 9:00 and 24 working hours: Thursday 9:00, a Wednesday as any.
      const untilMs = Date.UTC(2026, 10, 5, 8);
      expect((await seenBy(ada, roundId)).myLine).toEqual({ place: 1, offeredUntilMs: untilMs });
      expect(await told(ada)).toEqual(['shift.offered']);
      // It is kept for her: who comes now waits behind.
      expect(await join(cyd, tourId)).toBe('line');
      await expect(answer(bob, tourId, 'take')).rejects.toMatchObject({ reason: 'shifts.offerOver' });
      scene.clock.nowMs = untilMs;
      expect((await seenBy(ada, roundId)).myLine).toBe(null);
      await expect(answer(ada, tourId, 'take')).rejects.toMatchObject({ code: 'not-found' });
      await scene.app.shifts.settleLines();
      expect(await told(ada)).toEqual(['shift.lapsed']);
      expect((await seenBy(bob, roundId)).myLine?.offeredUntilMs).toBe(Date.UTC(2026, 10, 10, 8));
      await answer(bob, tourId, 'decline');
      expect(await told(bob)).toEqual([]);
      expect(await answer(cyd, tourId, 'take')).toBe('seat');
      const tour = await seenBy(lead, roundId);
      expect([tour.taken, tour.waiting, tour.signUps.map(({ name }) => name)]).toEqual([1, 0, ['Cyd']]);
    },
  );

  test.skipIf(isAbsent)('[SH20] an offer is refused to who is at another place at these hours', async () => {
    const { tourId } = await plan();
    const other = await scene.person('Maja', ['mentor']);
    const { tourId: clashing } = await plan({ title: 'Other', startsAt: '12:00', mentorIds: [other.id] });
    const [ola, ada] = (await people(['Ola', 'Ada'])) as [PersonActor, PersonActor];
    await join(ola, tourId);
    await join(ada, tourId);
    await join(ada, clashing);
    await scene.app.shifts.leaveTour(ola, tourId);
    await expect(answer(ada, tourId, 'take')).rejects.toMatchObject({
      reason: 'shifts.sameHours',
      values: { title: 'Other' },
    });
    await scene.app.shifts.leaveTour(ada, clashing);
    expect(await answer(ada, tourId, 'take')).toBe('seat');
  });

  test.skipIf(isAbsent)('[SH18] one stops waiting, and nobody waits for a tour that has begun', async () => {
    const { roundId, tourId } = await plan();
    const [ola, ada, bob] = (await people(['Ola', 'Ada', 'Bob'])) as [PersonActor, PersonActor, PersonActor];
    await join(ola, tourId);
    for (const person of [ada, bob]) await join(person, tourId);
    await expect(join(ada, tourId)).rejects.toMatchObject({ reason: 'shifts.alreadyWaiting' });
    await scene.app.shifts.stopWaiting(ada, tourId);
    expect((await seenBy(bob, roundId)).myLine?.place).toBe(1);
    await expect(scene.app.shifts.stopWaiting(ada, tourId)).rejects.toMatchObject({ code: 'not-found' });
    scene.clock.nowMs = Date.UTC(2026, 10, 23, 7);
    await scene.app.shifts.settleLines();
    const left = await scene.app.database.db.selectFrom('shift_waiting').select('person_id').execute();
    expect(left).toEqual([]);
  });

  test.skipIf(isAbsent)('[SH21] one signs up between the days that the round names', async () => {
    const { roundId, tourId } = await plan({ opensOn: '2026-11-03', closesOn: '2026-11-04' });
    const [ola] = (await people(['Ola'])) as [PersonActor];
    const state = async () => (await scene.app.shifts.getRound(ola, roundId)).window;
    expect(await state()).toBe('to-open');
    await expect(join(ola, tourId)).rejects.toMatchObject({ reason: 'shifts.notOpen' });
    scene.clock.nowMs = Date.UTC(2026, 10, 4, 22, 59); // 23:59 in Warsaw
    expect(await state()).toBe('open');
    await join(ola, tourId);
    scene.clock.nowMs += 60_000;
    expect(await state()).toBe('closed');
    const [ada] = (await people(['Ada'])) as [PersonActor];
    await expect(join(ada, tourId)).rejects.toMatchObject({ reason: 'shifts.closed' });
  });

  test.skipIf(isAbsent)('[SH23] who registers ahead is told once, when a round opens', async () => {
    const [ola, ada] = (await people(['Ola', 'Ada'])) as [PersonActor, PersonActor];
    expect(await scene.app.shifts.registerAhead(ola, { wants: 'true' })).toBe(true);
    await scene.app.shifts.registerAhead(ada, { wants: 'true' });
    await scene.app.shifts.registerAhead(ada, { wants: 'false' });
    await plan({ opensOn: '2026-11-03' });
    await scene.app.shifts.tellOpenRounds();
    expect(await told(ola)).toEqual([]);
    scene.clock.nowMs += 24 * HOUR;
    await scene.app.shifts.tellOpenRounds();
    await scene.app.shifts.tellOpenRounds();
    expect([await told(ola), await told(ada)]).toEqual([['shift.open'], []]);
    expect(await scene.app.shifts.getAhead(ola)).toBe(false);
  });

  test.skipIf(isAbsent)('[SH10] one waits at two places, and serves at one', async () => {
    const other = await scene.person('Maja', ['mentor']);
    const night = { startsAt: '22:00', endsAt: '06:00', endsOn: '2026-11-23' };
    const { tourId } = await plan(night);
    const { tourId: morning } = await plan({
      ...{ startsOn: '2026-11-24', endsOn: '2026-11-24', startsAt: '05:00', endsAt: '09:00' },
      mentorIds: [other.id],
    });
    const [ola] = (await people(['Ola'])) as [PersonActor];
    const results = await Promise.allSettled([join(ola, tourId), join(ola, morning)]);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toMatchObject([{ code: 'conflict', reason: 'shifts.sameHours' }]);
  });
});
