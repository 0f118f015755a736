import type { Log } from './log.ts';

type Work = (signal: AbortSignal) => Promise<void>;

/** Long work after a request was answered: one piece at a time, so that the other core stays with the rooms. */
export class Jobs {
  readonly #log: Log;
  readonly #stop = new AbortController();
  #last: Promise<void> = Promise.resolve();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Runs `work` after what was added before; a failure goes to the log, the work itself tells its readers. */
  add(name: string, work: Work): void {
    this.#last = this.#last.then(async () => {
      if (this.#stop.signal.aborted) return;
      try {
        await work(this.#stop.signal);
      } catch (error) {
        if (!this.#stop.signal.aborted) this.#log.error({ error, job: name }, 'A job failed');
      }
    });
  }

  /** Resolves when everything added so far has ended, with what that added itself. */
  async settled(): Promise<void> {
    let awaited: Promise<void> | undefined;
    while (awaited !== this.#last) {
      awaited = this.#last;
      await awaited;
    }
  }

  /** Ends the running job and forgets the waiting ones; what must not be lost is found again at the next start. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#last;
  }
}
