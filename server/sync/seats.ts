import { MAX_SOCKETS_PER_ACTOR, MAX_SOCKETS_PER_ADDRESS } from './limits.ts';

/** Counts the connections of each address and each person. */
export class Seats {
  readonly #taken = new Map<string, number>();

  /** Takes a seat and returns how to give it back (once); undefined when all are taken. */
  takeForAddress(address: string): (() => void) | undefined {
    return this.#take(`address ${address}`, MAX_SOCKETS_PER_ADDRESS);
  }

  takeForActor(actorKey: string): (() => void) | undefined {
    return this.#take(`actor ${actorKey}`, MAX_SOCKETS_PER_ACTOR);
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
