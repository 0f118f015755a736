import type { AuditAction } from '#lib/audit/audit-action.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import type { ImportProfile } from '#lib/survey/import/import-profile.ts';
import { WaveReference, type WaveId } from '#lib/survey/wave/wave.ts';
import { ColumnLinks } from '#lib/survey/questions/column-links.ts';
import { UNDO_DAYS, WaveImport } from '#lib/survey/import/wave-import.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission, requirePerson } from '#server/access/require-permission.ts';
import { makeToken } from '#server/access/secrets.ts';
import type { Context } from '#server/context.ts';
import { deleteBlob, findBlob, finishBlob } from '#server/database/blobs.ts';
import type { Queries } from '#server/database/engine.ts';
import { addDecision, decideWave } from '../published/disclosure-commands.ts';
import * as ledger from '../published/disclosure-store.ts';
import * as profiles from './profile-store.ts';
import { SMALLEST_SHOWN } from '../published/shown-wave.ts';
import * as store from '../store.ts';
import { listStaleUploads } from './upload-store.ts';
import * as versions from '../published/version-store.ts';

const DAY_MS = 86_400_000;
/** An upload that was not finished by then will not be. */
const UPLOAD_DAYS = 7;

/**
 * Makes a wave of an uploaded file, or puts the file in the place of a wave that it was compared with.
 * Either everything is written or nothing is; what was replaced stays for `undoImport`. Refuses with
 * 'stale' when the wave has changed since it was compared. Without `keepsPrevious` every earlier file of
 * the wave is destroyed at once. See [SV84], [SV89].
 */
export async function importWave(context: Context, actor: Actor, input: unknown): Promise<WaveId> {
  requirePerson(actor, 'survey.import');
  const form = parseInput(WaveImport, input);
  const blob = await findBlob(context.db, form.blobId);
  if (!blob || blob.ownerId !== actor.id) throw new AppError('not-found');
  if (!blob.isComplete) await finishBlob(context.db, form.blobId);
  if (form.replaces) await decideBefore(context, form.replaces.waveId);
  const atMs = context.clock();
  const content = {
    fileName: form.fileName,
    blobId: form.blobId,
    rows: form.rows,
    columns: form.columns,
    figures: form.figures,
  };
  const id = await context.database.transaction(async (trx) => {
    if (await versions.isBlobInUse(trx, form.blobId)) throw new AppError('conflict');
    const waveId = form.replaces
      ? await replaceWave(trx, { ...form.replaces, keepsPrevious: form.keepsPrevious }, content, {
          personId: actor.id,
          atMs,
        })
      : await addWave(trx, form, content, { personId: actor.id, atMs });
    await rememberSettings(trx, form, waveId, { personId: actor.id, atMs });
    await recordAudit(trx, {
      atMs,
      actor,
      action: actionOf(form),
      subject: { kind: 'wave', id: waveId },
      details: { rows: form.rows.imported, rejected: form.rows.rejected },
    });
    return waveId;
  });
  addDecision(context, id);
  context.bus.tell({ kind: 'wave', id, action: 'import' });
  return id;
}

/**
 * What readers see is written down before its file can go: without that nothing newer could be compared
 * with it. A file that cannot be read has nothing to write down.
 */
async function decideBefore(context: Context, waveId: string): Promise<void> {
  try {
    await decideWave(context, waveId, new AbortController().signal);
  } catch (error) {
    context.log.warn({ error, wave: waveId }, 'A wave could not be looked at before its file is replaced');
  }
}

/** The next wave of the survey is offered to be read like this one. See [SV88]. */
async function rememberSettings(trx: Queries, form: WaveImport, waveId: WaveId, by: By): Promise<void> {
  const wave = form.settings && (await store.findWave(trx, waveId));
  if (!wave || !form.settings) return;
  await profiles.writeProfile(trx, {
    surveyId: wave.surveyId,
    waveName: wave.name,
    settings: form.settings,
    savedBy: by.personId,
    savedAtMs: by.atMs,
  });
}

/** How the last file of each survey was read, the newest first. */
export async function listProfiles(context: Context, actor: Actor): Promise<ImportProfile[]> {
  requirePermission(actor, 'survey.import');
  return profiles.listProfiles(context.db);
}

/** What the audit log calls an import. */
function actionOf({ replaces, keepsPrevious }: WaveImport): AuditAction {
  if (!replaces) return 'wave.import';
  return keepsPrevious ? 'wave.replace' : 'wave.mask';
}

interface By {
  personId: string;
  atMs: number;
}

async function addWave(
  trx: Queries,
  form: WaveImport,
  content: versions.WaveContent,
  by: By,
): Promise<WaveId> {
  const surveyId = await store.ensureSurvey(trx, {
    id: newId<'survey'>(),
    name: form.surveyName,
    createdBy: by.personId,
    createdAtMs: by.atMs,
  });
  const waves = await store.listWaves(trx);
  if (waves.some((wave) => wave.surveyId === surveyId && wave.name === form.waveName)) {
    throw new AppError('conflict', { issues: [{ path: 'waveName', message: 'import.upload.waveTaken' }] });
  }
  const id = newId<'wave'>();
  await store.insertWave(trx, {
    ...content,
    id,
    surveyId,
    name: form.waveName,
    fieldedOn: form.fieldedOn,
    createdBy: by.personId,
    createdAtMs: by.atMs,
  });
  await ledger.startDisclosure(trx, {
    waveId: id,
    key: makeToken(),
    figures: content.figures.filter(({ n }) => n >= SMALLEST_SHOWN),
    rows: content.rows,
  });
  return id;
}

async function replaceWave(
  trx: Queries,
  replaces: { waveId: string; version: number; keepsPrevious: boolean },
  content: versions.WaveContent,
  by: By,
): Promise<WaveId> {
  const wave = await findAt(trx, replaces);
  await forgetVersions(trx, await versions.listVersions(trx, wave.id));
  if (replaces.keepsPrevious) await versions.keepVersion(trx, wave, by);
  if (!(await versions.changeContent(trx, wave, content))) {
    throw new AppError('stale', { reason: 'import.replace.stale' });
  }
  await ledger.reopenDisclosure(trx, wave.id);
  // [SV89] what was found in the old bytes goes with them, in the same transaction.
  if (!replaces.keepsPrevious) await deleteBlob(trx, wave.blobId);
  return wave.id;
}

/**
 * Undoes the last import of a wave: brings back the file that it replaced, or removes the wave when it
 * replaced none. Refuses with 'stale' when the wave has changed since it was looked at.
 */
export async function undoImport(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<'restored' | 'removed'> {
  requirePermission(actor, 'survey.import');
  const reference = parseInput(WaveReference, input);
  const atMs = context.clock();
  const outcome = await context.database.transaction(async (trx) => {
    const wave = await findAt(trx, reference);
    const [previous] = await versions.listVersions(trx, wave.id);
    const subject = { kind: 'wave' as const, id: wave.id, name: wave.name };
    if (!previous && wave.version > 1) throw new AppError('gone', { reason: 'import.undo.gone' });
    if (!previous) {
      await deleteWave(trx, wave);
      await recordAudit(trx, { atMs, actor, action: 'wave.remove', subject });
      return 'removed' as const;
    }
    if (!(await versions.changeContent(trx, wave, previous))) throw new AppError('stale');
    await ledger.reopenDisclosure(trx, wave.id);
    await versions.forgetVersion(trx, previous);
    await deleteBlob(trx, wave.blobId);
    await recordAudit(trx, { atMs, actor, action: 'wave.undo', subject });
    return 'restored' as const;
  });
  addDecision(context, reference.waveId);
  const action = outcome === 'removed' ? 'remove' : 'restore';
  context.bus.tell({ kind: 'wave', id: reference.waveId, action });
  return outcome;
}

/** Removes a wave, its responses, earlier files included, and the insights pinned from it. */
export async function removeWave(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'survey.import');
  const reference = parseInput(WaveReference, input);
  await context.database.transaction(async (trx) => {
    const wave = await findAt(trx, reference);
    await deleteWave(trx, wave);
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'wave.remove',
      subject: { kind: 'wave', id: wave.id, name: wave.name },
    });
  });
  context.bus.tell({ kind: 'wave', id: reference.waveId, action: 'remove' });
}

/** The wave, if it is still as somebody saw it. */
async function findAt(
  trx: Queries,
  { waveId, version }: { waveId: string; version: number },
): Promise<store.WaveRow> {
  await store.holdWave(trx, waveId);
  const wave = await store.findWave(trx, waveId);
  if (!wave) throw new AppError('not-found');
  if (wave.version !== version) throw new AppError('stale', { reason: 'import.replace.stale' });
  return wave;
}

async function deleteWave(trx: Queries, wave: store.WaveRow): Promise<void> {
  await forgetVersions(trx, await versions.listVersions(trx, wave.id));
  const kept = await ledger.listLedgerBlobs(trx, wave.id);
  await store.deleteWave(trx, wave.id);
  for (const blobId of [wave.blobId, ...kept]) await deleteBlob(trx, blobId);
}

async function forgetVersions(trx: Queries, old: readonly versions.WaveVersion[]): Promise<void> {
  for (const version of old) {
    await versions.forgetVersion(trx, version);
    await deleteBlob(trx, version.blobId);
  }
}

/** The file that an undo would bring back, without its content; undefined when there is none. */
export async function findPreviousVersion(
  context: Context,
  actor: Actor,
  waveId: string,
): Promise<{ fileName: string; rows: store.WaveRow['rows']; replacedAtMs: number } | undefined> {
  requirePermission(actor, 'survey.import');
  const previous = await versions.findNewestVersion(context.db, waveId);
  return (
    previous && { fileName: previous.fileName, rows: previous.rows, replacedAtMs: previous.replacedAtMs }
  );
}

/** Says which question of the survey each column of a wave asks, as an analyst confirmed it. */
export async function linkColumns(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'survey.import');
  const { waveId, links } = parseInput(ColumnLinks, input);
  await context.database.transaction(async (trx) => {
    const wave = await store.findWave(trx, waveId);
    if (!wave) throw new AppError('not-found');
    const known = links.filter(({ column }) => wave.columns.some(({ name }) => name === column));
    await versions.writeLinks(trx, wave.id, known);
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'wave.linkColumns',
      subject: { kind: 'wave', id: wave.id },
      details: { links: known.length },
    });
  });
  context.bus.tell({ kind: 'wave', id: waveId, action: 'linkColumns' });
}

/** The confirmed questions of all waves of a survey whose columns have other names: an insight is asked again through them. */
export async function listColumnLinks(
  context: Context,
  actor: Actor,
  surveyId: string,
): Promise<versions.ColumnLink[]> {
  requirePermission(actor, 'insight.view');
  return versions.listLinks(context.db, [surveyId]);
}

/** Deletes files that can no longer be brought back and uploads that were never finished. */
export async function forgetOldFiles(context: Context): Promise<void> {
  const now = context.clock();
  await context.database.transaction(async (trx) => {
    await forgetVersions(trx, await versions.listVersionsBefore(trx, now - UNDO_DAYS * DAY_MS));
    for (const blobId of await listStaleUploads(trx, now - UPLOAD_DAYS * DAY_MS)) {
      await deleteBlob(trx, blobId);
    }
  });
}
