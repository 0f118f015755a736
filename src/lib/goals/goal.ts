import type { Id } from '../base/ids.ts';
import type { BetterDirection } from '../base/quantity/direction.ts';

export type GoalId = Id<'goal'>;

/** By what a goal is measured: the question of an insight, a measured series, or words alone. */
export const GOAL_MEASURES = ['insight', 'series', 'words'] as const;
export type GoalMeasure = (typeof GOAL_MEASURES)[number];

export const GOAL_STATES = ['open', 'reached', 'dropped'] as const;
export type GoalState = (typeof GOAL_STATES)[number];

/** A goal of the organisation [GO1]. */
export interface Goal {
  id: GoalId;
  title: string;
  note: string;
  measure: GoalMeasure;
  /** What measures it; null for words, and for a measure that is gone. */
  measureId: string | null;
  direction: BetterDirection;
  /** Where it stood when it was set, in the unit of the measure; null where nobody said. */
  start: number | null;
  /** In the unit of the measure; null for words. */
  target: number | null;
  targetWords: string;
  /** A calendar day (ISO). */
  dueOn: string;
  ownerId: string | null;
  ownerName: string | null;
  state: GoalState;
  version: number;
}

/** A value of what measures a goal. */
export interface GoalValue {
  value: number;
  /** The day (ISO) of the value, or of the wave. */
  day: string;
}

/** How far a goal is [GO3]. */
export interface GoalDistance {
  /** What is missing, in the unit of the measure; zero or less when the target is reached. */
  missing: number;
  isReached: boolean;
  /** The part of the way from the start that is done, from 0 to 1; null without a start, or where there is no way. */
  done: number | null;
}

/** How far a value is from the target [GO3]; null without either. All in the unit of the measure. */
export function measureGoal(
  { direction, start, target }: Pick<Goal, 'direction' | 'start' | 'target'>,
  now: Pick<GoalValue, 'value'> | null,
): GoalDistance | null {
  if (now === null || target === null) return null;
  const sign = direction === 'up' ? 1 : -1;
  const missing = sign * (target - now.value);
  const way = start === null ? 0 : sign * (target - start);
  return {
    missing: Math.abs(missing) < 1e-9 ? 0 : missing,
    isReached: missing < 1e-9,
    // Back beyond the start is no way done, and beyond the target no more than all of it.
    done: way > 0 ? Math.min(1, Math.max(0, (way - missing) / way)) : null,
  };
}

/** Whether an open goal is past its day; days are ISO. */
export function isGoalOverdue({ state, dueOn }: Pick<Goal, 'state' | 'dueOn'>, today: string): boolean {
  return state === 'open' && dueOn < today;
}
