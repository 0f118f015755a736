import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { pinTestInsight } from '../../../tests/test-insight.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};
const BRIEF = {
  version: '0',
  goal: 'Know why customers wait',
  organisationGoal: 'keep',
  known: 'The wait has doubled',
  outOfScope: 'Salaries',
  result: 'Two projects in January',
  guests: 'none',
};
const VISIT = { locale: 'en', address: '10.0.0.1' } as const;

describe.each(ENGINES)('preparing a workshop on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let workshopId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const session = (change: Record<string, unknown> = {}) => ({
    workshopId,
    startsOn: '2026-12-01',
    startsAt: '09:00',
    minutes: '240',
    timeZone: 'Europe/Warsaw',
    place: 'Room 4',
    steps: [],
    ...change,
  });
  const prepared = () => scene.app.workshop.getPreparation(lead, workshopId);
  const stateOf = async (item: string) =>
    (await prepared()).checks.find((check) => check.item === item)?.state;

  test.skipIf(isAbsent)('every command refuses who does not prepare this workshop', async () => {
    const { workshop } = scene.app;
    const other = await scene.person('Other lead', ['lead']);
    const ola = await scene.person('Ola');
    await workshop.invitePeople(lead, { workshopId, personIds: [ola.id] });
    const insightId = await pinTestInsight(scene.app, await scene.person('Ana', ['analyst']));
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [ola, 'forbidden'],
      [other, 'forbidden'],
    ] as const) {
      for (const press of [
        () => workshop.getPreparation(actor, workshopId),
        () => workshop.saveBrief(actor, { workshopId, ...BRIEF }),
        () => workshop.saveSession(actor, session()),
        () => workshop.removeSession(actor, { workshopId, id: 'x', version: 1 }),
        () => workshop.packInsight(actor, { workshopId, insightId }),
        () => workshop.movePacked(actor, { workshopId, id: 'x', to: 'up' }),
        () => workshop.unpackInsight(actor, { workshopId, id: 'x' }),
        () => workshop.sendInvitations(actor, { workshopId }),
      ])
        await expect(press()).rejects.toMatchObject({ code });
    }
  });

  test.skipIf(isAbsent)(
    '[WS60] the brief is kept, its goal with the workshop, and all invited read it',
    async () => {
      const { workshop } = scene.app;
      const ola = await scene.person('Ola');
      await workshop.invitePeople(lead, { workshopId, personIds: [ola.id] });
      expect(await stateOf('brief')).toBe('missing');
      await workshop.saveBrief(lead, { workshopId, ...BRIEF });
      expect((await workshop.getWorkshop(lead, workshopId)).workshop.goal).toBe(BRIEF.goal);
      const { brief } = await workshop.getPlan(ola, workshopId);
      expect(brief).toEqual({ ...BRIEF, organisationGoalText: '', version: 1 });
      expect([await stateOf('brief'), await stateOf('guests')]).toEqual(['done', 'not-needed']);
      await expect(workshop.getPlan(await scene.person('Stranger'), workshopId)).rejects.toMatchObject({
        code: 'forbidden',
      });
    },
  );

  test.skipIf(isAbsent)('[WS61] an older state of the brief is refused, also the first one', async () => {
    const { workshop } = scene.app;
    await workshop.saveBrief(lead, { workshopId, ...BRIEF });
    for (const version of [0, 7]) {
      await expect(workshop.saveBrief(lead, { workshopId, ...BRIEF, version })).rejects.toMatchObject({
        code: 'stale',
      });
    }
    await workshop.saveBrief(lead, { workshopId, ...BRIEF, version: 1, known: 'Nothing' });
    expect((await prepared()).brief).toMatchObject({ known: 'Nothing', version: 2 });
  });

  test.skipIf(isAbsent)(
    '[WS61] sessions are planned, changed and called off in the order of time',
    async () => {
      const { workshop } = scene.app;
      const second = await workshop.saveSession(lead, session({ startsOn: '2026-12-08' }));
      const first = await workshop.saveSession(lead, session());
      expect((await prepared()).sessions.map(({ id }) => id)).toEqual([first, second]);
      const changed = session({ id: first, version: 1, startsAt: '10:30' });
      await workshop.saveSession(lead, changed);
      await expect(workshop.saveSession(lead, changed)).rejects.toMatchObject({ code: 'stale' });
      await workshop.saveSession(lead, { ...changed, version: 2 }); // says the same: no new version
      expect((await prepared()).sessions[0]).toMatchObject({
        version: 2,
        startsAtMs: Date.UTC(2026, 11, 1, 9, 30),
      });
      await expect(workshop.removeSession(lead, { workshopId, id: first, version: 1 })).rejects.toMatchObject(
        { code: 'stale' },
      );
      const { undoId } = await workshop.removeSession(lead, { workshopId, id: first, version: 2 });
      expect((await prepared()).sessions.map(({ id }) => id)).toEqual([second]);
      // [FM16]
      await scene.app.undo.takeBack(lead, undoId ?? '');
      expect((await prepared()).sessions[0]).toMatchObject({ id: first, isCancelled: false, version: 4 });
      await workshop.removeSession(lead, { workshopId, id: first, version: 4 });
      await expect(workshop.saveSession(lead, { ...changed, version: 3 })).rejects.toMatchObject({
        code: 'stale',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[WS61] a session of another workshop cannot be reached through one’s own',
    async () => {
      const { workshop } = scene.app;
      const other = await scene.person('Other lead', ['lead']);
      const foreign = await workshop.createWorkshop(other, FORM);
      const id = await workshop.saveSession(other, session({ workshopId: foreign }));
      await expect(workshop.saveSession(lead, session({ id, version: 1 }))).rejects.toMatchObject({
        code: 'not-found',
      });
      await expect(workshop.removeSession(lead, { workshopId, id, version: 1 })).rejects.toMatchObject({
        code: 'not-found',
      });
    },
  );

  test.skipIf(isAbsent)('[WS62] the checklist follows the programme and the sessions', async () => {
    const { programme } = (await prepared()).workshop;
    expect([await stateOf('sessions'), await stateOf('fit')]).toEqual(['missing', 'missing']);
    const steps = programme.map(({ id }) => id);
    const id = await scene.app.workshop.saveSession(lead, session({ steps: [...steps, 'gone'] }));
    expect([await stateOf('sessions'), await stateOf('fit')]).toEqual(['done', 'done']);
    expect((await prepared()).sessions[0]?.steps).toEqual(steps);
    await scene.app.workshop.saveSession(lead, session({ id, version: 1, steps, minutes: 60 }));
    expect(await stateOf('fit')).toBe('missing');
  });

  test.skipIf(isAbsent)('[WS65] seats and departments are covered when somebody is invited', async () => {
    const { app } = scene;
    const ids: string[] = [];
    for (const name of ['IT', 'Sales', 'Archive']) ids.push(await app.people.addDepartment(SYSTEM, { name }));
    const ola = await scene.person('Ola', [], ids[0]);
    await scene.person('Jan', [], ids[1]);
    await app.workshop.fillSeat(lead, { workshopId, seat: 'it', personId: ola.id });
    const { coverage } = await prepared();
    expect(coverage.freeSeats).toHaveLength(7);
    expect(coverage.freeSeats).not.toContain('it');
    expect([coverage.invited, coverage.absent]).toEqual([[{ name: 'IT', people: 1 }], ['Archive', 'Sales']]);
    expect([await stateOf('seats'), await stateOf('departments')]).toEqual(['missing', 'missing']);
    expect(await stateOf('bones')).toBe('done');
  });

  test.skipIf(isAbsent)(
    '[WS66] the room sees the pack in its order, guests too, and not the insight itself',
    async () => {
      const { workshop, sync } = scene.app;
      const analyst = await scene.person('Ana', ['analyst']);
      const pack = async (title: string, n = 40): Promise<void> =>
        workshop.packInsight(lead, {
          workshopId,
          insightId: await pinTestInsight(scene.app, analyst, { title, n }),
        });
      await pack('First');
      await pack('Second', 12);
      const [, second] = (await prepared()).pack;
      await workshop.movePacked(lead, { workshopId, id: second?.id, to: 'up' });
      const shown = async () =>
        (await sync.readDocument(`workshop/${workshopId}/control`, readControl))?.pack;
      expect((await shown())?.map(({ title, n }) => [title, n])).toEqual([
        ['Second', 12],
        ['First', 40],
      ]);
      await workshop.packInsight(lead, { workshopId, insightId: second?.insightId });
      expect(await shown()).toHaveLength(2);
      await moveTo(scene.app, lead, workshopId, 'evidence');
      const { joinCode } = (await workshop.getWorkshop(lead, workshopId)).workshop;
      const { token } = await workshop.joinAsGuest(
        { code: joinCode, name: 'Gosia', department: 'IT' },
        VISIT,
      );
      const guest = (await workshop.guestOf(token)) ?? NOBODY;
      expect(await workshop.documentAccess(guest, `workshop/${workshopId}/control`)).toBe('read');
      await expect(scene.app.survey.findInsight(guest, second?.insightId ?? '')).rejects.toMatchObject({
        code: 'forbidden',
      });
      const packed = (await prepared()).pack;
      const { undoId } = await workshop.unpackInsight(lead, { workshopId, id: second?.id });
      expect((await shown())?.map(({ title }) => title)).toEqual(['First']);
      // [FM16]
      await scene.app.undo.takeBack(lead, undoId ?? '');
      expect((await prepared()).pack).toEqual(packed);
      expect((await shown())?.map(({ title }) => title)).toEqual(['Second', 'First']);
    },
  );

  test.skipIf(isAbsent)(
    '[WS66] the insight that a workshop is made with is the first of its pack',
    async () => {
      const analyst = await scene.person('Ana', ['analyst']);
      const insightId = await pinTestInsight(scene.app, analyst, { title: 'Long waits', n: 50 });
      const id = await scene.app.workshop.createWorkshop(lead, { ...FORM, insightId });
      const { pack } = await scene.app.workshop.getPreparation(lead, id);
      expect(pack).toMatchObject([{ insightId, title: 'Long waits', n: 50, surveyName: 'Test' }]);
    },
  );

  test.skipIf(isAbsent)(
    '[WS63] without a mail server nothing is sent, and the calendar file is there',
    async () => {
      const { workshop } = scene.app;
      await expect(workshop.getCalendar(lead, { workshopId, origin: 'http://x' })).rejects.toMatchObject({
        code: 'not-found',
      });
      await workshop.saveSession(lead, session());
      await expect(workshop.sendInvitations(lead, { workshopId })).rejects.toMatchObject({
        reason: 'prepare.mail.none',
      });
      expect(await stateOf('invitations')).toBe('not-needed');
      const { fileName, content } = await workshop.getCalendar(lead, { workshopId, origin: 'http://x' });
      expect(fileName).toBe('Long waits.ics');
      expect(content).toContain('DTSTART:20261201T080000Z');
      await expect(
        workshop.getCalendar(await scene.person('Stranger'), { workshopId, origin: 'http://x' }),
      ).rejects.toMatchObject({ code: 'forbidden' });
    },
  );
});
