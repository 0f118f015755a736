/** Runs what is done to one thing in turn, first come first; different things do not wait for each other. */
export class OneAtATime {
  readonly #last = new Map<string, Promise<void>>();

  async run<Result>(thing: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(thing) ?? Promise.resolve();
    const result = before.then(work);
    const over = result.then(nothing, nothing);
    this.#last.set(thing, over);
    try {
      return await result;
    } finally {
      if (this.#last.get(thing) === over) this.#last.delete(thing);
    }
  }
}

/** Who comes next does not mind how it went. */
function nothing(): void {}
