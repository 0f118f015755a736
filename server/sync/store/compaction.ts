import type { DocumentBytes } from '../document/document-bytes.ts';
import { FORGET_CURSOR_MS, HISTORY_BYTES_PER_DOCUMENT, HISTORY_MS, LARGE_DOCUMENT_BYTES } from '../limits.ts';
import type { RoomSurroundings } from '../room-surroundings.ts';

/** Folds a document whose last committed update is `upTo`, and stores the snapshot. Never rejects. */
export async function compactRoom(
  room: { name: string; epoch: string; bytes: DocumentBytes },
  upTo: number,
  isHistoryDue: boolean,
  { store, log, now, thread }: Pick<RoomSurroundings, 'store' | 'log' | 'now' | 'thread'>,
): Promise<void> {
  try {
    const writers = room.bytes.writers();
    const snapshot = await room.bytes.fold(thread);
    if (snapshot.length > LARGE_DOCUMENT_BYTES) {
      log.warn({ document: room.name, bytes: snapshot.length }, 'A document is nearing its limit');
    }
    await store.compact({
      document: room.name,
      epoch: room.epoch,
      upTo,
      snapshot,
      keepSinceMs: now() - HISTORY_MS,
      keepBytes: isHistoryDue ? HISTORY_BYTES_PER_DOCUMENT : undefined,
      writers,
      forgetBeforeMs: now() - FORGET_CURSOR_MS,
    });
  } catch (error) {
    // The log still holds everything: the room goes on, and the next compaction tries again.
    log.error({ error, document: room.name }, 'A document could not be compacted');
  }
}
