import { fileNameOf, fileTypeOf, MOST_FILE_BYTES } from '#lib/base/file-type.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import type { SubjectRef } from '#lib/base/subject.ts';
import { MOST_DISCUSSION_BYTES, MOST_MESSAGE_BYTES } from '#lib/discussion/message.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { deleteBlob, finishBlob, readBlob, storeBlob } from '../database/blobs.ts';
import type { Queries } from '../database/engine.ts';
import { maskText } from '../survey/commands.ts';
import * as store from './message-store.ts';
import { requireDiscussed } from './require-message.ts';

/** A file that came with a message, stored and not yet hung on it. */
interface ReceivedFile {
  blobId: string;
  name: string;
  type: string;
  byteSize: number;
}

const MIB = 1024 * 1024;

/** Looks at the files of a message, and stores their bytes [DI5]; outside the transaction that hangs them on it. */
async function receiveFiles(context: Context, files: readonly Blob[]): Promise<ReceivedFile[]> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MOST_MESSAGE_BYTES || files.some(({ size }) => size > MOST_FILE_BYTES))
    throw new AppError('too-large', {
      reason: 'discussion.file.tooLarge',
      values: { limit: MOST_MESSAGE_BYTES / MIB },
    });
  const read = await Promise.all(
    files.map(async (file) => {
      const content = new Uint8Array(await file.arrayBuffer());
      const givenName = file instanceof File ? file.name : '';
      const type = fileTypeOf(content, givenName);
      if (!type) throw new AppError('conflict', { reason: 'discussion.file.unknownType' });
      return { content, type, name: fileNameOf(maskText(givenName), type) };
    }),
  );
  const received: ReceivedFile[] = [];
  for (const { content, ...file } of read)
    received.push({ ...file, blobId: await storeBlob(context, content), byteSize: content.byteLength });
  return received;
}

/** Does something with the files of a message; where it is refused nothing of them is kept. */
export async function withFiles<Result>(
  context: Context,
  files: readonly Blob[],
  work: (hang: (trx: Queries, messageId: string, subject: SubjectRef) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const received = await receiveFiles(context, files);
  try {
    return await work((trx, messageId, subject) => hangFiles(trx, messageId, subject, received));
  } catch (fault) {
    for (const { blobId } of received) await deleteBlob(context.db, blobId); // nothing hangs on these bytes
    throw fault;
  }
}

async function hangFiles(
  trx: Queries,
  messageId: string,
  subject: SubjectRef,
  files: readonly ReceivedFile[],
): Promise<void> {
  if (files.length === 0) return;
  const bytes = files.reduce((sum, { byteSize }) => sum + byteSize, 0);
  if ((await store.sumFileBytes(trx, subject)) + bytes > MOST_DISCUSSION_BYTES)
    throw new AppError('conflict', {
      reason: 'discussion.file.full',
      values: { limit: MOST_DISCUSSION_BYTES / MIB },
    });
  for (const file of files) {
    // Until then it is not complete, and what a stop of the server leaves is deleted later.
    await finishBlob(trx, file.blobId);
    await store.insertMessageFile(trx, { ...file, id: newId(), messageId, subject });
  }
}

/** Deletes the files of a message with their bytes. */
export async function removeFiles(trx: Queries, messageId: string): Promise<void> {
  const files = await store.listMessageFiles(trx, [messageId]);
  await store.deleteMessageFiles(trx, messageId);
  for (const { blobId } of files) await deleteBlob(trx, blobId);
}

/** A file of a message to be handed out, for whoever may see its subject. */
export async function openMessageFile(
  context: Context,
  actor: Actor,
  fileId: string,
): Promise<{ name: string; type: string; byteSize: number; chunks: AsyncGenerator<Uint8Array> }> {
  const file = await store.findMessageFile(context.db, fileId);
  await requireDiscussed(context, actor, file?.subject ?? { kind: 'person', id: '' });
  if (!file) throw new AppError('not-found');
  const { name, type, byteSize } = file;
  return { name, type, byteSize, chunks: readBlob(context.db, file.blobId) };
}
