import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadPoints } from './spread-points.ts';

test('[IS2] no mark covers another, and all stay within the matrix', () => {
  const place = fc.constantFrom(0, 0.25, 0.5, 0.75, 1);
  fc.assert(
    fc.property(fc.array(fc.record({ x: place, y: place }), { maxLength: 60 }), (spots) => {
      const radius = 0.03;
      const placed = spreadPoints(
        spots.map((spot, index) => ({ ...spot, id: String(index) })),
        radius,
      );
      for (const [index, left] of placed.entries()) {
        expect(Math.min(left.x, left.y)).toBeGreaterThanOrEqual(0);
        expect(Math.max(left.x, left.y)).toBeLessThanOrEqual(1);
        for (const right of placed.slice(index + 1)) {
          expect(Math.hypot(left.x - right.x, left.y - right.y)).toBeGreaterThanOrEqual(radius * 2 - 1e-9);
        }
      }
    }),
  );
});

test('[IS2] a mark that stands alone stays where the ratings put it', () => {
  expect(spreadPoints([{ id: 'a', x: 0.5, y: 0.75 }], 0.03)).toEqual([{ id: 'a', x: 0.5, y: 0.75 }]);
});
