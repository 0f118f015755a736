import { Fairness } from './fairness.ts';
import { clashingSets, clashingSetsOf, mostServed } from './rest.ts';
import { stagesOf, type RotaPair, type RotaRound, type RotaStage } from './rota.ts';
import { countsFor, pairKey } from './score.ts';
import type { LinearModel, ModelBounds } from './solver.ts';

/** One goal as costs of the columns, small enough for floating point. */
export interface StageCosts {
  stage: RotaStage;
  costs: Float64Array;
  /** The smallest difference between two whole solutions. */
  unit: number;
  /** The score (see `scoreRota`) of a sum of these costs, still with its fraction. */
  scoreOf(objective: number): number;
  objectiveOf(score: number): number;
  /** Scores are `offset` and a multiple of `grid`. */
  grid: number;
  offset: number;
}

/** A round as a linear model, and what its columns mean. */
export interface RotaModel {
  linear: LinearModel;
  /** The pairs that the first columns stand for, in order. */
  pairs: readonly RotaPair[];
  stages: readonly StageCosts[];
  /** What is left when every seat is taken and no scope lacks anybody. */
  full: ModelBounds;
  /** All columns for a rota. */
  columnsOf(pairs: readonly RotaPair[]): Float64Array;
}

/** Costs above it lose their last digits on the way through a solver; they are halved until they are below. */
const GREATEST_COST = 2 ** 20;

/**
 * Columns: each pair that can be; each further tour of somebody who may have several (their costs grow, so that
 * they fill in order by themselves, and the linear relaxation sees the whole hull of each person); how many people
 * a tour is short of in a scope. Rows: seats, caps of departments, scopes, tours of a person, and tours that clash.
 * Without scopes and chains of clashing tours this is a flow through a network, whose corners are whole
 * (Hoffman & Kruskal 1956), and so is every face of it.
 */
export function buildModel(round: RotaRound): RotaModel {
  const { tours, people } = round;
  const fairness = new Fairness(round);
  const most = people.map(({ maxTours, canServe }) => {
    const places = tours.flatMap(({ seats }, place) => (canServe[place] === 1 && seats > 0 ? [place] : []));
    return maxTours > 1 ? Math.min(maxTours, mostServed(tours, places)) : Math.min(maxTours, places.length);
  });
  const pairs: RotaPair[] = [];
  for (const [person, { canServe }] of people.entries())
    for (const [tour, { seats }] of tours.entries())
      if (canServe[tour] === 1 && seats > 0 && (most[person] ?? 0) > 0) pairs.push({ person, tour });

  const columns = new ModelColumns(pairs.length);
  for (const [i, { person, tour }] of pairs.entries())
    if (people[person]?.locked.includes(tour)) columns.fix(i);
  const rows = new ModelRows();
  const fairnessCosts: { column: number; cost: number }[] = [];
  const steps: { column: number; person: number; nth: number }[] = [];
  const shortfalls: { column: number; tour: number; scope: string; minimum: number }[] = [];

  /** One a tour. */
  const seatRows: number[] = [];

  const columnsOfPerson = Map.groupBy(pairs.keys(), (i) => pairs[i]?.person ?? -1);
  const sets = most.some((count) => count > 1) ? clashingSets(tours) : [];
  for (const [person, own] of columnsOfPerson) {
    const count = most[person] ?? 0;
    if (count === 1) {
      for (const column of own) fairnessCosts.push({ column, cost: fairness.step(person, 1) });
      if (own.length > 1) rows.add(-Infinity, 1, own);
      continue;
    }
    const further = Array.from({ length: count }, (_, i) => {
      const column = columns.add(1);
      fairnessCosts.push({ column, cost: fairness.step(person, i + 1) });
      steps.push({ column, person, nth: i + 1 });
      return column;
    });
    rows.add(0, 0, own, further);
    const columnAt = new Map(own.map((column) => [pairs[column]?.tour, column]));
    for (const set of clashingSetsOf(sets, people[person]?.canServe ?? new Uint8Array())) {
      const clashing = set.flatMap((tour) => columnAt.get(tour) ?? []);
      if (clashing.length > 1) rows.add(-Infinity, 1, clashing);
    }
  }
  const columnsOfTour = Map.groupBy(pairs.keys(), (i) => pairs[i]?.tour ?? -1);
  for (const [tour, { seats, departmentCap, minimums }] of tours.entries()) {
    const there = columnsOfTour.get(tour) ?? [];
    seatRows.push(rows.add(-Infinity, seats, there));
    const personAt = (column: number) => people[pairs[column]?.person ?? -1];
    if (departmentCap !== undefined && departmentCap < seats)
      for (const [department, those] of Map.groupBy(there, (column) => personAt(column)?.department))
        if (department != null && those.length > departmentCap) rows.add(-Infinity, departmentCap, those);
    for (const { scope, minimum } of minimums) {
      const column = columns.add(minimum);
      shortfalls.push({ column, tour, scope, minimum });
      const those = there.filter((each) => countsFor(personAt(each), scope));
      rows.add(minimum, Infinity, [...those, column]);
    }
  }

  const linear = { ...columns.bounds(), ...rows.matrix(), wholeColumns: pairs.length };
  const full = { ...linear, columnUpper: linear.columnUpper.slice(), rowLower: linear.rowLower.slice() };
  for (const { column } of shortfalls) full.columnUpper[column] = 0;
  for (const [tour, row] of seatRows.entries()) full.rowLower[row] = tours[tour]?.seats ?? 0;
  const published = round.published && new Set(round.published.map((pair) => pairKey(round, pair)));
  const size = linear.columnLower.length;
  const seats = tours.reduce((sum, tour) => sum + tour.seats, 0);
  const stages = stagesOf(round).map((stage): StageCosts => {
    const costs = new Float64Array(size);
    if (stage === 'deviation') for (const { column, cost } of fairnessCosts) costs[column] = cost;
    else if (stage === 'unfilled') {
      costs.fill(-1, 0, pairs.length);
      for (const { column } of shortfalls) costs[column] = 1;
    } else
      for (const [i, pair] of pairs.entries())
        costs[i] =
          stage === 'preference'
            ? (people[pair.person]?.costs[pair.tour] ?? 0)
            : published?.has(pairKey(round, pair))
              ? -1
              : 1;
    const constant = { unfilled: seats, changes: published?.size ?? 0, deviation: 0, preference: 0 };
    return scaledStage(stage, costs, constant[stage]);
  });

  return {
    linear,
    pairs,
    stages,
    full,
    columnsOf(rota) {
      const values = new Float64Array(size);
      const chosen = new Set(rota.map((pair) => pairKey(round, pair)));
      const counts = new Map<number, number>();
      for (const [i, pair] of pairs.entries()) {
        if (!chosen.has(pairKey(round, pair))) continue;
        values[i] = 1;
        counts.set(pair.person, (counts.get(pair.person) ?? 0) + 1);
      }
      for (const { column, person, nth } of steps) values[column] = nth <= (counts.get(person) ?? 0) ? 1 : 0;
      for (const { column, tour, scope, minimum } of shortfalls) {
        const there = rota.filter((pair) => pair.tour === tour && countsFor(people[pair.person], scope));
        values[column] = Math.max(0, minimum - there.length);
      }
      return values;
    },
  };
}

function scaledStage(stage: RotaStage, costs: Float64Array, constant: number): StageCosts {
  let [grid, greatest] = [0, 0];
  for (const cost of costs) {
    grid = greatestCommon(grid, Math.abs(cost));
    greatest = Math.max(greatest, Math.abs(cost));
  }
  // A power of two: the scaled costs are exact.
  const scale = 2 ** -Math.max(0, Math.ceil(Math.log2(greatest / GREATEST_COST)));
  return {
    stage,
    costs: costs.map((cost) => cost * scale),
    unit: (grid || 1) * scale,
    scoreOf: (objective) => objective / scale + constant,
    objectiveOf: (score) => (score - constant) * scale,
    grid: grid || 1,
    offset: constant,
  };
}

function greatestCommon(one: number, other: number): number {
  return other === 0 ? one : greatestCommon(other, one % other);
}

class ModelColumns {
  readonly #lower: number[];
  readonly #upper: number[];

  constructor(pairs: number) {
    this.#lower = new Array<number>(pairs).fill(0);
    this.#upper = new Array<number>(pairs).fill(1);
  }

  /** Adds a column from 0 up to `upper` and returns its place. */
  add(upper: number): number {
    this.#lower.push(0);
    return this.#upper.push(upper) - 1;
  }

  /** The pair of a lock. */
  fix(column: number): void {
    this.#lower[column] = 1;
  }

  bounds(): Pick<LinearModel, 'columnLower' | 'columnUpper'> {
    return { columnLower: Float64Array.from(this.#lower), columnUpper: Float64Array.from(this.#upper) };
  }
}

class ModelRows {
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];
  readonly #starts: number[] = [0];
  readonly #columns: number[] = [];
  readonly #coefficients: number[] = [];

  /** The sum of some columns without the sum of others, between two bounds; returns the place of the row. */
  add(lower: number, upper: number, plus: readonly number[], minus: readonly number[] = []): number {
    this.#upper.push(upper);
    for (const column of plus) this.#put(column, 1);
    for (const column of minus) this.#put(column, -1);
    this.#starts.push(this.#columns.length);
    return this.#lower.push(lower) - 1;
  }

  matrix(): Pick<LinearModel, 'rowLower' | 'rowUpper' | 'starts' | 'columns' | 'coefficients'> {
    return {
      rowLower: Float64Array.from(this.#lower),
      rowUpper: Float64Array.from(this.#upper),
      starts: Int32Array.from(this.#starts),
      columns: Int32Array.from(this.#columns),
      coefficients: Float64Array.from(this.#coefficients),
    };
  }

  #put(column: number, coefficient: number): void {
    this.#columns.push(column);
    this.#coefficients.push(coefficient);
  }
}
