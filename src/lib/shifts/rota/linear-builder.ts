import type { LinearModel } from './solver.ts';

/** Gathers the columns and rows of a linear model, one after the other. */
export class LinearBuilder {
  readonly #columnLower: number[] = [];
  readonly #columnUpper: number[] = [];
  readonly #rowLower: number[] = [];
  readonly #rowUpper: number[] = [];
  readonly #starts: number[] = [0];
  readonly #columns: number[] = [];
  readonly #coefficients: number[] = [];

  /** Adds a column between two bounds and returns its place. */
  addColumn(lower: number, upper: number): number {
    this.#columnLower.push(lower);
    return this.#columnUpper.push(upper) - 1;
  }

  /** Adds the sum of some columns without the sum of others, between two bounds, and returns the place of the row. */
  addRow(lower: number, upper: number, plus: readonly number[], minus: readonly number[] = []): number {
    for (const column of plus) this.#put(column, 1);
    for (const column of minus) this.#put(column, -1);
    this.#starts.push(this.#columns.length);
    this.#rowLower.push(lower);
    return this.#rowUpper.push(upper) - 1;
  }

  build(wholeColumns: number): LinearModel {
    return {
      columnLower: Float64Array.from(this.#columnLower),
      columnUpper: Float64Array.from(this.#columnUpper),
      rowLower: Float64Array.from(this.#rowLower),
      rowUpper: Float64Array.from(this.#rowUpper),
      starts: Int32Array.from(this.#starts),
      columns: Int32Array.from(this.#columns),
      coefficients: Float64Array.from(this.#coefficients),
      wholeColumns,
    };
  }

  #put(column: number, coefficient: number): void {
    this.#columns.push(column);
    this.#coefficients.push(coefficient);
  }
}
