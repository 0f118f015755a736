import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

test('[SY13] a burst is free, and then every token says how long to wait', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 3, nowMs: 0 });
  expect([bucket.spend(1, 0), bucket.spend(2, 0), bucket.spend(1, 0), bucket.spend(1, 0)]).toEqual([
    0, 0, 100, 200,
  ]);
  expect(bucket.spend(0, 100)).toBe(100);
  expect(bucket.spend(0, 200)).toBe(0);
});

test('[SY13] saved tokens never exceed the burst', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 2, nowMs: 0 });
  expect([1, 2, 3].map(() => bucket.take(3_600_000))).toEqual([true, true, false]);
});

test('[SY13] a clock that is set back costs nothing', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 2, nowMs: 5_000 });
  expect(bucket.take(0)).toBe(true);
  expect(bucket.take(100)).toBe(true);
});
