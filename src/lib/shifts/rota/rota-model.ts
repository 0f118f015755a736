import { Fairness } from './fairness.ts';
import { LinearBuilder } from './linear-builder.ts';
import { clashingSets, clashingSetsOf, mostServed } from './rest.ts';
import { stagesOf, type RotaPair, type RotaRound, type RotaStage } from './rota.ts';
import { countsFor, pairKey } from './score.ts';
import type { LinearModel, ModelBounds } from './solver.ts';
import { scaledCosts, type StageCosts } from './stage-costs.ts';

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

/**
 * Columns: each pair that can be; each further tour of somebody who may have several (their costs grow, so that
 * they fill in order by themselves, and the linear relaxation sees the whole hull of each person); how many people
 * a tour is short of in a scope. Rows: tours of a person, and tours that clash; seats, caps of departments, scopes.
 * Without scopes and chains of clashing tours this is a flow through a network, whose corners are whole
 * (Hoffman & Kruskal 1956), and so is every face of it.
 */
export function buildModel(round: RotaRound): RotaModel {
  const columns = new RotaColumns(round);
  const linear = columns.build();
  return {
    linear,
    pairs: columns.pairs,
    stages: stagesOf(round).map((stage) => columns.costsOf(stage, linear.columnLower.length)),
    full: columns.fullBounds(linear),
    columnsOf: (rota) => columns.valuesOf(rota, linear.columnLower.length),
  };
}

class RotaColumns {
  readonly pairs: readonly RotaPair[];
  readonly #round: RotaRound;
  readonly #fairness: Fairness;
  readonly #linear = new LinearBuilder();
  /** The most tours that each person can have, by what they take on and by the hours of the tours. */
  readonly #most: readonly number[];
  /** What the k-th tour of a person costs: the pairs of who can have one, the further tours of others. */
  readonly #steps: { column: number; person: number; nth: number }[] = [];
  readonly #shortfalls: { column: number; tour: number; scope: string; minimum: number }[] = [];
  /** One a tour. */
  readonly #seatRows: readonly number[];

  constructor(round: RotaRound) {
    const { tours, people } = round;
    this.#round = round;
    this.#fairness = new Fairness(round);
    this.#most = people.map(({ maxTours, canServe }) => {
      const places = tours.flatMap(({ seats }, place) => (canServe[place] === 1 && seats > 0 ? [place] : []));
      return maxTours > 1 ? Math.min(maxTours, mostServed(tours, places)) : Math.min(maxTours, places.length);
    });
    this.pairs = people.flatMap(({ canServe }, person) =>
      tours.flatMap(({ seats }, tour): RotaPair[] =>
        canServe[tour] === 1 && seats > 0 && this.#mostOf(person) > 0 ? [{ person, tour }] : [],
      ),
    );
    for (const { person, tour } of this.pairs)
      this.#linear.addColumn(people[person]?.locked.includes(tour) ? 1 : 0, 1);

    const sets = this.#most.some((most) => most > 1) ? clashingSets(tours) : [];
    for (const [person, own] of Map.groupBy(this.pairs.keys(), (i) => this.pairs[i]?.person ?? -1))
      this.#addPerson(person, own, sets);
    const onTour = Map.groupBy(this.pairs.keys(), (i) => this.pairs[i]?.tour ?? -1);
    this.#seatRows = tours.map((_, tour) => this.#addTour(tour, onTour.get(tour) ?? []));
  }

  build(): LinearModel {
    return this.#linear.build(this.pairs.length);
  }

  costsOf(stage: RotaStage, size: number): StageCosts {
    const { tours, people, published, nearTo } = this.#round;
    const costs = new Float64Array(size);
    switch (stage) {
      case 'unfilled': {
        costs.fill(-1, 0, this.pairs.length);
        for (const { column } of this.#shortfalls) costs[column] = 1;
        return scaledCosts(
          stage,
          costs,
          tours.reduce((sum, { seats }) => sum + seats, 0),
        );
      }
      case 'changes':
      case 'moves': {
        const before = stage === 'changes' ? published : nearTo;
        const known = new Set(before?.map((pair) => pairKey(this.#round, pair)));
        for (const [i, pair] of this.pairs.entries())
          costs[i] = known.has(pairKey(this.#round, pair)) ? -1 : 1;
        return scaledCosts(stage, costs, known.size);
      }
      case 'deviation':
        for (const { column, person, nth } of this.#steps) costs[column] = this.#fairness.step(person, nth);
        return scaledCosts(stage, costs, 0);
      case 'preference':
        for (const [i, { person, tour }] of this.pairs.entries()) costs[i] = people[person]?.costs[tour] ?? 0;
        return scaledCosts(stage, costs, 0);
    }
  }

  fullBounds(linear: LinearModel): ModelBounds {
    const [columnUpper, rowLower] = [linear.columnUpper.slice(), linear.rowLower.slice()];
    for (const { column } of this.#shortfalls) columnUpper[column] = 0;
    for (const [tour, row] of this.#seatRows.entries()) rowLower[row] = this.#round.tours[tour]?.seats ?? 0;
    return { ...linear, columnUpper, rowLower };
  }

  valuesOf(rota: readonly RotaPair[], size: number): Float64Array {
    const values = new Float64Array(size);
    const chosen = new Set(rota.map((pair) => pairKey(this.#round, pair)));
    const counts = new Map<number, number>();
    for (const { person } of rota) counts.set(person, (counts.get(person) ?? 0) + 1);
    for (const { column, person, nth } of this.#steps)
      values[column] = nth <= (counts.get(person) ?? 0) ? 1 : 0;
    for (const [i, pair] of this.pairs.entries()) values[i] = chosen.has(pairKey(this.#round, pair)) ? 1 : 0;
    for (const { column, tour, scope, minimum } of this.#shortfalls) {
      const there = rota.filter((pair) => pair.tour === tour && this.#counts(pair.person, scope));
      values[column] = Math.max(0, minimum - there.length);
    }
    return values;
  }

  #addPerson(person: number, own: readonly number[], sets: readonly (readonly number[])[]): void {
    const most = this.#mostOf(person);
    if (most === 1) {
      for (const column of own) this.#steps.push({ column, person, nth: 1 });
      if (own.length > 1) this.#linear.addRow(-Infinity, 1, own);
      return;
    }
    const further = Array.from({ length: most }, (_, i) => {
      const column = this.#linear.addColumn(0, 1);
      this.#steps.push({ column, person, nth: i + 1 });
      return column;
    });
    this.#linear.addRow(0, 0, own, further);
    const columnAt = new Map(own.map((column) => [this.pairs[column]?.tour, column]));
    for (const set of clashingSetsOf(sets, this.#round.people[person]?.canServe ?? new Uint8Array())) {
      const clashing = set.flatMap((tour) => columnAt.get(tour) ?? []);
      if (clashing.length > 1) this.#linear.addRow(-Infinity, 1, clashing);
    }
  }

  /** Returns the row of the seats. */
  #addTour(tour: number, there: readonly number[]): number {
    const { seats = 0, departmentCap = Infinity, minimums = [] } = this.#round.tours[tour] ?? {};
    const personOf = (column: number): number => this.pairs[column]?.person ?? -1;
    const row = this.#linear.addRow(-Infinity, seats, there);
    const departments = Map.groupBy(there, (column) => this.#round.people[personOf(column)]?.department);
    if (departmentCap < seats)
      for (const [department, those] of departments)
        if (department != null && those.length > departmentCap)
          this.#linear.addRow(-Infinity, departmentCap, those);
    for (const { scope, minimum } of minimums) {
      const column = this.#linear.addColumn(0, minimum);
      this.#shortfalls.push({ column, tour, scope, minimum });
      const those = there.filter((each) => this.#counts(personOf(each), scope));
      this.#linear.addRow(minimum, Infinity, [...those, column]);
    }
    return row;
  }

  #mostOf(person: number): number {
    return this.#most[person] ?? 0;
  }

  #counts(person: number, scope: string): boolean {
    return countsFor(this.#round.people[person], scope);
  }
}
