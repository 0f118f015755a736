import type { Append, AppendResult, DocumentStore } from './document-store.ts';

/** Something with writes to store: a room. */
export interface Committer {
  /** What is to be stored now; undefined when there is nothing. */
  takeBatch(): Append | undefined;
  settle(result: AppendResult): void | Promise<void>;
  fail(error: unknown): void;
}

/**
 * Group commit: everything that came in during one turn of the event loop, or while the last
 * transaction ran, is stored in one transaction over all rooms. One at a time, so that a slow disk
 * makes batches larger instead of queues longer.
 */
export class CommitLoop {
  readonly #store: DocumentStore;
  readonly #now: () => number;
  readonly #waiting = new Set<Committer>();
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
      await this.#commit();
    }
    this.#running = undefined;
  }

  async #commit(): Promise<void> {
    const committers: Committer[] = [];
    const requests: Append[] = [];
    for (const committer of this.#waiting) {
      const request = committer.takeBatch();
      if (!request) continue;
      committers.push(committer);
      requests.push(request);
    }
    this.#waiting.clear();
    if (requests.length === 0) return;
    let results: AppendResult[];
    try {
      results = await this.#store.append(requests, this.#now());
    } catch (error) {
      for (const committer of committers) committer.fail(error);
      return;
    }
    for (const [i, committer] of committers.entries()) {
      const result = results[i];
      try {
        if (result) await committer.settle(result);
        else committer.fail(new Error('the store gave no answer'));
      } catch (error) {
        committer.fail(error);
      }
    }
  }
}
