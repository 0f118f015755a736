import * as Y from 'yjs';
import { scanUpdate, type ClockRange } from './update-scan.ts';

/**
 * What has to read a whole document, as plain functions of its parts: a snapshot and the updates after
 * it. Small documents call them where they are, large ones in a thread (`document-thread.ts`).
 */
export type DocumentParts = readonly [snapshot: Uint8Array, ...tail: Uint8Array[]];

/** What is known of a document without opening it. */
export interface DocumentScan {
  /** How many ticks of each client it holds. */
  clocks: [client: number, ticks: number][];
  deletes: ClockRange[];
}

export function scanParts(parts: DocumentParts): DocumentScan {
  const clocks = new Map<number, number>();
  const deletes: ClockRange[] = [];
  for (const part of parts) {
    const scanned = scanUpdate(part, () => Infinity);
    for (const { client, to } of scanned.writes) clocks.set(client, Math.max(to, clocks.get(client) ?? 0));
    for (const range of scanned.deletes) deletes.push(range);
  }
  return { clocks: [...clocks], deletes };
}

/** Everything that somebody with this state vector lacks, as one update. */
export function diffParts([snapshot, ...tail]: DocumentParts, stateVector: Uint8Array): Uint8Array {
  const fromSnapshot = Y.diffUpdate(snapshot, stateVector);
  if (tail.length === 0) return fromSnapshot;
  // The tail first among itself: it is short, and the snapshot is walked once only.
  return Y.diffUpdate(Y.mergeUpdates([fromSnapshot, Y.mergeUpdates(tail)]), stateVector);
}

/** A document with this content, for a moment. */
export function openParts(parts: DocumentParts): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const part of parts) Y.applyUpdate(doc, part);
  });
  return doc;
}

/** One snapshot of all parts. Throws when it does not hold everything that they hold. */
export function foldParts(parts: DocumentParts, clocks: DocumentScan['clocks']): Uint8Array {
  const doc = openParts(parts);
  try {
    const isWhole = doc.store.pendingStructs === null && doc.store.pendingDs === null;
    const folded = Y.decodeStateVector(Y.encodeStateVector(doc));
    const holdsAll = clocks.every(([client, clock]) => folded.get(client) === clock);
    if (!isWhole || !holdsAll) throw new Error('a folded document lacks updates of its log');
    return Y.encodeStateAsUpdate(doc);
  } finally {
    doc.destroy();
  }
}
