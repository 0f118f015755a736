import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { mean } from '../measure/mean.ts';
import { deviationOf } from './bootstrap.ts';
import { differenceInDifferences } from './difference-in-differences.ts';
import { measureEffect } from './measure-effect.ts';
import { drawMean, meanOfCounts, poolCounts, type ScoreCounts } from './score-counts.ts';

/** Three people who weigh 1, 2 and 1. */
const WEIGHED: ScoreCounts = {
  scores: [1, 2, 3],
  counts: [1, 1, 1],
  weighed: { sums: [1, 2, 1], squares: 6 },
};

test('[SV122] a weighted mean is as precise as its effective number of answers', () => {
  // By hand: 16 / 6 answers; spread 2 / 4, over n_eff - 1.
  const found = meanOfCounts(WEIGHED);
  expect(found).toMatchObject({ n: 3, weight: 4, mean: 2 });
  expect(found.effectiveN).toBeCloseTo(16 / 6, 12);
  expect(found.variance).toBeCloseTo(0.3, 12);
  // As every other weighted mean of the product.
  const figure = mean({ n: 3, weight: 4, weightSquared: 6, sum: 8, sumOfSquares: 18 });
  expect(Math.sqrt(found.variance)).toBeCloseTo(figure.standardError, 12);
});

test('[SV122] equal weights change nothing, whatever they are', () => {
  const plain: ScoreCounts = { scores: [1, 5], counts: [30, 70] };
  const heavy: ScoreCounts = { ...plain, weighed: { sums: [75, 175], squares: 625 } };
  const known = meanOfCounts(plain);
  expect(meanOfCounts(heavy)).toMatchObject({ n: 100, effectiveN: 100, mean: known.mean });
  expect(meanOfCounts(heavy).variance).toBeCloseTo(known.variance, 12);
  expect(drawMean(heavy, seededRandom(3))).toBeCloseTo(drawMean(plain, seededRandom(3)), 12);
});

test('[SV122] segments are pooled person by person, and weighed only where all of them are', () => {
  const other: ScoreCounts = { scores: [4], counts: [2], weighed: { sums: [4], squares: 8 } };
  expect(meanOfCounts(poolCounts([WEIGHED, other]))).toMatchObject({ n: 5, weight: 8, mean: 3 });
  expect(meanOfCounts(poolCounts([WEIGHED, other])).effectiveN).toBeCloseTo(64 / 14, 12);
  expect(poolCounts([WEIGHED, { scores: [4], counts: [2] }]).weighed).toBeUndefined();
});

test('[SV122] samples spread as those of the effective number of answers', () => {
  const uneven: ScoreCounts = {
    scores: [1, 5],
    counts: [300, 100],
    weighed: { sums: [300, 300], squares: 1200 },
  };
  const { effectiveN } = meanOfCounts(uneven);
  expect(effectiveN).toBe(300);
  const random = seededRandom(11);
  const drawn = Array.from({ length: 4000 }, () => drawMean(uneven, random));
  // Half 1, half 5: a spread of 4 over 300 answers, and not over 400.
  expect(deviationOf(drawn)).toBeCloseTo(2 / Math.sqrt(300), 2);
});

const heavy = (low: number, high: number): ScoreCounts => ({
  ...{ scores: [1, 5], counts: [low, high] },
  // A tenth of the people have nearly all of the weight.
  weighed: { sums: [low * 10, high * 10], squares: (low + high) * 1000 },
});

test('[SV122] an effect says how many answers its weights are worth, and the verdict goes by them', () => {
  const wave = (low: number, high: number) => ({
    touched: [{ name: 'phone', ...heavy(low, high) }],
    untouched: [{ name: 'chat', ...heavy(100, 100) }],
  });
  const found = measureEffect(
    [wave(100, 100), wave(20, 180)],
    { before: 0, after: 1, promised: null },
    seededRandom(1),
  );
  // 200 people are worth (2000 ^ 2) / 200000 = 20 answers: too few to tell, though 200 were asked.
  expect(found?.sides.touched).toMatchObject({ beforeN: 200, afterN: 200, effectiveN: [20, 20] });
  expect(found?.verdict).toBe('unknown');
  expect(found?.caveats).toContain('few-answers');
  const plain = differenceInDifferences(
    [{ name: 'phone', before: { scores: [1], counts: [9] }, after: { scores: [1], counts: [9] } }],
    [{ name: 'chat', before: { scores: [1], counts: [9] }, after: { scores: [1], counts: [9] } }],
    seededRandom(1),
  );
  expect(plain?.touched.effectiveN).toBeUndefined();
});
