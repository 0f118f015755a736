import type { Titled } from '../api/search/find-titles.ts';

/** A letter alone is in nearly every title; a digit alone is a number. */
export const SHORTEST = 2;

/**
 * Titles that the server found for what is typed. The newest question wins: an answer to an older
 * one is let go, however late it comes.
 */
export class FoundTitles {
  #found = $state.raw<readonly Titled[]>([]);
  #asking = new AbortController();
  readonly #fetch: typeof fetch;

  constructor(fetch: typeof globalThis.fetch) {
    this.#fetch = fetch;
  }

  get found(): readonly Titled[] {
    return this.#found;
  }

  async ask(typed: string): Promise<void> {
    this.#asking.abort();
    const asking = new AbortController();
    this.#asking = asking;
    if (typed.trim().length < SHORTEST && !/\d/.test(typed)) {
      this.#found = [];
      return;
    }
    try {
      const response = await this.#fetch(`/api/search?q=${encodeURIComponent(typed)}`, {
        signal: asking.signal,
      });
      const answer: { found?: readonly Titled[] } = await response.json();
      if (!asking.signal.aborted) this.#found = answer.found ?? [];
    } catch {
      // Asked anew meanwhile, or no network: the pages and actions of the palette are found without.
      if (!asking.signal.aborted) this.#found = [];
    }
  }
}
