import fc from 'fast-check';
import { expect, test } from 'vitest';
import { windowRows } from './window-rows.ts';

test('at the top of a long list the first screen and a margin below it are drawn', () => {
  expect(windowRows({ rowCount: 500, rowPx: 40, scrollPx: 0, viewPx: 400 })).toEqual({
    first: 0,
    end: 18,
    beforePx: 0,
    afterPx: 482 * 40,
  });
});

test('in the middle there is a margin on both sides', () => {
  expect(windowRows({ rowCount: 500, rowPx: 40, scrollPx: 4_010, viewPx: 400 })).toEqual({
    first: 92,
    end: 119,
    beforePx: 92 * 40,
    afterPx: 381 * 40,
  });
});

test('a short list is drawn whole, an empty one not at all', () => {
  expect(windowRows({ rowCount: 3, rowPx: 40, scrollPx: 0, viewPx: 400 })).toMatchObject({
    first: 0,
    end: 3,
  });
  expect(windowRows({ rowCount: 0, rowPx: 40, scrollPx: 0, viewPx: 400 })).toEqual({
    first: 0,
    end: 0,
    beforePx: 0,
    afterPx: 0,
  });
});

test('every row in view is drawn, few others are, and the length of the list never changes', () => {
  fc.assert(
    fc.property(
      fc.record({
        rowCount: fc.integer({ min: 0, max: 5_000 }),
        rowPx: fc.integer({ min: 16, max: 120 }),
        scrollPx: fc.integer({ min: -500, max: 700_000 }),
        viewPx: fc.integer({ min: 0, max: 3_000 }),
      }),
      (view) => {
        const drawn = windowRows(view);
        const length = drawn.beforePx + (drawn.end - drawn.first) * view.rowPx + drawn.afterPx;
        expect(length).toBe(view.rowCount * view.rowPx);
        const lastTop = Math.max(0, view.rowCount * view.rowPx - view.viewPx);
        const top = Math.min(Math.max(view.scrollPx, 0), lastTop);
        expect(drawn.beforePx).toBeLessThanOrEqual(top);
        expect(length - drawn.afterPx).toBeGreaterThanOrEqual(Math.min(length, top + view.viewPx));
        expect(drawn.end - drawn.first).toBeLessThanOrEqual(Math.ceil(view.viewPx / view.rowPx) + 18);
      },
    ),
  );
});
