import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeWave } from '#lib/survey/wave/wave-file.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

describe.each(ENGINES)('published tables on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let analyst: PersonActor;
  let director: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    analyst = await scene.person('Anna Analyst', ['analyst']);
    director = await scene.person('Daria Director', ['director']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  /** A wave of phone and chat, with three who came to the shop. */
  async function importWave(bytes = waveBytes()): Promise<string> {
    const { survey } = scene.app;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { blobId } = await survey.startUpload(analyst, { byteSize: bytes.byteLength, sha256 });
    await survey.uploadChunk(analyst, { blobId, position: 0, bytes });
    return survey.importWave(analyst, {
      surveyName: 'Customers',
      waveName: 'Autumn',
      fieldedOn: '2026-09-01',
      fileName: 'autumn.csv',
      blobId,
      rows: { read: 63, imported: 63, rejected: 0, excluded: 0 },
      columns: [
        { name: 'channel', label: 'Channel', role: 'category', naCodes: [] },
        { name: 'nps', label: 'NPS', role: 'nps', naCodes: [] },
      ],
      figures: [],
    });
  }

  test.skipIf(isAbsent)('refuses who may not publish, and who may not see figures', async () => {
    const { survey } = scene.app;
    await expect(survey.publishWave(NOBODY, {})).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(survey.publishWave(director, {})).rejects.toMatchObject({ code: 'forbidden' });
    const employee = await scene.person('Ewa Employee');
    await expect(survey.findPublication(employee, '')).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)(
    '[SV80] [SV82] a director gets the tables, small groups hidden, and they stand',
    async () => {
      const { survey } = scene.app;
      const waveId = await importWave();
      expect(await survey.findPublication(director, waveId)).toBeUndefined();
      const form = { waveId, segments: ['channel'], figureThreshold: '5' };
      await survey.publishWave(analyst, form);
      await scene.app.jobs.settled();
      const publication = await survey.findPublication(director, waveId);
      expect(publication).toMatchObject({
        state: 'ready',
        tables: {
          segments: [
            {
              column: 'channel',
              groups: [
                { kind: 'answer', name: 'phone' },
                { kind: 'answer', name: 'chat' },
                { kind: 'others' },
              ],
            },
          ],
          measures: [
            { kind: 'nps', cells: [{ n: 63 }, { n: 40, value: 100 }, 'hidden', 'hidden'] },
            { kind: 'mean', cells: [{ n: 63 }, { n: 40, value: 10 }, 'hidden', 'hidden'] },
          ],
        },
      });
      await expect(survey.publishWave(analyst, { ...form, segments: [] })).rejects.toMatchObject({
        code: 'conflict',
        reason: 'published.publish.stands',
      });
    },
  );

  test.skipIf(isAbsent)('[SV90] a director reads words of the comments, never the comments', async () => {
    const { survey } = scene.app;
    const waveId = await importWave();
    await survey.publishWave(analyst, { waveId, segments: [], figureThreshold: 5, wordThreshold: '15' });
    await scene.app.jobs.settled();
    const publication = await survey.findPublication(director, waveId);
    expect(publication?.tables?.wordThreshold).toBe(15);
    expect(publication?.tables?.words).toMatchObject([
      {
        column: 'why',
        comments: 63,
        positive: [{ term: 'kind', documents: 40 }],
        negative: [{ term: 'slow' }],
      },
    ]);
    expect(JSON.stringify(publication)).not.toContain('answered');
  });

  test.skipIf(isAbsent)('a segment that is no category of the wave is refused', async () => {
    const waveId = await importWave();
    const form = { waveId, segments: ['nps'], figureThreshold: 5 };
    await expect(scene.app.survey.publishWave(analyst, form)).rejects.toMatchObject({
      issues: [{ path: 'segments', message: 'published.publish.unknownSegment' }],
    });
    await expect(
      scene.app.survey.publishWave(analyst, { ...form, segments: [], figureThreshold: 1 }),
    ).rejects.toMatchObject({ issues: [{ path: 'figureThreshold', message: 'form.tooSmall' }] });
    for (const [wordThreshold, message] of [
      ['4', 'form.tooSmall'],
      ['1001', 'form.tooLarge'],
    ]) {
      await expect(
        scene.app.survey.publishWave(analyst, { ...form, segments: [], figureThreshold: 5, wordThreshold }),
      ).rejects.toMatchObject({ issues: [{ path: 'wordThreshold', message }] });
    }
  });

  test.skipIf(isAbsent)(
    'bytes that cannot be read fail the publication, which can be started again',
    async () => {
      const { survey } = scene.app;
      const waveId = await importWave(new Uint8Array([1, 2, 3]));
      const form = { waveId, segments: [], figureThreshold: 5 };
      for (let attempt = 0; attempt < 2; attempt++) {
        await survey.publishWave(analyst, form);
        await scene.app.jobs.settled();
        expect((await survey.findPublication(director, waveId))?.state).toBe('failed');
      }
    },
  );
});

function waveBytes(): Uint8Array {
  const channels = [
    ...new Array(40).fill('phone'),
    ...new Array(20).fill('chat'),
    ...new Array(3).fill('shop'),
  ];
  return writeWave({
    rowCount: channels.length,
    decimal: '.',
    columns: [
      columnOf(channels, { index: 0, name: 'channel', label: 'Channel' }),
      columnOf(
        channels.map((channel) => (channel === 'phone' ? '10' : '3')),
        { index: 1, name: 'nps', label: 'NPS', role: 'nps', scale: { min: 0, max: 10 } },
      ),
      columnOf(
        channels.map((channel, i) =>
          channel === 'phone' ? `kind${i === 0 ? ' who answered' : ''}` : 'slow',
        ),
        { index: 2, name: 'why', label: 'Why?', role: 'comment' },
      ),
    ],
  });
}
