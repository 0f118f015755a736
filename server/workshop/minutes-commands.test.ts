import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { walkCauses } from '#lib/ishikawa/fishbone.ts';
import { mergeCauses } from '#lib/ishikawa/doc/reshape-causes.ts';
import { addIdea } from '#lib/workshop/write/draft-doc.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { moveTo } from '../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};

describe.each(ENGINES)('minutes on $title', ({ engine, isAbsent }) => {
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

  test.skipIf(isAbsent)('[WS53] they refuse who may not open the workshop', async () => {
    const stranger = await scene.person('Stranger');
    await expect(scene.app.workshop.getMinutes(NOBODY, workshopId)).rejects.toMatchObject({
      code: 'not-signed-in',
    });
    await expect(scene.app.workshop.getMinutes(stranger, workshopId)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test.skipIf(isAbsent)(
    '[WS53] a closed workshop keeps the diagram and the times that were sealed',
    async () => {
      await moveTo(scene.app, lead, workshopId, 'evidence');
      scene.clock.nowMs += 7 * 60_000;
      await moveTo(scene.app, lead, workshopId, 'closed');
      const minutes = await scene.app.workshop.getMinutes(lead, workshopId);
      expect(minutes.isWhole).toBe(true);
      expect(minutes.seals.map(({ title }) => title)).toEqual(['The evidence: what the survey says']);
      expect(minutes.steps.find(({ kind }) => kind === 'evidence')?.spentMs).toBe(7 * 60_000);
      expect(minutes.board).toContain('Customers wait too long');
      // The system may still write to the board; the minutes are of what was sealed.
      await scene.app.sync.editDocument(`workshop/${workshopId}/board`, (doc) =>
        openFishbone(doc).head.insert(0, 'Changed: '),
      );
      expect((await scene.app.workshop.getMinutes(lead, workshopId)).board).toBe(minutes.board);
    },
  );

  test.skipIf(isAbsent)('[WS87] they say which seal does not fit, and that one is missing', async () => {
    for (const stage of ['welcome', 'evidence', 'write', 'closed'] as const)
      await moveTo(scene.app, lead, workshopId, stage);
    const fitting = async () => {
      const { seals, isWhole } = await scene.app.workshop.getMinutes(lead, workshopId);
      return { isWhole, fits: seals.map(({ isFitting }) => isFitting) };
    };
    expect(await fitting()).toEqual({ isWhole: true, fits: [true, true, true] });
    const { db } = scene.app.database;
    const second = db.selectFrom('workshop_seal').select('content').where('number', '=', 2);
    const { content } = await second.executeTakeFirstOrThrow();
    const changed = content.replace('Customers', 'Nobody');
    await db.updateTable('workshop_seal').set({ content: changed }).where('number', '=', 2).execute();
    expect(await fitting()).toEqual({ isWhole: false, fits: [true, false, true] });
    await db.deleteFrom('workshop_seal').where('number', '=', 1).execute();
    await db.updateTable('workshop_seal').set({ content }).where('number', '=', 2).execute();
    expect((await fitting()).isWhole).toBe(false);
  });

  test.skipIf(isAbsent)('[WS52] what was merged counts as one cause, written by several', async () => {
    const people = await Promise.all(['Ola', 'Jan', 'Ewa'].map((name) => scene.person(name)));
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: people.map(({ id }) => id) });
    await moveTo(scene.app, lead, workshopId, 'write');
    const board = `workshop/${workshopId}/board`;
    const bone = await scene.app.sync.readDocument(
      board,
      (doc) => readFishbone(openFishbone(doc)).fishbone.bones[0]?.id ?? '',
    );
    for (const [order, { id }] of people.entries()) {
      await scene.app.sync.editDocument(`workshop/${workshopId}/draft/${id}`, (doc) => {
        addIdea(doc, { id: `${id}-same`, bone, text: `Same ${order}`, order: 0 });
        addIdea(doc, { id: `${id}-own`, bone, text: `Own ${order}`, order: 1 });
      });
    }
    await moveTo(scene.app, lead, workshopId, 'group');
    const estimate = async () => (await scene.app.workshop.getMinutes(lead, workshopId)).completeness;
    expect(await estimate()).toMatchObject({ writers: 3, named: 6, once: 6, twice: 0 });
    await scene.app.sync.editDocument(board, (doc) => {
      const editor = createEditor(openFishbone(doc), 'test');
      const same = [...walkCauses(readFishbone(editor.board).fishbone)]
        .map(({ node }) => node)
        .filter(({ text }) => text.startsWith('Same'));
      const [kept, ...others] = same.map(({ id }) => id);
      if (!kept) throw new Error('nothing was revealed');
      for (const other of others) mergeCauses(editor, kept, other);
    });
    expect(await estimate()).toMatchObject({ writers: 3, named: 4, once: 3, twice: 0 });
  });
});
