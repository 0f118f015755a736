import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_AGENT_DAYS, REPORT_TEXT_MAX } from '#lib/shifts/report/report-forms.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const HOUR_MS = 60 * 60_000;

describe.each(ENGINES)('reports of rounds on $title', ({ engine, isAbsent }) => {
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
      ...{ startsAt: '08:00', endsAt: '16:00', places: '5', mentorIds: [mentor.id] },
    });
    tourIds = (await scene.app.shifts.getRound(lead, roundId)).tours.map(({ id }) => id);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const FORM = { thanks: 'Well done', worked: '', toChange: '', agentDays: '', agentFindings: '' };
  const form = (version: number, change: Record<string, unknown> = {}) => ({
    ...{ ...FORM, roundId, version: String(version), ...change },
  });
  const read = (actor: PersonActor) => scene.app.shifts.getRoundReport(actor, roundId);
  const desk = () => scene.app.shifts.getReportDesk(lead, roundId);
  const sit = async (people: readonly PersonActor[], tour = 0) => {
    for (const person of people)
      await scene.app.shifts.signUp(person, { tourId: tourIds[tour], scopes: ['chat'] });
  };
  const untilOver = () => (scene.clock.nowMs = Date.parse('2026-11-11T09:00:00Z'));
  const SUMS = {
    ...{ scale: { low: 1, high: 5 }, teamDays: 8 },
    guests: { counts: [0, 0, 1, 2, 3], people: 5 },
    team: { counts: [1, 1, 1, 3, 4], people: 6 },
  };
  const keep = async (change: object = {}) =>
    scene.app.shifts.keepContacts(lead, {
      ...{ roundId, version: String((await desk()).version) },
      sums: JSON.stringify({ ...SUMS, ...change }),
    });
  const noticesOf = async ({ id }: PersonActor) =>
    (
      await scene.app.database.db
        .selectFrom('notice')
        .select('kind')
        .where('person_id', '=', id)
        .where('kind', '=', 'shift.report')
        .execute()
    ).length;

  test.skipIf(isAbsent)('[SH90] every command refuses who may not use it', async () => {
    const { shifts } = scene.app;
    const pick = { roundId, version: '0' };
    await expect(shifts.getRoundReport(NOBODY, roundId)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(shifts.getRoundReport(lead, 'x')).rejects.toMatchObject({ code: 'not-found' });
    for (const actor of [mentor, guests[0] ?? lead])
      for (const press of [
        () => shifts.getReportDesk(actor, roundId),
        () => shifts.writeReport(actor, form(0)),
        () => shifts.publishReport(actor, pick),
        () => shifts.keepContacts(actor, { ...pick, sums: JSON.stringify(SUMS) }),
        () => shifts.dropContacts(actor, pick),
      ])
        await expect(press()).rejects.toMatchObject({ code: 'forbidden' });
    await expect(shifts.writeReport(lead, { ...form(0), roundId: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test.skipIf(isAbsent)(
    '[SH85] a round without anybody says so, and one that runs is preliminary',
    async () => {
      expect(await read(mentor)).toMatchObject({
        ...{ isOver: false, guests: [], mentors: [], findings: [], departments: [], levels: [] },
        sums: { people: 0, tours: 2, toursOver: 0, served: null },
        ...{ guestRate: null, agentRate: null },
      });
      await sit(guests.slice(0, 2));
      scene.clock.nowMs = Date.parse('2026-11-09T20:00:00Z');
      const report = await read(mentor);
      expect([report.isOver, report.guests, report.mentors]).toEqual([false, ['Ada', 'Bea'], ['Marek']]);
      expect(report.sums.hours).toEqual({ planned: 16, said: null });
    },
  );

  test.skipIf(isAbsent)('[SH85] [SH86] figures are counted of what is stored, at each look', async () => {
    const { shifts, people } = scene.app;
    const admin = await scene.person('Adam', ['admin']);
    const departmentId = await people.addDepartment(admin, { name: 'IT' });
    await people.changePeople(admin, {
      ...{ ids: guests.map(({ id }) => id), field: 'department', value: departmentId },
    });
    await people.changePeople(admin, {
      ...{ ids: [guests[0]?.id, guests[1]?.id], field: 'level', value: 'board' },
    });
    await sit(guests.slice(0, 5));
    await sit(guests.slice(5), 1);
    untilOver();
    const seat = { tourId: tourIds[0], personId: guests[1]?.id };
    await shifts.sayAttendance(mentor, { ...seat, attendance: 'partly' });
    const before = await read(mentor);
    expect(before.sums).toMatchObject({
      ...{ people: 6, taken: 6, places: 10, toursOver: 2, mentors: 1 },
      served: { wholly: 5, partly: 1 },
      days: { planned: 6, said: 5.5 },
      hours: { planned: 48, said: 44 },
      mentorHours: { planned: 16, said: null },
    });
    expect(before.departments).toEqual([
      { key: departmentId, name: 'IT', people: 6, onTour: 6, served: { wholly: 5, partly: 1 } },
    ]);
    // Two of the board are too few, and the other four follow from the sum.
    expect(before.levels.map(({ key, onTour, served }) => [key, onTour, served])).toEqual([
      [null, 4, null],
      ['board', 2, null],
    ]);
    await shifts.sayAttendance(mentor, { ...seat, attendance: 'not' });
    expect((await read(mentor)).sums.served).toEqual({ wholly: 5, partly: 0 });
  });

  test.skipIf(isAbsent)(
    '[SH87] findings are counted with what became of them, against those of the team',
    async () => {
      const { shifts, issues } = scene.app;
      await sit(guests.slice(0, 5));
      untilOver();
      const report = async (actor: PersonActor, kind: string, text: string) =>
        shifts.reportFinding(actor, { roundId, kind, text, steps: '', quote: '' });
      const [ada = lead, bea = lead] = guests;
      await report(ada, 'bug', 'Queue is silent');
      await report(ada, 'docs', 'Refunds are not written down');
      await report(bea, 'explained', 'First bill is higher');
      const [listed] = await issues.listIssues(lead);
      const fates = async () =>
        (await read(mentor)).findings.map(({ kind, fate, issue }) => [kind, fate, issue?.outcome]).toSorted();
      expect(await fates()).toEqual([
        ['bug', 'listed', 'new'],
        ['docs', 'open', undefined],
        ['explained', 'explained', undefined],
      ]);
      await issues.triageIssues(lead, { ids: [listed?.id], triage: 'accepted' });
      await issues.setIssueStates(lead, { ids: [listed?.id], state: 'done' });
      expect((await fates())[0]).toEqual(['bug', 'done', 'done']);
      const { guestRate, agentRate } = await read(mentor);
      expect([guestRate?.count, guestRate?.days, agentRate]).toEqual([3, 5, null]);
      await shifts.writeReport(lead, form(0, { agentDays: '10', agentFindings: '2' }));
      expect((await read(mentor)).agentRate).toMatchObject({ count: 2, days: 10, value: 0.2 });
    },
  );

  test.skipIf(isAbsent)('[SH87] what somebody of customer service found is the team’s', async () => {
    const { shifts, people } = scene.app;
    const admin = await scene.person('Adam', ['admin']);
    const departmentId = await people.addDepartment(admin, { name: 'Service', part: 'customer-service' });
    await people.changePeople(admin, { ids: [guests[0]?.id], field: 'department', value: departmentId });
    await sit(guests.slice(0, 5));
    untilOver();
    for (const actor of guests.slice(0, 2))
      await shifts.reportFinding(actor, {
        roundId,
        kind: 'insight',
        text: 'They ask twice',
        steps: '',
        quote: '',
      });
    await shifts.writeReport(lead, form(0, { agentDays: '4' }));
    const { guestRate, agentRate } = await read(mentor);
    expect([guestRate?.count, agentRate?.count]).toEqual([1, 1]);
  });

  test.skipIf(isAbsent)(
    '[SH90] what leads say is read once it is published, and changes after that show',
    async () => {
      const { shifts } = scene.app;
      await sit(guests.slice(0, 2));
      await shifts.writeReport(lead, form(0, { worked: 'Call +48 601 234 567' }));
      await expect(shifts.publishReport(lead, { roundId, version: '1' })).rejects.toMatchObject({
        ...{ code: 'conflict', reason: 'shifts.report.notOver' },
      });
      untilOver();
      const [ada = lead] = guests;
      expect([(await read(ada)).thanks, (await read(lead)).thanks]).toEqual(['', 'Well done']);
      expect((await read(lead)).worked).not.toContain('601');
      expect((await desk()).told).toBe(3);
      await shifts.publishReport(lead, { roundId, version: '1' });
      const published = await read(ada);
      expect([published.thanks, published.changedAtMs]).toEqual(['Well done', null]);
      expect(published.publishedAtMs).toBe(scene.clock.nowMs);
      for (const person of [...guests.slice(0, 2), mentor]) expect(await noticesOf(person)).toBe(1);
      for (const person of [...guests.slice(2), lead]) expect(await noticesOf(person)).toBe(0);
      await expect(shifts.publishReport(lead, { roundId, version: '2' })).rejects.toMatchObject({
        ...{ code: 'conflict', reason: 'shifts.report.isPublished' },
      });
      scene.clock.nowMs = scene.clock.nowMs + HOUR_MS;
      await shifts.writeReport(lead, form(2, { thanks: 'Well done, all' }));
      const changed = await read(ada);
      expect([changed.thanks, changed.changedAtMs]).toEqual(['Well done, all', scene.clock.nowMs]);
      expect(await noticesOf(ada)).toBe(1);
    },
  );

  test.skipIf(isAbsent)(
    '[SH90] an older version is refused with the newer one, and nothing is lost',
    async () => {
      const { shifts } = scene.app;
      await shifts.writeReport(lead, form(0));
      await expect(shifts.writeReport(lead, form(0, { thanks: 'Mine' }))).rejects.toMatchObject({
        code: 'stale',
        current: { thanks: 'Well done', version: 1 },
      });
      expect((await read(lead)).thanks).toBe('Well done');
    },
  );

  test.skipIf(isAbsent)(
    '[SH89] sums of contacts are kept, replaced and removed, and of too few there are none',
    async () => {
      const { shifts } = scene.app;
      await sit(guests.slice(0, 5));
      untilOver();
      for (const few of [
        { counts: [0, 0, 1, 2, 1], people: 4 },
        { counts: [0, 0, 1, 2, 3], people: 4 },
      ]) {
        await expect(keep({ guests: few })).rejects.toMatchObject({
          reason: 'shifts.report.contacts.few.guests',
        });
        await expect(keep({ team: few, teamDays: 4 })).rejects.toMatchObject({
          reason: 'shifts.report.contacts.few.team',
        });
      }
      await expect(keep({ guests: { counts: [0, 0, 1, 2, 3], people: 6 } })).rejects.toMatchObject({
        reason: 'shifts.report.contacts.strangers',
      });
      await expect(keep({ scale: { low: 1, high: 9 } })).rejects.toMatchObject({ code: 'invalid' });
      expect((await read(lead)).scores).toBeNull();
      await keep();
      expect((await read(lead)).scores).toMatchObject({ guests: { contacts: 6 }, team: { contacts: 10 } });
      // Days of the team come with them, and others see none of it before it is published.
      expect((await read(lead)).agentRate).toMatchObject({ days: 8 });
      expect([(await read(mentor)).scores, (await read(mentor)).agentRate]).toEqual([null, null]);
      await keep({ team: { counts: [0, 0, 0, 0, 8], people: 8 } });
      expect((await read(lead)).scores?.team).toMatchObject({ contacts: 8, mean: 5 });
      const pick = async () => ({ roundId, version: String((await desk()).version) });
      await shifts.dropContacts(lead, await pick());
      expect((await read(lead)).scores).toBeNull();
      await expect(shifts.dropContacts(lead, await pick())).rejects.toMatchObject({ code: 'conflict' });
      const stored = await scene.app.database.db.selectFrom('shift_report').selectAll().execute();
      expect(stored.map(({ contacts }) => contacts)).toEqual([null]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH90] a round that was called off keeps its report, and a next one is a decision on it',
    async () => {
      const { shifts, decisions } = scene.app;
      await sit(guests.slice(0, 5));
      scene.clock.nowMs = Date.parse('2026-11-09T20:00:00Z');
      const { version } = (await shifts.getRound(lead, roundId)).round;
      await shifts.cancelRound(lead, { roundId, version: String(version), reason: 'Strike' });
      const report = await read(mentor);
      expect([report.isOver, report.sums.tours, report.sums.people]).toEqual([true, 1, 5]);
      expect(report.firstDay).toBe('2026-11-09');
      const { decisionId } = await decisions.makeDecision(lead, {
        ...{ question: 'Another round?', deciderIds: [lead.id], kind: 'round', subjectId: roundId },
      });
      const on = await decisions.listDecisionsOn(mentor, { kind: 'round', id: roundId });
      expect(on.map(({ id, question }) => [id, question])).toEqual([[decisionId, 'Another round?']]);
    },
  );

  test.skipIf(isAbsent)('[SH90] a report takes so many letters and days, and not one more', async () => {
    const { shifts } = scene.app;
    const longest = 'a'.repeat(REPORT_TEXT_MAX);
    const most = String(MAX_AGENT_DAYS);
    await shifts.writeReport(lead, form(0, { thanks: longest, agentDays: most, agentFindings: most }));
    for (const change of [
      { thanks: 'a'.repeat(REPORT_TEXT_MAX + 1) },
      { agentDays: String(MAX_AGENT_DAYS + 1) },
      { agentDays: '0' },
      { agentFindings: String(MAX_AGENT_DAYS + 1) },
    ])
      await expect(shifts.writeReport(lead, form(1, change))).rejects.toMatchObject({ code: 'invalid' });
  });
});
