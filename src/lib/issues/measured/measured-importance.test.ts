import * as v from 'valibot';
import { expect, test } from 'vitest';
import { USUAL_IMPORTANCE_STEPS } from '../../base/ratings/importance-steps.ts';
import {
  MeasuredContent,
  MeasuredForm,
  measuredImportance,
  MOST_HELD_ITEMS,
  PARTING_DISTANCE,
  partingOf,
  pointsOf,
} from './measured-importance.ts';

const CONTENT = {
  ...{ kind: 'mean', target: 'Overall', scale: 4, driver: 'Waiting', level: { kind: 'value', value: 4 } },
  ...{
    from: 3.2,
    base: 3.6,
    slope: 0.3,
    change: 0.24,
    interval: [0.1, 0.38],
    n: 240,
    rSquared: 0.4,
    held: [],
  },
  ...{ survey: 'Relations', wave: 'Spring', waveId: 'w', waveVersion: 1, seed: 1, samples: 2000 },
} as const;

test('[IS57] NPS points count as they are, a mean in hundredths of its scale', () => {
  expect(pointsOf(3.5, null)).toBe(3.5);
  expect(pointsOf(0.24, 4)).toBeCloseTo(6, 12);
});

test('[IS57] an interval that holds nothing and reaches a higher importance pre-fills nothing', () => {
  const filled = (points: number, low: number, high: number) =>
    measuredImportance(points, [low, high], USUAL_IMPORTANCE_STEPS);
  expect(filled(5, 2, 8)).toBe(4);
  expect(filled(3, -2, 8)).toBeNull();
  // It tells that there is little to win.
  expect(filled(0.2, -0.3, 0.7)).toBe(1);
  expect(filled(-4, -8, -1)).toBe(1);
});

test('[IS58] what is kept of a measurement is complete, or nothing is', () => {
  const isKept = (change: object): boolean => v.is(MeasuredContent, { ...CONTENT, ...change });
  expect(isKept({})).toBe(true);
  expect(isKept({ scale: null })).toBe(false);
  expect(isKept({ kind: 'nps' })).toBe(false);
  expect(isKept({ kind: 'nps', scale: null })).toBe(true);
  expect(isKept({ interval: [0.4, 0.1] })).toBe(false);
  expect(isKept({ change: Number.NaN })).toBe(false);
  expect(isKept({ held: Array.from({ length: MOST_HELD_ITEMS }, () => 'x') })).toBe(true);
  expect(isKept({ held: Array.from({ length: MOST_HELD_ITEMS + 1 }, () => 'x') })).toBe(false);
  const form = (measured: string) => v.is(MeasuredForm, { issueId: 'i', measured });
  expect(form(JSON.stringify({ content: CONTENT, groups: [] }))).toBe(true);
  expect(form('{')).toBe(false);
});

test('[IS62] people and measurement part company a whole point outside of what its interval allows', () => {
  const part = (rated: number | null, low: number, high: number) =>
    partingOf(rated, [low, high], USUAL_IMPORTANCE_STEPS);
  // 2.5 to 6 points are importance 3 to 4.
  expect(part(4 + PARTING_DISTANCE, 2.5, 6)).toBe('people-higher');
  expect(part(3.9 + PARTING_DISTANCE, 2.5, 6)).toBeNull();
  expect(part(3 - PARTING_DISTANCE, 2.5, 6)).toBe('people-lower');
  expect(part(3.1 - PARTING_DISTANCE, 2.5, 6)).toBeNull();
  // One that tells nothing parts from nobody.
  expect([part(1, -9, 20), part(5, -9, 20), part(null, 2, 3)]).toEqual([null, null, null]);
  expect(partingOf(4, null, USUAL_IMPORTANCE_STEPS)).toBeNull();
});
