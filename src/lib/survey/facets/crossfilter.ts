import {
  addScaled,
  type CodedColumn,
  type ColumnGroup,
  groupColumns,
  marginalTally,
} from './column-groups.ts';
import { combineTallies, type Counted, countListed, countSelected } from './count-rows.ts';
import { emptyCodes } from '#lib/tabular/table/packed-codes.ts';
import { MOST_FILTERS, RowFilter, type Selection } from './row-filter.ts';
import type { Tally } from '#lib/tabular/table/tally.ts';

/**
 * Counts of many columns under filters on any of them. A column is counted under the filters of the
 * others, so that its own selection stays visible among what was not selected. A change costs one pass
 * over the filtered column, one to list the rows, and one a group of columns over the shorter list. [SV40]
 */
export class Crossfilter {
  readonly #columns: readonly CodedColumn[];
  readonly #groups: readonly ColumnGroup[];
  readonly #crossings = new Map<string, Counted>();
  readonly #filter: RowFilter;
  readonly #slotOf = new Map<number, number>();
  #weights: Float64Array | undefined;

  constructor(columns: readonly CodedColumn[], rowCount: number) {
    this.#columns = columns;
    this.#groups = groupColumns(columns, rowCount);
    this.#filter = new RowFilter(rowCount);
  }

  /** Counts by these weights from now on, or by people. A row without a positive weight counts nowhere. */
  weigh(weights: Float64Array | undefined): void {
    if (weights === this.#weights) return;
    this.#weights = weights;
    for (const counted of [...this.#groups, ...this.#crossings.values()]) counted.totals = undefined;
  }

  /** Lets through the rows whose code is allowed (1), in place of what this column's filter was. */
  filter(column: number, allowed: Uint8Array): void {
    const codes = this.#columns[column]?.codes;
    if (codes) this.#filter.set(this.#slotFor(column), codes, allowed);
  }

  /** Takes the filter of a column away. */
  release(column: number): void {
    const slot = this.#slotOf.get(column);
    if (slot === undefined) return;
    this.#filter.clear(slot);
    this.#slotOf.delete(column);
  }

  /** The rows that pass all filters, and the others; valid until a filter changes. */
  get selection(): Selection {
    return this.#filter.selection;
  }

  /** Every column under all filters, its own included. */
  selected(): Tally[] {
    const tallies: Tally[] = [];
    for (const group of this.#groups) {
      const tally = countSelected(group, this.selection, this.#weights);
      for (const { column, stride, size } of group.members)
        tallies[column] = marginalTally(tally, stride, size);
    }
    return tallies;
  }

  /** A column under the filters of the others, from its tally under all of them. */
  underOthers(column: number, selected: Tally): Tally {
    const slot = this.#slotOf.get(column);
    const coded = this.#columns[column];
    if (slot === undefined || !coded) return selected;
    const rest = countListed({ ...coded, totals: undefined }, this.#filter.failingOnly(slot), this.#weights);
    return combineTallies(selected, rest, 1);
  }

  /**
   * Columns crossed: code of the first + its size x code of the second, and so on. `exceptOwn` names a
   * column whose own filter is not applied. Each crossing is laid out once and kept.
   */
  crossed(columns: readonly number[], exceptOwn?: number): Tally {
    const crossing = this.#crossing(columns);
    const tally = countSelected(crossing, this.selection, this.#weights);
    const slot = exceptOwn === undefined ? undefined : this.#slotOf.get(exceptOwn);
    if (slot === undefined) return tally;
    return combineTallies(tally, countListed(crossing, this.#filter.failingOnly(slot), this.#weights), 1);
  }

  /** 1 for every row that passes all filters, but for the own one of column `exceptOwn`. */
  passMask(exceptOwn?: number): Uint8Array {
    const mask = new Uint8Array(this.#filter.rowCount);
    for (const row of this.selection.passing) mask[row] = 1;
    const slot = exceptOwn === undefined ? undefined : this.#slotOf.get(exceptOwn);
    if (slot !== undefined) for (const row of this.#filter.failingOnly(slot)) mask[row] = 1;
    return mask;
  }

  #crossing(columns: readonly number[]): Counted {
    const key = columns.join();
    let crossing = this.#crossings.get(key);
    if (crossing) return crossing;
    // Few are in use at a time; those of earlier questions would only hold memory.
    if (this.#crossings.size >= MOST_CROSSINGS) this.#crossings.clear();
    const coded = columns.flatMap((column) => this.#columns[column] ?? []);
    const size = coded.reduce((product, each) => product * each.size, 1);
    const codes = emptyCodes(this.#filter.rowCount, size);
    let stride = 1;
    for (const each of coded) {
      addScaled(codes, each.codes, stride);
      stride *= each.size;
    }
    crossing = { codes, size, totals: undefined };
    this.#crossings.set(key, crossing);
    return crossing;
  }

  #slotFor(column: number): number {
    const taken = this.#slotOf.get(column);
    if (taken !== undefined) return taken;
    const used = new Set(this.#slotOf.values());
    let slot = 0;
    while (used.has(slot)) slot++;
    if (slot >= MOST_FILTERS) throw new RangeError(`more than ${MOST_FILTERS} filters at once`);
    this.#slotOf.set(column, slot);
    return slot;
  }
}

const MOST_CROSSINGS = 8;
