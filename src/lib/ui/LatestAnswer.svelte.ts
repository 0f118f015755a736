/**
 * The answer to a question that changes: asked in an effect, since asking starts workers and requests, and
 * asked again when what the question read changed. The signal of the one before is aborted then, and when the
 * component leaves. Made in the script of a component.
 */
export class LatestAnswer<Answer> {
  #current = $state.raw<Promise<Answer> | null>(null);

  /** `ask` gives null when there is nothing to ask. On the server nothing is asked. */
  constructor(ask: (signal: AbortSignal) => Promise<Answer> | null) {
    // Before the page is drawn: one that is drawn with the old answer and the new question would lie.
    $effect.pre(() => {
      const abort = new AbortController();
      const answer = ask(abort.signal);
      answer?.catch(() => undefined); // the page shows it; a question that was given up has no page
      this.#current = answer;
      return () => abort.abort();
    });
  }

  get current(): Promise<Answer> | null {
    return this.#current;
  }
}
