import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AUDIT_ACTIONS } from '#lib/audit/audit-action.ts';
import { dayAfter } from '#lib/base/days.ts';
import { collisionsOf } from '#lib/leave/duties.ts';
import { LEAVE_KEPT_DAYS, LONGEST_LEAVE_DAYS, MOST_LEAVES } from '#lib/leave/leave.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { insertLeave } from './leave-store.ts';

const DAY_MS = 24 * 60 * 60_000;
/** The day on which the tests begin. */
const TODAY = '2026-11-02';

describe.each(ENGINES)('leave on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let admin: PersonActor;
  let lead: PersonActor;
  let manager: PersonActor;
  let olga: PersonActor;
  let daniel: PersonActor;
  let maria: PersonActor;
  let sara: PersonActor;
  let zofia: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { people } = scene.app;
    const marketing = await people.addDepartment(SYSTEM, { name: 'Marketing', part: 'marketing' });
    const service = await people.addDepartment(SYSTEM, { name: 'Care', part: 'customer-service' });
    admin = await scene.person('Ada', ['admin']);
    lead = await scene.person('Lena', ['lead']);
    manager = await scene.person('Milan');
    olga = await scene.person('Olga', ['mentor']);
    daniel = await scene.person('Daniel', ['mentor']);
    maria = await scene.person('Maria', ['director'], marketing);
    sara = await scene.person('Sara', ['director'], service);
    zofia = await scene.person('Zofia', ['director']);
    await people.changePeople(SYSTEM, { ids: [olga.id], field: 'manager', value: manager.id });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const enter = (actor: PersonActor, startsOn: string, endsOn: string, change: Record<string, string> = {}) =>
    scene.app.leave.saveLeave(actor, { kind: 'sick', startsOn, endsOn, ...change });
  const mine = (actor: PersonActor) => scene.app.leave.getMyLeaves(actor);
  const only = async (actor: PersonActor) => {
    const [leave] = (await mine(actor)).leaves;
    if (!leave) throw new Error('no leave');
    return leave;
  };

  async function runProject(owner = olga, deputy = daniel): Promise<string> {
    const { projects } = scene.app;
    const id = await projects.proposeProject(lead, {
      title: 'Call back',
      aim: 'Customers reach a person',
      ownerId: owner.id,
      deputyId: deputy.id,
      budget: '100',
      currency: 'PLN',
      startsOn: TODAY,
      endsOn: '2027-03-31',
    });
    await projects.advanceProject(lead, { projectId: id, version: 1, move: 'submit' });
    return id;
  }

  /** As if both had signed and it had begun: what is tried here is not how it comes to that. */
  async function setState(id: string, state: string): Promise<void> {
    await scene.app.database.db.updateTable('project').set({ state }).where('id', '=', id).execute();
  }

  const planRound = (mentors: PersonActor[], startsOn: string, endsOn: string): Promise<string> =>
    scene.app.shifts.planRound(lead, {
      title: 'Phones',
      startsOn,
      endsOn,
      startsAt: '08:00',
      endsAt: '16:00',
      places: 2,
      mentorIds: mentors.map(({ id }) => id),
    });

  test.skipIf(isAbsent)(
    '[LE3] one enters, changes and removes one’s own leave, and takes it back',
    async () => {
      const { leave, undo } = scene.app;
      await enter(olga, '2026-12-07', '2026-12-11');
      const { id } = await only(olga);
      expect(await only(olga)).toMatchObject({ kind: 'sick', startsOn: '2026-12-07', isImported: false });
      await enter(olga, '2026-12-08', '2026-12-11', { leaveId: id, version: '1', kind: 'trip' });
      expect(await only(olga)).toMatchObject({ id, kind: 'trip', startsOn: '2026-12-08', version: 2 });
      await expect(
        enter(olga, '2026-12-09', '2026-12-11', { leaveId: id, version: '1' }),
      ).rejects.toMatchObject({ code: 'stale' });
      await expect(leave.removeLeave(olga, { leaveId: id, version: '1' })).rejects.toMatchObject({
        code: 'stale',
      });
      const { undoId } = await leave.removeLeave(olga, { leaveId: id, version: '2' });
      expect((await mine(olga)).leaves).toEqual([]);
      await undo.takeBack(olga, undoId ?? '');
      expect(await only(olga)).toMatchObject({ id, kind: 'trip', startsOn: '2026-12-08' });
    },
  );

  test.skipIf(isAbsent)('[LE3] nobody touches the leave of another, and visitors have none', async () => {
    await enter(olga, '2026-12-07', '2026-12-11');
    const { id } = await only(olga);
    const { leave } = scene.app;
    for (const other of [daniel, manager, lead, admin]) {
      await expect(leave.removeLeave(other, { leaveId: id, version: '1' })).rejects.toMatchObject({
        code: 'not-found',
      });
      await expect(
        enter(other, '2026-12-01', '2026-12-02', { leaveId: id, version: '1' }),
      ).rejects.toMatchObject({ code: 'not-found' });
    }
    const file = new TextEncoder().encode('BEGIN:VCALENDAR');
    for (const refused of [
      leave.getMyLeaves(NOBODY),
      leave.saveLeave(NOBODY, {}),
      leave.removeLeave(NOBODY, {}),
      leave.previewCalendar(NOBODY, { file }),
      leave.importCalendar(NOBODY, { file }),
      leave.getTeamLeave(NOBODY),
      leave.getEverybodysLeave(NOBODY),
      leave.getSigningAbsences(NOBODY),
      leave.getProjectAbsences(NOBODY, 'x'),
      leave.getRoundAbsences(NOBODY, 'x'),
    ])
      await expect(refused).rejects.toMatchObject({ code: 'not-signed-in' });
    for (const refused of [leave.getSigningAbsences(olga), leave.getEverybodysLeave(olga)])
      await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)(
    '[LE3] days that are taken, in no order, too many or long ago are refused by field',
    async () => {
      const refused = (startsOn: string, endsOn: string, path: string, message: string) =>
        expect(enter(olga, startsOn, endsOn)).rejects.toMatchObject({ issues: [{ path, message }] });
      await enter(olga, '2026-12-07', '2026-12-11');
      await refused('2026-12-11', '2026-12-12', 'startsOn', 'leave.overlapsOwn');
      await refused('2026-12-20', '2026-12-19', 'endsOn', 'leave.endsBeforeStarts');
      const longAgo = dayAfter(TODAY, -LEAVE_KEPT_DAYS - 1);
      await refused(longAgo, longAgo, 'endsOn', 'leave.longAgo');
      await enter(olga, dayAfter(longAgo, 1), dayAfter(longAgo, 1));
      const first = '2027-01-01';
      await refused(first, dayAfter(first, LONGEST_LEAVE_DAYS), 'endsOn', 'leave.tooLong');
      await enter(olga, first, dayAfter(first, LONGEST_LEAVE_DAYS - 1));
    },
  );

  test.skipIf(isAbsent)(`[LE3] one person has at most so many leaves`, async () => {
    await scene.app.database.transaction(async (trx) => {
      for (let i = 0; i < MOST_LEAVES - 1; i++) {
        const day = dayAfter('2030-01-01', i * 2);
        const days = { startsOn: day, endsOn: day, sourceKey: null, version: 1, kind: 'other' as const };
        await insertLeave(trx, { ...days, id: `leave-${i}` as never, personId: olga.id }); // an id of its own
      }
    });
    await enter(olga, '2026-12-07', '2026-12-07');
    await expect(enter(olga, '2026-12-09', '2026-12-09')).rejects.toMatchObject({
      reason: 'leave.full',
      values: { limit: MOST_LEAVES },
    });
  });

  test.skipIf(isAbsent)(
    '[LE2] the kind goes to the person and the manager of today, and to nobody else',
    async () => {
      const { leave, people, access, home, projects, shifts } = scene.app;
      const id = await runProject();
      const roundId = await planRound([olga, daniel], '2026-11-02', '2026-11-06');
      await scene.app.organisation.saveSubstitute(SYSTEM, {
        personId: maria.id,
        substituteId: zofia.id,
        startsOn: TODAY,
        endsOn: '2026-11-20',
      });
      for (const person of [olga, maria]) await enter(person, TODAY, '2026-11-10');
      /** Everything that says anything of leaves, as it would be sent. */
      const sentTo = async (reader: PersonActor): Promise<string> => {
        const seen = [
          reader.id === olga.id ? null : await leave.getMyLeaves(reader),
          await leave.getTeamLeave(reader),
          reader.roles.some((role) => role !== 'mentor') ? await leave.getEverybodysLeave(reader) : null,
          await leave.getProjectAbsences(reader, id),
          await leave.getRoundAbsences(reader, roundId),
          await home.getHome(reader),
          await projects.getSigning(reader, id),
          await shifts.getRound(reader, roundId),
          reader.roles.includes('admin') ? await access.listAudit(reader) : null,
          reader.roles.includes('admin') ? await leave.getSigningAbsences(reader) : null,
        ];
        return JSON.stringify(seen, (_, value) => (value instanceof Map ? [...value] : value));
      };
      for (const other of [daniel, lead, admin, sara, zofia]) {
        const sent = await sentTo(other);
        expect([other.name, sent.includes('sick'), sent.includes('"kind":"sick"')]).toEqual([
          other.name,
          false,
          false,
        ]);
        // That they are away is seen, so that what is looked through is not empty.
        expect(sent).toContain('2026-11-10');
      }
      expect((await leave.getTeamLeave(manager)).team).toEqual([
        { personId: olga.id, name: 'Olga', kind: 'sick', startsOn: TODAY, endsOn: '2026-11-10' },
      ]);
      // A lead who also leads sees it of their own people alone.
      await people.changePeople(SYSTEM, { ids: [maria.id], field: 'manager', value: lead.id });
      const seen = await leave.getTeamLeave(lead);
      expect(seen.team?.map(({ name, kind }) => [name, kind])).toEqual([['Maria', 'sick']]);
      expect((await leave.getEverybodysLeave(lead)).absences).toEqual(
        expect.arrayContaining([
          { personId: olga.id, name: 'Olga', startsOn: TODAY, endsOn: '2026-11-10' },
          { personId: maria.id, name: 'Maria', startsOn: TODAY, endsOn: '2026-11-10' },
        ]),
      );
      await people.changePeople(SYSTEM, { ids: [olga.id], field: 'manager', value: daniel.id });
      expect((await leave.getTeamLeave(manager)).team).toBe(null);
    },
  );

  test.skipIf(isAbsent)(
    '[LE2] the log says that leave was entered and for which days, and not why',
    async () => {
      await enter(olga, '2026-12-07', '2026-12-11');
      await enter(olga, '2026-12-07', '2026-12-11', {
        leaveId: (await only(olga)).id,
        version: '1',
        kind: 'parental',
      });
      const { lines } = await scene.app.access.listAudit(admin);
      const own = lines.filter(({ action }) => action?.startsWith('leave.'));
      expect(own.map(({ action }) => action)).toEqual(['leave.change', 'leave.add']);
      expect(JSON.stringify(own)).not.toMatch(/sick|parental/);
      expect(JSON.stringify(own)).toContain('2026-12-07');
      expect(AUDIT_ACTIONS.filter((action) => action.startsWith('leave.'))).toHaveLength(4);
    },
  );

  test.skipIf(isAbsent)(
    '[LE5] [OR10] a director names who signs meanwhile: the deputy is asked, and follows the leave',
    async () => {
      const { leave, organisation, projects, undo } = scene.app;
      const id = await runProject();
      await enter(maria, '2026-11-03', '2026-11-10', { deputyId: zofia.id });
      expect((await organisation.listSigning(admin)).substitutes).toMatchObject([
        { personName: 'Maria', substituteName: 'Zofia', startsOn: '2026-11-03', endsOn: '2026-11-10' },
      ]);
      const awaits = async (reader: PersonActor) =>
        (await projects.listSubmitted(reader)).map(({ awaitsReader, inNameOf }) => [awaitsReader, inNameOf]);
      expect(await awaits(zofia)).toEqual([[false, null]]);
      scene.clock.nowMs += DAY_MS; // 3 November
      expect(await awaits(zofia)).toEqual([[true, 'Maria']]);
      expect((await scene.app.home.getHome(zofia)).decisions).toMatchObject([
        { title: 'Call back', inNameOf: 'Maria' },
      ]);
      const home = await scene.app.home.getHome(maria);
      expect([home.decisions, home.leave]).toMatchObject([
        [],
        { until: '2026-11-10', standIn: 'Zofia', signatures: 1 },
      ]);
      // She still may: the project itself lets her.
      expect(await projects.getSigning(maria, id)).toMatchObject({ mayDecide: true });

      const own = await only(maria);
      expect(own.deputyId).toBe(zofia.id);
      const change = { leaveId: own.id, version: '1', deputyId: zofia.id };
      await enter(maria, '2026-11-05', '2026-11-12', change);
      expect((await organisation.listSigning(admin)).substitutes).toMatchObject([
        { startsOn: '2026-11-05', endsOn: '2026-11-12' },
      ]);
      const { undoId } = await leave.removeLeave(maria, { leaveId: own.id, version: '2' });
      expect((await organisation.listSigning(admin)).substitutes).toEqual([]);
      await undo.takeBack(maria, undoId ?? '');
      expect((await organisation.listSigning(admin)).substitutes).toMatchObject([
        { substituteName: 'Zofia', startsOn: '2026-11-05' },
      ]);
      expect((await only(maria)).deputyId).toBe(zofia.id);
      const log = (await scene.app.access.listAudit(admin)).lines;
      expect(
        log.filter(({ action }) => action?.endsWith('Substitute')).map(({ actorName }) => actorName),
      ).toEqual(Array.from({ length: 4 }, () => 'Maria'));
    },
  );

  test.skipIf(isAbsent)(
    '[OR10] nobody but directors names a deputy, and only a director who is free',
    async () => {
      await expect(enter(olga, TODAY, TODAY, { deputyId: zofia.id })).rejects.toMatchObject({
        code: 'forbidden',
      });
      const refused = (deputyId: string, message: string) =>
        expect(enter(maria, TODAY, TODAY, { deputyId })).rejects.toMatchObject({
          issues: [{ path: 'deputyId', message }],
        });
      await refused(olga.id, 'organisation.noDirector');
      await refused(maria.id, 'organisation.ownSubstitute');
      await scene.app.organisation.saveSubstitute(admin, {
        personId: maria.id,
        substituteId: sara.id,
        startsOn: TODAY,
        endsOn: '2026-11-04',
      });
      await expect(enter(maria, TODAY, TODAY, { deputyId: zofia.id })).rejects.toMatchObject({
        reason: 'organisation.substituteTaken',
      });
      // Refused as a whole: the leave was not entered either.
      expect((await mine(maria)).leaves).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[LE6] a director who is away with nobody who signs is named to who looks after it',
    async () => {
      const { leave, home } = scene.app;
      const id = await runProject();
      await enter(maria, TODAY, '2026-11-10');
      const unsigned = [{ personId: maria.id, name: 'Maria', startsOn: TODAY, endsOn: '2026-11-10' }];
      expect(await leave.getSigningAbsences(admin)).toEqual({ unsigned, shared: [] });
      for (const reader of [admin, lead])
        expect((await home.getHome(reader)).leave.unsigned).toMatchObject([{ name: 'Maria' }]);
      expect((await home.getHome(olga)).leave.unsigned).toEqual([]);
      expect(await leave.getProjectAbsences(olga, id)).toMatchObject({
        unsigned,
        away: { [maria.id]: { startsOn: TODAY, endsOn: '2026-11-10' } },
      });
      await enter(sara, '2026-11-05', '2026-11-20');
      expect((await leave.getSigningAbsences(lead)).shared).toEqual([
        { startsOn: '2026-11-05', endsOn: '2026-11-10' },
      ]);
      await enter(maria, TODAY, '2026-11-10', {
        leaveId: (await only(maria)).id,
        version: '1',
        deputyId: zofia.id,
      });
      expect((await leave.getSigningAbsences(admin)).unsigned).toMatchObject([{ name: 'Sara' }]);
      // Who stands in and is away too signs for nobody.
      await enter(zofia, '2026-11-10', '2026-11-10');
      expect((await leave.getSigningAbsences(admin)).unsigned).toMatchObject([
        { name: 'Sara' },
        { name: 'Maria', startsOn: '2026-11-10', endsOn: '2026-11-10' },
      ]);
    },
  );

  test.skipIf(isAbsent)('[LE7] what a leave collides with is known before it is entered', async () => {
    const id = await runProject();
    await setState(id, 'running');
    const roundId = await planRound([olga, daniel], '2026-12-07', '2026-12-11');
    await enter(daniel, '2026-12-09', '2026-12-10');
    const { duties } = await mine(olga);
    const found = collisionsOf({ startsOn: '2026-12-10', endsOn: '2026-12-18' }, duties);
    expect(found).toMatchObject([
      {
        kind: 'project',
        title: 'Call back',
        names: ['Daniel'],
        startsOn: '2026-12-10',
        endsOn: '2026-12-10',
      },
      { kind: 'round', names: ['Daniel'], startsOn: '2026-12-10', endsOn: '2026-12-10' },
      { kind: 'mentor', href: `/shifts/${roundId}`, startsOn: '2026-12-10', endsOn: '2026-12-11' },
    ]);
    await enter(olga, '2026-12-10', '2026-12-18');
    expect(await scene.app.leave.getProjectAbsences(lead, id)).toMatchObject({
      shared: { startsOn: '2026-12-10', endsOn: '2026-12-10' },
    });
    expect(await scene.app.leave.getRoundAbsences(lead, roundId)).toMatchObject({
      mentors: [
        { name: 'Daniel', days: ['2026-12-09', '2026-12-10'] },
        { name: 'Olga', days: ['2026-12-10', '2026-12-11'] },
      ],
      unmentored: ['2026-12-10'],
    });
    await enter(sara, '2026-12-10', '2026-12-12', { deputyId: zofia.id });
    expect(
      collisionsOf({ startsOn: '2026-12-01', endsOn: '2026-12-31' }, (await mine(maria)).duties),
    ).toMatchObject([{ kind: 'signing', names: ['Sara'], startsOn: '2026-12-10', endsOn: '2026-12-12' }]);
    expect(
      collisionsOf({ startsOn: '2026-12-01', endsOn: '2026-12-31' }, (await mine(zofia)).duties),
    ).toMatchObject([{ kind: 'standIn', title: 'Sara', startsOn: '2026-12-10', endsOn: '2026-12-12' }]);
  });

  test.skipIf(isAbsent)(
    '[LE8] a shift in a leave is named to its person and who plans, and to nobody else',
    async () => {
      const roundId = await planRound([daniel], '2026-12-07', '2026-12-08');
      const { tours } = await scene.app.shifts.getRound(manager, roundId);
      await scene.app.shifts.signUp(manager, { tourId: tours[1]?.id, scopes: ['chat'] });
      await enter(manager, '2026-12-08', '2026-12-20');
      expect(
        collisionsOf({ startsOn: '2026-12-08', endsOn: '2026-12-20' }, (await mine(manager)).duties),
      ).toMatchObject([{ kind: 'shift', startsOn: '2026-12-08', endsOn: '2026-12-08' }]);
      const shifts = [{ tourId: tours[1]?.id, personId: manager.id }];
      const seenBy = async (reader: PersonActor) =>
        (await scene.app.leave.getRoundAbsences(reader, roundId)).shifts;
      expect(await seenBy(manager)).toEqual(shifts);
      expect(await seenBy(lead)).toEqual(shifts);
      expect(await seenBy(zofia)).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[LE8] what is due while the owner is away is the deputy’s, and nobody away is asked',
    async () => {
      await setState(await runProject(), 'running');
      const awayAt = async (reader: PersonActor) => (await scene.app.home.getHome(reader)).projects[0]?.away;
      await enter(olga, TODAY, '2026-11-10');
      expect(await awayAt(daniel)).toEqual({ who: 'owner', name: 'Olga', until: '2026-11-10' });
      expect(await awayAt(olga)).toEqual({ who: 'reader', name: 'Daniel' });
      // Both are away: both are asked.
      await enter(daniel, TODAY, TODAY);
      expect([await awayAt(olga), await awayAt(daniel)]).toEqual([null, null]);
    },
  );

  test.skipIf(isAbsent)(
    '[LE9] a leave is forgotten after a year, and with whoever is switched off',
    async () => {
      await enter(olga, '2026-11-02', '2026-11-03');
      const rows = () =>
        scene.app.database.db.selectFrom('leave').select(['person_id', 'starts_on']).execute();
      scene.clock.nowMs += (LEAVE_KEPT_DAYS + 1) * DAY_MS;
      await enter(daniel, '2027-12-01', '2027-12-02');
      expect(await rows()).toHaveLength(2);
      scene.clock.nowMs += DAY_MS;
      await enter(daniel, '2027-12-06', '2027-12-06');
      expect((await rows()).map(({ person_id }) => person_id)).toEqual([daniel.id, daniel.id]);
      const { person, consequences } = await scene.app.people.listConsequences(admin, daniel.id);
      expect(consequences).toMatchObject([{ kind: 'leave', effect: 'ended', title: '' }]);
      await scene.app.people.switchOff(admin, { personId: daniel.id, version: person.version });
      expect(await rows()).toEqual([]);
    },
  );
});
