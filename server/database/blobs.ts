import { createHash } from 'node:crypto';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import type { Clock } from '../clock.ts';
import type { Queries } from './engine.ts';

/** A larger row holds up every commit of the one SQLite connection: 64 MB took 0.4 s. */
export const CHUNK_BYTES = 1024 * 1024;

/** Opens an upload: a blob that is not complete until its hash was checked. */
export async function startBlob(
  db: Queries,
  blob: { id: string; ownerId: string | null; byteSize: number; sha256: string; createdAtMs: number },
): Promise<void> {
  await db
    .insertInto('blob')
    .values({
      id: blob.id,
      owner_id: blob.ownerId,
      byte_size: blob.byteSize,
      sha256: blob.sha256,
      created_at_ms: blob.createdAtMs,
      is_complete: 0,
    })
    .execute();
}

/** Stores one chunk; sending the same position again replaces it, so that an upload can be resumed. */
export async function putChunk(
  db: Queries,
  blobId: string,
  position: number,
  bytes: Uint8Array,
): Promise<void> {
  await db
    .insertInto('blob_chunk')
    .values({ blob_id: blobId, position, bytes })
    .onConflict((conflict) => conflict.columns(['blob_id', 'position']).doUpdateSet({ bytes }))
    .execute();
}

/**
 * Stores a file that came whole, piece by piece, each with a commit of its own: a room's keystrokes come in between.
 * The answer is the id of a blob of nobody's that is not complete: `finishBlob` belongs into the transaction that
 * hangs it on something, and what a stop of the server leaves before is deleted later.
 */
export async function storeBlob(
  { db, clock }: { readonly db: Queries; readonly clock: Clock },
  bytes: Uint8Array,
): Promise<string> {
  const id = newId<'blob'>();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  // Nobody's: the uploads of surveys are found, and forgotten, by their owner.
  await startBlob(db, { id, ownerId: null, byteSize: bytes.byteLength, sha256, createdAtMs: clock() });
  for (let at = 0, position = 0; at < bytes.byteLength; at += CHUNK_BYTES, position++)
    await putChunk(db, id, position, bytes.subarray(at, at + CHUNK_BYTES));
  return id;
}

/** What an upload has so far. */
export async function findBlob(
  db: Queries,
  id: string,
): Promise<
  { ownerId: string | null; byteSize: number; isComplete: boolean; positions: number[] } | undefined
> {
  const row = await db.selectFrom('blob').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const chunks = await db.selectFrom('blob_chunk').select('position').where('blob_id', '=', id).execute();
  return {
    ownerId: row.owner_id,
    byteSize: row.byte_size,
    isComplete: row.is_complete === 1,
    positions: chunks.map((chunk) => chunk.position).sort((a, b) => a - b),
  };
}

/** Checks size and SHA-256 and marks the blob complete. Refuses with 'invalid' when they do not agree. */
export async function finishBlob(db: Queries, id: string): Promise<void> {
  const row = await db.selectFrom('blob').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found');
  const hash = createHash('sha256');
  let byteSize = 0;
  for await (const bytes of readBlob(db, id)) {
    hash.update(bytes);
    byteSize += bytes.byteLength;
  }
  if (byteSize !== row.byte_size || hash.digest('hex') !== row.sha256) {
    throw new AppError('invalid', { reason: 'import.upload.damaged' });
  }
  await db.updateTable('blob').set({ is_complete: 1 }).where('id', '=', id).execute();
}

/** The bytes, chunk by chunk, so that a large file never stands in memory whole. */
export async function* readBlob(db: Queries, id: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const row = await db
      .selectFrom('blob_chunk')
      .select('bytes')
      .where('blob_id', '=', id)
      .where('position', '=', position)
      .executeTakeFirst();
    if (!row) return;
    yield row.bytes;
  }
}

/** Removes the blob and its bytes; SQLite overwrites them (secure_delete). */
export async function deleteBlob(db: Queries, id: string): Promise<void> {
  await db.deleteFrom('blob_chunk').where('blob_id', '=', id).execute();
  await db.deleteFrom('blob').where('id', '=', id).execute();
}
