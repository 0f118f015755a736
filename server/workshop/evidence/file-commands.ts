import { AppError } from '#lib/base/errors.ts';
import { fileNameOf, fileTypeOf } from '#lib/base/file-type.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  REFUSAL_VALUES,
  FileForm,
  refuseFile,
  type FileEvidence,
  type FileRefusal,
} from '#lib/workshop/evidence/evidence-file.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { deleteBlob, finishBlob, readBlob, storeBlob } from '#server/database/blobs.ts';
import { maskText } from '#server/survey/commands.ts';
import { hangEvidence, requireOpenRoom, requireOriginal } from './hang-evidence.ts';
import * as evidenceStore from './evidence-store.ts';
import * as files from './file-store.ts';
import { requireReadable, requireTakingPart } from '../participation.ts';
import { holdWorkshop } from '../store.ts';

/** An upload takes seconds; what is older was cut off. */
const LOST_AFTER_MS = 24 * 60 * 60 * 1000;

/** Hangs a file on a cause [WS94]: what it is, its bytes say [WS95]. */
export async function attachFile(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(FileForm, input);
  const me = await requireTakingPart(context.db, actor, form.workshopId);
  requireOpenRoom(me);
  await requireOriginal(context, form.workshopId, form.causeId);
  const held = await files.countFiles(context.db, form.workshopId, form.causeId);
  refuse(refuseFile(form.file.size, held));
  const bytes = new Uint8Array(await form.file.arrayBuffer());
  const givenName = form.file instanceof File ? form.file.name : '';
  const type = fileTypeOf(bytes, givenName);
  if (!type) throw refusal('unknown-type');
  const name = fileNameOf(maskText(givenName), type);
  const byteSize = bytes.byteLength;
  const evidence: FileEvidence = { kind: 'file', name, type, byteSize, text: maskText(form.text) };
  const blobId = await storeBlob(context, bytes);
  try {
    await hangEvidence(context, me, form.causeId, evidence, async (trx, evidenceId) => {
      const { workshopId, causeId } = form;
      // Asked again: others may have come in meanwhile.
      await holdWorkshop(trx, workshopId);
      refuse(refuseFile(byteSize, await files.countFiles(trx, workshopId, causeId)));
      // Until then nothing is complete, and what a stop of the server leaves is deleted later.
      await finishBlob(trx, blobId);
      await files.insertFile(trx, { evidenceId, workshopId, causeId, blobId, byteSize });
    });
  } catch (fault) {
    await deleteBlob(context.db, blobId); // nothing hangs on these bytes
    throw fault;
  }
}

/** A file of evidence to be handed out, for whoever may read the board. */
export async function openEvidenceFile(
  context: WorkshopContext,
  actor: Actor,
  place: { workshopId: string; evidenceId: string },
): Promise<FileEvidence & { chunks: AsyncGenerator<Uint8Array> }> {
  requirePermission(actor, 'workshop.takePart');
  const { access } = await requireReadable(context.db, actor, place.workshopId);
  if (access === 'none') throw new AppError('forbidden');
  const blobId = await files.findFileBlob(context.db, place.workshopId, place.evidenceId);
  const found = await evidenceStore.findEvidence(context.db, place.workshopId, place.evidenceId);
  if (!blobId || found?.evidence.kind !== 'file') throw new AppError('not-found');
  return { ...found.evidence, chunks: readBlob(context.db, blobId) };
}

/** Deletes the bytes of uploads that a stop of the server cut off. */
export async function forgetLostFiles(context: WorkshopContext): Promise<void> {
  await context.database.transaction(async (trx) => {
    for (const blobId of await files.listLostFiles(trx, context.clock() - LOST_AFTER_MS))
      await deleteBlob(trx, blobId);
  });
}

function refuse(reason: FileRefusal | undefined): void {
  if (reason) throw refusal(reason);
}

function refusal(reason: FileRefusal): AppError {
  return new AppError(reason === 'too-large' ? 'too-large' : 'conflict', {
    reason: `evidence.file.${reason}`,
    values: REFUSAL_VALUES[reason],
  });
}
