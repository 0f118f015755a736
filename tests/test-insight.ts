import { createHash, randomUUID } from 'node:crypto';
import type { Actor } from '#lib/people/person.ts';
import type { App } from '#server/app.ts';

/** Pins an insight on a wave of its own, as an analyst. */
export async function pinTestInsight(
  app: App,
  analyst: Actor,
  facts: { title?: string; n?: number } = {},
): Promise<string> {
  const bytes = new Uint8Array([1, 2, 3]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { blobId } = await app.survey.startUpload(analyst, { byteSize: bytes.length, sha256 });
  await app.survey.uploadChunk(analyst, { blobId, position: 0, bytes });
  const waveId = await app.survey.importWave(analyst, {
    surveyName: 'Test',
    waveName: randomUUID(),
    fieldedOn: '2026-01-01',
    fileName: 'test.csv',
    blobId,
    rows: { read: 1, imported: 1, rejected: 0, excluded: 0 },
    columns: [{ name: 'a', label: 'a', role: 'nps', naCodes: [] }],
    figures: [],
  });
  return app.survey.pinInsight(analyst, {
    waveId,
    question: { column: 'a', label: 'a', kind: 'nps', segment: null, weight: null },
    title: facts.title ?? 'Long waits',
    value: 12.5,
    interval: [8, 17],
    n: facts.n ?? 40,
  });
}
