import { createHash } from 'node:crypto';
import type { Actor } from '#lib/people/person.ts';
import { overallFigures } from '#lib/survey/measure/overall-figures.ts';
import { writeWave } from '#lib/survey/wave/wave-file.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import type { App } from '#server/app.ts';

/** Imports a table as a wave of the survey "Customers", as the page does, and waits until it was decided about. */
export async function uploadTable(
  app: App,
  analyst: Actor,
  table: SurveyTable,
  { waveName, fieldedOn }: { waveName: string; fieldedOn: string },
): Promise<string> {
  const bytes = writeWave(table);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { blobId } = await app.survey.startUpload(analyst, { byteSize: bytes.byteLength, sha256 });
  await app.survey.uploadChunk(analyst, { blobId, position: 0, bytes });
  const count = table.rowCount;
  const waveId = await app.survey.importWave(analyst, {
    surveyName: 'Customers',
    waveName,
    fieldedOn,
    fileName: 'wave.csv',
    blobId,
    rows: { read: count, imported: count, rejected: 0, excluded: 0 },
    columns: table.columns.map(({ name, label, role }) => ({
      name,
      label: label || name,
      role,
      naCodes: [],
    })),
    figures: overallFigures(table),
  });
  await app.jobs.settled();
  return waveId;
}
