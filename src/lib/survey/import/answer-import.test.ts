import { expect, test } from 'vitest';
import { askInPlace } from '#lib/base/testing/answer-in-place.ts';
import { answerImport } from './answer-import.ts';
import type { ImportProgress } from './read-survey.ts';
import { openSurvey } from './open-survey.ts';
import { previewMeasure } from './preview-measure.ts';
import { WaveFile } from '../wave/wave-file.ts';

function fileOf(rows: number): Blob {
  const lines = Array.from(
    { length: rows },
    (_, i) => `${i + 1},${i % 12},anna${i}@example.com,call 600 100 2${(i % 90) + 10}`,
  );
  return new Blob([`id,NPS,E-mail,Why was it so\n${lines.join('\n')}\n`]);
}

test('[SV25] an import goes from file to wave, with progress', async () => {
  const engine = askInPlace(answerImport);
  const file = fileOf(20_000);
  expect((await engine.ask('inspect', { file, overrides: {} })).ok).toBe(true);
  const seen: ImportProgress[] = [];
  const reading = await engine.ask('read', undefined, { onProgress: (progress) => seen.push(progress) });
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.at(-1)).toMatchObject({ bytesRead: file.size, bytesTotal: file.size });
  expect(reading.rows).toMatchObject({ read: 20_000, imported: 20_000 });
  const wave = await engine.ask('prepare', new Map([[1, { naCodes: ['11'] }]]));
  expect(wave.columns.map(({ name, role }) => [name, role])).toEqual([
    ['id', 'id'],
    ['NPS', 'nps'],
    ['Why was it so', expect.any(String)],
  ]);
  expect(wave.figures).toMatchObject([{ column: 'NPS', kind: 'nps', n: 18_334 }]);
});

test('[SV22] nothing personal is left in the bytes of a wave', async () => {
  const engine = askInPlace(answerImport);
  await engine.ask('inspect', { file: fileOf(200), overrides: {} });
  await engine.ask('read', undefined);
  const wave = await engine.ask('prepare', new Map([[2, { role: 'category' }]]));
  expect(wave.masked).toMatchObject({ email: 200, phone: 200 });
  const { columns } = await new WaveFile(wave.bytes).table();
  const texts = columns.flatMap(({ codes, dictionary }) => [...codes].map((code) => dictionary.textAt(code)));
  expect(texts.filter((text) => /@|600 100/.test(text))).toEqual([]);
  expect(new TextDecoder('latin1').decode(wave.bytes)).not.toContain('@example');
});

test('[SV25] cancelling ends the reading and leaves nothing behind', async () => {
  const engine = askInPlace(answerImport);
  await engine.ask('inspect', { file: fileOf(50_000), overrides: {} });
  const reading = engine.ask('read', undefined, { onProgress: () => engine.cancel() });
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  await expect(engine.ask('prepare', new Map())).rejects.toThrow('before a file was read');
});

test('[SV13] N/A codes that nobody accepted have no effect on the wave', async () => {
  const engine = askInPlace(answerImport);
  await engine.ask('inspect', { file: fileOf(1200), overrides: {} });
  await engine.ask('read', undefined);
  const wave = await engine.ask('prepare', new Map());
  expect([wave.columns[1]?.naCodes, wave.figures[0]?.n]).toEqual([[], 1200]);
});

test('[SV13] the preview equals the figure that the import will give, before and after', async () => {
  const engine = askInPlace(answerImport);
  await engine.ask('inspect', { file: fileOf(1200), overrides: {} });
  const { descriptions, decimal } = await engine.ask('read', undefined);
  const summary = descriptions[1]?.summary;
  if (!summary) throw new Error('no column');
  for (const naCodes of [[], ['11']]) {
    const { figures } = await engine.ask('prepare', new Map([[1, { naCodes }]]));
    const preview = previewMeasure(summary, { role: 'nps', naCodes }, decimal);
    expect(preview).toMatchObject({ kind: 'nps', estimate: { value: figures[0]?.value, n: figures[0]?.n } });
  }
});

test('[SV111] a file beyond what a browser holds is refused before it is read, with both sizes', async () => {
  const file = Object.defineProperty(new Blob(['nps\n9\n']), 'size', { value: 3e9 });
  expect(await openSurvey(file)).toEqual({
    ok: false,
    issue: { severity: 'error', code: 'file-too-large', values: { size: 3, limit: 2 } },
  });
});
