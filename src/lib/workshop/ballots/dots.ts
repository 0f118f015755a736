/** How many dots somebody placed on which causes. */
export type Dots = Readonly<Record<string, number>>;

/** What a vote allows everybody. */
export interface VoteRules {
  budget: number;
  capPerCause: number;
}

/** Where a vote starts when nobody set its rules, and why. */
export const MIN_BUDGET = 3;
export const MAX_BUDGET = 10;
const DEFAULT_CAP = 3;

/**
 * The rules of a vote over `causes` causes. Without a setting everybody gets a third of them as dots,
 * the rule of thumb of multivoting (Tague, The Quality Toolbox, 2005), between 3 and 10; at most 3 on
 * one cause. A cap above the budget is no cap.
 */
export function voteRules(
  causes: number,
  settings: { budget?: number | undefined; capPerCause?: number | undefined },
): VoteRules {
  const suggested = Math.min(MAX_BUDGET, Math.max(MIN_BUDGET, Math.ceil(causes / 3)));
  const budget = settings.budget ?? suggested;
  return { budget, capPerCause: Math.min(budget, settings.capPerCause ?? DEFAULT_CAP) };
}

/** Dots that are placed, all in all. */
export function placedDots(dots: Dots): number {
  return Object.values(dots).reduce((sum, count) => sum + count, 0);
}

/** Why dots were not placed. */
export type DotsRefusal = 'over-budget' | 'over-cap';

/** The dots of one person after they put `count` dots on a cause [WS30]. */
export function placeDots(dots: Dots, causeId: string, count: number, rules: VoteRules): Dots | DotsRefusal {
  if (count > rules.capPerCause) return 'over-cap';
  const others = Object.entries(dots).filter(([id, placed]) => id !== causeId && placed > 0);
  const next = Object.fromEntries(count > 0 ? [...others, [causeId, count]] : others);
  // Taking back is always possible, also when the budget was cut after one had voted.
  const isLess = placedDots(next) < placedDots(dots);
  return placedDots(next) > rules.budget && !isLess ? 'over-budget' : next;
}

/** What a cause got. */
export interface CauseTally {
  causeId: string;
  dots: number;
  /** How many people put at least one dot on it. */
  voters: number;
}

/** All ballots together, the most dots first; equal ones by the number of people, then by id. */
export function tallyDots(ballots: readonly Dots[]): CauseTally[] {
  const tallies = new Map<string, { dots: number; voters: number }>();
  for (const ballot of ballots) {
    for (const [causeId, count] of Object.entries(ballot)) {
      if (count <= 0) continue;
      const before = tallies.get(causeId) ?? { dots: 0, voters: 0 };
      tallies.set(causeId, { dots: before.dots + count, voters: before.voters + 1 });
    }
  }
  return [...tallies]
    .map(([causeId, tally]) => ({ causeId, ...tally }))
    .sort(
      (left, right) =>
        right.dots - left.dots || right.voters - left.voters || (left.causeId < right.causeId ? -1 : 1),
    );
}
