import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

describe.each(ENGINES)('what became of causes on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ada: PersonActor;
  let invited: PersonActor;
  let issueId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    [ada, invited] = [await scene.person('Ada'), await scene.person('Iwo')];
    const { workshop, issues, sync, database } = scene.app;
    const form = { title: 'Waits', problem: 'Long waits', goal: 'Know why', template: '5m', language: 'en' };
    const workshopId = await workshop.createWorkshop(lead, form);
    await workshop.invitePeople(lead, { workshopId, personIds: [ada.id, invited.id] });
    await database.db
      .updateTable('workshop_member')
      .set({ entered_at_ms: 1 })
      .where('person_id', '=', ada.id)
      .execute();
    let causeId = '';
    await sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const board = openFishbone(doc);
      const parent = readFishbone(board).fishbone.bones[0]?.id;
      if (!parent) throw new Error('no bone');
      causeId = addCause(createEditor(board, 'test'), { parent, after: 'end' }, 'Too few people', null);
    });
    await issues.sendCauses(lead, { workshopId, causeIds: [causeId] });
    issueId = (await issues.listIssues(lead))[0]?.id ?? '';
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const set = async (state: string) => scene.app.issues.setIssueStates(lead, { ids: [issueId], state });
  const toldTo = async ({ id }: PersonActor) => {
    const rows = await scene.app.database.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', id)
      .where('kind', 'like', 'outcome.%')
      .orderBy('id')
      .execute();
    return rows.map(({ kind }) => kind);
  };

  test.skipIf(isAbsent)(
    '[WS173] who was in the room is told once, and nobody of what was taken back',
    async () => {
      const { issues } = scene.app;
      expect(await issues.tellOutcomes()).toEqual({ told: 0 });
      await set('dropped');
      await set('open');
      expect(await issues.tellOutcomes()).toEqual({ told: 0 });
      await set('done');
      expect(await issues.tellOutcomes()).toEqual({ told: 1 });
      expect(await issues.tellOutcomes()).toEqual({ told: 0 });
      expect([await toldTo(ada), await toldTo(lead), await toldTo(invited)]).toEqual([
        ['outcome.done'],
        ['outcome.done'],
        [],
      ]);
      await set('open');
      await issues.tellOutcomes();
      await set('dropped');
      await issues.tellOutcomes();
      expect(await toldTo(ada)).toEqual(['outcome.done', 'outcome.dropped']);
    },
  );

  test.skipIf(isAbsent)('[WS173] a project that takes the issue up is told, too', async () => {
    await scene.app.projects.proposeProject(lead, {
      ...{ title: 'More people', aim: 'Shorter', ownerId: ada.id, deputyId: invited.id, budget: '1' },
      ...{ currency: 'PLN', startsOn: '2026-12-01', endsOn: '2027-03-31', issueId },
    });
    await scene.app.issues.tellOutcomes();
    expect(await toldTo(ada)).toEqual(['outcome.project']);
  });
});
