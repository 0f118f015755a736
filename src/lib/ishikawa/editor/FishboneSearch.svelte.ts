import type { FishboneState } from './Fishbone.svelte.ts';
import { searchCauses } from '../search-causes.ts';

/** Finding a cause on a large board: the words, what holds them, and which of those one looks at. */
export class FishboneSearch {
  readonly #fishbone: () => FishboneState;
  #query = $state('');
  #at = $state(-1);
  isOpen = $state(false);

  constructor(fishbone: () => FishboneState) {
    this.#fishbone = fishbone;
  }

  readonly foundIds: ReadonlySet<string> = $derived.by(() =>
    searchCauses(this.#fishbone().tree.current, this.isOpen ? this.#query : ''),
  );
  readonly found: readonly string[] = $derived([...this.foundIds]);

  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    this.#query = query;
    this.#at = -1;
  }

  /** Which of the found ones is looked at, from 1; 0 while none is. */
  get position(): number {
    return Math.min(this.#at, this.found.length - 1) + 1;
  }

  /** Goes to the next or the one before, round and round, and brings it to light wherever it hides. */
  go(step: -1 | 1): string | null {
    const { found } = this;
    if (found.length === 0) return null;
    const from = this.#at < 0 ? (step > 0 ? -1 : 0) : this.#at;
    this.#at = (from + step + found.length) % found.length;
    const id = found[this.#at] ?? null;
    if (id !== null) this.#fishbone().selection.unfoldTo(id);
    return id;
  }

  close(): void {
    this.isOpen = false;
    this.query = '';
  }
}
