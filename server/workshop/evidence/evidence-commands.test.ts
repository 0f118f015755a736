import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';
import { MOST_EVIDENCE } from './hang-evidence.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};
const VISIT = { locale: 'en', address: '10.0.0.1' } as const;

describe.each(ENGINES)('evidence on causes on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let workshopId: string;
  let causeId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola');
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: [ola.id] });
    await scene.app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      if (!bone) throw new Error('no bone');
      causeId = addCause(
        createEditor(board, 'test'),
        { parent: bone.id, after: 'end' },
        'Shifts end early',
        ola.id,
      );
    });
    await moveTo(scene.app, lead, workshopId, 'whys');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const control = () => scene.app.sync.readDocument(`workshop/${workshopId}/control`, readControl);
  const note = (text = 'Seen on the shift of 2 November') => ({ workshopId, causeId, kind: 'note', text });
  const status = (to: string, reason = '') => ({ workshopId, causeId, status: to, reason });

  test.skipIf(isAbsent)('every command refuses who takes no part', async () => {
    const { workshop } = scene.app;
    const stranger = await scene.person('Stranger', ['lead', 'admin']);
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [stranger, 'forbidden'],
    ] as const) {
      await expect(workshop.addEvidence(actor, note())).rejects.toMatchObject({ code });
      await expect(workshop.removeEvidence(actor, { workshopId, id: 'x' })).rejects.toMatchObject({ code });
      await expect(workshop.removeFile(actor, { workshopId, id: 'x' })).rejects.toMatchObject({ code });
      await expect(workshop.setCauseStatus(actor, status('possible'))).rejects.toMatchObject({ code });
    }
  });

  test.skipIf(isAbsent)('[WS41] verified takes evidence and another person than the author', async () => {
    const { workshop } = scene.app;
    const reason = (key: string) => ({ code: 'conflict', reason: `evidence.status.${key}` });
    await expect(workshop.setCauseStatus(lead, status('verified'))).rejects.toMatchObject(
      reason('needs-evidence'),
    );
    await workshop.addEvidence(ola, note());
    await expect(workshop.setCauseStatus(ola, status('verified'))).rejects.toMatchObject(reason('own-cause'));
    await workshop.setCauseStatus(lead, status('verified'));
    expect((await control())?.checks[causeId]).toMatchObject({ status: 'verified', byName: 'Lena Lead' });
    const id = (await control())?.evidence[causeId]?.[0]?.id;
    await expect(workshop.removeEvidence(ola, { workshopId, id })).rejects.toMatchObject({
      reason: 'evidence.last',
    });
    await expect(workshop.setCauseStatus(lead, status('ruled-out'))).rejects.toMatchObject(
      reason('needs-reason'),
    );
    await workshop.setCauseStatus(lead, status('ruled-out', 'The rota shows full shifts'));
    expect((await control())?.checks[causeId]).toMatchObject({ reason: 'The rota shows full shifts' });
  });

  test.skipIf(isAbsent)('[WS40] a quote loses its personal data before anybody sees it', async () => {
    await scene.app.workshop.addEvidence(ola, {
      ...note('Call me at jan@example.org, I waited an hour'),
      kind: 'quote',
    });
    expect((await control())?.evidence[causeId]?.[0]?.evidence).toEqual({
      kind: 'quote',
      text: 'Call me at [e-mail], I waited an hour',
    });
  });

  test.skipIf(isAbsent)('[WS40] one takes back one’s own, and who steers takes back any', async () => {
    const { workshop } = scene.app;
    await workshop.addEvidence(lead, note('by the lead'));
    await workshop.addEvidence(ola, note('by Ola'));
    const [first, second] = (await control())?.evidence[causeId] ?? [];
    await expect(workshop.removeEvidence(ola, { workshopId, id: first?.id })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await workshop.removeEvidence(lead, { workshopId, id: second?.id });
    expect((await control())?.evidence[causeId]).toHaveLength(1);
  });

  test.skipIf(isAbsent)(
    '[FM16] evidence comes back by one press, as it was, while its room is open',
    async () => {
      const { workshop, undo } = scene.app;
      await workshop.addEvidence(ola, note('by Ola'));
      const before = (await control())?.evidence[causeId] ?? [];
      const id = before[0]?.id;
      await expect(workshop.removeFile(ola, { workshopId, id })).rejects.toMatchObject({ code: 'invalid' });
      const first = await workshop.removeEvidence(lead, { workshopId, id });
      expect((await control())?.evidence[causeId] ?? []).toEqual([]);
      await expect(undo.takeBack(ola, first.undoId ?? '')).rejects.toMatchObject({ code: 'forbidden' });
      await undo.takeBack(lead, first.undoId ?? '');
      expect((await control())?.evidence[causeId]).toEqual(before);
      await expect(undo.takeBack(lead, first.undoId ?? '')).rejects.toMatchObject({ code: 'not-found' });

      const full = await workshop.removeEvidence(ola, { workshopId, id });
      for (let i = 0; i < MOST_EVIDENCE; i++) await workshop.addEvidence(lead, note(`number ${i}`));
      await expect(undo.takeBack(ola, full.undoId ?? '')).rejects.toMatchObject({ reason: 'evidence.full' });
    },
  );

  test.skipIf(isAbsent)(
    '[WS40] a guest hangs a note on a cause, but picks no insight of the organisation',
    async () => {
      const { workshop } = scene.app;
      const { joinCode } = (await workshop.getWorkshop(lead, workshopId)).workshop;
      const { token } = await workshop.joinAsGuest(
        { code: joinCode, name: 'Gosia', department: 'IT' },
        VISIT,
      );
      const guest = (await workshop.guestOf(token)) ?? NOBODY;
      await workshop.addEvidence(guest, note());
      await expect(
        workshop.addEvidence(guest, { workshopId, causeId, kind: 'insight', insightId: 'x' }),
      ).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  test.skipIf(isAbsent)('[WS40] nothing hangs on what is not there, nor in a closed room', async () => {
    const { workshop } = scene.app;
    await expect(workshop.addEvidence(ola, { ...note(), causeId: 'gone' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await moveTo(scene.app, lead, workshopId, 'closed');
    await expect(workshop.addEvidence(lead, note())).rejects.toMatchObject({ code: 'read-only' });
    await expect(workshop.setCauseStatus(lead, status('possible'))).rejects.toMatchObject({
      code: 'read-only',
    });
  });
});
