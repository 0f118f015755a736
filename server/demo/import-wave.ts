import { createHash } from 'node:crypto';
import { seededRandom } from '#lib/base/random.ts';
import type { Actor } from '#lib/people/person.ts';
import { addChoice, NO_CHOICES, type ColumnChoices } from '#lib/survey/columns/describe-columns.ts';
import { prepareWave, type PreparedWave } from '#lib/survey/import/prepare-wave.ts';
import { describeReading, readSurvey } from '#lib/survey/import/read-survey.ts';
import { inspectSurvey } from '#lib/survey/import/open-survey.ts';
import type { WaveId } from '#lib/survey/wave/wave.ts';
import type { App } from '../app.ts';
import { makeResponses, type WaveMood } from './responses.ts';

/** What stands for "no answer" in the generated files. */
const NA_CODES: Readonly<Record<string, string>> = { nps: '11', mobile_app: '6' };

/** The questions behind the names of the columns, as an analyst would enter them. */
const QUESTIONS: Readonly<Record<string, string>> = {
  channel: 'Kanał',
  region: 'Region',
  nps: 'Polecenie znajomym',
  overall: 'Zadowolenie ogółem',
  waiting_time: 'Czas oczekiwania',
  competence: 'Kompetencja konsultanta',
  politeness: 'Uprzejmość',
  solved_at_once: 'Załatwienie sprawy od razu',
  invoice_clarity: 'Zrozumiałość faktury',
  mobile_app: 'Aplikacja mobilna',
  weight: 'waga',
  comment: 'Komentarz',
};

/** Reads a generated file the way a browser reads an upload, and imports it through the same commands. */
export async function importDemoWave(
  app: App,
  analyst: Actor,
  { surveyName, mood, seed }: { surveyName: string; mood: WaveMood; seed: number },
): Promise<{ id: WaveId; wave: PreparedWave }> {
  const wave = await prepare(new Blob([makeResponses(mood, seededRandom(seed))]));
  const { blobId, chunkBytes } = await app.survey.startUpload(analyst, {
    byteSize: wave.bytes.byteLength,
    sha256: createHash('sha256').update(wave.bytes).digest('hex'),
  });
  for (let position = 0; position * chunkBytes < wave.bytes.byteLength; position++) {
    const bytes = wave.bytes.slice(position * chunkBytes, (position + 1) * chunkBytes);
    await app.survey.uploadChunk(analyst, { blobId, position, bytes });
  }
  const id = await app.survey.importWave(analyst, {
    surveyName,
    waveName: mood.name,
    fieldedOn: mood.startsOn,
    fileName: `responses-${mood.startsOn}.csv`,
    blobId,
    rows: wave.rows,
    columns: wave.columns,
    figures: wave.figures,
  });
  return { id, wave };
}

async function prepare(file: Blob): Promise<PreparedWave> {
  const inspected = await inspectSurvey(file);
  if (!inspected.ok) throw new Error(`The generated file is not readable: ${inspected.issue.code}`);
  const read = await readSurvey(file, inspected.passport, () => undefined);
  const { descriptions } = describeReading(read);
  let choices: ColumnChoices = NO_CHOICES;
  for (const { index, name } of read.table.columns) {
    const code = NA_CODES[name];
    if (code) choices = addChoice(choices, index, { naCodes: [code] });
  }
  const columns = read.table.columns.map((column) => ({
    ...column,
    label: QUESTIONS[column.name] ?? column.label,
  }));
  return prepareWave({ ...read, table: { ...read.table, columns } }, descriptions, choices);
}
