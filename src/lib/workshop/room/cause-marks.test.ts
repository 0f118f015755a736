import { expect, test } from 'vitest';
import { findCauses } from './cause-marks.ts';

const AXIS = { mean: 4.5, spread: 0, byDepartment: 4.5 };

test('[WS170] what was counted stands with the cause that it concerns now, and nothing before it was counted', () => {
  const known = {
    checks: { a: { status: 'verified' as const } },
    evidence: {},
    votes: {
      stepId: 'vote',
      voters: 3,
      onPaper: 0,
      causes: [
        { causeId: 'a', dots: 4, voters: 3 },
        { causeId: 'gone', dots: 2, voters: 1 },
        { causeId: 'b', dots: 0, voters: 0 },
      ],
    },
    ratings: null,
  };
  const found = findCauses(known as never, (id) => (id === 'gone' ? 'a' : id), String); // what the room knows, in short
  expect(found.numbersOf('a')).toEqual({ dots: '6' });
  expect(found.marksOf('a')).toEqual(['dots', 'verified']);
  expect([found.marksOf('b'), found.numbersOf('b')]).toEqual([[], {}]);

  const rated = {
    ...known,
    votes: null,
    ratings: {
      stepId: 'rate',
      raters: 2,
      causes: [
        { causeId: 'gone', n: 2, importance: AXIS, urgency: { ...AXIS, mean: 3 }, isSplit: false },
        { causeId: 'a', n: 2, importance: { ...AXIS, mean: 1 }, urgency: AXIS, isSplit: false },
      ],
    },
  };
  const later = findCauses(
    rated as never,
    (id) => (id === 'gone' ? 'a' : id),
    (mean) => mean.toFixed(1),
  );
  expect(later.numbersOf('a')).toEqual({ rating: '4.5 · 3.0' });
});
