import * as Y from 'yjs';
import { scanUpdate, type ClockRange, type ScannedUpdate } from './update-scan.ts';
import { TickRanges } from './tick-ranges.ts';

const EMPTY_UPDATE = Uint8Array.from([0, 0]);
const everything = (): number => Infinity;

/**
 * The committed state of a document as bytes: a snapshot and a short tail of updates. A Y.Doc costs
 * twenty times as much memory, so one is opened only to fold the tail or to read and write content.
 */
export class DocumentBytes {
  #snapshot: Uint8Array;
  #tail: Uint8Array[];
  #tailSize: number;
  readonly #clocks = new Map<number, number>();
  /** Made when the first deletion has to be compared, dropped at rest. */
  #deleted: TickRanges | undefined;

  constructor(snapshot: Uint8Array, tail: readonly Uint8Array[]) {
    this.#snapshot = snapshot.length > 0 ? snapshot : EMPTY_UPDATE;
    this.#tail = [];
    this.#tailSize = 0;
    this.#note(scanUpdate(this.#snapshot, everything));
    for (const update of tail) this.append(update, scanUpdate(update, everything));
  }

  get size(): number {
    return this.#snapshot.length + this.#tailSize;
  }

  get tailLength(): number {
    return this.#tail.length;
  }

  get tailSize(): number {
    return this.#tailSize;
  }

  /** How many ticks of a client are committed. */
  known(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }

  writers(): number[] {
    return [...this.#clocks.keys()];
  }

  append(update: Uint8Array, scanned: ScannedUpdate): void {
    this.#tail.push(update);
    this.#tailSize += update.length;
    this.#note(scanned);
  }

  #note({ writes, deletes }: ScannedUpdate): void {
    for (const { client, to } of writes) if (to > this.known(client)) this.#clocks.set(client, to);
    if (this.#deleted) for (const range of deletes) this.#deleted.add(range);
  }

  /** The deletions of an update that this document does not have yet. */
  newDeletes(deletes: readonly ClockRange[]): ClockRange[] {
    if (deletes.length === 0) return [];
    if (!this.#deleted) {
      this.#deleted = new TickRanges();
      for (const bytes of [this.#snapshot, ...this.#tail]) {
        for (const range of scanUpdate(bytes, everything).deletes) this.#deleted.add(range);
      }
    }
    const deleted = this.#deleted;
    return deletes.flatMap((range) => deleted.missing(range));
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#clocks);
  }

  /** Everything that somebody with this state vector lacks, as one update. */
  diff(stateVector: Uint8Array): Uint8Array {
    const fromSnapshot = Y.diffUpdate(this.#snapshot, stateVector);
    if (this.#tail.length === 0) return fromSnapshot;
    // The tail first among itself: it is short, and the snapshot is walked once only.
    return Y.diffUpdate(Y.mergeUpdates([fromSnapshot, Y.mergeUpdates(this.#tail)]), stateVector);
  }

  /** A document with this content, for a moment. */
  open(): Y.Doc {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const update of [this.#snapshot, ...this.#tail]) Y.applyUpdate(doc, update);
    });
    return doc;
  }

  /**
   * Replaces snapshot and tail by one snapshot and returns it. Throws, changing nothing, when the
   * result does not hold everything that the parts held.
   */
  fold(): Uint8Array {
    const doc = this.open();
    try {
      const isWhole = doc.store.pendingStructs === null && doc.store.pendingDs === null;
      const clocks = Y.decodeStateVector(Y.encodeStateVector(doc));
      const holdsAll = [...this.#clocks].every(([client, clock]) => clocks.get(client) === clock);
      if (!isWhole || !holdsAll) throw new Error('a folded document lacks updates of its log');
      this.#snapshot = Y.encodeStateAsUpdate(doc);
      this.#tail = [];
      this.#tailSize = 0;
      return this.#snapshot;
    } finally {
      doc.destroy();
    }
  }

  /** Gives back what is only needed while people edit. */
  rest(): void {
    this.#deleted = undefined;
  }
}
