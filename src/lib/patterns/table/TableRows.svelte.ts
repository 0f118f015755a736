import { SvelteMap } from 'svelte/reactivity';
import { ROWS_A_PIECE } from '#lib/base/table-query.ts';

/**
 * The rows of a long table as far as they were asked for: those near what is looked at are fetched in
 * pieces, each once; a row that is not there yet is undefined and holds its place.
 */
export class TableRows<Row> {
  readonly #pieces = new SvelteMap<number, readonly Row[]>();
  /** By piece, whether it is under way: nothing is drawn by it. */
  readonly #isAsked: boolean[] = [];
  readonly #fetch: (offset: number) => Promise<readonly Row[]>;
  /** How many pieces did not come; they are asked for again when they are looked at again. */
  failed = $state(0);

  constructor(first: readonly Row[], fetch: (offset: number) => Promise<readonly Row[]>) {
    this.#fetch = fetch;
    for (let at = 0; at < first.length; at += ROWS_A_PIECE) {
      this.#pieces.set(at / ROWS_A_PIECE, first.slice(at, at + ROWS_A_PIECE));
    }
  }

  at(index: number): Row | undefined {
    return this.#pieces.get(Math.floor(index / ROWS_A_PIECE))?.[index % ROWS_A_PIECE];
  }

  /** Fetches what is missing between two rows, the end not included. */
  show(from: number, to: number): void {
    for (let piece = Math.floor(from / ROWS_A_PIECE); piece * ROWS_A_PIECE < to; piece++) {
      if (this.#pieces.has(piece) || this.#isAsked[piece]) continue;
      void this.#ask(piece);
    }
  }

  async #ask(piece: number): Promise<void> {
    this.#isAsked[piece] = true;
    try {
      this.#pieces.set(piece, await this.#fetch(piece * ROWS_A_PIECE));
      this.failed = 0;
    } catch {
      this.failed++;
    } finally {
      this.#isAsked[piece] = false;
    }
  }
}
