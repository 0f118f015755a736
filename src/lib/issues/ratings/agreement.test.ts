import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreementOf } from './agreement.ts';

test.each([
  // R package agrmt, example of agreement(); van der Eijk 2001, p. 331.
  [[30, 40, 210, 130, 530, 50, 10], 0.6113333],
  // The ends and the middle of the measure, from its definition.
  [[0, 0, 9, 0, 0], 1],
  [[4, 0, 0, 0, 4], -1],
  [[3, 3, 3, 3, 3], 0],
  // By hand: neighbours alone, 1 - (S - 1) / 4.
  [[0, 5, 5, 0, 0], 0.75],
  [[0, 0, 5, 5, 5], 0.5],
  // By hand: two triples for one peak and one against, 2/9 x 3/4; one for and two against, -5/9 x 3/4.
  [[5, 0, 5, 0, 0], 0.1666667],
  [[5, 0, 0, 5, 0], -0.4166667],
  // Computed apart from this code, by the same definition.
  [[0, 0, 2, 4, 1], 0.7142857],
  [[1, 2, 4, 2, 1], 0.35],
  [[4, 1, 0, 1, 4], -0.6555556],
])('[IS43] the agreement of %j is %d', (counts, expected) => {
  expect(agreementOf(counts)).toBeCloseTo(expected, 6);
});

test.each([
  // Percentages of voters who placed two Dutch parties, as in agrmt's page: two digits.
  [[2.4, 2.8, 3.2, 6.2, 13.5, 30.4, 41.6], 0.61],
  [[1.6, 2.6, 8.2, 21, 29.3, 27, 10.3], 0.48],
  [[6, 8, 5, 3, 2], 0.31],
])('[IS43] the agreement of %j is %d to two digits', (counts, expected) => {
  expect(agreementOf(counts)).toBeCloseTo(expected, 2);
});

test('[IS43] nobody agrees about what nobody rated', () => {
  expect(agreementOf([0, 0, 0, 0, 0])).toBeNull();
});

const counts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 9 });

test('[IS43] agreement lies between -1 and 1, from either end of the scale, for one or for ten of each', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const agreement = agreementOf(given);
      if (agreement === null) return;
      expect(agreement).toBeGreaterThanOrEqual(-1 - 1e-9);
      expect(agreement).toBeLessThanOrEqual(1 + 1e-9);
      expect(agreementOf(given.toReversed())).toBeCloseTo(agreement, 9);
      expect(agreementOf(given.map((count) => count * 10))).toBeCloseTo(agreement, 9);
    }),
  );
});
