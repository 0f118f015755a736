import type { RotaModel } from './rota-model.ts';
import type { RotaSearch } from './rota-search.ts';
import type { RotaPair } from './rota.ts';
import type { ModelBounds, OpenModel, SolveResult } from './solver.ts';
import type { StageCosts } from './stage-costs.ts';

/** What became of a part of the work. */
type Went = 'proven' | 'open' | 'out-of-time';

/** What is left of a model when a goal is as good as its linear program, and that score. */
interface Face {
  bounds: ModelBounds;
  score: number;
}

/**
 * Goes through the goals. A linear program is solved for each of them, and the next one gets what is optimal for
 * this one: every column with a reduced cost keeps its bound, every row with a dual value is met exactly
 * (complementary slackness). Such a face of a network stays a network, while a row "no more than this" would make
 * it none, which is what makes later goals slow. When the last corner is whole, everything is proven without a
 * branch; otherwise one search among whole solutions on the last face, and if there is none, a search a goal.
 */
export class StagedSolve {
  readonly #model: RotaModel;
  readonly #open: OpenModel;
  readonly #search: RotaSearch;
  readonly #secondsLeft: () => number;
  /** One a goal, as far as they were reached. */
  readonly #faces: Face[] = [];

  constructor(model: RotaModel, open: OpenModel, search: RotaSearch, secondsLeft: () => number) {
    this.#model = model;
    this.#open = open;
    this.#search = search;
    this.#secondsLeft = secondsLeft;
  }

  run(): void {
    let went = this.#solveOnFaces();
    if (went === 'open' && this.#faces.length === this.#model.stages.length) went = this.#solveLastWhole();
    if (went === 'open') this.#solveEachWhole();
  }

  #solveOnFaces(): Went {
    for (const stage of this.#model.stages) {
      if (stage.stage === 'unfilled' && this.#search.score.unfilled === 0) {
        // The greedy rota leaves no place: this goal needs no linear program, and its face is plain.
        this.#faces.push({ bounds: this.#model.full, score: 0 });
        this.#open.setBounds(this.#model.full);
        continue;
      }
      this.#open.setCosts(stage.costs);
      const result = this.#runFor();
      if (result.status === 'limit') return 'out-of-time';
      if (result.status === 'infeasible') return 'open';
      const score = stage.scoreOf(result.objective);
      this.#search.bound(stage.stage, roundedUp(score, stage));
      const pairs = this.#wholePairs(result.columns);
      if (pairs) this.#search.consider(pairs);
      // Between two scores lies no whole solution: this face holds none.
      if (Math.abs(score - nearest(score, stage)) > ROUGH * stage.grid) return 'open';
      const bounds = faceOf(this.#bounds(), result, stage);
      this.#faces.push({ bounds, score: nearest(score, stage) });
      this.#open.setBounds(bounds);
    }
    return this.#search.isProven ? 'proven' : 'open';
  }

  /**
   * A whole solution on the face of all goals proves them all, and little is left there to search. If there is none,
   * the last goal is not as good as its linear program, and the face of those before it is searched.
   */
  #solveLastWhole(): Went {
    const last = this.#model.stages.at(-1);
    for (const face of [this.#faces.at(-1), this.#faces.at(-2)]) {
      if (!last || !face) continue;
      this.#open.setBounds(face.bounds);
      const went = this.#runWhole(last);
      if (went === 'out-of-time' || this.#search.isProven) return went;
    }
    return 'open';
  }

  #solveEachWhole(): void {
    this.#open.setBounds(this.#model.linear);
    let isOnFaces = true;
    for (const [i, stage] of this.#model.stages.entries()) {
      if (!this.#search.isProvenUpTo(stage.stage)) this.#runWhole(stage);
      if (!this.#search.isProvenUpTo(stage.stage)) return;
      const score = this.#search.score[stage.stage];
      const face = this.#faces[i];
      isOnFaces &&= face?.score === score;
      if (isOnFaces && face) this.#open.setBounds(face.bounds);
      else this.#open.addCeiling(stage.costs, stage.objectiveOf(score) + stage.unit / 2);
    }
  }

  /** Searches among whole solutions for one goal. */
  #runWhole(stage: StageCosts): Went {
    this.#open.setCosts(stage.costs);
    this.#open.setWhole(true, stage.unit / 2);
    this.#open.suggest(this.#model.columnsOf(this.#search.pairs));
    const result = this.#runFor();
    if (result.status === 'infeasible') return 'open';
    const pairs = result.columns && this.#wholePairs(result.columns);
    if (pairs) this.#search.consider(pairs);
    this.#search.bound(stage.stage, roundedUp(stage.scoreOf(result.bound), stage));
    return result.status === 'limit' ? 'out-of-time' : 'proven';
  }

  #runFor(): SolveResult {
    const seconds = this.#secondsLeft();
    return seconds > 0 ? this.#open.run(seconds) : { status: 'limit', columns: undefined, bound: -Infinity };
  }

  #bounds(): ModelBounds {
    return this.#faces.at(-1)?.bounds ?? this.#model.linear;
  }

  /** The rota that columns stand for; undefined where a pair is given in part. */
  #wholePairs(columns: Float64Array): RotaPair[] | undefined {
    const pairs: RotaPair[] = [];
    for (const [i, pair] of this.#model.pairs.entries()) {
      const value = columns[i] ?? 0;
      if (Math.abs(value - Math.round(value)) > ROUGH) return undefined;
      if (value > 0.5) pairs.push(pair);
    }
    return pairs;
  }
}

/** How far from a whole number floating point may be. */
const ROUGH = 1e-4;

function nearest(score: number, { grid, offset }: StageCosts): number {
  return Math.round((score - offset) / grid) * grid + offset;
}

/** The lowest score that a whole solution can have, from a bound that floating point may have lifted a little. */
function roundedUp(bound: number, { grid, offset }: StageCosts): number {
  return Math.ceil((bound - offset) / grid - 0.01) * grid + offset;
}

function faceOf(
  { columnLower, columnUpper, rowLower, rowUpper }: ModelBounds,
  { columns, rows, columnDuals, rowDuals }: Extract<SolveResult, { status: 'optimal' }>,
  { unit }: StageCosts,
): ModelBounds {
  // Dual values of whole costs are fractions with small denominators, and noise is far below.
  const least = Math.max(2e-7, ROUGH * unit);
  const [columnsFrom, columnsTo] = narrowed(columnLower, columnUpper, columns, columnDuals, least);
  const [rowsFrom, rowsTo] = narrowed(rowLower, rowUpper, rows, rowDuals, least);
  return { columnLower: columnsFrom, columnUpper: columnsTo, rowLower: rowsFrom, rowUpper: rowsTo };
}

/** Whatever has a dual value stays at the bound where it is. */
function narrowed(
  lower: Float64Array,
  upper: Float64Array,
  values: Float64Array,
  duals: Float64Array,
  least: number,
): [lower: Float64Array, upper: Float64Array] {
  const [from, to] = [lower.slice(), upper.slice()];
  for (const [i, dual] of duals.entries()) {
    if (i >= from.length || Math.abs(dual) < least) continue;
    const [value = 0, low = 0, high = 0] = [values[i], lower[i], upper[i]];
    from[i] = to[i] = value - low < high - value ? low : high;
  }
  return [from, to];
}
