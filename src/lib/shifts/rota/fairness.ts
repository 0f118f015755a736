import type { RotaRound } from './rota.ts';

/**
 * Who should have served how much, and what missing it costs, in whole numbers alone [RT4].
 *
 * A person's target is the tours of everybody, served and to come, by their share of all weights:
 * (H + S) w / W. The cost of a rota is the sum of (served + assigned - target)². One tour more, the k-th of this
 * round, adds 2(served + k - target) - 1, which times W is whole. The costs of further tours grow, so that a
 * linear model takes them in order by itself.
 */
export class Fairness {
  readonly #served: number;
  readonly #weights: readonly number[];
  readonly #history: readonly number[];
  /** Sum of all weights, the unit in which steps are whole. */
  readonly #total: number;

  constructor({ tours, people }: RotaRound) {
    const divisor = people.reduce((gcd, { weight }) => greatestDivisor(gcd, weight), 0) || 1;
    this.#weights = people.map(({ weight }) => weight / divisor);
    this.#history = people.map(({ history }) => history);
    this.#total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    this.#served = sum(this.#history) + sum(tours.map(({ seats }) => seats));
  }

  /** Tours that a person should have served when this round is over. */
  target(person: number): number {
    return (this.#served * (this.#weights[person] ?? 0)) / this.#total;
  }

  /** What the `nth` tour (from 1) of a person in this round adds to the deviation, times the sum of all weights. */
  step(person: number, nth: number): number {
    const after = (this.#history[person] ?? 0) + nth;
    return (2 * after - 1) * this.#total - 2 * this.#served * (this.#weights[person] ?? 0);
  }

  /** The same for all tours that a person gets. */
  steps(person: number, assigned: number): number {
    let total = 0;
    for (let nth = 1; nth <= assigned; nth++) total += this.step(person, nth);
    return total;
  }

  /** A number of steps as it is added to the deviation. */
  ofSteps(steps: number): number {
    return this.#total === 0 ? 0 : steps / this.#total;
  }

  /** The deviation of a rota to a millionth, from the number of tours that each person gets. */
  deviation(assigned: readonly number[]): number {
    if (this.#total === 0) return 0;
    const whole = BigInt(this.#total);
    const squares = assigned.reduce((all, count, person) => {
      const part = BigInt((this.#history[person] ?? 0) + count) * whole;
      const missed = part - BigInt(this.#served) * BigInt(this.#weights[person] ?? 0);
      return all + missed * missed;
    }, 0n);
    const millionths = (squares * 2_000_000n + whole * whole) / (2n * whole * whole);
    return Number(millionths) / 1e6;
  }
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
