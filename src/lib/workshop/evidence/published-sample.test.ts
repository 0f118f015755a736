import { expect, test } from 'vitest';
import { figureOfSample, sampleOfFigure } from './published-sample.ts';

test("[WS92] the spread of scores comes back from Student's interval of their mean", () => {
  // 1 to 5 ten times each: mean 3, sample deviation sqrt(100/49), t(49) = 2.0095752.
  const sd = Math.sqrt(100 / 49);
  const half = (2.0095752 * sd) / Math.sqrt(50);
  const sample = sampleOfFigure('mean', { value: 3, interval: [3 - half, 3 + half], n: 50 });
  expect(sample).toMatchObject({ kind: 'scores', mean: 3, n: 50 });
  expect(sample.kind === 'scores' && sample.sd).toBeCloseTo(sd, 6);
});

test('[WS92] the spread of NPS comes back from its interval', () => {
  // 60 promoters, 20 passives, 20 detractors: NPS 40, variance of the parts 0.8 - 0.16 = 0.64.
  const half = 1.959963984540054 * 100 * Math.sqrt(0.64 / 100);
  const sample = sampleOfFigure('nps', { value: 40, interval: [40 - half, 40 + half], n: 100 });
  expect(sample.kind === 'scores' && sample.sd).toBeCloseTo(80 * Math.sqrt(100 / 99), 6);
});

test('[WS92] a share is a number of people, and is read as a share again', () => {
  const sample = sampleOfFigure('top-two-box', { value: 100 / 3, interval: [20, 48], n: 60 });
  expect(sample).toEqual({ kind: 'share', successes: 20, n: 60 });
  expect(figureOfSample(sample)).toEqual({ value: 100 / 3, n: 60 });
});
