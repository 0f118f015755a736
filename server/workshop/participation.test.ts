import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { moveTo } from '../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};

describe.each(ENGINES)('who is in a workshop, on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let other: PersonActor;
  let workshopId = '';
  let causeId = '';
  let evidenceId = '';

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { workshop, sync } = scene.app;
    lead = await scene.person('Lena Lead', ['lead']);
    other = await scene.person('Other Lead', ['lead', 'analyst', 'director', 'mentor', 'admin']);
    workshopId = await workshop.createWorkshop(lead, FORM);
    await workshop.saveSession(lead, {
      workshopId,
      startsOn: '2099-01-05',
      startsAt: '09:00',
      minutes: 60,
      timeZone: 'UTC',
    });
    await moveTo(scene.app, lead, workshopId, 'whys');
    await sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      if (!bone) throw new Error('no bone');
      causeId = addCause(createEditor(board, 'test'), { parent: bone.id, after: 'end' }, 'Queue', null);
    });
    const file = new File(['text'], 'file.txt');
    await workshop.attachFile(lead, { workshopId, causeId, text: '', file });
    evidenceId = (await workshop.getMinutes(lead, workshopId)).evidence[causeId]?.[0]?.id ?? '';
  });
  afterEach(() => scene?.close());

  /** Everything that reads of a workshop or sends out of it, by name; each works for those who are in. */
  function readings(): Record<string, (actor: PersonActor) => Promise<unknown>> {
    const { workshop, issues } = scene.app;
    return {
      page: (actor) => workshop.getWorkshop(actor, workshopId),
      plan: (actor) => workshop.getPlan(actor, workshopId),
      minutes: (actor) => workshop.getMinutes(actor, workshopId),
      replay: (actor) => workshop.getReplay(actor, workshopId),
      metric: (actor) => workshop.getHeadMetric(actor, workshopId),
      file: (actor) => workshop.openEvidenceFile(actor, { workshopId, evidenceId }),
      calendar: (actor) => workshop.getCalendar(actor, { workshopId, origin: 'http://localhost' }),
      seenBefore: (actor) => workshop.findSeenBefore(actor, { workshopId, text: 'Queue' }),
      listSeenBefore: (actor) => workshop.listSeenBefore(actor, workshopId),
      causes: (actor) => workshop.listCauses(actor, workshopId),
      sendCauses: (actor) => issues.sendCauses(actor, { workshopId, causeIds: [causeId] }),
    };
  }

  test.skipIf(isAbsent)(
    '[WS5] another lead reads and sends nothing of it, whatever roles they hold',
    async () => {
      for (const [name, read] of Object.entries(readings())) {
        const outcome = await read(other).then(
          () => 'read',
          (fault: { code: string }) => fault.code,
        );
        expect([name, outcome]).toEqual([name, 'forbidden']);
      }
      expect(await scene.app.workshop.listWorkshops(other)).toEqual([]);
      expect((await scene.app.issues.getIssueList(other)).issues).toEqual([]);
      for (const kind of ['board', 'control', 'backstage', `draft/${other.id}`, `draft/${lead.id}`]) {
        const access = await scene.app.workshop.documentAccess(other, `workshop/${workshopId}/${kind}`);
        expect([kind, access]).toEqual([kind, 'none']);
      }
    },
  );

  test.skipIf(isAbsent)('[WS5] who is invited reads all of it', async () => {
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: [other.id] });
    for (const [name, read] of Object.entries(readings())) {
      await expect(read(other), name).resolves.not.toThrow();
    }
    expect((await scene.app.workshop.listWorkshops(other)).map(({ id }) => id)).toEqual([workshopId]);
  });

  test.skipIf(isAbsent)('[WS5] [WS14] who made it is never outside', async () => {
    const { workshop } = scene.app;
    await workshop.invitePeople(lead, { workshopId, personIds: [other.id] });
    await workshop.appointCofacilitator(lead, { workshopId, personId: other.id });
    await workshop.handOver(lead, { workshopId, personId: other.id });
    await workshop.dismissCofacilitator(other, { workshopId, personId: lead.id });
    expect((await workshop.getWorkshop(lead, workshopId)).participation).toBe('invited');
    expect((await workshop.listWorkshops(lead)).map(({ participation }) => participation)).toEqual([
      'invited',
    ]);
    await workshop.reclaim(lead, workshopId);
    expect((await workshop.getWorkshop(lead, workshopId)).participation).toBe('facilitator');
  });
});
