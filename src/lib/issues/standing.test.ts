import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IssueOrigin, RoomResult } from './issue.ts';
import { countedRatings, isRatingFinal, standingOf, FEWEST_RATERS } from './standing.ts';

const MANUAL: IssueOrigin = { kind: 'manual' };
const five = { importance: 5, urgency: 5 };
const one = { importance: 1, urgency: 1 };

test('[IS5] no totals below three raters', () => {
  expect(standingOf([five, five], MANUAL)).toEqual({
    raters: 2,
    counted: 0,
    source: null,
    priority: undefined,
  });
  expect(standingOf([five, five, five], MANUAL)).toMatchObject({
    counted: 3,
    source: 'list',
    priority: { raters: 3, importance: 5 },
  });
});

test('[IS5] totals grow by three, so that no difference of two totals is one person', () => {
  expect(standingOf([five, five, five, one], MANUAL)).toMatchObject({
    raters: 4,
    counted: 3,
    priority: { importance: 5 },
  });
  fc.assert(
    fc.property(fc.nat({ max: 40 }), (raters) => {
      const counts = Array.from(
        { length: raters + 1 },
        (_, n) => countedRatings(Array.from({ length: n }, () => five)).length,
      );
      for (const [n, count] of counts.entries()) {
        const grown = count - (counts[n - 1] ?? 0);
        expect(grown === 0 || grown === 3).toBe(true);
      }
    }),
  );
});

test('[IS10] what the room of the workshop rated stands until three have rated in the list', () => {
  const axis = { mean: 4, spread: 0, balanced: 4 };
  const result: RoomResult = {
    vote: null,
    rating: { raters: 1, importance: axis, urgency: axis, isSplit: false },
    status: 'possible',
  };
  const origin: IssueOrigin = {
    kind: 'cause',
    workshopId: 'w',
    workshopTitle: 'W',
    causeId: 'c',
    path: [],
    result,
  };
  expect(standingOf([one, one], origin)).toMatchObject({ source: 'room', priority: { importance: 4 } });
  expect(standingOf([one, one, one], origin)).toMatchObject({ source: 'list', priority: { importance: 1 } });
});

test('[IS5] a rating is final once its rater could see totals', () => {
  expect(isRatingFinal({ counted: 0 }, true)).toBe(false);
  expect(isRatingFinal({ counted: 3 }, true)).toBe(true);
  expect(isRatingFinal({ counted: 3 }, false)).toBe(false);
});

test('[IS5] totals begin with the fewest raters, and a rating is final from then on', () => {
  const of = (raters: number) =>
    standingOf(
      Array.from({ length: raters }, () => five),
      MANUAL,
    );
  expect(of(FEWEST_RATERS - 1).priority).toBeUndefined();
  expect(of(FEWEST_RATERS).priority).toBeDefined();
  expect(isRatingFinal(of(FEWEST_RATERS - 1), true)).toBe(false);
  expect(isRatingFinal(of(FEWEST_RATERS), true)).toBe(true);
  expect(isRatingFinal({ counted: FEWEST_RATERS - 1 }, true)).toBe(false);
});
