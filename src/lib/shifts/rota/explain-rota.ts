import { Fairness } from './fairness.ts';
import { lockConflicts, type RotaConflict } from './lock-conflicts.ts';
import { stagesOf, type RotaPair, type RotaRound, type RotaStage } from './rota.ts';
import { countTours } from './score.ts';
import type { SolvedRota } from './rota-search.ts';
import { solveRota, type SolveRotaTools } from './solve-rota.ts';

/** What it would take to have one pair otherwise: the best rota under that condition, beside the one that stands. */
export type WhatIf =
  | { kind: 'impossible'; conflicts: readonly RotaConflict[] }
  /** Another rota that is as good in every goal. */
  | { kind: 'even'; people: readonly number[] }
  /** The first goal that would be missed by more, and by how much: people, changes, squares, or points of wishes. */
  | { kind: 'worse'; stage: RotaStage; by: number; people: readonly number[] };

/** Why somebody serves, and what other tours would cost: those that they would like better, or any for who has none. */
export interface PersonReasons {
  tours: readonly { tour: number; isLocked: boolean; without: WhatIf }[];
  wishes: readonly { tour: number; with: WhatIf }[];
}

/** Of the tours that somebody has not, the best liked: each is a rota of its own to reckon. */
export const MOST_WISHES = 3;

/**
 * Why a person has their tours, and what would have to change for others: exact, since each answer is the best rota
 * in which that one pair is forbidden, or locked, reckoned anew, and of all
 * that are as good the nearest to what stands [RT8].
 */
export async function explainPerson(
  round: RotaRound,
  rota: SolvedRota,
  person: number,
  tools: Pick<SolveRotaTools, 'loadSolver' | 'now'>,
): Promise<PersonReasons> {
  const who = round.people[person];
  if (!who) return { tours: [], wishes: [] };
  const { costs, locked } = who;
  const own = rota.pairs.filter((pair) => pair.person === person).map(({ tour }) => tour);
  const worst = Math.max(...own.map((tour) => costs[tour] ?? 0), own.length === 0 ? Infinity : 0);
  const liked = [...costs.keys()]
    .filter((tour) => !own.includes(tour) && (costs[tour] ?? 0) < worst)
    .toSorted((a, b) => (costs[a] ?? 0) - (costs[b] ?? 0) || a - b)
    .slice(0, MOST_WISHES);

  const tours: PersonReasons['tours'][number][] = [];
  for (const tour of own) {
    const without = await whatIf(round, rota, forbidden(round, { person, tour }), tour, tools);
    tours.push({ tour, isLocked: locked.includes(tour), without });
  }
  const wishes: PersonReasons['wishes'][number][] = [];
  for (const tour of liked)
    wishes.push({ tour, with: await whatIf(round, rota, demanded(round, { person, tour }), tour, tools) });
  return { tours, wishes };
}

async function whatIf(
  round: RotaRound,
  rota: SolvedRota,
  changed: RotaRound,
  tour: number,
  tools: Pick<SolveRotaTools, 'loadSolver' | 'now'>,
): Promise<WhatIf> {
  const conflicts = lockConflicts(changed);
  if (conflicts.length > 0) return { kind: 'impossible', conflicts };
  const other = await solveRota({ ...changed, nearTo: rota.pairs }, tools);
  const people = other.pairs
    .filter((pair) => pair.tour === tour && !rota.pairs.some((known) => isSame(known, pair)))
    .map(({ person }) => person);
  const stage = stagesOf(round).find((each) => other.score[each] !== rota.score[each]);
  if (!stage) return { kind: 'even', people };
  const fairness = new Fairness(round);
  const deviationOf = ({ pairs }: SolvedRota): number => fairness.deviation(countTours(round, pairs));
  const by =
    stage === 'deviation' ? deviationOf(other) - deviationOf(rota) : other.score[stage] - rota.score[stage];
  // What is not proven yet may even be better.
  return by > 0 ? { kind: 'worse', stage, by, people } : { kind: 'even', people };
}

function forbidden(round: RotaRound, pair: RotaPair): RotaRound {
  return withPerson(round, pair, ({ canServe, locked }) => ({
    canServe: canServe.with(pair.tour, 0),
    locked: locked.filter((tour) => tour !== pair.tour),
  }));
}

function demanded(round: RotaRound, pair: RotaPair): RotaRound {
  return withPerson(round, pair, ({ locked }) => ({ locked: [...locked, pair.tour] }));
}

function withPerson(
  round: RotaRound,
  { person }: RotaPair,
  change: (person: RotaRound['people'][number]) => Partial<RotaRound['people'][number]>,
): RotaRound {
  const people = round.people.map((each, place) => (place === person ? { ...each, ...change(each) } : each));
  return { ...round, people };
}

function isSame(one: RotaPair, other: RotaPair): boolean {
  return one.person === other.person && one.tour === other.tour;
}
