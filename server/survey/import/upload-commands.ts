import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { UploadStart } from '#lib/survey/import/wave-import.ts';
import { requirePerson } from '#server/access/require-permission.ts';
import type { Context } from '#server/context.ts';
import { CHUNK_BYTES, findBlob, putChunk, startBlob } from '#server/database/blobs.ts';
import { findUpload, listUploadsOf } from './upload-store.ts';

/** Where the upload of a file stands. */
export interface UploadState {
  blobId: string;
  chunkBytes: number;
  /** Chunks that are here already: an upload that broke off goes on where it was. */
  positions: readonly number[];
}

/**
 * Opens the upload of a wave's Parquet file, or finds the one that this person began with the same bytes.
 */
export async function startUpload(context: Context, actor: Actor, input: unknown): Promise<UploadState> {
  requirePerson(actor, 'survey.import');
  const upload = parseInput(UploadStart, input);
  const begun = await findUpload(context.db, actor.id, upload.sha256);
  if (begun) {
    const positions = (await findBlob(context.db, begun))?.positions ?? [];
    return { blobId: begun, chunkBytes: CHUNK_BYTES, positions };
  }
  const blobId = newId<'blob'>();
  await startBlob(context.db, { id: blobId, ownerId: actor.id, createdAtMs: context.clock(), ...upload });
  return { blobId, chunkBytes: CHUNK_BYTES, positions: [] };
}

/** When this person began the uploads that wait to become a wave. */
export async function listMyUploads(context: Context, actor: Actor): Promise<{ createdAtMs: number }[]> {
  requirePerson(actor, 'survey.import');
  return listUploadsOf(context.db, actor.id);
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
