/** Counts the open connections of each address and each person. */
export class Seats {
  readonly #limits: { readonly perAddress: number; readonly perActor: number };
  readonly #taken = new Map<string, number>();

  constructor(limits: { perAddress: number; perActor: number }) {
    this.#limits = limits;
  }

  /** Takes a seat and returns how to give it back (once); undefined when all are taken. */
  takeForAddress(address: string): (() => void) | undefined {
    return this.#take(`address ${address}`, this.#limits.perAddress);
  }

  takeForActor(actorKey: string): (() => void) | undefined {
    return this.#take(`actor ${actorKey}`, this.#limits.perActor);
  }

  #take(key: string, limit: number): (() => void) | undefined {
    const count = this.#taken.get(key) ?? 0;
    if (count >= limit) return undefined;
    this.#taken.set(key, count + 1);
    let isGivenBack = false;
    return () => {
      if (isGivenBack) return;
      isGivenBack = true;
      const left = (this.#taken.get(key) ?? 1) - 1;
      if (left > 0) this.#taken.set(key, left);
      else this.#taken.delete(key);
    };
  }
}
