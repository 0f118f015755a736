import { isOutage } from '#lib/base/errors.ts';
import type { Append, AppendResult, DocumentStore } from './document-store.ts';

/** Something with writes to store: a room. */
export interface Committer {
  /** What is to be stored now; undefined when there is nothing. */
  takeBatch(): Append | undefined;
  settle(result: AppendResult): void | Promise<void>;
  fail(error: unknown): void;
}

interface Batch {
  committer: Committer;
  request: Append;
}

/**
 * Group commit: everything that came in during one turn of the event loop, or while the last
 * transaction ran, is stored in one transaction over all rooms. One at a time, so that a slow disk
 * makes batches larger instead of queues longer. When a shared transaction fails, each room is tried
 * alone, and a room that failed stays alone until it stored something: it cannot take others with it [SY29].
 */
export class CommitLoop {
  readonly #store: DocumentStore;
  readonly #now: () => number;
  readonly #waiting = new Set<Committer>();
  readonly #alone = new WeakSet<Committer>();
  #running: Promise<void> | undefined;

  constructor(store: DocumentStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  schedule(committer: Committer): void {
    this.#waiting.add(committer);
    this.#running ??= this.#run();
  }

  /** Resolves when nothing waits any more. */
  async flush(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      await this.#commitWaiting();
    }
    this.#running = undefined;
  }

  async #commitWaiting(): Promise<void> {
    const together: Batch[] = [];
    const alone: Batch[] = [];
    for (const committer of this.#waiting) {
      const request = committer.takeBatch();
      if (request) (this.#alone.has(committer) ? alone : together).push({ committer, request });
    }
    this.#waiting.clear();
    const fault = await this.#commit(together);
    if (fault && together.length > 1 && !isOutage(fault.error)) {
      for (const batch of together) await this.#commitAlone(batch);
    } else if (fault) {
      for (const batch of together) this.#fail(batch, fault.error);
    }
    for (const batch of alone) await this.#commitAlone(batch);
  }

  async #commitAlone(batch: Batch): Promise<void> {
    const fault = await this.#commit([batch]);
    if (fault) this.#fail(batch, fault.error);
    else this.#alone.delete(batch.committer);
  }

  /** Stores batches in one transaction and settles them; what went wrong, when nothing of them is stored. */
  async #commit(batches: readonly Batch[]): Promise<{ error: unknown } | undefined> {
    if (batches.length === 0) return undefined;
    let results: AppendResult[];
    try {
      results = await this.#store.append(
        batches.map(({ request }) => request),
        this.#now(),
      );
    } catch (error) {
      return { error };
    }
    for (const [i, batch] of batches.entries()) {
      const result = results[i];
      try {
        if (result) await batch.committer.settle(result);
        else this.#fail(batch, new Error('the store gave no answer'));
      } catch (error) {
        this.#fail(batch, error);
      }
    }
    return undefined;
  }

  #fail({ committer }: Batch, error: unknown): void {
    this.#alone.add(committer);
    committer.fail(error);
  }
}
