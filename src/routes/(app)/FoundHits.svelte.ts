import type { SearchAnswer, SearchHit } from '#lib/search/search.ts';

/** A letter alone begins nearly everything; a digit alone is a number. */
export const SHORTEST = 2;

/**
 * What the server found for what is typed. The newest question wins: an answer to an older one is let go,
 * however late it comes.
 */
export class FoundHits {
  #hits = $state.raw<readonly SearchHit[]>([]);
  #total = $state(0);
  #hasFailed = $state(false);
  #asking = new AbortController();
  readonly #fetch: typeof fetch;

  constructor(fetch: typeof globalThis.fetch) {
    this.#fetch = fetch;
  }

  get hits(): readonly SearchHit[] {
    return this.#hits;
  }

  /** How many there are, those that are not shown among them. */
  get total(): number {
    return this.#total;
  }

  /** Whether the last question was not answered. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  async ask(typed: string): Promise<void> {
    this.#asking.abort();
    const asking = new AbortController();
    this.#asking = asking;
    if (!isQuestion(typed)) {
      this.#take({ hits: [], total: 0 }, false);
      return;
    }
    try {
      const response = await this.#fetch(`/api/search?q=${encodeURIComponent(typed)}`, {
        signal: asking.signal,
      });
      const answer: Partial<Pick<SearchAnswer, 'hits' | 'total'>> = await response.json();
      if (asking.signal.aborted) return;
      this.#take({ hits: answer.hits ?? [], total: answer.total ?? 0 }, !response.ok);
    } catch {
      // Asked anew meanwhile, or no network: pages and actions are found without.
      if (!asking.signal.aborted) this.#take({ hits: [], total: 0 }, true);
    }
  }

  #take({ hits, total }: Pick<SearchAnswer, 'hits' | 'total'>, hasFailed: boolean): void {
    this.#hits = hits;
    this.#total = total;
    this.#hasFailed = hasFailed;
  }
}

/** Whether enough was typed to be asked for. */
export function isQuestion(typed: string): boolean {
  return typed.trim().length >= SHORTEST || /\d/.test(typed);
}
