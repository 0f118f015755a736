import type { Context } from '../../context.ts';

/** A rota that is being reckoned. */
export interface RotaRun {
  sinceMs: number;
  /** Places that the best rota so far leaves empty; null before there is one. */
  unfilled: number | null;
}

/** What commands of rotas need besides. */
export interface RotaContext extends Context {
  readonly rotaRuns: RotaRuns;
}

/**
 * The rotas that are being reckoned in this process, one a round: whoever opens the page sees them, and can end
 * them. One that a restart ended is pressed again; what it would have written is guarded by the draft's version.
 */
export class RotaRuns {
  readonly #runs = new Map<string, RotaRun & { end: AbortController }>();

  find(roundId: string): RotaRun | null {
    const run = this.#runs.get(roundId);
    return run ? { sinceMs: run.sinceMs, unfilled: run.unfilled } : null;
  }

  /** Begins a run; undefined where one is under way. */
  begin(roundId: string, nowMs: number): AbortSignal | undefined {
    if (this.#runs.has(roundId)) return undefined;
    const end = new AbortController();
    this.#runs.set(roundId, { sinceMs: nowMs, unfilled: null, end });
    return end.signal;
  }

  tell(roundId: string, unfilled: number): void {
    const run = this.#runs.get(roundId);
    if (run) run.unfilled = unfilled;
  }

  /** Ends a run in the middle of its work; false where there is none. */
  cancel(roundId: string): boolean {
    const run = this.#runs.get(roundId);
    run?.end.abort();
    return this.#runs.delete(roundId);
  }

  /** A run has ended by itself; another one that began since goes on. */
  finish(roundId: string, signal: AbortSignal): void {
    if (this.#runs.get(roundId)?.end.signal === signal) this.#runs.delete(roundId);
  }
}
