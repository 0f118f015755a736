import { asId } from '#lib/base/ids.ts';
import type { SurveyId, WaveColumn, WaveFigure, WaveId } from '#lib/survey/wave/wave.ts';
import { InsightQuestion, type Insight, type InsightFigure } from '#lib/survey/insights/insight.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf, readJson } from '../database/stored.ts';
import { StoredColumns, StoredFigures, StoredInsightEvidence } from './stored-wave.ts';

export interface WaveRow {
  id: WaveId;
  surveyId: SurveyId;
  surveyName: string;
  name: string;
  fieldedOn: string;
  fileName: string;
  blobId: string;
  rows: { read: number; imported: number; rejected: number; excluded: number };
  columns: WaveColumn[];
  figures: WaveFigure[];
  createdAtMs: number;
  version: number;
}

function selectWaves(db: Queries) {
  return db
    .selectFrom('wave')
    .innerJoin('survey', 'survey.id', 'wave.survey_id')
    .selectAll('wave')
    .select('survey.name as survey_name')
    .orderBy('survey.name')
    .orderBy('wave.fielded_on', 'desc')
    .orderBy('wave.created_at_ms', 'desc');
}

type SelectedWave = Awaited<ReturnType<ReturnType<typeof selectWaves>['execute']>>[number];

function toWave(row: SelectedWave): WaveRow {
  return {
    id: asId<'wave'>(row.id),
    surveyId: asId<'survey'>(row.survey_id),
    surveyName: row.survey_name,
    name: row.name,
    fieldedOn: row.fielded_on,
    fileName: row.file_name,
    blobId: row.blob_id,
    rows: {
      read: row.rows_read,
      imported: row.rows_imported,
      rejected: row.rows_rejected,
      excluded: row.rows_excluded,
    },
    columns: readJson(StoredColumns, row.columns, 'wave.columns', row.id),
    figures: readJson(StoredFigures, row.figures, 'wave.figures', row.id),
    createdAtMs: row.created_at_ms,
    version: row.version,
  };
}

export async function listWaves(db: Queries): Promise<WaveRow[]> {
  return (await selectWaves(db).execute()).map(toWave);
}

export async function listWavesOfSurvey(db: Queries, surveyId: string): Promise<WaveRow[]> {
  return (await selectWaves(db).where('wave.survey_id', '=', surveyId).execute()).map(toWave);
}

/** Those of these waves that there are. */
export async function listWavesById(db: Queries, ids: readonly string[]): Promise<WaveRow[]> {
  if (ids.length === 0) return [];
  return (await selectWaves(db).where('wave.id', 'in', ids).execute()).map(toWave);
}

/** Takes a wave for the rest of a transaction, so that two who replace it at once do not both find the version they saw. */
export async function holdWave(trx: Queries, id: string): Promise<void> {
  await trx
    .updateTable('wave')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
}

export async function findWave(db: Queries, id: string): Promise<WaveRow | undefined> {
  const row = await selectWaves(db).where('wave.id', '=', id).executeTakeFirst();
  return row && toWave(row);
}

/** The survey of this name, made when there is none. */
export async function ensureSurvey(
  trx: Queries,
  survey: { id: SurveyId; name: string; createdBy: string; createdAtMs: number },
): Promise<SurveyId> {
  await trx
    .insertInto('survey')
    .values({
      id: survey.id,
      name: survey.name,
      created_by: survey.createdBy,
      created_at_ms: survey.createdAtMs,
      version: 1,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await trx
    .selectFrom('survey')
    .select('id')
    .where('name', '=', survey.name)
    .executeTakeFirstOrThrow();
  return asId<'survey'>(row.id);
}

export async function insertWave(
  trx: Queries,
  wave: Omit<WaveRow, 'surveyName' | 'version'> & { createdBy: string },
): Promise<void> {
  await trx
    .insertInto('wave')
    .values({
      id: wave.id,
      survey_id: wave.surveyId,
      name: wave.name,
      fielded_on: wave.fieldedOn,
      file_name: wave.fileName,
      blob_id: wave.blobId,
      rows_read: wave.rows.read,
      rows_imported: wave.rows.imported,
      rows_rejected: wave.rows.rejected,
      rows_excluded: wave.rows.excluded,
      columns: JSON.stringify(wave.columns),
      figures: JSON.stringify(wave.figures),
      created_by: wave.createdBy,
      created_at_ms: wave.createdAtMs,
      version: 1,
    })
    .execute();
}

export async function deleteWave(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('wave').where('id', '=', id).execute();
}

export function selectInsights(db: Queries) {
  return db
    .selectFrom('insight')
    .innerJoin('wave', 'wave.id', 'insight.wave_id')
    .innerJoin('survey', 'survey.id', 'insight.survey_id')
    .leftJoin('person', 'person.id', 'insight.author_id')
    .selectAll('insight')
    .select([
      'wave.name as wave_name',
      'wave.version as newest_version',
      'wave.fielded_on',
      'survey.name as survey_name',
      'person.name as author_name',
    ])
    .orderBy('insight.created_at_ms', 'desc');
}

type SelectedInsight = Awaited<ReturnType<ReturnType<typeof selectInsights>['execute']>>[number];

/** Whether readers without rows see the figure of an insight. */
const FIGURE_STATES = ['asked', 'shown', 'withheld'] as const;

/** An insight as it is kept, whoever may see it. */
export interface StoredInsight extends Omit<Insight, 'figure' | 'isWithheld'> {
  figure: InsightFigure;
  figureState: (typeof FIGURE_STATES)[number];
  /** Whether its question names an answer or a word that the wave no longer holds. */
  isNameLost: boolean;
  /** The version of the wave that it was pinned on, where that is known, and the wave's newest one. */
  waveVersion: number | null;
  newestVersion: number;
}

export function toInsight(row: SelectedInsight): StoredInsight {
  const { isNameLost, ...evidence } = readJson(
    StoredInsightEvidence,
    row.evidence,
    'insight.evidence',
    row.id,
  );
  return {
    id: asId<'insight'>(row.id),
    waveId: asId<'wave'>(row.wave_id),
    surveyId: asId<'survey'>(row.survey_id),
    surveyName: row.survey_name,
    waveName: row.wave_name,
    fieldedOn: row.fielded_on,
    question: readJson(InsightQuestion, row.question, 'insight.question', row.id),
    title: row.title,
    note: row.note,
    figure: { value: row.value, interval: [row.interval_low, row.interval_high], n: row.n },
    figureState: oneOf(FIGURE_STATES, row.figure_state, 'insight.figure_state', row.id),
    waveVersion: row.wave_version,
    newestVersion: row.newest_version,
    authorName: row.author_name ?? '',
    createdAtMs: row.created_at_ms,
    evidence,
    isNameLost,
    version: row.version,
    changedAtMs: row.changed_at_ms,
  };
}

export async function listInsights(db: Queries): Promise<StoredInsight[]> {
  return (await selectInsights(db).execute()).map(toInsight);
}

export async function findInsight(db: Queries, id: string): Promise<StoredInsight | undefined> {
  const row = await selectInsights(db).where('insight.id', '=', id).executeTakeFirst();
  return row && toInsight(row);
}

export async function insertInsight(
  trx: Queries,
  insight: Pick<
    StoredInsight,
    | 'id'
    | 'waveId'
    | 'surveyId'
    | 'question'
    | 'title'
    | 'note'
    | 'figure'
    | 'figureState'
    | 'waveVersion'
    | 'createdAtMs'
    | 'evidence'
  > & {
    authorId: string;
  },
): Promise<void> {
  await trx
    .insertInto('insight')
    .values({
      id: insight.id,
      wave_id: insight.waveId,
      survey_id: insight.surveyId,
      question: JSON.stringify(insight.question),
      title: insight.title,
      note: insight.note,
      value: insight.figure.value,
      interval_low: insight.figure.interval[0],
      interval_high: insight.figure.interval[1],
      n: insight.figure.n,
      figure_state: insight.figureState,
      wave_version: insight.waveVersion,
      author_id: insight.authorId,
      created_at_ms: insight.createdAtMs,
      version: 1,
      evidence: JSON.stringify(insight.evidence),
    })
    .execute();
}

export async function listWaveIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('wave').select('id').execute()).map(({ id }) => id);
}

/** What these waves and their surveys are called. */
export async function listWaveTitles(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; name: string; surveyName: string; createdAtMs: number }[]> {
  return db
    .selectFrom('wave')
    .innerJoin('survey', 'survey.id', 'wave.survey_id')
    .select(['wave.id', 'wave.name', 'survey.name as surveyName', 'wave.created_at_ms as createdAtMs'])
    .where('wave.id', 'in', ids)
    .execute();
}
