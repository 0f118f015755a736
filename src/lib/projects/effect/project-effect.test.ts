import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  areFrozenSegments,
  dueWave,
  EffectContent,
  MOST_EFFECT_WAVES,
  targetNumber,
} from './project-effect.ts';
import { reviewYear } from './year-review.ts';

const SIDE = {
  before: 3.1,
  after: 3.5,
  change: 0.4,
  interval: [0.2, 0.6],
  beforeN: 90,
  afterN: 95,
  segments: 1,
};
const WAVE = { id: 'a', name: 'Spring', fieldedOn: '2026-03-02', version: 1 };
const CONTENT = {
  ...{ survey: 'Relations', kind: 'mean', label: 'Waiting', before: WAVE },
  after: { ...WAVE, id: 'b', name: 'Autumn', fieldedOn: '2026-09-07' },
  ...{ by: 'Channel', touched: ['phone'], untouched: ['chat'], value: 0.3, interval: [0.1, 0.5] },
  ...{
    standardError: 0.1,
    detectable: 0.28,
    basis: 'respondents',
    sides: { touched: SIDE, untouched: SIDE },
  },
  ...{ whole: null, series: [], alongside: 'unknown', promised: null, verdict: 'improved' },
  ...{ caveats: ['few-segments'], seed: 1, samples: 2000 },
} as const;

test('[PR86] a verdict that its own interval does not carry is not kept', () => {
  const isKept = (change: object): boolean => v.is(EffectContent, { ...CONTENT, ...change });
  expect(isKept({})).toBe(true);
  expect(isKept({ interval: [-0.1, 0.5] })).toBe(false);
  expect(isKept({ verdict: 'none' })).toBe(false);
  expect(isKept({ verdict: 'none', interval: [-0.1, 0.5] })).toBe(true);
  expect(isKept({ verdict: 'worse' })).toBe(false);
  expect(isKept({ verdict: 'unknown' })).toBe(true);
  expect(isKept({ after: CONTENT.before })).toBe(false);
  const series = (length: number) =>
    Array.from({ length }, () => ({ name: 'x', fieldedOn: '2026-01-01', touched: null, untouched: null }));
  expect(isKept({ series: series(MOST_EFFECT_WAVES) })).toBe(true);
  expect(isKept({ series: series(MOST_EFFECT_WAVES + 1) })).toBe(false);
});

test('[PR85] the compared segments are all those that were frozen for a column, and no others', () => {
  const frozen = [
    { column: 'Channel', value: 'phone' },
    { column: 'Channel', value: 'chat' },
    { column: 'Region', value: 'north' },
  ];
  const are = (by: string, touched: string[]) => areFrozenSegments(frozen, { by, touched });
  expect(are('Channel', ['chat', 'phone'])).toBe(true);
  expect(are('Channel', ['phone'])).toBe(false);
  expect(are('Channel', ['phone', 'shop'])).toBe(false);
  expect(are('Region', ['north'])).toBe(true);
  expect(are('Age', [])).toBe(false);
});

test('[PR88] the number of a target is the last one that it names', () => {
  expect(['4,0', 'from 3.3 to 4.0', 'NPS −5', 'better', 'NPS 25'].map(targetNumber)).toEqual([
    4,
    4,
    -5,
    null,
    25,
  ]);
});

test('[PR89] a year tells of the projects that ran in it, and of what was measured of them', () => {
  const project = (
    number: number,
    state: 'running' | 'done' | 'approved',
    startsOn: string,
    endsOn: string,
  ) => ({
    ...{ number, title: `P${number}`, aim: '', state, startsOn, endsOn, ownerName: 'Ada' },
  });
  const content = v.parse(EffectContent, CONTENT);
  const review = reviewYear(
    2026,
    [
      project(1, 'done', '2025-10-01', '2026-02-01'),
      project(2, 'running', '2026-12-01', '2027-05-01'),
      project(3, 'done', '2025-01-01', '2025-12-31'),
      project(4, 'approved', '2026-03-01', '2026-05-01'),
    ],
    [1, 3].map((number) => ({ number, title: `P${number}`, verdict: 'improved' as const, content })),
  );
  expect(review.projects.map(({ number }) => number)).toEqual([1, 2]);
  expect(review.effects.map(({ number }) => number)).toEqual([1]);
  expect([review.verdicts.improved, review.unmeasured]).toEqual([1, 1]);
});

test('[PR88] a project is measured by the wave of the agreed name, else by the first one after its end', () => {
  const waves = [
    { name: 'Winter 2027', fieldedOn: '2027-12-01' },
    { name: 'Summer 2027', fieldedOn: '2027-06-01' },
    { name: 'Spring 2027', fieldedOn: '2027-03-01' },
  ];
  expect(dueWave(waves, ' spring 2027', '2027-04-30')?.name).toBe('Spring 2027');
  expect(dueWave(waves, 'the next one', '2027-04-30')?.name).toBe('Summer 2027');
  expect(dueWave(waves, 'the next one', '2028-01-01')).toBeUndefined();
});
