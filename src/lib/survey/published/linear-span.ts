import type { RandomSource } from '#lib/base/random.ts';

/** The largest prime below 2^25: the product of two residues plus a third stays exact in a double. */
const PRIME = 33_554_393;
/** What a vector holds where something is taken away. */
export const MINUS_ONE = PRIME - 1;

/**
 * The vectors that can be written as sums and differences of given vectors, by elimination modulo a
 * prime. A vector that is no combination over the rationals may, once in millions, pass for one modulo
 * the prime; never the other way round, but for combinations whose denominators it divides. For deciding
 * what to hide this errs on the safe side.
 */
export class LinearSpan {
  readonly #dimensions: number;
  readonly #width: number;
  /** By the column of its first number; every row also carries how it was made of the given vectors. */
  readonly #rowOfPivot: (Float64Array | undefined)[];
  #size = 0;

  /** `dimensions` of each vector, and the most vectors that will be added. */
  constructor(dimensions: number, mostVectors: number) {
    this.#dimensions = dimensions;
    this.#width = dimensions + mostVectors;
    this.#rowOfPivot = new Array<Float64Array | undefined>(dimensions);
  }

  /** Adds a vector of whole numbers from 0 to below PRIME. */
  add(vector: Float64Array): void {
    const row = this.#widen(vector);
    row[this.#dimensions + this.#size++] = 1;
    const pivot = this.#reduce(row);
    if (pivot < 0) return;
    const factor = inverse(row[pivot] ?? 0);
    for (let i = pivot; i < this.#width; i++) row[i] = residue((row[i] ?? 0) * factor);
    this.#rowOfPivot[pivot] = row;
  }

  /**
   * Which of the added vectors, by their order, make this one up; undefined when none do. The list is one
   * way of several when the added vectors depend on each other.
   */
  express(vector: Float64Array): number[] | undefined {
    const row = this.#widen(vector);
    if (this.#reduce(row) >= 0) return undefined;
    const used: number[] = [];
    for (let i = 0; i < this.#size; i++) if (row[this.#dimensions + i] !== 0) used.push(i);
    return used;
  }

  /** A random vector at right angles to every added one: whatever they make has the sum 0 with it. */
  orthogonal(random: RandomSource): Float64Array {
    const vector = Float64Array.from({ length: this.#dimensions }, () => Math.floor(random() * PRIME));
    for (let pivot = this.#dimensions - 1; pivot >= 0; pivot--) {
      const row = this.#rowOfPivot[pivot];
      if (!row) continue;
      let sum = 0;
      for (let i = pivot + 1; i < this.#dimensions; i++)
        sum = residue(sum + (row[i] ?? 0) * (vector[i] ?? 0));
      vector[pivot] = residue(PRIME - sum);
    }
    return vector;
  }

  #widen(vector: Float64Array): Float64Array {
    const row = new Float64Array(this.#width);
    row.set(vector);
    return row;
  }

  /** Takes away what the rows so far can make; returns the first column left, or -1 when nothing is. */
  #reduce(row: Float64Array): number {
    let first = -1;
    for (let column = 0; column < this.#dimensions; column++) {
      const value = row[column] ?? 0;
      if (value === 0) continue;
      const pivotRow = this.#rowOfPivot[column];
      if (!pivotRow) {
        if (first < 0) first = column;
        continue;
      }
      const factor = PRIME - value;
      for (let i = column; i < row.length; i++) {
        row[i] = residue((row[i] ?? 0) + factor * (pivotRow[i] ?? 0));
      }
    }
    return first;
  }
}

/** Below 2^50 the quotient is at least 2^-25 away from a wrong whole number: faster than `%`, and exact. */
function residue(value: number): number {
  return value - Math.floor(value / PRIME) * PRIME;
}

/** By Fermat: a^(p - 2) is the inverse of a. */
function inverse(value: number): number {
  let result = 1;
  let power = value;
  for (let exponent = PRIME - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = residue(result * power);
    power = residue(power * power);
  }
  return result;
}
