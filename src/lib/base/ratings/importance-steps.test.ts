import { expect, test } from 'vitest';
import {
  areImportanceSteps,
  importanceOfPoints,
  MAX_IMPORTANCE_STEP,
  MIN_IMPORTANCE_STEP,
  USUAL_IMPORTANCE_STEPS,
} from './importance-steps.ts';

test('[IS57] by the usual table under 1 gives 1, to 2 gives 2, to 4 gives 3, to 7 gives 4, and above gives 5', () => {
  const given = [-3, 0, 0.99, 1, 2, 2.01, 4, 4.01, 7, 7.01, 40].map((points) => [
    points,
    importanceOfPoints(points, USUAL_IMPORTANCE_STEPS),
  ]);
  expect(Object.fromEntries(given)).toEqual({
    ...{ '-3': 1, 0: 1, 0.99: 1, 1: 2, 2: 2, 2.01: 3, 4: 3, 4.01: 4, 7: 4, 7.01: 5, 40: 5 },
  });
});

test('[IS57] a table of the organisation has four steps, each higher than the one before', () => {
  expect(areImportanceSteps(USUAL_IMPORTANCE_STEPS)).toBe(true);
  expect(areImportanceSteps([1, 2, 2, 7])).toBe(false);
  expect(areImportanceSteps([1, 2, 4])).toBe(false);
  expect(areImportanceSteps([1, 2, Number.NaN, 7])).toBe(false);
  expect(areImportanceSteps([MIN_IMPORTANCE_STEP, 2, 4, MAX_IMPORTANCE_STEP])).toBe(true);
  expect(areImportanceSteps([MIN_IMPORTANCE_STEP - 0.05, 2, 4, 7])).toBe(false);
  expect(areImportanceSteps([1, 2, 4, MAX_IMPORTANCE_STEP + 1])).toBe(false);
});
