import { createHash } from 'node:crypto';
import type { Actor } from '#lib/people/person.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { WaveFigure } from '#lib/survey/wave/wave.ts';
import { writeWave } from '#lib/survey/wave/wave-file.ts';
import type { App } from '#server/app.ts';

/** The answers of a small survey: a channel and a mark for how long people waited, row by row. */
export interface WaveAnswers {
  waveName?: string;
  fieldedOn?: string;
  /** The wave in whose place the file goes; the one before is destroyed, as masking does. */
  replaces?: { waveId: string; version: number };
  channel: readonly string[];
  waiting: readonly string[];
  /** Its overall figures, as the browser counts them. */
  figures?: readonly WaveFigure[];
}

const FEW: WaveAnswers = { channel: ['phone', 'chat'], waiting: ['3', '4'] };

/** Imports a wave as the page does: upload, then import. */
export async function uploadWave(app: App, analyst: Actor, answers: WaveAnswers = FEW): Promise<string> {
  const { channel, waiting, waveName = 'Autumn', fieldedOn = '2026-11-02', replaces, figures = [] } = answers;
  const columns = [
    columnOf(channel, { index: 0, name: 'Channel', label: 'Channel' }),
    columnOf(waiting, {
      index: 1,
      name: 'Waiting',
      label: 'Waiting',
      role: 'rating',
      scale: { min: 1, max: 5 },
    }),
  ];
  const bytes = writeWave({ rowCount: waiting.length, decimal: '.', columns });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { blobId } = await app.survey.startUpload(analyst, { byteSize: bytes.byteLength, sha256 });
  await app.survey.uploadChunk(analyst, { blobId, position: 0, bytes });
  const count = waiting.length;
  return app.survey.importWave(analyst, {
    surveyName: 'Customers',
    waveName,
    fieldedOn,
    fileName: 'wave.csv',
    blobId,
    rows: { read: count, imported: count, rejected: 0, excluded: 0 },
    columns: columns.map(({ name, label, role }) => ({ name, label: label || name, role, naCodes: [] })),
    figures,
    ...(replaces && { replaces, keepsPrevious: false }),
  });
}
