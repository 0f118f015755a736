import type { Position, Programme } from './programme.ts';

/** Nobody begins and ends anything in less; a step that was planned shorter keeps what it has [WS146]. */
export const LEAST_STEP_MINUTES = 3;
/** Longer than a working day is no time box. */
export const LONGEST_STEP_MINUTES = 480;

/** What a programme is stretched or shrunk to. */
export interface ProgrammeScale {
  /** All steps that are not skipped together, those that were held included. */
  minutes: number;
  /** To how many minutes each step is rounded; what is left over stays exact. */
  unit: 1 | 5;
}

/** Why a programme could not be scaled, with the least and the most that it can take. */
export interface ScaleRefusal {
  refusal: 'nothing-to-scale' | 'out-of-range';
  least: number;
  most: number;
}

/**
 * The programme stretched or shrunk as a whole [WS146]: the steps to come share what is left in proportion to
 * their minutes, in whole units and exactly in sum; steps that were held, run now or are skipped stay.
 */
export function scaleProgramme(
  programme: Programme,
  position: Position,
  { minutes, unit }: ProgrammeScale,
): Programme | ScaleRefusal {
  const held = programme.filter((step) => !step.isSkipped && !isToCome(step, position));
  const toCome = programme.filter((step) => isToCome(step, position));
  const spent = held.reduce((sum, step) => sum + step.minutes, 0);
  const floors = toCome.map((step) => Math.min(step.minutes, LEAST_STEP_MINUTES));
  const least = spent + floors.reduce((sum, floor) => sum + floor, 0);
  const most = spent + toCome.length * LONGEST_STEP_MINUTES;
  if (toCome.length === 0) return { refusal: 'nothing-to-scale', least, most };
  if (minutes < least || minutes > most) return { refusal: 'out-of-range', least, most };
  const bounds = floors.map((floor) => ({ floor, ceiling: LONGEST_STEP_MINUTES }));
  const shares = shareOut(
    toCome.map((step) => step.minutes),
    bounds,
    minutes - spent,
  );
  const rounded = roundShares(shares, bounds, minutes - spent, unit);
  const next = new Map(toCome.map((step, index) => [step.id, rounded[index] ?? step.minutes]));
  return programme.map((step) => ({ ...step, minutes: next.get(step.id) ?? step.minutes }));
}

function isToCome({ id, isSkipped, enteredAtMs }: Programme[number], position: Position): boolean {
  return !isSkipped && enteredAtMs === null && id !== position;
}

interface Bounds {
  floor: number;
  ceiling: number;
}

/** `total` in proportion to the weights; who meets a bound stays there, and the others share what is left. */
function shareOut(weights: readonly number[], bounds: readonly Bounds[], total: number): number[] {
  const at = (factor: number): number[] =>
    weights.map((weight, index) => clamp(weight * factor, bounds[index]));
  const sum = (factor: number): number => at(factor).reduce((all, share) => all + share, 0);
  // The sum grows with the factor, so that halving finds it; 60 halvings are finer than a double.
  let [low, high] = [0, LONGEST_STEP_MINUTES];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (sum(middle) < total) low = middle;
    else high = middle;
  }
  return at(high);
}

/** Whole units that make up `total` exactly: what rounding down loses goes to those who lost most. */
function roundShares(
  shares: readonly number[],
  bounds: readonly Bounds[],
  total: number,
  unit: 1 | 5,
): number[] {
  const rounded = shares.map((share, index) => clamp(Math.floor(share / unit + 1e-9) * unit, bounds[index]));
  const byLoss = shares.map((_, index) => index);
  let left = total - rounded.reduce((sum, minutes) => sum + minutes, 0);
  while (left !== 0) {
    const step = Math.sign(left) * Math.min(unit, Math.abs(left));
    const gapOf = (index: number): number => ((shares[index] ?? 0) - (rounded[index] ?? 0)) * Math.sign(left);
    const next = byLoss
      .filter((index) => clamp((rounded[index] ?? 0) + step, bounds[index]) === (rounded[index] ?? 0) + step)
      .toSorted((one, other) => gapOf(other) - gapOf(one) || (shares[other] ?? 0) - (shares[one] ?? 0))[0];
    // Within a unit of their bounds all of them may be stuck: then single minutes fit.
    if (next === undefined) return roundShares(shares, bounds, total, 1);
    rounded[next] = (rounded[next] ?? 0) + step;
    left -= step;
  }
  return rounded;
}

function clamp(value: number, bounds: Bounds | undefined): number {
  return Math.min(bounds?.ceiling ?? value, Math.max(bounds?.floor ?? value, value));
}
