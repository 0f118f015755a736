import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateCompleteness } from './completeness.ts';

test('[WS52] the estimate, by hand', () => {
  // 10 writers; 24 causes: 14 written once, 6 twice, 4 more often. (9/10) * 14*13 / (2*7) = 11.7 missed.
  const counts = [...Array<number>(14).fill(1), ...Array<number>(6).fill(2), 3, 3, 4, 5];
  const estimate = estimateCompleteness(counts, 10);
  expect(estimate).toMatchObject({ named: 24, once: 14, twice: 6, writers: 10 });
  expect(estimate?.estimate).toBeCloseTo(35.7, 10);
  expect(estimate?.ci95[0]).toBeGreaterThan(24);
  expect(estimate?.ci95[1]).toBeGreaterThan(35.7);
});

test('[WS52] two writers, or nothing written, give no estimate', () => {
  expect(estimateCompleteness([1, 1], 2)).toBeUndefined();
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
