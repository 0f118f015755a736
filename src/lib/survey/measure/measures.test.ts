import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference } from './difference.ts';
import { distribution } from './distribution.ts';
import { groupByAnswer, groupByPeriod, periodStart } from './groups.ts';
import { mean } from './mean.ts';
import { measure, measureByGroup } from './measure.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import { twoSidedP } from '#lib/base/normal.ts';
import { nps, npsParts, type NpsEstimate } from './nps.ts';
import { sumTally, tallyAnswers } from '#lib/tabular/table/tally.ts';
import { t95 } from '#lib/base/student.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { designEffect, effectiveN } from './weights.ts';
import { wilsonInterval } from '#lib/base/wilson.ts';

const close = (value: number, digits = 4): number => Number(value.toFixed(digits));
const both = (interval: readonly [number, number], digits = 4): number[] =>
  interval.map((end) => close(end, digits));

/** Sums of `promoters` scores of 10, `detractors` of 0 and the rest of 8. */
function npsOf(promoters: number, detractors: number, n: number): NpsEstimate {
  const parts = npsParts(Float64Array.of(NaN, 10, 8, 0));
  const codes = Int32Array.from({ length: n }, (_, i) =>
    i < promoters ? 1 : i < promoters + detractors ? 3 : 2,
  );
  return nps(sumTally(tallyAnswers(codes, 4), parts));
}

test('[SV15] 250 promoters and 75 detractors of 1,000 (Rocks 2016; adjusted as MeasuringU)', () => {
  const estimate = npsOf(250, 75, 1000);
  expect([estimate.value, close(estimate.standardError)]).toEqual([17.5, 1.7157]);
  expect(both(estimate.interval)).toEqual([14.1372, 20.8628]);
  expect(both(estimate.adjusted.interval)).toEqual([14.0859, 20.8094]);
  expect(estimate).toMatchObject({ promoters: 250, passives: 675, detractors: 75, n: 1000 });
});

test('[SV15] five promoters alone have no width by Wald, but an honest adjusted interval within 100', () => {
  const estimate = npsOf(5, 0, 5);
  expect(estimate.interval).toEqual([100, 100]);
  expect(close(estimate.adjusted.value)).toBe(62.5);
  expect(both(estimate.adjusted.interval, 2)).toEqual([17.49, 100]);
});

test('[SV15] scores between whole numbers belong to the group they have reached', () => {
  expect([...npsParts(Float64Array.of(6, 6.5, 7, 8.5, 9, 0, 10, NaN))]).toEqual([
    -1,
    -1,
    0,
    0,
    1,
    -1,
    1,
    NaN,
  ]);
});

test('[SV4] an empty answer is not a detractor', () => {
  const column = columnOf(['10', '', ' ', '0', '8'], { role: 'nps', scale: { min: 0, max: 10 } });
  expect(measure(column, 'nps', '.')).toMatchObject({ n: 3, detractors: 1, promoters: 1 });
});

test('[SV4] an N/A code counts in nothing, also when it is written 11.0', () => {
  const column = columnOf(['10', '11', '11.0', '0'], { role: 'nps', naCodes: ['11'] });
  expect(measure(column, 'nps', '.')).toMatchObject({ n: 2, value: 0 });
});

test.each([
  [0, 20, [0, 16.1125]],
  [29, 29, [88.303, 100]],
  [8, 10, [49.0162, 94.3318]],
] as const)('[SV16] Wilson for %i of %i (Newcombe 1998)', (x, n, expected) => {
  expect(wilsonInterval(x, n).map((end) => close(100 * end))).toEqual(expected);
});

test('[SV16] top-2-box counts the two best points of the scale it is given', () => {
  const five = columnOf(['5', '4', '3', '1'], { role: 'csat', scale: { min: 1, max: 5 } });
  const seven = columnOf(['5', '6', '7', '1'], { role: 'csat', scale: { min: 1, max: 7 } });
  expect([measure(five, 'top-two-box', '.').value, measure(seven, 'top-two-box', '.').value]).toEqual([
    50, 50,
  ]);
});

test.each([
  [1, 12.7062],
  [2, 4.3027],
  [5, 2.5706],
  [10, 2.2281],
  [30, 2.0423],
  [1000, 1.9623],
] as const)("[SV17] Student's 95 %% point on %i degrees of freedom is %f (any table)", (df, expected) => {
  expect(close(t95(df))).toBe(expected);
});

test('[SV17] mean of 1 2 3 4 5: 3, standard error 0.7071, interval by t on 4 degrees', () => {
  const estimate = measure(columnOf(['1', '2', '3', '4', '5'], { role: 'number' }), 'mean', '.');
  expect([estimate.value, close(estimate.standardError)]).toEqual([3, 0.7071]);
  expect(both(estimate.interval)).toEqual([1.0368, 4.9632]);
});

test('[SV18] Kish: equal weights change nothing, unequal ones cost respondents', () => {
  const codes = new Int32Array(4).fill(1);
  const scores = Float64Array.of(NaN, 1);
  const equal = sumTally(tallyAnswers(codes, 2, { weights: Float64Array.of(2, 2, 2, 2) }), scores);
  const unequal = sumTally(tallyAnswers(codes, 2, { weights: Float64Array.of(1, 1, 1, 5) }), scores);
  expect([effectiveN(equal), designEffect(equal)]).toEqual([4, 1]);
  expect([close(effectiveN(unequal)), close(designEffect(unequal))]).toEqual([2.2857, 1.75]);
});

test('[SV18] a weight that is no positive number leaves the row out', () => {
  const weights = Float64Array.of(1, NaN, 0, -1);
  expect(sumTally(tallyAnswers(new Int32Array(4).fill(1), 2, { weights }), Float64Array.of(NaN, 7)).n).toBe(
    1,
  );
});

test('[SV19] two groups: z 2.0100, p 0.0444 (RESEARCH: 44.6219 SE 2.2542 against 38.6470 SE 1.9377)', () => {
  const group = (value: number, standardError: number) => ({
    value,
    standardError,
    n: 1,
    effectiveN: 1,
    interval: [0, 0] as const,
  });
  const result = difference(group(44.6219, 2.2542), group(38.647, 1.9377));
  expect([close(result.z), close(result.p)]).toEqual([2.01, 0.0444]);
});

test('[SV19] the normal distribution at its known points', () => {
  const at = [0, 1, 1.959963984540054, 2.5758293035489004, 3.8905918864131213, 6];
  expect(at.map((z) => Number(twoSidedP(z).toPrecision(6)))).toEqual([
    1, 0.317311, 0.05, 0.01, 0.0001, 1.97318e-9,
  ]);
});

test('[SV20] a distribution counts each answer with its interval, in the order of the scale', () => {
  const column = columnOf(['5', '1', '5', 'n/a', '', '4'], {
    role: 'rating',
    scale: { min: 1, max: 5 },
    naCodes: ['n/a'],
  });
  const { n, missing, answers } = distribution(
    column,
    '.',
    tallyAnswers(column.codes, column.dictionary.size),
  );
  expect([n, missing]).toEqual([4, 2]);
  expect(answers.map(({ text, count, share }) => [text, count, share])).toEqual([
    ['1', 1, 25],
    ['4', 1, 25],
    ['5', 2, 50],
  ]);
});

test('[SV20] a week begins on Monday, also before 1970', () => {
  const start = (day: string): string =>
    new Date(periodStart(Date.parse(day), 'week')).toISOString().slice(0, 10);
  expect(['2026-11-22', '2026-11-23', '2026-11-29', '1969-12-31'].map(start)).toEqual([
    '2026-11-16',
    '2026-11-23',
    '2026-11-23',
    '1969-12-29',
  ]);
});

test('[SV20] a trend groups whole months in order of time', () => {
  const dates = columnOf(['02.03.2026', '31.01.2026', '01.03.2026', 'soon'], { role: 'date' });
  const { names, codes } = groupByPeriod(dates, 'dmy', 'month');
  expect([names, [...codes]]).toEqual([
    ['2026-01', '2026-03'],
    [1, 0, 1, -1],
  ]);
});

const answer = fc.constantFrom('', '0', '3', '6', '7', '8', '9', '10', 'n/a');
const rowsOf = fc.array(fc.tuple(answer, fc.constantFrom('A', 'B', 'C', '')), {
  minLength: 1,
  maxLength: 60,
});
const kinds = fc.constantFrom<MeasureKind>('nps', 'top-two-box', 'mean');
const asNps = { role: 'nps', scale: { min: 0, max: 10 }, naCodes: ['n/a'] } as const;
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? value.toPrecision(9) : value;

test('[SV20] the figures of a group equal those of the same rows alone', () => {
  fc.assert(
    fc.property(rowsOf, kinds, (rows, kind) => {
      const scores = columnOf(
        rows.map(([score]) => score),
        asNps,
      );
      const grouping = groupByAnswer(columnOf(rows.map(([, name]) => name)));
      for (const { name, estimate } of measureByGroup(scores, kind, '.', grouping)) {
        const alone = columnOf(
          rows.filter(([, each]) => each === name).map(([score]) => score),
          asNps,
        );
        expect(JSON.stringify(estimate, rounded)).toBe(JSON.stringify(measure(alone, kind, '.'), rounded));
      }
    }),
  );
});

test('[SV20] the order of rows changes no figure, and a mask of everybody changes none', () => {
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1, maxLength: 60 }), kinds, (answers, kind) => {
      const there = measure(columnOf(answers, asNps), kind, '.');
      const back = measure(columnOf([...answers].reverse(), asNps), kind, '.');
      const masked = measure(columnOf(answers, asNps), kind, '.', {
        mask: new Uint8Array(answers.length).fill(1),
      });
      expect(JSON.stringify(back, rounded)).toBe(JSON.stringify(there, rounded));
      expect(masked).toEqual(there);
    }),
  );
});

test('[SV15] NPS equals a count by hand, and its variance that of the scores 1, 0 and -1', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 80 }), (scores) => {
      const estimate = measure(columnOf(scores.map(String), asNps), 'nps', '.');
      const parts = scores.map((score) => (score >= 9 ? 1 : score <= 6 ? -1 : 0));
      const average = parts.reduce((sum: number, part) => sum + part, 0) / parts.length;
      const variance = parts.reduce((sum: number, part) => sum + (part - average) ** 2, 0) / parts.length;
      expect(estimate.value).toBeCloseTo(100 * average, 9);
      expect(estimate.standardError).toBeCloseTo(100 * Math.sqrt(variance / parts.length), 9);
    }),
  );
});

test('[SV18] weights all equal to any constant give the unweighted figure and interval', () => {
  // Rounded as numbers: as a text, what rounding left of 0 would differ from 0 by its sign.
  const six = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Math.round(value * 1e6) / 1e6 + 0 : value;
  const constant = fc.double({ min: 0.1, max: 9, noNaN: true });
  fc.assert(
    fc.property(fc.array(answer, { minLength: 2, maxLength: 40 }), constant, (answers, weight) => {
      const column = columnOf(answers, asNps);
      const weights = new Float64Array(answers.length).fill(weight);
      const weighted = measure(column, 'nps', '.', { weights });
      expect(JSON.stringify(weighted, six)).toBe(JSON.stringify(measure(column, 'nps', '.'), six));
    }),
    { examples: [[['10', '0', '3', '10', '10', '6'], 5.323860048896097]] }, // as many promoters as detractors
  );
});

test('[SV17] nobody answered: no figure, and nothing pretends to be one', () => {
  expect(mean(sumTally(tallyAnswers(new Int32Array(3), 1), Float64Array.of(NaN)))).toMatchObject({
    n: 0,
    value: NaN,
  });
});
