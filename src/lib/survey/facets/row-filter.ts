import type { PackedCodes } from '#lib/tabular/table/packed-codes.ts';

/** One bit a filter, in one 32-bit number a row. */
export const MOST_FILTERS = 32;

/** The rows that every filter lets through, and the others; ascending. */
export interface Selection {
  passing: Uint32Array;
  failing: Uint32Array;
}

/**
 * Which rows pass a handful of filters. Every row holds one bit for each filter that it fails, so that
 * changing one filter is one pass over one column, and "all filters but this one" needs no second copy.
 */
export class RowFilter {
  readonly rowCount: number;
  readonly #fails: Uint32Array;
  readonly #passing: Uint32Array;
  readonly #failing: Uint32Array;
  #used = 0;
  #selection: Selection | undefined;

  constructor(rowCount: number) {
    this.rowCount = rowCount;
    this.#fails = new Uint32Array(rowCount);
    this.#passing = new Uint32Array(rowCount);
    this.#failing = new Uint32Array(rowCount);
  }

  /** Lets through the rows whose code is allowed (1, else 0) in filter `slot`, from 0 to MOST_FILTERS - 1. */
  set(slot: number, codes: PackedCodes, allowed: Uint8Array): void {
    const fails = this.#fails;
    const others = ~(1 << slot);
    for (let row = 0; row < fails.length; row++) {
      const isFailing = 1 ^ (allowed[codes[row] ?? 0] ?? 0);
      fails[row] = ((fails[row] ?? 0) & others) | (isFailing << slot);
    }
    this.#used |= 1 << slot;
    this.#selection = undefined;
  }

  clear(slot: number): void {
    if (!(this.#used & (1 << slot))) return;
    const fails = this.#fails;
    const others = ~(1 << slot);
    for (let row = 0; row < fails.length; row++) fails[row] = (fails[row] ?? 0) & others;
    this.#used &= others;
    this.#selection = undefined;
  }

  get isFiltering(): boolean {
    return this.#used !== 0;
  }

  /** Valid until the next change of a filter: the arrays are used again. */
  get selection(): Selection {
    this.#selection ??= this.#select();
    return this.#selection;
  }

  /** The rows that fail filter `slot` and no other: what a chart shows beside its own selection. */
  failingOnly(slot: number): Uint32Array {
    const bit = (1 << slot) >>> 0;
    const { failing } = this.selection;
    const rows = new Uint32Array(failing.length);
    let count = 0;
    for (let i = 0; i < failing.length; i++) {
      const row = failing[i] ?? 0;
      rows[count] = row;
      count += Number(this.#fails[row] === bit);
    }
    return rows.subarray(0, count);
  }

  /** Both lists are written at every row and only one of them moves on: no branch to mispredict. */
  #select(): Selection {
    const fails = this.#fails;
    const passing = this.#passing;
    const failing = this.#failing;
    let kept = 0;
    for (let row = 0; row < fails.length; row++) {
      const bits = (fails[row] ?? 0) | 0;
      const isPassing = ((bits - 1) & ~bits) >>> 31; // 1 when no bit is set
      passing[kept] = row;
      failing[row - kept] = row;
      kept += isPassing;
    }
    return {
      passing: passing.subarray(0, kept),
      failing: failing.subarray(0, fails.length - kept),
    };
  }
}
