import * as Y from 'yjs';
import { diffParts, openParts, scanParts, type DocumentParts, type DocumentScan } from './document-parts.ts';
import { DocumentThread } from './document-thread.ts';
import type { ClockRange, ScannedUpdate } from './update-scan.ts';
import { TickRanges } from './tick-ranges.ts';

const EMPTY_UPDATE = Uint8Array.from([0, 0]);

/** Answers of a large document that are kept until it changes: most of those who join ask the same. */
const KEPT_ANSWERS = 4;

/**
 * The committed state of a document as bytes: a snapshot and a short tail of updates. A Y.Doc costs
 * twenty times as much memory, so one is opened only to fold the tail or to read and write content.
 */
export class DocumentBytes {
  #snapshot: Uint8Array;
  #tail: Uint8Array[];
  #tailSize: number;
  readonly #clocks: Map<number, number>;
  /** Made when the first deletion has to be compared; a small document drops it at rest. */
  #deleted: TickRanges | undefined;
  readonly #answers = new Map<string, Promise<Uint8Array>>();

  /** `scan` is what a thread has read of these parts already. */
  constructor(snapshot: Uint8Array, tail: readonly Uint8Array[], scan?: DocumentScan) {
    this.#snapshot = snapshot.length > 0 ? snapshot : EMPTY_UPDATE;
    this.#tail = [...tail];
    this.#tailSize = tail.reduce((sum, update) => sum + update.length, 0);
    const { clocks, deletes } = scan ?? scanParts(this.#parts);
    this.#clocks = new Map(clocks);
    if (this.isLarge) this.#deleted = rangesOf(deletes);
  }

  get size(): number {
    return this.#snapshot.length + this.#tailSize;
  }

  /** Whether reading all of it is left to the thread. */
  get isLarge(): boolean {
    return DocumentThread.isApart(this.size);
  }

  get tailLength(): number {
    return this.#tail.length;
  }

  get tailSize(): number {
    return this.#tailSize;
  }

  get #parts(): DocumentParts {
    return [this.#snapshot, ...this.#tail];
  }

  /** How many ticks of a client are committed. */
  known(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }

  writers(): number[] {
    return [...this.#clocks.keys()];
  }

  append(update: Uint8Array, { writes, deletes }: ScannedUpdate): void {
    this.#answers.clear();
    this.#tail.push(update);
    this.#tailSize += update.length;
    for (const { client, to } of writes) if (to > this.known(client)) this.#clocks.set(client, to);
    if (this.#deleted) for (const range of deletes) this.#deleted.add(range);
  }

  /** The deletions of an update that this document does not have yet. */
  newDeletes(deletes: readonly ClockRange[]): ClockRange[] {
    if (deletes.length === 0) return [];
    const deleted = (this.#deleted ??= rangesOf(scanParts(this.#parts).deletes));
    return deletes.flatMap((range) => deleted.missing(range));
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#clocks);
  }

  /** Everything that somebody with this state vector lacks, as one update. For small documents. */
  diff(stateVector: Uint8Array): Uint8Array {
    return diffParts(this.#parts, stateVector);
  }

  /** The same by the thread, and one answer for all who ask the same of the same state. */
  diffApart(stateVector: Uint8Array, thread: DocumentThread): Promise<Uint8Array> {
    const key = Buffer.from(stateVector).toString('latin1');
    const kept = this.#answers.get(key);
    if (kept) return kept;
    const answer = thread.diff(this.#parts, stateVector);
    const [oldest] = this.#answers.keys();
    if (oldest !== undefined && this.#answers.size >= KEPT_ANSWERS) this.#answers.delete(oldest);
    this.#answers.set(key, answer);
    answer.catch(() => this.#answers.delete(key));
    return answer;
  }

  /** A document with this content, for a moment. */
  open(): Y.Doc {
    return openParts(this.#parts);
  }

  /**
   * Replaces snapshot and tail by one snapshot and returns it; what is appended meanwhile stays in the
   * tail. Rejects, changing nothing, when the result does not hold everything that the parts held.
   */
  async fold(thread: DocumentThread): Promise<Uint8Array> {
    const { length } = this.#tail;
    const folded = await thread.fold(this.#parts, [...this.#clocks]);
    this.#snapshot = folded;
    this.#tail = this.#tail.slice(length);
    this.#tailSize = this.#tail.reduce((sum, update) => sum + update.length, 0);
    return folded;
  }

  /** Gives back what is only needed while people edit. */
  rest(): void {
    this.#answers.clear();
    if (!this.isLarge) this.#deleted = undefined;
  }
}

function rangesOf(deletes: readonly ClockRange[]): TickRanges {
  const ranges = new TickRanges();
  for (const range of deletes) ranges.add(range);
  return ranges;
}
