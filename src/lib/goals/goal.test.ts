import { expect, test } from 'vitest';
import { isGoalOverdue, measureGoal } from './goal.ts';

const up = { direction: 'up', start: 60, target: 80 } as const;
const down = { direction: 'down', start: 30, target: 24 } as const;

test('[GO3] what is missing is told in the unit, and the way from the start as a part', () => {
  expect(measureGoal(up, { value: 65 })).toEqual({ missing: 15, isReached: false, done: 0.25 });
  expect(measureGoal(down, { value: 27 })).toEqual({ missing: 3, isReached: false, done: 0.5 });
});

test('[GO3] on the target a goal is reached, and just beside it is not', () => {
  expect(measureGoal(up, { value: 80 })).toMatchObject({ missing: 0, isReached: true, done: 1 });
  expect(measureGoal(up, { value: 79.99 })?.isReached).toBe(false);
  expect(measureGoal(down, { value: 24 })?.isReached).toBe(true);
  expect(measureGoal({ ...down, target: 0.3 }, { value: 0.1 + 0.2 })).toMatchObject({ missing: 0 });
});

test('[GO3] a way has its ends: no less than nothing, no more than all of it', () => {
  expect(measureGoal(up, { value: 50 })?.done).toBe(0);
  expect(measureGoal(up, { value: 90 })).toMatchObject({ missing: -10, done: 1 });
  // From a start beyond the target there is no way.
  expect(measureGoal({ ...up, start: 85 }, { value: 70 })?.done).toBe(null);
  expect(measureGoal({ ...up, start: null }, { value: 70 })?.done).toBe(null);
});

test('[GO3] without a value or a target there is no distance', () => {
  expect(measureGoal(up, null)).toBe(null);
  expect(measureGoal({ ...up, target: null }, { value: 70 })).toBe(null);
});

test('[GO4] an open goal is overdue from the day after its day on', () => {
  const goal = { state: 'open', dueOn: '2026-11-02' } as const;
  expect(isGoalOverdue(goal, '2026-11-02')).toBe(false);
  expect(isGoalOverdue(goal, '2026-11-03')).toBe(true);
  expect(isGoalOverdue({ ...goal, state: 'reached' }, '2026-11-03')).toBe(false);
});
