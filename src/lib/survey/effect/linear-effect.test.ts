import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { Variable } from '../drivers/correlations.ts';
import { npsParts } from '../measure/nps.ts';
import { answerScores } from '../measure/scores.ts';
import { EFFECT_SEED, percentileInterval } from './bootstrap.ts';
import { FEWEST_LINEAR_ROWS, FEWEST_ROWS_PER_ITEM, linearEffect } from './linear-effect.ts';

/** 120 answers drawn by numpy 2.4.6, `default_rng(7)`: two ratings from 1 to 5 and a score from 0 to 10. */
const DRIVER =
  '544534521225513514135222425333333554442532515411311353555433232251115452423145413255135544143123434542431142322125323523';
const OTHER =
  '554545512224415415324312444442553555552441534511333454455422324451325454314154513445234545242224535554553144313335415545';
const SCORE =
  '10 9 8 10 4 7 10 1 6 3 7 9 10 4 6 10 6 9 4 6 8 8 4 5 8 5 8 10 7 8 8 7 7 10 10 9 9 7 4 10 7 3 10 7 8 9 3 1 8 5 5 6 10 7 10 9 9 10 6 7 6 6 6 7 10 3 5 6 10 9 10 4 10 6 7 5 10 10 10 3 10 4 10 10 6 10 10 9 6 10 3 9 8 2 2 8 9 7 9 9 7 6 8 5 6 4 9 5 6 3 4 5 5 10 8 8 6 10 6 8';

function rating(texts: readonly string[], index = 0): Variable {
  const column = columnOf([...texts], {
    index,
    name: `item ${index}`,
    role: 'rating',
    scale: { min: 1, max: 5 },
  });
  return { column, scores: answerScores(column, '.') };
}

function scores(texts: readonly string[], kind: 'nps' | 'mean'): Variable {
  const column = columnOf([...texts], { index: 9, name: 'score', role: 'nps', scale: { min: 0, max: 10 } });
  const own = answerScores(column, '.');
  return { column, scores: kind === 'nps' ? npsParts(own).map((part) => 100 * part) : own };
}

const rowsOf = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, row) => row);
const driver = rating([...DRIVER]);
const other = rating([...OTHER], 1);
const ask = (kind: 'nps' | 'mean', controls: readonly Variable[], level = 4) =>
  linearEffect(
    { target: scores(SCORE.split(' '), kind), driver, controls },
    level,
    rowsOf(120),
    seededRandom(EFFECT_SEED),
  );

// Known answers: numpy.linalg.lstsq on the same 120 rows; intervals: numpy.percentile of 20,000 samples of rows.
test('[SV117] the change that goes with a driver is its slope times its way, as least squares by numpy gives it', () => {
  const alone = ask('nps', []);
  expect(alone?.n).toBe(120);
  expect(alone?.from).toBeCloseTo(3.125, 10);
  expect(alone?.base).toBeCloseTo(-4.166666666666667, 10);
  expect(alone?.slope).toBeCloseTo(51.7278043593833, 9);
  expect(alone?.change).toBeCloseTo(45.26182881446039, 9);
  expect(alone?.rSquared).toBeCloseTo(0.6929484209501602, 10);
  const held = ask('nps', [other]);
  expect(held?.slope).toBeCloseTo(48.24814334049754, 9);
  expect(held?.change).toBeCloseTo(42.21712542293535, 9);
  expect(held?.rSquared).toBeCloseTo(0.6955627353793243, 10);
  expect(ask('mean', [other])?.change).toBeCloseTo(1.0351659201015768, 10);
});

test('[SV117] its interval is that of samples of respondents, and the same question gives the same interval', () => {
  const [low, high] = ask('nps', [other])?.interval ?? [0, 0];
  // Ends of 2,000 and of 20,000 samples differ by chance; the interval is 29 wide.
  expect(Math.abs(low - 28.39481271)).toBeLessThan(1.5);
  expect(Math.abs(high - 57.30581837)).toBeLessThan(1.5);
  expect(ask('nps', [other])).toEqual(ask('nps', [other]));
});

test('[SV117] a level that is reached already goes with no change, and a lower one with a loss', () => {
  expect(ask('nps', [], 3.125)?.change).toBeCloseTo(0, 10);
  expect(ask('nps', [], 2)?.change).toBeLessThan(0);
});

test('[SV117] whoever left one of the items out is in none of the figures', () => {
  const gappy = rating([...DRIVER.slice(0, 100), ...Array.from({ length: 20 }, () => '')]);
  const cut = linearEffect(
    { target: scores(SCORE.split(' '), 'nps'), driver: gappy, controls: [] },
    4,
    rowsOf(120),
    seededRandom(1),
  );
  const first = linearEffect(
    { target: scores(SCORE.split(' '), 'nps'), driver, controls: [] },
    4,
    rowsOf(100),
    seededRandom(1),
  );
  expect(cut?.n).toBe(100);
  expect(cut?.change).toBeCloseTo(first?.change ?? NaN, 10);
});

test('[SV117] there is no evidence with too few people, or where a driver does not vary by itself', () => {
  const target = scores(SCORE.split(' '), 'nps');
  const count = (rows: number, controls: readonly Variable[]) =>
    linearEffect({ target, driver, controls }, 4, rowsOf(rows), seededRandom(1))?.n;
  expect(count(FEWEST_LINEAR_ROWS, [other])).toBe(FEWEST_LINEAR_ROWS);
  expect(count(FEWEST_LINEAR_ROWS - 1, [other])).toBeUndefined();
  const third = rating(
    [...DRIVER].map((_, at) => String(1 + (at % 4))),
    2,
  );
  const fourth = rating(
    [...DRIVER].map((_, at) => String(1 + ((at * at) % 5))),
    3,
  );
  expect(count(4 * FEWEST_ROWS_PER_ITEM, [other, third, fourth])).toBe(4 * FEWEST_ROWS_PER_ITEM);
  expect(count(4 * FEWEST_ROWS_PER_ITEM - 1, [other, third, fourth])).toBeUndefined();
  expect(count(120, [rating([...DRIVER], 4)])).toBeUndefined();
  const flat = rating([...DRIVER].map(() => '3'));
  expect(
    linearEffect({ target, driver: flat, controls: [] }, 4, rowsOf(120), seededRandom(1)),
  ).toBeUndefined();
});

test('[SV117] percentiles are interpolated as numpy does', () => {
  // numpy.percentile(range(1, 12), [2.5, 97.5])
  expect(percentileInterval([11, 1, 2, 3, 4, 10, 9, 8, 7, 6, 5])).toEqual([1.25, 10.75]);
});
