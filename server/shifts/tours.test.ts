import { sql, type Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_LEAVE_HOURS, MAX_MENTORS, MAX_SEATS, MAX_SPAN_DAYS } from '#lib/shifts/shift.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { up } from '../database/migrations/0095-tours.ts';

describe.each(ENGINES)('rounds and their tours on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let mentor: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine); // Monday, 2 November 2026
    lead = await scene.person('Lena', ['lead']);
    mentor = await scene.person('Marek', ['mentor']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const form = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
    title: 'Winter round',
    startsOn: '2026-11-16',
    endsOn: '2026-11-27',
    startsAt: '08:00',
    endsAt: '16:00',
    places: '2',
    mentorIds: [mentor.id],
    ...change,
  });
  const plan = async (change: Record<string, unknown> = {}) => {
    const roundId = await scene.app.shifts.planRound(lead, form(change));
    return { roundId, tours: await toursOf(roundId) };
  };
  const toursOf = async (roundId: string) => (await scene.app.shifts.getRound(lead, roundId)).tours;
  const daysOf = (tours: Awaited<ReturnType<typeof toursOf>>): string[] =>
    tours.map(({ days }) => days.map(({ day }) => day.slice(8)).join(' '));
  const change = (tour: { id: string; version: number; day: string; lastDay: string }, fields = {}) =>
    scene.app.shifts.changeTour(lead, {
      ...form({ startsOn: tour.day, endsOn: tour.lastDay }),
      ...{ tourId: tour.id, version: String(tour.version), ...fields },
    });

  test.skipIf(isAbsent)('[SH1] tours of three days are cut from each week', async () => {
    const { tours } = await plan({ spanDays: '3' });
    expect(daysOf(tours)).toEqual(['16 17 18', '23 24 25']);
    await expect(plan({ spanDays: '3', endsOn: '2026-11-17' })).rejects.toMatchObject({
      issues: [{ path: 'spanDays', message: 'shifts.weekTooShort', values: { limit: 3 } }],
    });
  });

  test.skipIf(isAbsent)(
    '[SH17] a night is a tour, and one in an hour that does not exist is refused',
    async () => {
      const { tours } = await plan({ startsAt: '22:00', endsAt: '06:00', endsOn: '2026-11-16' });
      expect(tours).toMatchObject([
        {
          startsAtMs: Date.UTC(2026, 10, 16, 21),
          endsAtMs: Date.UTC(2026, 10, 17, 5),
          lastDay: '2026-11-16',
        },
      ]);
      const saturday = await scene.person('Maja', ['mentor']);
      const week = { startsOn: '2027-03-26', endsOn: '2027-03-26', mentorIds: [saturday.id] };
      await expect(plan({ ...week, startsAt: '08:00', endsAt: '08:00' })).rejects.toMatchObject({
        issues: [{ path: 'endsAt', message: 'shifts.noHours' }],
      });
      await scene.app.organisation.getWorkCalendar(lead);
      await scene.app.database.db
        .insertInto('organisation')
        .values({
          ...{ id: 'main', name: 'Acme', locale: 'en', time_zone: 'Europe/Warsaw', currency: null },
          ...{ weekdays: '[7]', works_from: null, works_until: null, holidays: null, reporting_line: null },
          ...{ team_name: null, substitute_id: null, smallest_group: null, importance_border: null },
          ...{
            urgency_border: null,
            importance_steps: null,
            mail_tested_at_ms: null,
            created_at_ms: 1,
            version: 1,
          },
        })
        .execute();
      const change = {
        startsOn: '2027-03-28',
        endsOn: '2027-03-28',
        onDaysOff: true,
        mentorIds: [saturday.id],
      };
      await expect(plan({ ...change, startsAt: '02:00', endsAt: '03:00' })).rejects.toMatchObject({
        issues: [{ path: 'endsAt', message: 'shifts.hoursGone' }],
      });
    },
  );

  test.skipIf(isAbsent)('limits of a round and its tours', async () => {
    const refused = async (field: string, value: number, message = 'form.tooLarge') =>
      expect(plan({ [field]: String(value) })).rejects.toMatchObject({ issues: [{ path: field, message }] });
    await refused('spanDays', MAX_SPAN_DAYS + 1);
    await refused('places', MAX_SEATS + 1);
    await refused('departmentCap', MAX_SEATS + 1);
    await refused('mentorsNeeded', MAX_MENTORS + 1);
    await refused('leaveHours', MAX_LEAVE_HOURS + 1);
    const mentors: string[] = [];
    for (let i = 0; i < MAX_MENTORS + 1; i++) mentors.push((await scene.person(`M ${i}`, ['mentor'])).id);
    await expect(plan({ mentorIds: mentors })).rejects.toMatchObject({
      issues: [{ path: 'mentorIds', message: 'shifts.mentorsTooMany', values: { limit: MAX_MENTORS } }],
    });
    const { tours } = await plan({
      ...{
        places: MAX_SEATS,
        departmentCap: MAX_SEATS,
        mentorsNeeded: MAX_MENTORS,
        leaveHours: MAX_LEAVE_HOURS,
      },
      mentorIds: mentors.slice(0, MAX_MENTORS),
    });
    expect(tours[0]).toMatchObject({ places: MAX_SEATS, mentorsNeeded: MAX_MENTORS });
    // A span as long as a week finds no week of five days.
    await expect(plan({ spanDays: MAX_SPAN_DAYS })).rejects.toMatchObject({
      issues: [{ message: 'shifts.weekTooShort' }],
    });
  });

  test.skipIf(isAbsent)('[SH22] a tour is changed singly, and from an older page not at all', async () => {
    const { roundId, tours } = await plan({ endsOn: '2026-11-17' });
    const [first] = tours;
    if (!first) throw new Error('no tour');
    const other = await scene.person('Maja', ['mentor']);
    await change(first, {
      ...{ startsOn: '2026-11-18', endsOn: '2026-11-19', startsAt: '09:00', places: '5', place: 'Room 3' },
      ...{ isRemote: 'on', departmentCap: '2', scopes: ['chat'], mentorIds: [other.id], mentorsNeeded: '1' },
    });
    const changed = (await toursOf(roundId)).find(({ id }) => id === first.id);
    expect(changed).toMatchObject({
      ...{ day: '2026-11-18', lastDay: '2026-11-19', startsAt: '09:00', places: 5, place: 'Room 3' },
      ...{ isRemote: true, departmentCap: 2, scopes: ['chat'], mentorsNeeded: 1, version: 2 },
      mentors: [{ id: other.id }],
      startsAtMs: Date.UTC(2026, 10, 18, 8),
    });
    await expect(change(first, {})).rejects.toMatchObject({ code: 'stale' });
  });

  test.skipIf(isAbsent)(
    '[SH22] with somebody on it other days and hours are asked about, and seats are for all who are there',
    async () => {
      const { roundId, tours } = await plan({ endsOn: '2026-11-16' });
      const [tour] = tours;
      if (!tour) throw new Error('no tour');
      const guests = [await scene.person('Ola'), await scene.person('Ada'), await scene.person('Bob')];
      for (const person of guests)
        await scene.app.shifts.signUp(person, { tourId: tour.id, scopes: ['chat'] });
      await expect(change(tour, { startsAt: '09:00' })).rejects.toMatchObject({
        issues: [{ path: 'movesPeople', message: 'shifts.move.asks', values: { n: 3 } }],
      });
      await expect(change(tour, { endsOn: '2026-11-17' })).rejects.toMatchObject({
        issues: [{ path: 'movesPeople', message: 'shifts.move.asks', values: { n: 3 } }],
      });
      await expect(change(tour, { places: '1' })).rejects.toMatchObject({
        issues: [{ path: 'places', message: 'shifts.seatsTaken', values: { limit: 2 } }],
      });
      await expect(change(tour, { mentorIds: [guests[0]?.id] })).rejects.toMatchObject({
        issues: [{ path: 'mentorIds', message: 'shifts.mentorIsGuest' }],
      });
      await change(tour, { places: '3' });
      const [bob] = guests.slice(2);
      if (!bob) throw new Error('no Bob');
      const [seen] = (await scene.app.shifts.getRound(bob, roundId)).tours;
      expect(seen?.myLine?.offeredUntilMs).toEqual(expect.any(Number));
    },
  );

  test.skipIf(isAbsent)(
    '[SH22] whoever is on a tour that is called off, waits or mentors is told',
    async () => {
      const { roundId, tours } = await plan({ endsOn: '2026-11-17', places: '1' });
      const [first, second] = tours;
      if (!first || !second) throw new Error('no tours');
      const [ola, ada] = [await scene.person('Ola'), await scene.person('Ada')];
      for (const person of [ola, ada])
        await scene.app.shifts.signUp(person, { tourId: first.id, scopes: ['chat'] });
      await scene.app.shifts.cancelTour(lead, first.id);
      const rows = await scene.app.database.db.selectFrom('notice').select(['person_id', 'kind']).execute();
      expect(rows.map(({ person_id, kind }) => `${person_id} ${kind}`).toSorted()).toEqual(
        [ola, ada, mentor].map(({ id }) => `${id} shift.cancelled`).toSorted(),
      );
      expect((await toursOf(roundId)).map(({ id }) => id)).toEqual([second.id]);
      expect(await scene.app.shifts.listMyShifts(ola)).toEqual([]);
      await expect(scene.app.shifts.cancelTour(lead, second.id)).rejects.toMatchObject({
        reason: 'shifts.lastTour',
      });
      scene.clock.nowMs = Date.UTC(2026, 10, 17, 7);
      await expect(scene.app.shifts.cancelTour(lead, second.id)).rejects.toMatchObject({
        reason: 'shifts.begun',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[SH1] [SH10] a tour is added with a mentor who is free, and within one week',
    async () => {
      const { roundId } = await plan({ endsOn: '2026-11-16' });
      const add = (fields: Record<string, unknown>) =>
        scene.app.shifts.addTour(lead, { ...form(fields), roundId });
      await expect(add({ endsOn: '2026-11-16' })).rejects.toMatchObject({ reason: 'shifts.mentorBusy' });
      await expect(add({ startsOn: '2026-11-17', endsOn: '2026-11-24' })).rejects.toMatchObject({
        issues: [{ path: 'endsOn', message: 'shifts.tourTooLong', values: { limit: MAX_SPAN_DAYS } }],
      });
      await add({ startsOn: '2026-11-17', endsOn: '2026-11-23' });
      expect(daysOf(await toursOf(roundId))).toEqual(['16', '17 18 19 20 23']);
    },
  );

  test.skipIf(isAbsent)('[SH21] a round is changed, and from an older page not at all', async () => {
    const { roundId } = await plan();
    const changed = {
      title: 'Spring',
      goal: 'Listen',
      opensOn: '2026-11-03',
      closesOn: '',
      leaveHours: '12',
    };
    await scene.app.shifts.changeRound(lead, { ...changed, roundId, version: '1' });
    expect((await scene.app.shifts.getRound(lead, roundId)).round).toMatchObject({
      ...{
        title: 'Spring',
        goal: 'Listen',
        opensOn: '2026-11-03',
        closesOn: null,
        leaveHours: 12,
        version: 2,
      },
    });
    await expect(
      scene.app.shifts.changeRound(lead, { ...changed, roundId, version: '1' }),
    ).rejects.toMatchObject({ code: 'stale' });
    await expect(
      scene.app.shifts.changeRound(lead, { ...changed, roundId, version: '2', closesOn: '2026-11-02' }),
    ).rejects.toMatchObject({ issues: [{ path: 'closesOn', message: 'shifts.windowBackwards' }] });
  });

  test.skipIf(isAbsent)(
    'rounds of before become tours of one day with the hours and mentors of their round',
    async () => {
      const second = await scene.person('Maja', ['mentor']);
      const { db } = scene.app.database;
      // As the database was before this step.
      for (const table of ['shift_waiting', 'shift_day', 'shift_mentor'])
        await db.schema.dropTable(table).execute();
      for (const name of ['shift_round_idx', 'shift_signup_person'])
        await db.schema.dropIndex(name).execute();
      for (const column of [
        'last_day',
        'starts_at',
        'ends_at',
        'ends_at_ms',
        'place',
        'is_remote',
        'mentors_needed',
        'department_cap',
        'scopes',
        'version',
      ])
        await db.schema.alterTable('shift').dropColumn(column).execute();
      for (const column of ['opens_on', 'closes_on', 'leave_hours', 'is_told'])
        await db.schema.alterTable('shift_round').dropColumn(column).execute();
      for (const column of ['starts_at', 'ends_at'])
        await sql`alter table shift_round add column ${sql.ref(column)} text not null default ''`.execute(db);
      await sql`alter table shift_round add column places integer not null default 0`.execute(db);
      await sql`create table shift_mentor (round_id text not null, person_id text not null,
      constraint shift_mentor_pk primary key (round_id, person_id))`.execute(db);
      await sql`insert into shift_round (id, title, goal, starts_at, ends_at, places, created_by, created_at_ms, version)
      values ('old', 'Old', '', '08:30', '12:15', 3, ${lead.id}, 1, 1)`.execute(db);
      const startsAtMs = Date.UTC(2026, 10, 16, 7, 30);
      await sql`insert into shift (id, round_id, day, starts_at_ms, places, taken)
      values ('t1', 'old', '2026-11-16', ${startsAtMs}, 3, 1)`.execute(db);
      await sql`insert into shift_signup (shift_id, person_id, scopes, signed_up_at_ms)
      values ('t1', ${lead.id}, '["chat"]', 5)`.execute(db);
      for (const { id } of [mentor, second])
        await sql`insert into shift_mentor (round_id, person_id) values ('old', ${id})`.execute(db);
      await up(db as unknown as Kysely<unknown>, engine); // a step knows no tables
      const tour = await db.selectFrom('shift').selectAll().executeTakeFirst();
      expect(tour).toMatchObject({
        ...{ day: '2026-11-16', last_day: '2026-11-16', starts_at: '08:30', ends_at: '12:15' },
        ...{ starts_at_ms: startsAtMs, ends_at_ms: Date.UTC(2026, 10, 16, 11, 15), places: 3, taken: 1 },
        ...{ mentors_needed: 2, department_cap: null, place: '', is_remote: 0 },
      });
      expect(await db.selectFrom('shift_day').selectAll().execute()).toMatchObject([
        { shift_id: 't1', day: '2026-11-16', starts_at_ms: startsAtMs },
      ]);
      const mentors = await db.selectFrom('shift_mentor').selectAll().execute();
      expect(mentors.map(({ person_id }) => person_id).toSorted()).toEqual([mentor.id, second.id].toSorted());
      const round = await db
        .selectFrom('shift_round')
        .select(['opens_on', 'closes_on', 'leave_hours'])
        .execute();
      expect(round).toEqual([{ opens_on: null, closes_on: null, leave_hours: 0 }]);
      expect(await db.selectFrom('shift_signup').selectAll().execute()).toHaveLength(1);
    },
  );
});
