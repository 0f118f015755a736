import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WorkCalendar } from '../base/calendar/working-days.ts';
import { COMMENTS_FROM_VOTES, COUNTS_FROM_VOTES } from '../base/urn.ts';
import {
  dropAgreement,
  emptyAgreementUrn,
  openAgreementUrn,
  type AgreementAnswer,
} from '../base/agreement/agreement-urn.ts';
import { differsByFew, lastOpenDay } from './team-pulse.ts';

const POLAND: WorkCalendar = { weekdays: [1, 2, 3, 4, 5], holidays: 'PL', ownDaysOff: [], seasons: [] };
const QUESTIONS = 3;

const said = fc.array(
  fc.record({
    values: fc.tuple(
      ...Array.from({ length: QUESTIONS }, () => fc.integer({ min: 1, max: 5 })),
    ) as fc.Arbitrary<number[]>, // as many as there are questions
    comment: fc.oneof(fc.constant(''), fc.string(), fc.constantFrom('zażółć', 'zaz\u0307o\u0301łc\u0301')),
  }),
  { maxLength: 30 },
);
const urnOf = (answers: readonly AgreementAnswer[]) =>
  answers.reduce(dropAgreement, emptyAgreementUrn(QUESTIONS));

test('[RH13] the same answers make the same urn, in whatever order they come', () => {
  fc.assert(
    fc.property(said, fc.nat(), (answers, seed) => {
      const mixed = answers.toSorted(
        (one, other) =>
          ((one.comment.length * 31 + seed) % 7) - ((other.comment.length * 31 + seed) % 7) ||
          (other.values[0] ?? 0) - (one.values[0] ?? 0),
      );
      expect(JSON.stringify(urnOf(mixed))).toBe(JSON.stringify(urnOf(answers)));
      expect(JSON.stringify(urnOf(answers.toReversed()))).toBe(JSON.stringify(urnOf(answers)));
    }),
  );
});

test('[RH13] what one person said to two questions does not stay together', () => {
  const one = urnOf([
    { values: [1, 1, 1], comment: '' },
    { values: [5, 5, 5], comment: '' },
  ]);
  const other = urnOf([
    { values: [1, 5, 1], comment: '' },
    { values: [5, 1, 5], comment: '' },
  ]);
  expect(one).toEqual(other);
});

test('[RH14] of few answers nothing comes out, of some the counts, of many the comments', () => {
  fc.assert(
    fc.property(said, (answers) => {
      const out = openAgreementUrn(urnOf(answers));
      expect(out.answered).toBe(answers.length);
      expect(out.counts === null).toBe(answers.length < COUNTS_FROM_VOTES);
      expect(out.comments === null).toBe(answers.length < COMMENTS_FROM_VOTES);
      for (const row of out.counts ?? [])
        expect(row.reduce((sum, count) => sum + count, 0)).toBe(answers.length);
    }),
  );
});

test('[RH12] an ask is open for its working days, and closes before the next one', () => {
  const timing = { unit: 'week', every: 2, startsOn: '2026-11-02' } as const;
  expect(lastOpenDay({ ...timing, openDays: 1 }, POLAND, '2026-11-02')).toBe('2026-11-02');
  expect(lastOpenDay({ ...timing, openDays: 5 }, POLAND, '2026-11-02')).toBe('2026-11-06');
  // 11 November is a day off.
  expect(lastOpenDay({ ...timing, openDays: 8 }, POLAND, '2026-11-02')).toBe('2026-11-12');
  expect(lastOpenDay({ ...timing, every: 1, openDays: 8 }, POLAND, '2026-11-02')).toBe('2026-11-08');
});

test('[RH16] two groups differ by few where some are in both, and one to four in one alone', () => {
  const people = (from: number, until: number) =>
    new Set(Array.from({ length: until - from }, (_, index) => String(from + index)));
  expect(differsByFew(people(0, 8), people(0, 8))).toBe(false);
  expect(differsByFew(people(0, 8), people(8, 16))).toBe(false);
  for (let more = 1; more < COUNTS_FROM_VOTES; more++) {
    expect(differsByFew(people(0, 8), people(0, 8 + more))).toBe(true);
    expect(differsByFew(people(0, 8 + more), people(0, 8))).toBe(true);
    expect(differsByFew(people(0, 8), people(more, 8 + more))).toBe(true);
  }
  expect(differsByFew(people(0, 8), people(0, 8 + COUNTS_FROM_VOTES))).toBe(false);
});
