import * as Y from 'yjs';
import { changedSubjects } from './changed-subjects.ts';
import type { NewOfflineRow, OfflineStore } from './offline-store.ts';

/** A change made here; it carries its row once that is written. */
export interface LocalChange {
  row: number | undefined;
  /** The things that it changed, as `changedSubjects` names them. */
  subjects: readonly string[];
}

interface QueuedRow extends NewOfflineRow {
  change: LocalChange | undefined;
}

/** More rows than this are folded into one when the document is opened. */
const COMPACT_ABOVE_ROWS = 100;

/**
 * The copy of a document that this device keeps. Changes are written in the order in which they
 * were made, several at once while the disk is busy.
 */
export class OfflineDocument {
  readonly #store: OfflineStore;
  readonly #key: string;
  readonly #now: () => number;
  #epoch: string | undefined;
  #queue: QueuedRow[] = [];
  #stored: LocalChange[] = [];
  #writing: Promise<void> | undefined;
  #isClosed = false;
  /** Called when the device refuses to keep something (storage full, private window). */
  onfailure: (error: unknown) => void = () => undefined;

  private constructor(store: OfflineStore, key: string, now: () => number) {
    this.#store = store;
    this.#key = key;
    this.#now = now;
  }

  /**
   * Loads what this device has of a document into `doc`. Returns the copy and the changes in it that
   * the server does not have yet. A copy that cannot be read is set aside.
   */
  static async open(options: {
    store: OfflineStore;
    key: string;
    doc: Y.Doc;
    now: () => number;
  }): Promise<{ offline: OfflineDocument; unsaved: LocalChange[] }> {
    const { store, key, doc, now } = options;
    const offline = new OfflineDocument(store, key, now);
    const { epoch, rows } = await store.load(key);
    const unsaved: LocalChange[] = [];
    try {
      const known = rows.filter(({ isWaiting }) => !isWaiting);
      Y.transact(doc, () => known.forEach(({ bytes }) => Y.applyUpdate(doc, bytes, offline)), offline);
      for (const { id, bytes, isWaiting } of rows)
        if (isWaiting) unsaved.push({ row: id, subjects: applyNamed(doc, bytes, offline) });
    } catch {
      // Half an update is worse than none; the bytes are kept for rescue.
      await store.setAside(key, now());
      return { offline, unsaved: [] };
    }
    offline.#epoch = epoch;
    const settled = rows.filter(({ isWaiting }) => !isWaiting).map(({ id }) => id);
    if (settled.length > COMPACT_ABOVE_ROWS) await store.compact(key, settled, Y.encodeStateAsUpdate(doc));
    return { offline, unsaved };
  }

  /** Which life of the document this is a copy of; undefined before the first connection. */
  get epoch(): string | undefined {
    return this.#epoch;
  }

  async setEpoch(epoch: string): Promise<void> {
    if (this.#epoch === epoch) return;
    this.#epoch = epoch;
    await this.#store.setEpoch(this.#key, epoch);
  }

  /** Keeps a change made here. */
  addLocal(bytes: Uint8Array, subjects: readonly string[]): LocalChange {
    const change: LocalChange = { row: undefined, subjects };
    this.#add({ bytes, isWaiting: true, change });
    return change;
  }

  /** Keeps what came from the server. */
  addRemote(bytes: Uint8Array): void {
    this.#add({ bytes, isWaiting: false, change: undefined });
  }

  /** The server has these changes. */
  markStored(changes: readonly LocalChange[]): void {
    this.#stored.push(...changes);
    this.#write();
  }

  #add(row: QueuedRow): void {
    if (this.#isClosed) return;
    this.#queue.push(row);
    this.#write();
  }

  #write(): void {
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = undefined;
    });
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0 || this.#stored.length > 0) {
      const rows = this.#queue;
      const stored = this.#stored;
      this.#queue = [];
      this.#stored = [];
      try {
        const ids = await this.#store.append(this.#key, rows);
        rows.forEach(({ change }, i) => change && (change.row = ids[i]));
        await this.#store.markStored(stored.flatMap(({ row }) => row ?? []));
      } catch (error) {
        this.onfailure(error);
      }
    }
  }

  /** Resolves when everything so far is on disk. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  /** Keeps this copy aside for ever: it belongs to an earlier life of the document. */
  async setAside(): Promise<void> {
    await this.flush();
    await this.#store.setAside(this.#key, this.#now());
    this.#epoch = undefined;
  }

  /** Writes what is queued and takes nothing more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.flush();
  }
}

/** Applies an update and names what it changed. */
function applyNamed(doc: Y.Doc, bytes: Uint8Array, origin: OfflineDocument): string[] {
  const subjects = new Set<string>();
  const look = (transaction: Y.Transaction): void => {
    for (const subject of changedSubjects(transaction)) subjects.add(subject);
  };
  doc.on('afterTransaction', look);
  try {
    Y.applyUpdate(doc, bytes, origin);
  } finally {
    doc.off('afterTransaction', look);
  }
  return [...subjects];
}
