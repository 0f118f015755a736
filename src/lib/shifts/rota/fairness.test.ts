import { expect, test } from 'vitest';
import { Fairness } from './fairness.ts';
import { parseRotaRound } from './rota-input.ts';

function fairnessOf(people: { history: number; weight?: number }[], seats: number): Fairness {
  return new Fairness(
    parseRotaRound({
      tours: [{ id: 't', start: '2026-03-30T08:00', end: '2026-03-30T16:00', seats }],
      people: people.map((person, i) => ({ id: `p${i}`, ...person })),
    }),
  );
}

test('[RT4] a target is the share of all tours, served and to come, by weight', () => {
  const even = fairnessOf([{ history: 3 }, { history: 1 }, { history: 0 }], 2);
  expect([even.target(0), even.target(2)]).toEqual([2, 2]);
  const half = fairnessOf([{ history: 3 }, { history: 1 }, { history: 0, weight: 0.5 }], 1);
  // (4 + 1) / 3, times 1 / (2.5 / 3), and half of it
  expect([half.target(0), half.target(2)]).toEqual([2, 1]);
});

test('[RT4] deviation is the sum of squares over everybody, with or without a tour', () => {
  const fairness = fairnessOf([{ history: 3 }, { history: 1 }, { history: 0 }], 2);
  expect(fairness.deviation([0, 0, 2])).toBe(1 + 1 + 0);
  expect(fairness.deviation([0, 1, 1])).toBe(1 + 0 + 1);
  expect(fairness.deviation([1, 0, 1])).toBe(4 + 1 + 1);
});

test('[RT4] squares do not leave somebody at nothing, as distances do', () => {
  // Distances from a target of 2 call both rotas equal: 2 + 0 and 1 + 1.
  const fairness = fairnessOf([{ history: 0 }, { history: 1 }, { history: 3 }, { history: 3 }], 1);
  expect(fairness.deviation([1, 0, 0, 0])).toBeLessThan(fairness.deviation([0, 1, 0, 0]));
});

test('[RT4] deviation is shown to a millionth, from whole numbers', () => {
  const fairness = fairnessOf([{ history: 0 }, { history: 0 }, { history: 0 }], 1);
  expect(fairness.deviation([1, 0, 0])).toBe(0.666667);
  const weighted = fairnessOf(
    [
      { history: 2, weight: 0.33 },
      { history: 2, weight: 0.67 },
    ],
    0,
  );
  expect(weighted.deviation([0, 0])).toBe(0.9248);
});

test('[RT4] the costs of further tours are whole, grow, and add up to the deviation', () => {
  const fairness = fairnessOf(
    [
      { history: 2, weight: 0.35 },
      { history: 0, weight: 1.27 },
    ],
    3,
  );
  const steps = [1, 2, 3].map((nth) => fairness.step(1, nth));
  expect(steps.every(Number.isInteger)).toBe(true);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  const added = fairness.deviation([0, 3]) - fairness.deviation([0, 0]);
  expect(fairness.ofSteps(fairness.steps(1, 3))).toBeCloseTo(added, 5);
});

test('[RT4] a round of nobody has no deviation', () => {
  expect(fairnessOf([], 3).deviation([])).toBe(0);
});
