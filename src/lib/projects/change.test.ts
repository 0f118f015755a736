import fc from 'fast-check';
import { expect, test } from 'vitest';
import { driftOf, groundsToReopen, type ProjectScope } from './change.ts';

const LIMITS = { share: 10, days: 30 };
const phone = { column: 'Channel', value: 'phone' };
const mail = { column: 'Channel', value: 'mail' };
const approved: ProjectScope = {
  ...{ budgetMinor: 100_000_00, currency: 'PLN', startsOn: '2027-01-01', endsOn: '2027-06-30' },
  segments: [phone],
};
const grounds = (change: Partial<ProjectScope>) =>
  groundsToReopen(approved, { ...approved, ...change }, LIMITS);

test('[PR40] up to a tenth of the budget and thirty days are free, and a bit more is not', () => {
  expect(grounds({ budgetMinor: 110_000_00 })).toEqual([]);
  expect(grounds({ budgetMinor: 110_000_01 })).toEqual(['budget']);
  expect(grounds({ budgetMinor: 90_000_00 })).toEqual([]);
  expect(grounds({ budgetMinor: 89_999_99 })).toEqual(['budget']);
  expect(grounds({ endsOn: '2027-07-30' })).toEqual([]);
  expect(grounds({ endsOn: '2027-07-31' })).toEqual(['term']);
  expect(grounds({ startsOn: '2026-12-01' })).toEqual(['term']);
  expect(grounds({ currency: 'EUR' })).toEqual(['budget']);
});

test('[PR40] any other segment is signed again, and their order is none', () => {
  expect(grounds({ segments: [] })).toEqual(['segments']);
  expect(grounds({ segments: [phone, mail] })).toEqual(['segments']);
  expect(
    groundsToReopen(
      { ...approved, segments: [mail, phone] },
      { ...approved, segments: [phone, mail] },
      LIMITS,
    ),
  ).toEqual([]);
});

test('[PR40] many small changes count together: what is reached by steps is judged as if it were one', () => {
  const step = fc.record({
    money: fc.integer({ min: -9_000_00, max: 9_000_00 }),
    days: fc.integer({ min: -20, max: 20 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let now = approved;
      for (const { money, days } of steps) {
        const wanted = {
          ...now,
          budgetMinor: now.budgetMinor + money,
          endsOn: Temporal.PlainDate.from(now.endsOn).add({ days }).toString(),
        };
        // What is signed again is not reached here.
        if (groundsToReopen(approved, wanted, LIMITS).length === 0) now = wanted;
      }
      expect(Math.abs(now.budgetMinor - approved.budgetMinor)).toBeLessThanOrEqual(10_000_00);
      expect(Math.abs(driftOf(approved, now).days)).toBeLessThanOrEqual(30);
    }),
  );
});

test('[PR40] how far it is from what was approved has a sign, and no share where there is none', () => {
  expect(driftOf(approved, { ...approved, budgetMinor: 112_000_00, endsOn: '2027-06-20' })).toEqual({
    share: 12,
    days: -10,
  });
  expect(driftOf({ ...approved, budgetMinor: 0 }, approved).share).toBeNull();
});
