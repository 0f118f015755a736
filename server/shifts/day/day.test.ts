import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_CHECKLIST_ITEMS, MAX_OPEN_TICKETS } from '#lib/shifts/day/checklist.ts';
import { UNSTARTED_AFTER_MS } from '#lib/shifts/day/tour-start.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const MINUTE = 60_000;
/** 8:00 in Warsaw on the day of the tour. */
const START = Date.UTC(2026, 10, 23, 7);

describe.each(ENGINES)('the day of a tour on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let marek: PersonActor;
  let maja: PersonActor;
  let ola: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine); // Monday, 2 November 2026, 9:00 in Warsaw
    lead = await scene.person('Lena', ['lead']);
    marek = await scene.person('Marek', ['mentor']);
    maja = await scene.person('Maja', ['mentor']);
    ola = await scene.person('Ola');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const plan = async (change: Record<string, unknown> = {}) => {
    const roundId = await scene.app.shifts.planRound(lead, {
      ...{ title: 'Winter round', startsOn: '2026-11-23', endsOn: '2026-11-23', hasLadder: 'on' },
      ...{ startsAt: '08:00', endsAt: '16:00', places: '1', mentorIds: [marek.id, maja.id] },
      ...change,
    });
    const { tours } = await scene.app.shifts.getRound(lead, roundId);
    return { roundId, tours, tourId: tours[0]?.id ?? '' };
  };
  const join = (person: PersonActor, tourId: string) =>
    scene.app.shifts.signUp(person, { tourId, scopes: ['chat'] });
  const at = (offsetMs: number) => {
    scene.clock.nowMs = START + offsetMs;
  };
  const here = (mentor: PersonActor, tourId: string, isThere = true) =>
    scene.app.shifts.sayPresence(mentor, { tourId, isThere });
  const told = async (person: PersonActor): Promise<string[]> => {
    const rows = await scene.app.database.db
      .selectFrom('notice')
      .select(['kind'])
      .where('person_id', '=', person.id)
      .where('kind', 'like', 'shift.%')
      .where('done_at_ms', 'is', null)
      .orderBy('at_ms')
      .execute();
    return rows.map(({ kind }) => kind);
  };
  /** A tour that has started, with Ola on it. */
  const started = async (change: Record<string, unknown> = {}) => {
    const planned = await plan(change);
    await join(ola, planned.tourId);
    at(0);
    await here(marek, planned.tourId);
    await here(maja, planned.tourId);
    return planned;
  };
  const shiftOf = async (person: PersonActor, tourId: string) => {
    const { guests } = await scene.app.shifts.getTourDay(person, tourId);
    return guests.find(({ personId }) => personId === person.id)?.shift;
  };

  /** What somebody is to keep that hangs on a round. */
  const promisesOf = (owner: PersonActor, roundId: string) =>
    scene.app.database.db
      .selectFrom('commitment')
      .select(['text', 'due_on as dueOn'])
      .where('owner_id', '=', owner.id)
      .where('subject_id', '=', roundId)
      .execute();

  test.skipIf(isAbsent)(
    '[SH60] a tour waits for its mentors, and leads are told once and no longer',
    async () => {
      const { tourId } = await plan();
      await join(ola, tourId);
      const standing = async () => (await scene.app.shifts.getTourDay(ola, tourId)).standing;
      await expect(here(marek, tourId)).rejects.toMatchObject({ reason: 'shifts.day.notYet' });
      at(-MINUTE);
      await here(marek, tourId);
      expect(await standing()).toBe('to-come');
      at(0);
      expect(await standing()).toBe('waits');
      await expect(scene.app.shifts.closeShift(ola, { tourId, isClosed: 'true' })).rejects.toMatchObject({
        reason: 'shifts.day.notStarted',
      });
      at(UNSTARTED_AFTER_MS - 1);
      await scene.app.shifts.tellUnstarted();
      expect(await told(lead)).toEqual([]);
      at(UNSTARTED_AFTER_MS);
      await scene.app.shifts.tellUnstarted();
      await scene.app.shifts.tellUnstarted();
      expect(await told(lead)).toEqual(['shift.unstarted']);
      await expect(here(ola, tourId)).rejects.toMatchObject({ reason: 'shifts.day.notMentor' });
      await here(maja, tourId);
      expect([await standing(), await told(lead)]).toEqual(['started', []]);
      await here(maja, tourId, false);
      expect(await standing()).toBe('waits');
    },
  );

  test.skipIf(isAbsent)(
    '[SH60] [SH69] a lead puts a free mentor of least load on the tour, who is told',
    async () => {
      const { tourId, roundId } = await plan();
      const nina = await scene.person('Nina', ['mentor']);
      const busy = await scene.person('Bela', ['mentor']);
      await plan({ title: 'At the same time', mentorIds: [busy.id] });
      await plan({ title: 'Later', startsOn: '2026-12-07', endsOn: '2026-12-07', mentorIds: [nina.id] });
      const zoe = await scene.person('Zoe', ['mentor']);
      await join(ola, tourId);
      at(MINUTE);
      await here(marek, tourId);
      const { cover } = await scene.app.shifts.getTourDay(lead, tourId);
      expect(cover?.mentors).toMatchObject([
        { name: 'Zoe', inAll: 0 },
        { name: 'Nina', inAll: 1 },
      ]);
      expect((await scene.app.shifts.getTourDay(ola, tourId)).cover).toBeNull();
      await expect(scene.app.shifts.stepIn(ola, { tourId, personId: zoe.id })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await scene.app.shifts.stepIn(lead, { tourId, personId: zoe.id });
      expect(await told(zoe)).toEqual(['shift.stepIn']);
      // Nothing starts by somebody who has not said that they are there.
      expect((await scene.app.shifts.getTourDay(ola, tourId)).standing).toBe('waits');
      await here(zoe, tourId);
      expect((await scene.app.shifts.getTourDay(ola, tourId)).standing).toBe('started');
      await expect(scene.app.shifts.stepIn(lead, { tourId, personId: busy.id })).rejects.toMatchObject({
        reason: 'shifts.mentorBusy',
      });
      expect((await scene.app.shifts.getRound(lead, roundId)).tours[0]?.mentors).toHaveLength(3);
    },
  );

  test.skipIf(isAbsent)(
    '[SH61] items are for everybody or one scope, ticked with the time and by whom',
    async () => {
      await expect(
        scene.app.shifts.addChecklistItem(ola, { part: 'start', text: 'No' }),
      ).rejects.toMatchObject({
        code: 'forbidden',
      });
      await scene.app.shifts.addChecklistItem(lead, { part: 'start', text: 'Log in' });
      await scene.app.shifts.addChecklistItem(lead, { part: 'start', scope: 'phone', text: 'Headset' });
      await expect(
        scene.app.shifts.addChecklistItem(lead, { part: 'start', text: 'Log in' }),
      ).rejects.toMatchObject({ reason: 'shifts.checklist.twice' });
      const { tourId } = await started();
      const [item] = (await shiftOf(ola, tourId))?.items ?? [];
      expect((await shiftOf(ola, tourId))?.items.map(({ text }) => text)).toEqual(['Log in']);
      const tick = (person: PersonActor, isDone: boolean) =>
        scene.app.shifts.tickItem(person, { tourId, personId: ola.id, itemId: item?.id, isDone });
      await expect(tick(lead, true)).rejects.toMatchObject({ reason: 'shifts.day.notYours' });
      await tick(marek, true);
      at(MINUTE);
      await tick(ola, true);
      expect((await shiftOf(ola, tourId))?.items).toMatchObject([{ tick: { atMs: START, byName: 'Marek' } }]);
      // What is off the list stays where it was ticked, and can be put back.
      const { undoId } = await scene.app.shifts.removeChecklistItem(lead, item?.id ?? '');
      expect((await shiftOf(ola, tourId))?.items).toMatchObject([
        { text: 'Log in', tick: { byName: 'Marek' } },
      ]);
      await tick(ola, false);
      expect((await shiftOf(ola, tourId))?.items).toEqual([]);
      await scene.app.undo.takeBack(lead, undoId ?? '');
      expect((await shiftOf(ola, tourId))?.items).toMatchObject([{ text: 'Log in', tick: null }]);
    },
  );

  test.skipIf(isAbsent)('[SH61] both lists together have so many items and no more', async () => {
    const add = (text: string) => scene.app.shifts.addChecklistItem(lead, { part: 'end', text });
    for (let i = 0; i < MAX_CHECKLIST_ITEMS; i++) await add(`Item ${i}`);
    await expect(add('One more')).rejects.toMatchObject({ reason: 'shifts.checklist.full' });
  });

  test.skipIf(isAbsent)('[SH62] a shift closes only when every ticket is somebody’s', async () => {
    await scene.app.shifts.addChecklistItem(lead, { part: 'end', text: 'Log out' });
    const { tourId, roundId } = await started();
    const add = (text: string) => scene.app.shifts.addTicket(ola, { tourId, personId: ola.id, text });
    const close = (isClosed: boolean) => scene.app.shifts.closeShift(ola, { tourId, isClosed });
    await add('HB-1 Invoice of a@b.example');
    await add('HB-2 Refund');
    const before = (await shiftOf(ola, tourId))?.tickets ?? [];
    expect(before.map(({ text }) => text)).toEqual(['HB-1 Invoice of [e-mail]', 'HB-2 Refund']);
    await expect(close(true)).rejects.toMatchObject({ reason: 'shifts.day.ticketsOpen', values: { n: 2 } });
    const [first, second] = before;
    const hand = { tourId, ticketId: first?.id, toId: marek.id, dueOn: '2026-11-25' };
    await scene.app.shifts.handTicket(ola, hand);
    await expect(scene.app.shifts.handTicket(ola, hand)).rejects.toMatchObject({
      reason: 'shifts.day.handedAlready',
    });
    const { undoId } = await scene.app.shifts.removeTicket(ola, { tourId, ticketId: second?.id });
    await scene.app.undo.takeBack(ola, undoId ?? '');
    expect((await shiftOf(ola, tourId))?.tickets).toHaveLength(2);
    await scene.app.shifts.removeTicket(ola, { tourId, ticketId: second?.id });
    await expect(close(true)).rejects.toMatchObject({ reason: 'shifts.day.itemsOpen', values: { n: 1 } });
    const itemId = (await shiftOf(ola, tourId))?.items[0]?.id;
    await scene.app.shifts.tickItem(ola, { tourId, personId: ola.id, itemId, isDone: true });
    await close(true);
    expect(await shiftOf(ola, tourId)).toMatchObject({
      ...{ closedAtMs: START, result: 'served' },
      tickets: [{ text: 'HB-1 Invoice of [e-mail]', handed: { name: 'Marek' } }],
    });
    expect(await promisesOf(marek, roundId)).toMatchObject([
      { text: 'HB-1 Invoice of [e-mail]', dueOn: '2026-11-25' },
    ]);
    await expect(add('HB-3')).rejects.toMatchObject({ reason: 'shifts.day.closed' });
    await close(false);
    for (let i = 1; i < MAX_OPEN_TICKETS; i++) await add(`HB-${i}`);
    await expect(add('One more')).rejects.toMatchObject({ reason: 'shifts.day.ticketsFull' });
  });

  test.skipIf(isAbsent)('[SH63] a promise to a customer is a commitment on the round', async () => {
    const { tourId, roundId } = await started();
    const promise = { tourId, text: 'Call back about the refund', dueOn: '2026-11-24' };
    await expect(scene.app.shifts.promiseCustomer(lead, promise)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await scene.app.shifts.promiseCustomer(ola, promise);
    expect(await promisesOf(ola, roundId)).toMatchObject([
      { text: 'Call back about the refund', dueOn: '2026-11-24' },
    ]);
  });

  test.skipIf(isAbsent)(
    '[SH64] guest and mentor say what was served, and a lead settles what differs',
    async () => {
      const { tourId } = await started();
      const say = (person: PersonActor, attendance: string) =>
        scene.app.shifts.sayAttendance(person, { tourId, personId: ola.id, attendance });
      const settle = (person: PersonActor) =>
        scene.app.shifts.settleAttendance(person, { tourId, personId: ola.id, attendance: 'partly' });
      await say(ola, 'served');
      await expect(settle(lead)).rejects.toMatchObject({ reason: 'shifts.day.settled' });
      await say(marek, 'not');
      expect(await shiftOf(ola, tourId)).toMatchObject({ result: 'open', maySettle: false });
      expect(await told(lead)).toEqual(['shift.differs']);
      await expect(settle(marek)).rejects.toMatchObject({ reason: 'shifts.day.settlesOther' });
      await expect(say(lead, 'not')).rejects.toMatchObject({ code: 'forbidden' });
      await settle(lead);
      expect([(await shiftOf(ola, tourId))?.result, await told(lead)]).toEqual(['partly', []]);
      await expect(say(ola, 'served')).rejects.toMatchObject({ reason: 'shifts.day.settled' });
    },
  );

  test.skipIf(isAbsent)(
    '[SH66] who cannot come frees the seat, without a reason, for the line and others',
    async () => {
      const { tourId, roundId } = await plan();
      const [piotr, adam, ewa] = [
        await scene.person('Piotr'),
        await scene.person('Adam'),
        await scene.person('Ewa'),
      ];
      await join(ola, tourId);
      await join(piotr, tourId);
      await scene.app.shifts.registerAhead(ewa, { wants: 'true' });
      await expect(scene.app.shifts.cannotCome(ola, { tourId })).rejects.toMatchObject({
        reason: 'shifts.day.leaves',
      });
      at(-30 * MINUTE);
      await expect(scene.app.shifts.sayCannotCome(ewa, { tourId, personId: ola.id })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await scene.app.shifts.cannotCome(ola, { tourId });
      expect([await told(marek), await told(lead), await told(piotr)]).toEqual([
        ...[['shift.guestOut'], ['shift.guestOut'], ['shift.offered']],
      ]);
      const { cover } = await scene.app.shifts.getTourDay(lead, tourId);
      // Not who waits in the line, and not who cannot come.
      expect(cover).toMatchObject({ free: 1, waiting: 1, offeredUntilMs: START });
      expect(cover?.guests.map(({ name }) => name)).toEqual(['Ewa', 'Adam', 'Lena']);
      expect(cover?.guests[0]).toMatchObject({ isAhead: true, served: 0 });
      at(MINUTE); // the line is over, and nobody took it
      await scene.app.shifts.settleLines();
      await scene.app.shifts.proposeSeat(lead, { tourId, personId: adam.id });
      expect((await scene.app.shifts.getTourDay(lead, tourId)).cover?.proposed).toEqual([adam.id]);
      await scene.app.shifts.answerProposal(adam, { tourId, answer: 'agree' });
      expect((await scene.app.shifts.getRound(lead, roundId)).tours[0]?.signUps).toMatchObject([
        { name: 'Adam' },
      ]);
      const columns = await scene.app.database.db.selectFrom('shift_presence').selectAll().execute();
      expect(columns.map((row) => Object.keys(row).toSorted())).toEqual([
        ['day', 'is_there', 'person_id', 'said_at_ms', 'shift_id'],
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH66] who has begun keeps the seat in part, and is told where a lead says it',
    async () => {
      await scene.app.shifts.addChecklistItem(lead, { part: 'start', text: 'Log in' });
      const { tourId } = await started();
      const itemId = (await shiftOf(ola, tourId))?.items[0]?.id;
      await scene.app.shifts.tickItem(ola, { tourId, personId: ola.id, itemId, isDone: true });
      await scene.app.shifts.sayCannotCome(lead, { tourId, personId: ola.id });
      expect(await shiftOf(ola, tourId)).toMatchObject({
        result: 'partly',
        words: { mentor: 'partly', own: null },
      });
      expect(await told(ola)).toEqual(['shift.saidOut']);
      await scene.app.shifts.cannotCome(marek, { tourId });
      expect(await scene.app.shifts.getTourDay(lead, tourId)).toMatchObject({
        standing: 'waits',
        mentors: [
          { name: 'Maja', isThere: true },
          { name: 'Marek', isThere: false },
        ],
      });
      at(9 * 60 * MINUTE);
      await expect(scene.app.shifts.cannotCome(ola, { tourId })).rejects.toMatchObject({
        reason: 'shifts.over',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[SH114] a tick ahead, or by a mentor alone, keeps no seat for whoever falls ill',
    async () => {
      await scene.app.shifts.addChecklistItem(lead, { part: 'start', text: 'Log in' });
      const ahead = await plan();
      await join(ola, ahead.tourId);
      const itemOf = async (tourId: string) => (await shiftOf(ola, tourId))?.items[0]?.id;
      at(-10 * MINUTE);
      const seat = { tourId: ahead.tourId, personId: ola.id, isDone: true };
      await scene.app.shifts.tickItem(ola, { ...seat, itemId: await itemOf(ahead.tourId) });
      await scene.app.shifts.cannotCome(ola, { tourId: ahead.tourId });
      expect(await shiftOf(ola, ahead.tourId)).toBeUndefined();
      at(0);
      await here(marek, ahead.tourId);
      await here(maja, ahead.tourId);
      // Put in again, and ticked by a mentor who took her for another.
      await scene.app.shifts.proposeSeat(lead, { tourId: ahead.tourId, personId: ola.id });
      await scene.app.shifts.answerProposal(ola, { tourId: ahead.tourId, answer: 'agree' });
      await scene.app.shifts.tickItem(marek, { ...seat, itemId: await itemOf(ahead.tourId) });
      await scene.app.shifts.cannotCome(ola, { tourId: ahead.tourId });
      expect(await shiftOf(ola, ahead.tourId)).toBeUndefined();
      expect((await scene.app.shifts.getTourDay(lead, ahead.tourId)).cover).toMatchObject({ free: 1 });
    },
  );

  test.skipIf(isAbsent)(
    '[SH65] [SH67] mentors see who looks on, by what was served of earlier tours',
    async () => {
      const first = await started();
      const step = async (tourId: string) =>
        (await scene.app.shifts.getTourDay(marek, tourId)).guests.find(({ personId }) => personId === ola.id)
          ?.step;
      expect(await step(first.tourId)).toBe('shadow');
      scene.clock.nowMs += 24 * 60 * MINUTE;
      const next = await plan({ startsOn: '2026-12-07', endsOn: '2026-12-07' });
      await join(ola, next.tourId);
      expect(await step(next.tourId)).toBe('serve');
      await scene.app.shifts.sayAttendance(marek, {
        ...{ tourId: first.tourId, personId: ola.id, attendance: 'not' },
      });
      expect(await step(next.tourId)).toBe('shadow');
      const without = await plan({ startsOn: '2026-12-14', endsOn: '2026-12-14', hasLadder: 'false' });
      await join(ola, without.tourId);
      expect(await step(without.tourId)).toBeNull();
      const other = await scene.person('Piotr');
      expect((await scene.app.shifts.getTourDay(other, next.tourId)).guests).toMatchObject([
        { name: 'Ola', shift: null },
      ]);
    },
  );

  test.skipIf(isAbsent)('[SH68] a mentor looks after no more tours of a round than it says', async () => {
    const nina = await scene.person('Nina', ['mentor']);
    const days = { endsOn: '2026-11-25', mentorsNeeded: '1', mentorCap: '2' };
    await expect(plan({ ...days, mentorIds: [marek.id] })).rejects.toMatchObject({
      issues: [{ path: 'mentorCap', message: 'shifts.day.mentorsTooFew' }],
    });
    const { roundId, tours } = await plan({ ...days, mentorIds: [marek.id, maja.id] });
    expect(tours.map(({ mentors }) => mentors.map(({ name }) => name))).toEqual([
      ['Marek'],
      ['Maja'],
      ['Marek'],
    ]);
    const stepIn = (person: PersonActor, tourId = '') =>
      scene.app.shifts.stepIn(lead, { tourId, personId: person.id });
    await expect(stepIn(marek, tours[1]?.id)).rejects.toMatchObject({
      reason: 'shifts.day.mentorFull',
      values: { name: 'Marek', limit: 2 },
    });
    await stepIn(nina, tours[1]?.id);
    const more = {
      startsOn: '2026-11-26',
      endsOn: '2026-11-26',
      startsAt: '08:00',
      endsAt: '16:00',
      places: '1',
    };
    await expect(
      scene.app.shifts.addTour(lead, { ...more, roundId, mentorIds: [marek.id] }),
    ).rejects.toMatchObject({ reason: 'shifts.day.mentorFull' });
    expect((await scene.app.shifts.getMentorLoads(lead, roundId)).get(marek.id)).toEqual({
      inRound: 2,
      inAll: 2,
    });
  });
});
