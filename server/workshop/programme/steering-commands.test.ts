import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import { listSeals } from '../seals/seal-store.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};
const VISIT = { locale: 'en', address: '10.0.0.1' } as const;

describe.each(ENGINES)('steering a workshop on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let helper: PersonActor;
  let workshopId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    helper = await scene.person('Hugo Helper');
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: [helper.id] });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const row = async () => (await scene.app.workshop.getWorkshop(lead, workshopId)).workshop;
  const control = () => scene.app.sync.readDocument(`workshop/${workshopId}/control`, readControl);
  const joinGuest = async (name: string) => {
    const { joinCode } = await row();
    const { token } = await scene.app.workshop.joinAsGuest({ code: joinCode, name, department: 'IT' }, VISIT);
    return (await scene.app.workshop.guestOf(token)) ?? NOBODY;
  };

  test.skipIf(isAbsent)('every command refuses who does not steer', async () => {
    const { workshop } = scene.app;
    const [step] = (await row()).programme;
    const stranger = await scene.person('Another lead', ['lead', 'admin']);
    const guest = await joinGuest('Gosia');
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [guest, 'forbidden'],
      [stranger, 'forbidden'],
      [helper, 'forbidden'],
    ] as const) {
      const refuse = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code });
      await refuse(workshop.moveRoom(actor, { workshopId, from: 'prepare', to: 'closed' }));
      await refuse(workshop.editProgramme(actor, { workshopId, change: 'remove', step: step?.id }));
      await refuse(workshop.setTimer(actor, { workshopId, change: 'stop' }));
      await refuse(workshop.holdRoom(actor, { workshopId, hold: 'isPaused', isOn: true }));
      await refuse(workshop.setSpotlight(actor, { workshopId, causeId: 'x' }));
      await refuse(workshop.appointCofacilitator(actor, { workshopId, personId: helper.id }));
      await refuse(workshop.dismissCofacilitator(actor, { workshopId, personId: helper.id }));
      await refuse(workshop.handOver(actor, { workshopId, personId: helper.id }));
      await refuse(workshop.reclaim(actor, workshopId));
    }
    expect((await row()).stage).toBe('prepare');
  });

  test.skipIf(isAbsent)('[WS2] [WS3] one press moves the room once, and the room is told', async () => {
    const { programme } = await row();
    const [first, second] = programme;
    await scene.app.workshop.moveRoom(lead, { workshopId, from: 'prepare', to: first?.id });
    await expect(
      scene.app.workshop.moveRoom(lead, { workshopId, from: 'prepare', to: second?.id }),
    ).rejects.toMatchObject({ code: 'stale', current: { position: first?.id } });
    expect(await control()).toMatchObject({ stage: 'welcome', position: first?.id });
    await expect(
      scene.app.workshop.moveRoom(lead, { workshopId, from: first?.id, to: 'nowhere' }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test.skipIf(isAbsent)(
    '[WS2] two who press "go on" at once go one step; a change of the time holds nobody up',
    async () => {
      const [first, second] = (await row()).programme;
      const move = { workshopId, from: 'prepare', to: first?.id };
      await scene.app.workshop.appointCofacilitator(lead, { workshopId, personId: helper.id });
      const presses = await Promise.allSettled([
        scene.app.workshop.moveRoom(lead, move),
        scene.app.workshop.moveRoom(helper, move),
      ]);
      expect(presses.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      await Promise.all([
        scene.app.workshop.setTimer(helper, { workshopId, change: 'extend', minutes: 1 }),
        scene.app.workshop.moveRoom(lead, { workshopId, from: first?.id, to: second?.id }),
      ]);
      expect((await row()).position).toBe(second?.id);
    },
  );

  test.skipIf(isAbsent)('[WS10] the programme is changed while the workshop runs', async () => {
    const { workshop } = scene.app;
    await moveTo(scene.app, lead, workshopId, 'evidence');
    const step = (await row()).programme.find(({ kind }) => kind === 'evidence');
    await workshop.editProgramme(lead, {
      workshopId,
      change: 'add',
      kind: 'write',
      title: 'Second round',
      minutes: '7',
      after: step?.id,
    });
    expect((await control())?.steps.map(({ kind }) => kind).slice(1, 4)).toEqual([
      'evidence',
      'write',
      'write',
    ]);
    await expect(
      workshop.editProgramme(lead, { workshopId, change: 'remove', step: step?.id }),
    ).rejects.toMatchObject({ code: 'conflict', reason: 'programme.refusal.current-step' });
  });

  test.skipIf(isAbsent)('[FM16] a step that was removed is put back where it stood', async () => {
    const { workshop, undo } = scene.app;
    const { programme } = await row();
    const [first, second, third] = programme;
    const remove = (step?: string) => workshop.editProgramme(lead, { workshopId, change: 'remove', step });
    const { undoId } = await remove(second?.id);
    expect((await control())?.steps.some(({ id }) => id === second?.id)).toBe(false);
    await expect(undo.takeBack(helper, undoId ?? '')).rejects.toMatchObject({ code: 'forbidden' });
    await undo.takeBack(lead, undoId ?? '');
    expect((await row()).programme).toEqual(programme);
    expect((await control())?.steps.map(({ id }) => id)).toEqual(programme.map(({ id }) => id));
    // What it stood behind is gone as well: it comes last.
    const again = await remove(second?.id);
    await remove(first?.id);
    await undo.takeBack(lead, again.undoId ?? '');
    const ids = (await row()).programme.map(({ id }) => id);
    expect([ids[0], ids.at(-1)]).toEqual([third?.id, second?.id]);
  });

  test.skipIf(isAbsent)('[FM16] a helper who was dismissed helps again', async () => {
    const { workshop, undo } = scene.app;
    await workshop.appointCofacilitator(lead, { workshopId, personId: helper.id });
    const { cofacilitators } = await workshop.getWorkshop(lead, workshopId);
    const { undoId } = await workshop.dismissCofacilitator(lead, { workshopId, personId: helper.id });
    expect(await control()).toMatchObject({ cofacilitatorIds: [] });
    await undo.takeBack(lead, undoId ?? '');
    expect((await workshop.getWorkshop(lead, workshopId)).cofacilitators).toEqual(cofacilitators);
    expect(await control()).toMatchObject({ cofacilitatorIds: [helper.id] });
    const none = await workshop.dismissCofacilitator(lead, { workshopId, personId: 'nobody' });
    expect(none).toEqual({ undoId: null });
  });

  test.skipIf(isAbsent)(
    '[WS11] the time box of a step starts with it, by the clock of the server',
    async () => {
      await moveTo(scene.app, lead, workshopId, 'evidence');
      const endsAtMs = scene.clock.nowMs + 20 * 60_000;
      expect((await control())?.timer).toEqual({ kind: 'running', endsAtMs, lengthMs: 20 * 60_000 });
      await scene.app.workshop.setTimer(lead, { workshopId, change: 'extend', minutes: '1' });
      expect((await control())?.timer).toMatchObject({ endsAtMs: endsAtMs + 60_000 });
      await scene.app.workshop.setTimer(lead, { workshopId, change: 'pause' });
      expect((await control())?.timer).toMatchObject({ kind: 'paused', remainingMs: 21 * 60_000 });
    },
  );

  test.skipIf(isAbsent)('[WS12] a helper steers, and is named by the facilitator alone', async () => {
    const { workshop } = scene.app;
    const stranger = await scene.person('Stranger');
    await expect(
      workshop.appointCofacilitator(lead, { workshopId, personId: stranger.id }),
    ).rejects.toMatchObject({ code: 'conflict', reason: 'programme.notAMember' });
    await workshop.appointCofacilitator(lead, { workshopId, personId: helper.id });
    await moveTo(scene.app, helper, workshopId, 'vote');
    expect(await control()).toMatchObject({ stage: 'vote', cofacilitatorIds: [helper.id] });
    await expect(
      workshop.appointCofacilitator(helper, { workshopId, personId: helper.id }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await workshop.dismissCofacilitator(lead, { workshopId, personId: helper.id });
    await expect(workshop.setTimer(helper, { workshopId, change: 'stop' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test.skipIf(isAbsent)(
    '[WS13] a held room takes the pen from participants, not from those who steer',
    async () => {
      const { workshop } = scene.app;
      const board = `workshop/${workshopId}/board`;
      await moveTo(scene.app, lead, workshopId, 'whys');
      const rights = async () => [
        await workshop.documentAccess(lead, board),
        await workshop.documentAccess(helper, board),
      ];
      expect(await rights()).toEqual(['write', 'write']);
      await workshop.holdRoom(lead, { workshopId, hold: 'isPaused', isOn: 'true' });
      expect(await rights()).toEqual(['write', 'read']);
      await moveTo(scene.app, lead, workshopId, 'group');
      expect(await rights()).toEqual(['write', 'write']);
    },
  );

  test.skipIf(isAbsent)('[WS14] the place is handed over and taken back, never seized', async () => {
    const { workshop } = scene.app;
    await expect(workshop.handOver(lead, { workshopId, personId: helper.id })).rejects.toMatchObject({
      code: 'conflict',
    });
    await workshop.appointCofacilitator(lead, { workshopId, personId: helper.id });
    await expect(workshop.reclaim(helper, workshopId)).rejects.toMatchObject({ code: 'forbidden' });
    await workshop.handOver(lead, { workshopId, personId: helper.id });
    expect(await control()).toMatchObject({ facilitatorId: helper.id, cofacilitatorIds: [lead.id] });
    await workshop.reclaim(lead, workshopId);
    await workshop.reclaim(lead, workshopId);
    expect(await control()).toMatchObject({ facilitatorId: lead.id, cofacilitatorIds: [helper.id] });
  });

  test.skipIf(isAbsent)(
    '[WS15] each step that is left is sealed, and a changed seal is noticed',
    async () => {
      await moveTo(scene.app, lead, workshopId, 'evidence');
      await moveTo(scene.app, lead, workshopId, 'whys');
      await moveTo(scene.app, lead, workshopId, 'closed');
      const { seals, isWhole } = await listSeals(scene.app.database.db, workshopId);
      expect(isWhole).toBe(true);
      expect(seals.map(({ content }) => content.step.kind)).toEqual(['evidence', 'whys']);
      expect(seals[0]?.content.board).toContain('Customers wait too long');
      await scene.app.database.db
        .updateTable('workshop_seal')
        .set({ content: JSON.stringify({ ...seals[0]?.content, board: '{}' }) })
        .where('number', '=', 1)
        .execute();
      expect((await listSeals(scene.app.database.db, workshopId)).isWhole).toBe(false);
    },
  );

  test.skipIf(isAbsent)('[WS16] hands queue in order, readiness ends with the step', async () => {
    const { workshop } = scene.app;
    const guest = await joinGuest('Gosia');
    await moveTo(scene.app, lead, workshopId, 'evidence');
    await workshop.setSignal(helper, { workshopId, kind: 'hand', isOn: 'true' });
    scene.clock.nowMs += 10;
    await workshop.setSignal(guest, { workshopId, kind: 'hand', isOn: 'true' });
    await workshop.setSignal(helper, { workshopId, kind: 'hand', isOn: 'true' });
    await workshop.setSignal(guest, { workshopId, kind: 'ready', isOn: 'true' });
    expect(await control()).toMatchObject({
      hands: [{ name: 'Hugo Helper' }, { name: 'Gosia' }],
      ready: [{ name: 'Gosia' }],
    });
    await expect(
      workshop.setSignal(guest, { workshopId, kind: 'hand', isOn: 'false', participantId: helper.id }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await workshop.setSignal(lead, { workshopId, kind: 'hand', isOn: 'false', participantId: helper.id });
    await moveTo(scene.app, lead, workshopId, 'whys');
    expect(await control()).toMatchObject({ hands: [{ name: 'Gosia' }], ready: [] });
  });

  test.skipIf(isAbsent)('[WS5] [WS16] who takes no part gives no signal', async () => {
    const stranger = await scene.person('Stranger', ['lead']);
    for (const actor of [stranger, NOBODY]) {
      await expect(
        scene.app.workshop.setSignal(actor, { workshopId, kind: 'hand', isOn: true }),
      ).rejects.toMatchObject({ code: actor === NOBODY ? 'not-signed-in' : 'forbidden' });
    }
  });
});
