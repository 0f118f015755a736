import { createContext } from 'svelte';
import { oldestKeptMs, unsentTexts, type FormDraft, type DraftStore, type UnsentText } from './draft.ts';

/**
 * The drafts of one page's life, in the order in which they were asked for: what was removed after a
 * press is not written again by a keystroke before it. A device that keeps nothing is no error to
 * whoever types: the form works without.
 */
export class Drafts {
  readonly #open: () => Promise<DraftStore>;
  readonly #clock: () => number;
  #store: Promise<DraftStore> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(open: () => Promise<DraftStore>, clock: () => number) {
    this.#open = open;
    this.#clock = clock;
  }

  /** What was typed within the last thirty days; older drafts are gone [FM6]. */
  find(key: string): Promise<FormDraft | undefined> {
    const oldestMs = oldestKeptMs(this.#clock());
    return this.#next(async (store) => {
      await store.removeOlder(oldestMs);
      return store.find(key);
    });
  }

  /** What a person typed and could not send, on whatever page [FM19]. */
  findUnsent(personId: string): Promise<UnsentText[]> {
    const oldestMs = oldestKeptMs(this.#clock());
    return this.#next(async (store) => {
      await store.removeOlder(oldestMs);
      return unsentTexts(await store.all(), personId);
    });
  }

  keep(draft: Omit<FormDraft, 'savedAtMs'>): Promise<void> {
    const savedAtMs = this.#clock();
    return this.#next((store) => store.put({ ...draft, savedAtMs }));
  }

  remove(key: string): Promise<void> {
    return this.#next((store) => store.remove(key));
  }

  /** Nobody's words stay on a shared computer [FM6]. */
  erase(): Promise<void> {
    return this.#next((store) => store.erase());
  }

  #next<Result>(work: (store: DraftStore) => Promise<Result>): Promise<Result> {
    this.#store ??= this.#open();
    const store = this.#store;
    const result = this.#last.then(async () => work(await store));
    this.#last = result.catch(() => undefined); // said to whoever asked; the next one tries for itself
    return result;
  }
}

export const [useDrafts, provideDrafts] = createContext<Drafts>();
