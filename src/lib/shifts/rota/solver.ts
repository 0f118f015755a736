/** A linear model: rows of coefficients over columns, each with its bounds. All finite, or ±Infinity. */
export interface LinearModel {
  columnLower: Float64Array;
  columnUpper: Float64Array;
  rowLower: Float64Array;
  rowUpper: Float64Array;
  /** Row `i` has the entries from `starts[i]` up to `starts[i + 1]`. */
  starts: Int32Array;
  columns: Int32Array;
  coefficients: Float64Array;
  /** So many of the first columns stand for decisions, which are whole in the end. */
  wholeColumns: number;
}

/** Bounds of every column and every row. */
export type ModelBounds = Pick<LinearModel, 'columnLower' | 'columnUpper' | 'rowLower' | 'rowUpper'>;

export type SolveResult =
  | {
      status: 'optimal';
      columns: Float64Array;
      rows: Float64Array;
      objective: number;
      /** No solution is below it. */
      bound: number;
      /** What a unit more of a column or of a row would cost; without whole columns alone. */
      columnDuals: Float64Array;
      rowDuals: Float64Array;
    }
  | { status: 'infeasible' }
  /** Time ran out: the best that was found, if anything was, and the bound that was reached. */
  | { status: 'limit'; columns: Float64Array | undefined; bound: number };

/** A model that a solver holds: costs and bounds change between runs, the coefficients stay. */
export interface OpenModel {
  setCosts(costs: Float64Array): void;
  setBounds(bounds: ModelBounds): void;
  /** A row more, of all columns with a cost: their sum is at most `upper`. */
  addCeiling(costs: Float64Array, upper: number): void;
  /** Whether the columns that stand for decisions must be whole; a solution is within `gap` of the best one. */
  setWhole(isWhole: boolean, gap: number): void;
  /** A solution to begin with. */
  suggest(columns: Float64Array): void;
  run(seconds: number): SolveResult;
  close(): void;
}

/** What the rota asks of a solver; HiGHS is the one, in `highs-solver.ts`. */
export interface RotaSolver {
  open(model: LinearModel): OpenModel;
}
