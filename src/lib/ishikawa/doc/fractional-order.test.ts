import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { isOrder, orderBetween, ordersBetween } from './fractional-order.ts';

test('[IK7] a key inserted anywhere sorts between its neighbours, whatever was inserted before', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 200 }),
      (seed, spots) => {
        const random = seededRandom(seed);
        const keys: string[] = [];
        for (const spot of spots) {
          const at = Math.round(spot * keys.length);
          keys.splice(at, 0, orderBetween(keys[at - 1] ?? null, keys[at] ?? null, random));
        }
        expect(keys).toEqual([...keys].sort());
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.every(isOrder)).toBe(true);
      },
    ),
  );
});

test('[IK7] ten thousand appended keys stay at seven characters', () => {
  const keys = ordersBetween(null, null, 10_000, seededRandom(1));
  expect(keys).toEqual([...keys].sort());
  expect(Math.max(...keys.map((key) => key.length))).toBe(7);
});

test('[IK7] a thousand keys put before the first one stay in order and short', () => {
  const random = seededRandom(2);
  const keys: string[] = [];
  for (let i = 0; i < 1000; i++) keys.unshift(orderBetween(null, keys[0] ?? null, random));
  expect(keys).toEqual([...keys].sort());
  expect(Math.max(...keys.map((key) => key.length))).toBe(7);
});

test('[IK7] a thousand keys between two neighbours grow with the logarithm of their number', () => {
  const keys = ordersBetween('V000abc', 'V000abd', 1000, seededRandom(3));
  expect(['V000abc', ...keys, 'V000abd']).toEqual(['V000abc', ...keys, 'V000abd'].sort());
  expect(Math.max(...keys.map((key) => key.length))).toBeLessThan(40);
});

test('[IK7] keys at the very ends of the range still leave room', () => {
  for (const edge of ['zzzz', 'zzzzzzz']) expect(orderBetween(edge, null, seededRandom(4)) > edge).toBe(true);
  for (const edge of ['0001', '0000001']) expect(orderBetween(null, edge, seededRandom(5)) < edge).toBe(true);
});

test('[IK8] two people who insert at the same place get different keys', () => {
  const first = orderBetween('V000abc', 'V001abc', seededRandom(6));
  const second = orderBetween('V000abc', 'V001abc', seededRandom(7));
  expect(first).not.toBe(second);
});

test('[IK7] equal or reversed neighbours give a key after the first of them', () => {
  expect(orderBetween('V000abc', 'V000abc', seededRandom(8)) > 'V000abc').toBe(true);
  expect(orderBetween('b', 'a', seededRandom(9)) > 'b').toBe(true);
});

test('[IK18] values that cannot be keys are recognised', () => {
  expect(['', 'A0', 'zażółć', 7, null, 'x'.repeat(2000)].map(isOrder)).toEqual(Array(6).fill(false));
});
