/**
 * A cache of the results that were asked for last (LRU), each with the version of what it was made from. Two
 * who ask for the same result at once share one computation.
 */
export class RecentResults<Result> {
  readonly #most: number;
  readonly #results = new Map<string, { version: string; result: Promise<Result> }>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether the result for `key` as of `version` is kept, or being made. */
  has(key: string, version: string): boolean {
    return this.#results.get(key)?.version === version;
  }

  /** The result for `key` as of `version`, made anew when another version is kept. */
  get(key: string, version: string, make: () => Promise<Result>): Promise<Result> {
    const kept = this.#results.get(key);
    this.#results.delete(key);
    const entry = kept?.version === version ? kept : { version, result: make() };
    this.#results.set(key, entry); // at the end: asked for just now
    for (const oldest of this.#results.keys()) {
      if (this.#results.size <= this.#most) break;
      this.#results.delete(oldest);
    }
    if (entry !== kept) {
      entry.result.catch(() => {
        if (this.#results.get(key) === entry) this.#results.delete(key); // its callers hear of it
      });
    }
    return entry.result;
  }
}
