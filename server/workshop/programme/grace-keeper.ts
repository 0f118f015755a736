import type { Clock } from '#server/clock.ts';
import type { Log } from '#server/log.ts';

/**
 * Waits until everybody has finished what was open at a step or a lock, or until the time for that is over,
 * and then has the rest done, once at a time for each workshop [WS107].
 */
export class GraceKeeper {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #finishing = new Map<string, Promise<void>>();
  readonly #finish: (workshopId: string) => Promise<void>;
  readonly #isOpen: (workshopId: string) => boolean;
  readonly #log: Log;
  readonly #clock: Clock;

  constructor(options: {
    finish: (workshopId: string) => Promise<void>;
    /** Whether somebody still has a field open that may be finished. */
    isOpen: (workshopId: string) => boolean;
    log: Log;
    clock: Clock;
  }) {
    this.#finish = options.finish;
    this.#isOpen = options.isOpen;
    this.#log = options.log;
    this.#clock = options.clock;
  }

  /** Resolves at once while somebody finishes; with nobody there, when the rest is done. */
  async begin(workshopId: string, untilMs: number): Promise<void> {
    clearTimeout(this.#timers.get(workshopId));
    if (!this.#isOpen(workshopId)) return this.finish(workshopId);
    const timer = setTimeout(() => this.#finishAlone(workshopId), untilMs - this.#clock());
    timer.unref();
    this.#timers.set(workshopId, timer);
  }

  /** Somebody has closed a field: perhaps it was the last one. */
  look(workshopId: string): void {
    if (this.#timers.has(workshopId) && !this.#isOpen(workshopId)) this.#finishAlone(workshopId);
  }

  /** Ends it now; who asks meanwhile shares the same end. */
  finish(workshopId: string): Promise<void> {
    clearTimeout(this.#timers.get(workshopId));
    this.#timers.delete(workshopId);
    const running = this.#finishing.get(workshopId);
    if (running) return running;
    const finishing = this.#finish(workshopId).finally(() => this.#finishing.delete(workshopId));
    this.#finishing.set(workshopId, finishing);
    return finishing;
  }

  /** What fails here is done at the next step, at the next visit, or at the next start. */
  #finishAlone(workshopId: string): void {
    this.finish(workshopId).catch((error: unknown) =>
      this.#log.error({ error, workshop: workshopId }, 'What a step ended with could not be sealed'),
    );
  }

  /** Waits for what is under way; what only waits is found again at the next start. */
  async close(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    await Promise.allSettled(this.#finishing.values());
  }
}
