import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import { asId } from '#lib/base/ids.ts';
import type { InsightQuestion } from '#lib/survey/insights/insight.ts';
import { listEarlierFigures, MOST_EARLIER_WAVES } from '#server/survey/earlier-commands.ts';
import { makeTestApp, SYSTEM, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { uploadWave } from '../../../tests/upload-wave.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};
const EVERYBODY: InsightQuestion = {
  column: 'Waiting',
  label: 'Waiting',
  kind: 'mean',
  segment: null,
  weight: null,
};
const FIFTY = {
  channel: Array.from({ length: 50 }, (_, i) => (i < 25 ? 'phone' : 'chat')),
  waiting: Array.from({ length: 50 }, (_, i) => String(2 + (i % 3))),
};

describe.each(ENGINES)('evidence over time on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let analyst: PersonActor;
  let workshopId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    analyst = await scene.person('Ada', ['analyst']);
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const wave = (waveName: string, month: number, value: number, n = 50) =>
    uploadWave(scene.app, analyst, {
      ...FIFTY,
      waveName,
      fieldedOn: `2026-${String(month).padStart(2, '0')}-01`,
      figures: [
        { column: 'Waiting', label: 'Waiting', kind: 'mean', value, interval: [value - 0.1, value + 0.1], n },
      ],
    });
  const pin = async (waveId: string, question: object = EVERYBODY, quotes: string[] = []) => {
    await scene.app.jobs.settled();
    const figure = { value: 3, interval: [2.7, 3.3], n: question === EVERYBODY ? 50 : 25 };
    const insight = { waveId, question, title: 'Waiting', ...figure, evidence: { quotes } };
    const insightId = await scene.app.survey.pinInsight(analyst, insight);
    await scene.app.jobs.settled(); // whether everybody may see it is decided then
    return insightId;
  };
  const pack = async () => {
    await scene.app.jobs.settled();
    return (await scene.app.sync.readDocument(`workshop/${workshopId}/control`, readControl))?.pack;
  };

  test.skipIf(isAbsent)(
    '[WS130] a packed figure brings the earlier waves of its question, as readers of published figures see them',
    async () => {
      await wave('Spring', 3, 2.4);
      await wave('Summer', 6, 2.8);
      await wave('Few', 7, 5, 4);
      const autumn = await wave('Autumn', 9, 3);
      await wave('Later', 10, 4);
      await scene.app.workshop.packInsight(lead, { workshopId, insightId: await pin(autumn) });
      const [packed] = (await pack()) ?? [];
      expect(packed).toMatchObject({ kind: 'mean', label: 'Waiting', waveName: 'Autumn', value: 3, n: 50 });
      // Four people are no figure that anybody without rows sees.
      expect(packed?.earlier.map(({ waveName, value }) => [waveName, value])).toEqual([
        ['Spring', 2.4],
        ['Summer', 2.8],
      ]);
      expect(Object.keys(packed?.earlier[0] ?? {}).sort()).toEqual(['interval', 'n', 'value', 'waveName']);
    },
  );

  test.skipIf(isAbsent)('[WS130] an earlier wave that is removed is gone from the room at once', async () => {
    const spring = await wave('Spring', 3, 2.4);
    const autumn = await wave('Autumn', 9, 3);
    await scene.app.workshop.packInsight(lead, { workshopId, insightId: await pin(autumn) });
    expect((await pack())?.[0]?.earlier).toHaveLength(1);
    await scene.app.survey.removeWave(analyst, { waveId: spring, version: 1 });
    expect((await pack())?.[0]?.earlier).toEqual([]);
  });

  test.skipIf(isAbsent)('[WS130] a question about a part of the people has no earlier waves', async () => {
    await wave('Spring', 3, 2.4);
    const autumn = await wave('Autumn', 9, 3);
    await scene.app.jobs.settled();
    const waves = await scene.app.survey.listWaves(lead);
    const surveyId = waves[0]?.surveyId ?? asId<'survey'>('');
    const earlier = async (question: InsightQuestion): Promise<number> =>
      (
        await listEarlierFigures({ db: scene.app.database.db }, SYSTEM, {
          ...{ question, surveyId, waveId: asId<'wave'>(autumn), fieldedOn: '2026-09-01' },
        })
      ).length;
    const ofPhone = { ...EVERYBODY, segment: { column: 'Channel', value: 'phone' } };
    const filtered = { ...EVERYBODY, filters: [{ column: 'Channel', values: ['phone'] }] };
    expect([await earlier(EVERYBODY), await earlier(ofPhone), await earlier(filtered)]).toEqual([1, 0, 0]);
  });

  test.skipIf(isAbsent)('[WS130] so many waves stand on a line, the newest of them', async () => {
    const monthOf = (i: number): number => i + 1;
    for (let i = 0; i < MOST_EARLIER_WAVES; i++) await wave(`Wave ${i}`, monthOf(i), 2 + i / 10);
    const last = await wave('Now', monthOf(MOST_EARLIER_WAVES + 1), 3);
    const insightId = await pin(last);
    await scene.app.workshop.packInsight(lead, { workshopId, insightId });
    expect((await pack())?.[0]?.earlier.map(({ waveName }) => waveName)[0]).toBe('Wave 0');
    await wave('One more', monthOf(MOST_EARLIER_WAVES), 2.9);
    await scene.app.workshop.unpackInsight(lead, { workshopId, id: (await pack())?.[0]?.id });
    await scene.app.workshop.packInsight(lead, { workshopId, insightId });
    const names = (await pack())?.[0]?.earlier.map(({ waveName }) => waveName);
    expect([names?.length, names?.[0], names?.at(-1)]).toEqual([MOST_EARLIER_WAVES, 'Wave 1', 'One more']);
  });

  test.skipIf(isAbsent)('[WS130] quotes come with the figure as they may be read now', async () => {
    const autumn = await wave('Autumn', 9, 3);
    const insightId = await pin(autumn, EVERYBODY, ['Nobody called back']);
    await scene.app.workshop.packInsight(lead, { workshopId, insightId });
    expect((await pack())?.[0]?.quotes).toEqual(['Nobody called back']);
    await scene.app.database.db.updateTable('insight').set({ evidence: '{"quotes":[]}' }).execute();
    await moveTo(scene.app, lead, workshopId, 'evidence');
    expect((await pack())?.[0]?.quotes).toEqual([]);
  });

  test.skipIf(isAbsent)(
    '[WS132] a guest hangs a figure of the pack on a cause, and no other of the organisation',
    async () => {
      const { workshop } = scene.app;
      const autumn = await wave('Autumn', 9, 3);
      const packed = await pin(autumn);
      const other = await pin(autumn);
      await workshop.packInsight(lead, { workshopId, insightId: packed });
      await moveTo(scene.app, lead, workshopId, 'evidence');
      const { joinCode } = (await workshop.getWorkshop(lead, workshopId)).workshop;
      const { token } = await workshop.joinAsGuest(
        { code: joinCode, name: 'Gość', department: 'IT', wish: 'take-part' },
        { locale: 'pl', address: '10.0.0.1' },
      );
      const guest = await workshop.guestOf(token);
      if (!guest) throw new Error('no guest');
      const causeId = await addOneCause(scene, workshopId);
      await workshop.addEvidence(guest, { workshopId, causeId, kind: 'insight', insightId: packed });
      await expect(
        workshop.addEvidence(guest, { workshopId, causeId, kind: 'insight', insightId: other }),
      ).rejects.toMatchObject({ code: 'forbidden' });
      const control = await scene.app.sync.readDocument(`workshop/${workshopId}/control`, readControl);
      expect(control?.evidence[causeId]?.map(({ evidence }) => evidence.kind)).toEqual(['insight']);
    },
  );
});

async function addOneCause({ app }: TestApp, workshopId: string): Promise<string> {
  let id = '';
  await app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
    const board = openFishbone(doc);
    const [bone] = readFishbone(board).fishbone.bones;
    if (bone) id = addCause(createEditor(board, 'test'), { parent: bone.id, after: 'end' }, 'A cause', null);
  });
  return id;
}
