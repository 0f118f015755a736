import highsModule, { type Highs, type InitOptions, type Model } from 'highs';
import type { LinearModel, ModelBounds, OpenModel, RotaSolver, SolveResult } from './solver.ts';

/** The package is CommonJS to Node's types and a module to a bundler's: said here, it is the same to both. */
const loadHighs = highsModule as unknown as (options?: InitOptions) => Promise<Highs>;

/** The same input gives the same answer (docs/decisions/0040-a-rota-that-is-proven.md). */
const SEED = 0;

/** Loads HiGHS, which is WebAssembly: a tenth of a second, and it runs where it was loaded, so in a worker. */
export async function loadHighsSolver(): Promise<RotaSolver> {
  const highs = await loadHighs();
  return { open: (model) => new HighsModel(highs, model) };
}

class HighsModel implements OpenModel {
  readonly #highs: Highs;
  readonly #model: Model;
  readonly #columns: number;
  readonly #whole: number;
  #rows: number;
  #isWhole = false;

  constructor(highs: Highs, model: LinearModel) {
    this.#highs = highs;
    this.#columns = model.columnLower.length;
    this.#rows = model.rowLower.length;
    this.#whole = model.wholeColumns;
    this.#model = highs.createModel({
      numCols: this.#columns,
      numRows: this.#rows,
      colCost: new Float64Array(this.#columns),
      colLower: model.columnLower,
      colUpper: model.columnUpper,
      rowLower: model.rowLower,
      rowUpper: model.rowUpper,
      matrix: {
        format: 'csr',
        numRows: this.#rows,
        numCols: this.#columns,
        starts: model.starts,
        indices: model.columns,
        values: model.coefficients,
      },
    });
    this.#model.options.set({ output_flag: false, random_seed: SEED, mip_rel_gap: 0 });
  }

  setCosts(costs: Float64Array): void {
    this.#model.changeColsCost({ kind: 'range', from: 0, to: this.#columns - 1 }, costs);
  }

  setBounds({ columnLower, columnUpper, rowLower, rowUpper }: ModelBounds): void {
    this.#model.changeColsBounds({ kind: 'range', from: 0, to: this.#columns - 1 }, columnLower, columnUpper);
    if (rowLower.length > 0)
      this.#model.changeRowsBounds({ kind: 'range', from: 0, to: rowLower.length - 1 }, rowLower, rowUpper);
  }

  addCeiling(costs: Float64Array, upper: number): void {
    const indices = [...costs.keys()].filter((column) => costs[column] !== 0);
    const values = indices.map((column) => costs[column] ?? 0);
    this.#model.addRow(-this.#highs.infinity, upper, { indices, values });
    this.#rows += 1;
  }

  setWhole(isWhole: boolean, gap: number): void {
    this.#isWhole = isWhole;
    const { continuous, integer } = this.#highs.constants.variableType;
    if (this.#whole > 0)
      this.#model.changeColsIntegrality(
        { kind: 'range', from: 0, to: this.#whole - 1 },
        new Array(this.#whole).fill(isWhole ? integer : continuous),
      );
    this.#model.options.set({ mip_abs_gap: gap });
  }

  suggest(columns: Float64Array): void {
    this.#model.setSolution({ colValue: columns });
  }

  run(seconds: number): SolveResult {
    this.#model.zeroAllClocks();
    this.#model.options.set({ time_limit: seconds });
    this.#model.run();
    const { modelStatus } = this.#highs.constants;
    const status = this.#model.getModelStatus();
    // Every column has bounds: what is said to be one or the other is infeasible.
    if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible)
      return { status: 'infeasible' };
    if (status === modelStatus.optimal) {
      const { colValue, rowValue, colDual, rowDual } = this.#model.getSolution();
      const objective = this.#model.getObjectiveValue();
      return {
        status: 'optimal',
        columns: colValue,
        rows: rowValue,
        objective,
        bound: this.#isWhole ? this.#dualBound() : objective,
        columnDuals: colDual,
        rowDuals: rowDual,
      };
    }
    if (status !== modelStatus.timeLimit) throw new Error(`HiGHS ended with the status ${status}`);
    const isFound = this.#isWhole && this.#model.info.get('primal_solution_status') === 2;
    const columns = isFound ? this.#model.getSolution().colValue : undefined;
    return { status: 'limit', columns, bound: this.#isWhole ? this.#dualBound() : -Infinity };
  }

  close(): void {
    this.#model.dispose();
  }

  #dualBound(): number {
    const bound = Number(this.#model.info.get('mip_dual_bound'));
    return Math.abs(bound) < 1e100 ? bound : -Infinity;
  }
}
