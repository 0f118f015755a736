import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EMPTY_VIEW } from '#lib/survey/wave/view.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

describe.each(ENGINES)('saved views on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let analyst: PersonActor;
  let waveId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    analyst = await scene.person('Ala Analyst', ['analyst']);
    const { survey } = scene.app;
    const bytes = new Uint8Array([1]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { blobId } = await survey.startUpload(analyst, { byteSize: 1, sha256 });
    await survey.uploadChunk(analyst, { blobId, position: 0, bytes });
    waveId = await survey.importWave(analyst, {
      surveyName: 'Branches',
      waveName: 'Spring',
      fieldedOn: '2026-03-01',
      fileName: 'spring.csv',
      blobId,
      rows: { read: 1, imported: 1, rejected: 0, excluded: 0 },
      columns: [{ name: 'nps', label: 'nps', role: 'nps', naCodes: [] }],
      figures: [],
    });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  test.skipIf(isAbsent)('[SV47] every command refuses whoever may not see rows', async () => {
    const { survey } = scene.app;
    const lead = await scene.person('Lena Lead', ['lead']);
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [lead, 'forbidden'],
    ] as const) {
      await expect(survey.saveView(actor, {})).rejects.toMatchObject({ code });
      await expect(survey.renameView(actor, {})).rejects.toMatchObject({ code });
      await expect(survey.removeView(actor, '')).rejects.toMatchObject({ code });
      await expect(survey.listViews(actor, waveId)).rejects.toMatchObject({ code });
      await expect(survey.getView(actor, '')).rejects.toMatchObject({ code });
    }
  });

  test.skipIf(isAbsent)('[SV47] a view comes back as it was saved, to any analyst', async () => {
    const { survey } = scene.app;
    const view = {
      ...EMPTY_VIEW,
      filters: [
        { column: 'region', values: ['Łódź'] },
        { column: 'minutes', range: [1.5, 40] },
      ],
      split: ['region'],
      isWeighted: true,
    };
    const id = await survey.saveView(analyst, { waveId, name: ' Łódź, slow ', view });
    const other = await scene.person('Olek Analyst', ['analyst']);
    expect(await survey.getView(other, id)).toMatchObject({
      name: 'Łódź, slow',
      view,
      authorName: 'Ala Analyst',
      version: 1,
    });
    expect((await survey.listViews(other, waveId)).map(({ name }) => name)).toEqual(['Łódź, slow']);
  });

  test.skipIf(isAbsent)(
    '[SV47] names are taken once a wave, and the slower of two changes is refused',
    async () => {
      const { survey } = scene.app;
      const id = await survey.saveView(analyst, { waveId, name: 'A', view: EMPTY_VIEW });
      await expect(survey.saveView(analyst, { waveId, name: 'A', view: EMPTY_VIEW })).rejects.toMatchObject({
        code: 'conflict',
        issues: [{ path: 'name', message: 'dashboard.views.taken' }],
      });
      await survey.renameView(analyst, { id, version: 1, name: 'B' });
      await expect(survey.renameView(analyst, { id, version: 1, name: 'C' })).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await survey.getView(analyst, id)).toMatchObject({ name: 'B', version: 2 });
      await survey.removeView(analyst, id);
      await expect(survey.getView(analyst, id)).rejects.toMatchObject({ code: 'not-found' });
    },
  );

  test.skipIf(isAbsent)('[FM16] a view that was removed comes back under its address', async () => {
    const { survey, undo } = scene.app;
    const id = await survey.saveView(analyst, { waveId, name: 'A', view: EMPTY_VIEW });
    const before = await survey.getView(analyst, id);
    const { undoId } = await survey.removeView(analyst, id);
    await expect(survey.getView(analyst, id)).rejects.toMatchObject({ code: 'not-found' });
    await undo.takeBack(analyst, undoId ?? '');
    expect(await survey.getView(analyst, id)).toEqual(before);
    await expect(undo.takeBack(analyst, undoId ?? '')).rejects.toMatchObject({ reason: 'form.undoGone' });
  });

  test.skipIf(isAbsent)('[SV47] a view that is none is refused with what is wrong', async () => {
    const { survey } = scene.app;
    for (const view of [
      undefined,
      {},
      { filters: [{ column: 1 }] },
      { filters: [], split: ['a', 'b', 'c'] },
    ]) {
      await expect(survey.saveView(analyst, { waveId, name: 'A', view })).rejects.toMatchObject({
        code: 'invalid',
      });
    }
    await expect(
      survey.saveView(analyst, { waveId: 'x', name: 'A', view: EMPTY_VIEW }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
