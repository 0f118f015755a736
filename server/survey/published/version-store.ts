import { asId } from '#lib/base/ids.ts';
import type { WaveId } from '#lib/survey/wave/wave.ts';
import type { Queries } from '#server/database/engine.ts';
import { readJson } from '#server/database/stored.ts';
import type { WaveRow } from '../store.ts';
import { StoredColumns, StoredFigures, StoredRows } from '../stored-wave.ts';

/** What a file gives a wave. */
export type WaveContent = Pick<WaveRow, 'fileName' | 'blobId' | 'rows' | 'columns' | 'figures'>;

/** What a wave was before another file was imported in its place. */
export interface WaveVersion extends WaveContent {
  waveId: WaveId;
  version: number;
  replacedAtMs: number;
}

/** A column of a wave and the question of the survey that it asks. */
export interface ColumnLink {
  waveId: string;
  column: string;
  question: string;
}

function selectVersions(db: Queries) {
  return db.selectFrom('wave_version').selectAll().orderBy('version', 'desc');
}

type SelectedVersion = Awaited<ReturnType<ReturnType<typeof selectVersions>['execute']>>[number];

function toVersion(row: SelectedVersion): WaveVersion {
  const key = `${row.wave_id}/${row.version}`;
  return {
    waveId: asId<'wave'>(row.wave_id),
    version: row.version,
    fileName: row.file_name,
    blobId: row.blob_id,
    rows: readJson(StoredRows, row.rows, 'wave_version.rows', key),
    columns: readJson(StoredColumns, row.columns, 'wave_version.columns', key),
    figures: readJson(StoredFigures, row.figures, 'wave_version.figures', key),
    replacedAtMs: row.replaced_at_ms,
  };
}

/** The earlier versions of a wave, the newest first. */
export async function listVersions(db: Queries, waveId: string): Promise<WaveVersion[]> {
  return (await selectVersions(db).where('wave_id', '=', waveId).execute()).map(toVersion);
}

/** The version that an undo would bring back. */
export async function findNewestVersion(db: Queries, waveId: string): Promise<WaveVersion | undefined> {
  const row = await selectVersions(db).where('wave_id', '=', waveId).limit(1).executeTakeFirst();
  return row && toVersion(row);
}

export async function listVersionsBefore(db: Queries, atMs: number): Promise<WaveVersion[]> {
  return (await selectVersions(db).where('replaced_at_ms', '<', atMs).execute()).map(toVersion);
}

export async function keepVersion(
  trx: Queries,
  wave: WaveRow,
  by: { personId: string; atMs: number },
): Promise<void> {
  await trx
    .insertInto('wave_version')
    .values({
      wave_id: wave.id,
      version: wave.version,
      file_name: wave.fileName,
      blob_id: wave.blobId,
      rows: JSON.stringify(wave.rows),
      columns: JSON.stringify(wave.columns),
      figures: JSON.stringify(wave.figures),
      replaced_by: by.personId,
      replaced_at_ms: by.atMs,
    })
    .execute();
}

export async function forgetVersion(trx: Queries, version: WaveVersion): Promise<void> {
  await trx
    .deleteFrom('wave_version')
    .where('wave_id', '=', version.waveId)
    .where('version', '=', version.version)
    .execute();
}

/** Gives a wave other content; false when it is no longer at this version. */
export async function changeContent(
  trx: Queries,
  wave: Pick<WaveRow, 'id' | 'version'>,
  content: WaveContent,
): Promise<boolean> {
  const { rows } = content;
  const { numUpdatedRows } = await trx
    .updateTable('wave')
    .set({
      file_name: content.fileName,
      blob_id: content.blobId,
      rows_read: rows.read,
      rows_imported: rows.imported,
      rows_rejected: rows.rejected,
      rows_excluded: rows.excluded,
      columns: JSON.stringify(content.columns),
      figures: JSON.stringify(content.figures),
      version: wave.version + 1,
    })
    .where('id', '=', wave.id)
    .where('version', '=', wave.version)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows) === 1;
}

/** Whether a wave, or an earlier version of one, already stands on these bytes. */
export async function isBlobInUse(db: Queries, blobId: string): Promise<boolean> {
  const wave = await db.selectFrom('wave').select('id').where('blob_id', '=', blobId).executeTakeFirst();
  const old = await db
    .selectFrom('wave_version')
    .select('wave_id')
    .where('blob_id', '=', blobId)
    .executeTakeFirst();
  return wave !== undefined || old !== undefined;
}

export async function writeLinks(
  trx: Queries,
  waveId: string,
  links: readonly { column: string; question: string }[],
): Promise<void> {
  await trx.deleteFrom('column_link').where('wave_id', '=', waveId).execute();
  if (links.length === 0) return;
  await trx
    .insertInto('column_link')
    .values(links.map(({ column, question }) => ({ wave_id: waveId, column_name: column, question })))
    .execute();
}

/** The confirmed questions of all waves of these surveys. */
export async function listLinks(db: Queries, surveyIds: readonly string[]): Promise<ColumnLink[]> {
  if (surveyIds.length === 0) return [];
  const rows = await db
    .selectFrom('column_link')
    .innerJoin('wave', 'wave.id', 'column_link.wave_id')
    .select(['column_link.wave_id', 'column_name', 'question'])
    .where('wave.survey_id', 'in', surveyIds)
    .execute();
  return rows.map((row) => ({ waveId: row.wave_id, column: row.column_name, question: row.question }));
}
