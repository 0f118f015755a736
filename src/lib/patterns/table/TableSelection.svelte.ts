import { SvelteSet } from 'svelte/reactivity';

/** Which rows of a table are chosen: some by their keys, or all that the table's query finds. */
export class TableSelection {
  readonly #keys = new SvelteSet<string>();
  #isAll = $state(false);
  /** Where a range begins that Shift extends. */
  #anchor: number | null = null;

  get isAll(): boolean {
    return this.#isAll;
  }

  get keys(): readonly string[] {
    return [...this.#keys];
  }

  /** How many are chosen of a table of so many rows. */
  count(total: number): number {
    return this.#isAll ? total : this.#keys.size;
  }

  has(key: string): boolean {
    return this.#isAll || this.#keys.has(key);
  }

  /** Chooses a row or lets it go; of all rows, letting one go leaves those that can be seen. */
  toggle(key: string, index: number, seen: readonly string[]): void {
    if (this.#isAll) {
      this.#isAll = false;
      for (const other of seen) this.#keys.add(other);
    }
    if (this.#keys.has(key)) this.#keys.delete(key);
    else this.#keys.add(key);
    this.#anchor = index;
  }

  /** Chooses everything from the row chosen last to this one; `keyAt` gives the rows that are loaded. */
  extend(index: number, keyAt: (index: number) => string | undefined): void {
    const anchor = this.#anchor ?? index;
    for (let at = Math.min(anchor, index); at <= Math.max(anchor, index); at++) {
      const key = keyAt(at);
      if (key !== undefined) this.#keys.add(key);
    }
    this.#anchor = index;
  }

  chooseAll(): void {
    this.#isAll = true;
  }

  clear(): void {
    this.#isAll = false;
    this.#keys.clear();
    this.#anchor = null;
  }
}
