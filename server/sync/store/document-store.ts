import type { Share } from './history-shares.ts';

/** A Yjs client id and the person who used it first. */
export interface ClientOwner {
  client: number;
  actorKey: string;
}

/** One update as it stands in the log. */
export interface LoggedUpdate {
  /** Counts up by one within a document, in the order of commits. */
  seq: number;
  atMs: number;
  bytes: Uint8Array;
}

/** Everything a room needs to open. */
export interface StoredDocument {
  /** Names one life of the document; a reset or a restored backup begins another. */
  epoch: string;
  /** The last update that the snapshot contains. */
  snapshotSeq: number;
  /** Empty when there is none yet. */
  snapshot: Uint8Array;
  /** The updates after the snapshot. */
  updates: LoggedUpdate[];
  owners: ClientOwner[];
  /** Client ids of earlier lives, under which nothing new is taken. */
  retired: number[];
  /** Who wrote how much lately. */
  shares: Share[];
}

/** What one commit adds to one document. */
export interface Append {
  document: string;
  epoch: string;
  updates: readonly Uint8Array[];
  /** Client ids seen for the first time. */
  owners: readonly ClientOwner[];
  /** Shares of the history as they are now. */
  shares?: readonly Share[];
}

/**
 * - `stored`: durable; the updates have the numbers `firstSeq`, `firstSeq + 1`...
 * - `gone`: the document was deleted or reset meanwhile; nothing of this document was stored.
 * - `conflict`: another node gave a client id to somebody else; nothing of this document was stored.
 */
export type AppendResult = { kind: 'stored'; firstSeq: number } | { kind: 'gone' } | { kind: 'conflict' };

/** A snapshot that replaces the log up to `upTo`. */
export interface Compaction {
  document: string;
  epoch: string;
  upTo: number;
  snapshot: Uint8Array;
  /** Contained updates older than this are erased; younger ones stay for replay, */
  keepSinceMs: number;
  /** as long as they are not more than this together: then the oldest go. Undefined: not looked at. */
  keepBytes: number | undefined;
  /** Client ids that have written; others first seen before `forgetBeforeMs` are forgotten. */
  writers: readonly number[];
  forgetBeforeMs: number;
}

/** Where documents live. Every method is one transaction, and durable when it resolves. */
export interface DocumentStore {
  /** The document, created with `epoch` when there is none. */
  open(document: string, epoch: string): Promise<StoredDocument>;
  /** Whether a document of this name exists. */
  exists(document: string): Promise<boolean>;
  /** One result per request, in order. Rejects when nothing at all was stored. */
  append(requests: readonly Append[], nowMs: number): Promise<AppendResult[]>;
  /** The kept log after a number: what another node wrote, or (from 0) what can be replayed. */
  readAfter(document: string, epoch: string, seq: number): Promise<LoggedUpdate[]>;
  readOwners(document: string, epoch: string): Promise<ClientOwner[]>;
  /** Does nothing when the epoch is another, or a newer snapshot is there. */
  compact(compaction: Compaction): Promise<void>;
  /** Empties the document and begins another life; the client ids of the old one are retired. */
  reset(document: string, epoch: string): Promise<void>;
  delete(document: string): Promise<void>;
  /** After a backup was restored: every document begins another life with its content as it is. Returns how many. */
  renewEpochs(newEpoch: () => string): Promise<number>;
}
