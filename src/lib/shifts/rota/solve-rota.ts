import { Fairness } from './fairness.ts';
import { greedyRota } from './greedy-rota.ts';
import { lockConflicts, type RotaConflict } from './lock-conflicts.ts';
import { buildModel, type RotaModel, type StageCosts } from './rota-model.ts';
import { stagesOf, type RotaPair, type RotaRound, type RotaStage } from './rota.ts';
import { brokenRules, compareScores, countTours, scoreRota, type RotaScore } from './score.ts';
import { simpleBounds } from './simple-bounds.ts';
import type { ModelBounds, OpenModel, RotaSolver, SolveResult } from './solver.ts';

/** A rota as it stands, and how much of it is proven. */
export interface SolvedRota {
  status: 'optimal' | 'feasible' | 'infeasible';
  pairs: readonly RotaPair[];
  score: RotaScore;
  /** The first goal that is not proven; undefined for an optimal rota. */
  openStage: RotaStage | undefined;
  /** How far the open goal may be from the best value, as a share of it; 0 when optimal, null when nobody knows. */
  gap: number | null;
  conflicts: readonly RotaConflict[];
}

export interface SolveRotaTools {
  loadSolver(): Promise<RotaSolver>;
  /** Milliseconds on a clock that only goes forward. */
  now(): number;
  /** Hears of each better rota, so that whoever ends the work has the last one. */
  tell?(rota: SolvedRota): void;
}

/**
 * The best rota in the order of the goals, each proven before the next is looked at [RT5]; what was found when time
 * ran out [RT6]; or the locks and rules that are in conflict [RT7].
 */
export async function solveRota(
  round: RotaRound,
  { loadSolver, now, tell }: SolveRotaTools,
): Promise<SolvedRota> {
  const endMs = now() + round.timeLimitSeconds * 1000;
  const conflicts = lockConflicts(round);
  if (conflicts.length > 0) return { ...impossible(round), conflicts };
  const search = new RotaSearch(round, tell);
  if (search.isProven || now() >= endMs) return search.found();
  const model = buildModel(round);
  if (model.pairs.length === 0) {
    search.settle(); // nobody can be anywhere: there is no other rota
    return search.found();
  }
  const solver = await loadSolver();
  const open = solver.open(model.linear);
  try {
    new StagedSolve(model, open, search, () => (endMs - now()) / 1000).run();
  } finally {
    open.close();
  }
  return search.found();
}

function impossible(round: RotaRound): Omit<SolvedRota, 'conflicts'> {
  return { status: 'infeasible', pairs: [], score: scoreRota(round, []), openStage: undefined, gap: null };
}

/** The best rota so far, and below what no rota can be: where both meet, a goal is proven. */
class RotaSearch {
  readonly #round: RotaRound;
  readonly #tell: ((rota: SolvedRota) => void) | undefined;
  readonly #bounds: Map<RotaStage, number>;
  #pairs: readonly RotaPair[];
  #score: RotaScore;

  constructor(round: RotaRound, tell?: (rota: SolvedRota) => void) {
    this.#round = round;
    this.#tell = tell;
    this.#pairs = greedyRota(round);
    this.#score = scoreRota(round, this.#pairs);
    this.#bounds = simpleBounds(round);
    tell?.(this.found());
  }

  get pairs(): readonly RotaPair[] {
    return this.#pairs;
  }

  get score(): RotaScore {
    return this.#score;
  }

  get isProven(): boolean {
    return this.#openStage() === undefined;
  }

  isProvenUpTo(stage: RotaStage): boolean {
    const stages = stagesOf(this.#round);
    const open = this.#openStage();
    return open === undefined || stages.indexOf(open) > stages.indexOf(stage);
  }

  /** Takes a rota when it is better and breaks no rule. */
  consider(pairs: readonly RotaPair[]): void {
    const score = scoreRota(this.#round, pairs);
    if (compareScores(this.#round, score, this.#score) >= 0 || brokenRules(this.#round, pairs).length > 0)
      return;
    this.#pairs = pairs;
    this.#score = score;
    this.#tell?.(this.found());
  }

  /**
   * No rota that is as good as can be in the goals before is better than this. Bounds of later goals, which stood
   * on a weaker one, are forgotten.
   */
  bound(stage: RotaStage, score: number): void {
    if (score <= (this.#bounds.get(stage) ?? -Infinity)) return;
    this.#bounds.set(stage, score);
    const stages = stagesOf(this.#round);
    for (const later of stages.slice(stages.indexOf(stage) + 1)) this.#bounds.delete(later);
  }

  /** What was found is all that there is. */
  settle(): void {
    for (const stage of stagesOf(this.#round)) this.bound(stage, this.#score[stage]);
  }

  found(): SolvedRota {
    const openStage = this.#openStage();
    return {
      status: openStage === undefined ? 'optimal' : 'feasible',
      pairs: this.#pairs,
      score: this.#score,
      openStage,
      gap: openStage === undefined ? 0 : this.#gapOf(openStage),
      conflicts: [],
    };
  }

  #openStage(): RotaStage | undefined {
    return stagesOf(this.#round).find((stage) => this.#score[stage] > (this.#bounds.get(stage) ?? -Infinity));
  }

  #gapOf(stage: RotaStage): number | null {
    const bound = this.#bounds.get(stage);
    if (bound === undefined) return null;
    const missing = this.#score[stage] - bound;
    if (stage !== 'deviation') return missing / this.#score[stage];
    const fairness = new Fairness(this.#round);
    return fairness.ofSteps(missing) / fairness.deviation(countTours(this.#round, this.#pairs));
  }
}

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
class StagedSolve {
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
