import { Fairness } from './fairness.ts';
import { greedyRota } from './greedy-rota.ts';
import type { RotaConflict } from './lock-conflicts.ts';
import { stagesOf, type RotaPair, type RotaRound, type RotaStage } from './rota.ts';
import { brokenRules, compareScores, countTours, scoreRota, type RotaScore } from './score.ts';
import { simpleBounds } from './simple-bounds.ts';

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

/** The best rota so far, and below what no rota can be: where both meet, a goal is proven. */
export class RotaSearch {
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
