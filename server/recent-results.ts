/**
 * The answers that were asked for last, each with the version of what it was made from. Whoever asks
 * while an answer is being made shares it. Bounded: the one asked for longest ago is forgotten.
 */
export class RecentAnswers<Answer> {
  readonly #most: number;
  readonly #answers = new Map<string, { version: string; answer: Promise<Answer> }>();

  constructor(most: number) {
    this.#most = most;
  }

  /** The answer for `key` as of `version`, made anew when another version is kept. */
  get(key: string, version: string, make: () => Promise<Answer>): Promise<Answer> {
    const kept = this.#answers.get(key);
    this.#answers.delete(key);
    const entry = kept?.version === version ? kept : { version, answer: make() };
    this.#answers.set(key, entry); // at the end: asked for just now
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= this.#most) break;
      this.#answers.delete(oldest);
    }
    if (entry !== kept) {
      entry.answer.catch(() => {
        if (this.#answers.get(key) === entry) this.#answers.delete(key); // its callers hear of it
      });
    }
    return entry.answer;
  }
}
