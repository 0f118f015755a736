import type { RotaStage } from './rota.ts';

/** One goal as costs of the columns, small enough for floating point. */
export interface StageCosts {
  stage: RotaStage;
  costs: Float64Array;
  /** The smallest difference between two whole solutions, in these costs. */
  unit: number;
  /** The score (see `scoreRota`) of a sum of these costs, still with its fraction. */
  scoreOf(objective: number): number;
  objectiveOf(score: number): number;
  /** Scores are `offset` and a multiple of `grid`. */
  grid: number;
  offset: number;
}

/** Costs above it lose their last digits on the way through a solver; they are halved until they are below. */
const GREATEST_COST = 2 ** 20;

/** Whole costs, of which `offset` is the score without any column. */
export function scaledCosts(stage: RotaStage, costs: Float64Array, offset: number): StageCosts {
  let [divisor, greatest] = [0, 0];
  for (const cost of costs) {
    divisor = greatestCommon(divisor, Math.abs(cost));
    greatest = Math.max(greatest, Math.abs(cost));
  }
  const grid = divisor || 1;
  // A power of two: the scaled costs are exact.
  const scale = 2 ** -Math.max(0, Math.ceil(Math.log2(greatest / GREATEST_COST)));
  return {
    stage,
    costs: costs.map((cost) => cost * scale),
    unit: grid * scale,
    scoreOf: (objective) => objective / scale + offset,
    objectiveOf: (score) => (score - offset) * scale,
    grid,
    offset,
  };
}

function greatestCommon(one: number, other: number): number {
  return other === 0 ? one : greatestCommon(other, one % other);
}
