import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateCompleteness, MIN_WRITERS } from './completeness.ts';

test('[WS52] the estimate, by hand', () => {
  // 10 writers; 24 causes: 14 written once, 6 twice, 4 more often. (9/10) * 14*13 / (2*7) = 11.7 missed.
  const counts = [...Array<number>(14).fill(1), ...Array<number>(6).fill(2), 3, 3, 4, 5];
  const estimate = estimateCompleteness(counts, 10);
  expect(estimate).toMatchObject({ named: 24, once: 14, twice: 6, writers: 10 });
  expect(estimate?.estimate).toBeCloseTo(35.7, 10);
  // Variance: 11.7 + 0.81*14*27^2/(4*7^2) + 0.81*14^2*6*13^2/(4*7^4) = 11.7 + 42.178 + 16.762 = 70.640.
  // K = exp(1.95996 * sqrt(ln(1 + 70.640/11.7^2))) = 3.5406; 24 + 11.7/K and 24 + 11.7*K.
  expect(estimate?.ci95[0]).toBeCloseTo(27.3046, 3);
  expect(estimate?.ci95[1]).toBeCloseTo(65.4247, 3);
});

test('[WS52] three causes that one writer each named, by hand', () => {
  // 4 writers; 3 causes written once, 1 twice. Missed: (3/4) * 3*2 / (2*2) = 1.125.
  // Variance: 1.125 + 0.5625*3*5^2/(4*2^2) + 0.5625*3^2*1*2^2/(4*2^4) = 1.125 + 2.63672 + 0.31641 = 4.07813.
  // K = exp(1.95996 * sqrt(ln(1 + 4.07813/1.265625))) = exp(1.95996 * 1.20015) = 10.5092.
  const [low = 0, high = 0] = estimateCompleteness([1, 1, 1, 2], 4)?.ci95 ?? [];
  expect(low).toBeCloseTo(4.1071, 3);
  expect(high).toBeCloseTo(15.8229, 3);
});

test('[WS52] nothing that two writers named, by hand', () => {
  // 4 writers; 3 causes written once, 1 three times. Missed: (3/4) * 3*2 / 2 = 2.25, so 6.25 in all.
  // Variance: 2.25 + 0.5625*3*5^2/4 - 0.5625*3^4/(4*6.25) = 2.25 + 10.54688 - 1.82250 = 10.97438.
  // K = exp(1.95996 * sqrt(ln(1 + 10.97438/5.0625))) = 8.2038; 4 + 2.25/K and 4 + 2.25*K.
  const [low = 0, high = 0] = estimateCompleteness([1, 1, 1, 3], 4)?.ci95 ?? [];
  expect(low).toBeCloseTo(4.2743, 3);
  expect(high).toBeCloseTo(22.4585, 3);
});

test('[WS52] fewer writers than the fewest, or nothing written, give no estimate', () => {
  expect(estimateCompleteness([1, 1], MIN_WRITERS - 1)).toBeUndefined();
  expect(estimateCompleteness([1, 1], MIN_WRITERS)).toBeDefined();
  expect(estimateCompleteness([], 10)).toBeUndefined();
  expect(estimateCompleteness([0, 0], 10)).toBeUndefined();
});

test('[WS52] when everybody wrote the same, nothing is missing', () => {
  expect(estimateCompleteness([5, 5, 5], 5)).toMatchObject({ estimate: 3, ci95: [3, 3] });
});

test('[WS52] the estimate is never below what was named, and lies in its interval', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(counts, fc.integer({ min: 3, max: 60 }), (writersOf, writers) => {
      const found = estimateCompleteness(writersOf, writers);
      if (!found) throw new Error('an estimate was due');
      expect(found.estimate).toBeGreaterThanOrEqual(found.named);
      expect(found.ci95[0]).toBeLessThanOrEqual(found.estimate + 1e-9);
      expect(found.ci95[1]).toBeGreaterThanOrEqual(found.estimate - 1e-9);
      expect(found.ci95[0]).toBeGreaterThanOrEqual(found.named);
    }),
  );
});
