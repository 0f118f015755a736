import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LABEL_HEIGHT, layOutMap } from './importance-map.ts';

const items = fc.array(
  fc.record({
    label: fc.string({ minLength: 1, maxLength: 40 }),
    performance: fc.double({ min: 40, max: 60, noNaN: true }),
    importance: fc.double({ min: 0, max: 12, noNaN: true }),
    isNegative: fc.boolean(),
  }),
  { minLength: 1, maxLength: 16 },
);

test('[SV44] labels of the importance-performance map never overlap, however close the items are', () => {
  fc.assert(
    fc.property(items, (list) => {
      const { points } = layOutMap(list, 720, 420);
      const overlaps = points.flatMap((a, i) =>
        points.slice(i + 1).filter((b) => {
          const isApart =
            a.left + a.width <= b.left ||
            b.left + b.width <= a.left ||
            Math.abs(a.top - b.top) >= LABEL_HEIGHT;
          return !isApart;
        }),
      );
      expect(overlaps).toEqual([]);
    }),
  );
});

test('[SV44] the quadrants meet at the means, better to the right and more important higher up', () => {
  const { points, meanX, meanY } = layOutMap(
    [
      { label: 'weak', performance: 20, importance: 40, isNegative: false },
      { label: 'strong', performance: 80, importance: 10, isNegative: false },
    ],
    600,
    400,
  );
  const [weak, strong] = points;
  expect([weak && weak.x < meanX, weak && weak.y < meanY]).toEqual([true, true]);
  expect([strong && strong.x > meanX, strong && strong.y > meanY]).toEqual([true, true]);
});
