import { AppError } from '#lib/base/errors.ts';
import { newId, type Id } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { InsightForm, UploadStart, WaveImport, type Insight, type WaveId } from '#lib/survey/wave.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import {
  CHUNK_BYTES,
  deleteBlob,
  findBlob,
  finishBlob,
  putChunk,
  readBlob,
  startBlob,
} from '../database/blobs.ts';
import * as store from './store.ts';

/** Fewer answers than this are not shown to whoever may not see rows. */
const SMALLEST_GROUP = 5;

/** Opens the upload of a wave's Parquet file; returns its id and how large a chunk may be. */
export async function startUpload(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ blobId: string; chunkBytes: number }> {
  requirePerson(actor, 'survey.import');
  const upload = parseInput(UploadStart, input);
  const blobId = newId<'blob'>();
  await startBlob(context.db, { id: blobId, ownerId: actor.id, createdAtMs: context.clock(), ...upload });
  return { blobId, chunkBytes: CHUNK_BYTES };
}

/** Takes one chunk of an upload; the same position may be sent again after a broken connection. */
export async function uploadChunk(
  context: Context,
  actor: Actor,
  chunk: { blobId: string; position: number; bytes: Uint8Array },
): Promise<void> {
  requirePerson(actor, 'survey.import');
  const blob = await findBlob(context.db, chunk.blobId);
  if (!blob || blob.ownerId !== actor.id || blob.isComplete) throw new AppError('not-found');
  const isInside =
    Number.isInteger(chunk.position) && chunk.position >= 0 && chunk.position * CHUNK_BYTES < blob.byteSize;
  if (!isInside || chunk.bytes.byteLength > CHUNK_BYTES) throw new AppError('too-large');
  await putChunk(context.db, chunk.blobId, chunk.position, chunk.bytes);
}

/** Makes a wave of an uploaded file. Either everything is written or nothing is. */
export async function importWave(context: Context, actor: Actor, input: unknown): Promise<WaveId> {
  requirePerson(actor, 'survey.import');
  const form = parseInput(WaveImport, input);
  const blob = await findBlob(context.db, form.blobId);
  if (!blob || blob.ownerId !== actor.id) throw new AppError('not-found');
  if (!blob.isComplete) await finishBlob(context.db, form.blobId);
  const id = newId<'wave'>();
  const atMs = context.clock();
  await context.database.transaction(async (trx) => {
    const surveyId = await store.ensureSurvey(trx, {
      id: newId<'survey'>(),
      name: form.surveyName,
      createdBy: actor.id,
      createdAtMs: atMs,
    });
    const waves = await store.listWaves(trx);
    if (waves.some((wave) => wave.surveyId === surveyId && wave.name === form.waveName)) {
      throw new AppError('conflict', { issues: [{ path: 'waveName', message: 'survey.upload.waveTaken' }] });
    }
    await store.insertWave(trx, {
      id,
      surveyId,
      name: form.waveName,
      fieldedOn: form.fieldedOn,
      fileName: form.fileName,
      blobId: form.blobId,
      rows: form.rows,
      columns: form.columns,
      figures: form.figures,
      createdBy: actor.id,
      createdAtMs: atMs,
    });
    await recordAudit(trx, {
      atMs,
      actor,
      action: 'wave.import',
      subject: { kind: 'wave', id },
      details: { rows: form.rows },
    });
  });
  context.bus.tell({ kind: 'wave', id, action: 'import' });
  return id;
}

/** All waves, newest of each survey first; small groups are left out for those who do not see rows. */
export async function listWaves(context: Context, actor: Actor): Promise<store.WaveRow[]> {
  requirePermission(actor, 'survey.viewSummary');
  return (await store.listWaves(context.db)).map(withoutSmallGroups);
}

export async function getWave(context: Context, actor: Actor, id: string): Promise<store.WaveRow> {
  requirePermission(actor, 'survey.viewSummary');
  const wave = await store.findWave(context.db, id);
  if (!wave) throw new AppError('not-found');
  return withoutSmallGroups(wave);
}

function withoutSmallGroups(wave: store.WaveRow): store.WaveRow {
  return { ...wave, figures: wave.figures.filter((figure) => figure.n >= SMALLEST_GROUP) };
}

/** The responses themselves, as Parquet. Whoever opens them stands in the audit log. */
export async function openWaveFile(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ fileName: string; chunks: AsyncGenerator<Uint8Array> }> {
  requirePermission(actor, 'survey.viewRows');
  const wave = await store.findWave(context.db, id);
  if (!wave) throw new AppError('not-found');
  await recordAudit(context.db, {
    atMs: context.clock(),
    actor,
    action: 'wave.open',
    subject: { kind: 'wave', id },
  });
  return { fileName: `${wave.name}.parquet`, chunks: readBlob(context.db, wave.blobId) };
}

/** Removes a wave, its responses and the insights pinned from it. */
export async function removeWave(context: Context, actor: Actor, id: string): Promise<void> {
  requirePermission(actor, 'survey.import');
  await context.database.transaction(async (trx) => {
    const wave = await store.findWave(trx, id);
    if (!wave) throw new AppError('not-found');
    await store.deleteWave(trx, id);
    await deleteBlob(trx, wave.blobId);
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'wave.remove',
      subject: { kind: 'wave', id },
    });
  });
  context.bus.tell({ kind: 'wave', id, action: 'remove' });
}

/** Keeps a figure as evidence, with its question and its numbers as they are now. */
export async function pinInsight(context: Context, actor: Actor, input: unknown): Promise<Id<'insight'>> {
  requirePerson(actor, 'insight.pin');
  const form = parseInput(InsightForm, input);
  const id = newId<'insight'>();
  await context.database.transaction(async (trx) => {
    const wave = await store.findWave(trx, form.waveId);
    if (!wave) throw new AppError('not-found');
    await store.insertInsight(trx, {
      ...form,
      id,
      waveId: wave.id,
      surveyId: wave.surveyId,
      authorId: actor.id,
      createdAtMs: context.clock(),
    });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'insight.pin',
      subject: { kind: 'insight', id },
    });
  });
  context.bus.tell({ kind: 'insight', id, action: 'pin' });
  return id;
}

export async function listInsights(context: Context, actor: Actor): Promise<Insight[]> {
  requirePermission(actor, 'insight.view');
  return store.listInsights(context.db);
}

/** One insight, or undefined when it was removed with its wave. */
export async function findInsight(context: Context, actor: Actor, id: string): Promise<Insight | undefined> {
  requirePermission(actor, 'insight.view');
  return store.findInsight(context.db, id);
}
