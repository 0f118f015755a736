import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import {
  detectableChange,
  differenceInDifferences,
  FEWEST_SEGMENTS_A_SIDE,
  type SegmentChange,
  sideChange,
} from './difference-in-differences.ts';
import { ranAlongside } from './ran-alongside.ts';
import { drawMean, meanOfCounts, type ScoreCounts } from './score-counts.ts';

const nps = (detractors: number, passives: number, promoters: number): ScoreCounts => ({
  scores: [-100, 0, 100],
  counts: [detractors, passives, promoters],
});
const each = (...scores: readonly number[]): ScoreCounts => ({ scores, counts: scores.map(() => 1) });
/** So many people whose mean is exactly this: as many below it as above. */
const around = (mean: number): ScoreCounts => ({ scores: [mean - 1, mean + 1], counts: [5000, 5000] });

const TOUCHED = [{ name: 'phone', before: nps(40, 60, 50), after: nps(25, 55, 70) }];
const UNTOUCHED = [{ name: 'e-mail', before: nps(60, 90, 70), after: nps(55, 95, 75) }];

// Known answers: numpy 2.4.6, 200,000 multinomial samples of each of the four cells (`default_rng(2)`).
test('[SV118] the difference in differences and its interval are those of samples within wave and segment', () => {
  const found = differenceInDifferences(TOUCHED, UNTOUCHED, seededRandom(5));
  expect(found?.value).toBeCloseTo(18.98989898989899, 10);
  expect(found?.touched.change).toBeCloseTo(23.333333333333332, 10);
  expect(Math.abs((found?.standardError ?? 0) - 11.31899245823263)).toBeLessThan(0.6);
  expect(Math.abs((found?.interval[0] ?? 0) + 3.12121212)).toBeLessThan(1.8);
  expect(Math.abs((found?.interval[1] ?? 0) - 41.18181818)).toBeLessThan(1.8);
  expect(Math.abs((found?.touched.interval[0] ?? 0) - 6)).toBeLessThan(1.5);
  expect(Math.abs((found?.touched.interval[1] ?? 0) - 40.66666667)).toBeLessThan(1.5);
  expect(Math.abs((found?.detectable ?? 0) - 31.711121954916706)).toBeLessThan(1.7);
  expect(found?.basis).toBe('respondents');
  expect(differenceInDifferences(TOUCHED, UNTOUCHED, seededRandom(5))).toEqual(found);
});

test('[SV118] four cells of four answers differ by 1.25 with a standard error of 0.8539', () => {
  // By hand, and pooled least squares: 2 - 0.75; sqrt((2/3 + 2/3 + 2/3 + 11/12) / 4).
  const cells = [each(6, 7, 5, 6), each(8, 9, 7, 8), each(5, 6, 4, 5), each(5, 7, 5, 6)];
  const [a, b, c, d] = cells;
  if (!a || !b || !c || !d) throw new Error('four cells');
  const found = differenceInDifferences(
    [{ name: 'touched', before: a, after: b }],
    [{ name: 'untouched', before: c, after: d }],
    seededRandom(1),
  );
  expect(found?.value).toBeCloseTo(1.25, 12);
  const variance = cells.reduce((sum, cell) => sum + meanOfCounts(cell).variance, 0);
  expect(Math.sqrt(variance)).toBeCloseTo(0.8539126, 7);
});

const moved = (changes: readonly number[]): SegmentChange[] =>
  changes.map((change, at) => ({ name: `segment ${at}`, before: around(5), after: around(5 + change) }));

test('[SV118] from three segments a side the spread among segments counts, where it is the wider one', () => {
  // scipy 1.17.1, ttest_ind(equal_var=False): df 2.8788643533123035, interval [0.6689721253856137, 2.3310278746143864].
  const found = differenceInDifferences(moved([2, 1.6, 2.4]), moved([0.4, 0.8, 0.3, 0.5]), seededRandom(1));
  expect(found?.value).toBeCloseTo(1.5, 10);
  expect(found?.standardError).toBeCloseTo(0.2549509756796392, 10);
  expect(found?.interval[0]).toBeCloseTo(0.6689721253856137, 6);
  expect(found?.interval[1]).toBeCloseTo(2.3310278746143864, 6);
  expect(found?.basis).toBe('segments');
  const fewer = differenceInDifferences(
    moved([2, 1.6, 2.4]),
    moved([0.4, 0.8, 0.3].slice(0, FEWEST_SEGMENTS_A_SIDE - 1)),
    seededRandom(1),
  );
  expect(fewer?.basis).toBe('respondents');
  const enough = moved([2, 1.6, 2.4].slice(0, FEWEST_SEGMENTS_A_SIDE));
  expect(differenceInDifferences(enough, enough, seededRandom(1))?.basis).toBe('segments');
});

test('[SV118] the mix of segments stays what it was before', () => {
  const side = [
    { name: 'a', before: around(5), after: { scores: [6], counts: [900] } },
    { name: 'b', before: around(1), after: { scores: [2], counts: [9] } },
  ];
  // Each moved by one, and nearly all who answered later are of the segment that is higher.
  expect(sideChange(side, seededRandom(1))?.change).toBeCloseTo(1, 10);
});

test('[SV118] a side that nobody answered for in a wave cannot be compared', () => {
  const nobody = [{ name: 'a', before: nps(0, 0, 0), after: nps(10, 10, 10) }];
  expect(differenceInDifferences(nobody, UNTOUCHED, seededRandom(1))).toBeUndefined();
  expect(differenceInDifferences(TOUCHED, [], seededRandom(1))).toBeUndefined();
});

test('[SV118] what could have been found is (1.96 + 0.84) standard errors', () => {
  expect(detectableChange(1)).toBeCloseTo(2.8015852, 6); // scipy.stats.norm.ppf(.975) + ppf(.8)
});

test('[SV118] drawn means scatter as means of as many respondents do, few or many', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 400 }), (up, down) => {
      for (const times of [1, 20]) {
        const counts = nps(down * times, 3 * times, up * times);
        const { mean, variance } = meanOfCounts(counts);
        const random = seededRandom(up + 1000 * down);
        const drawn = Array.from({ length: 400 }, () => drawMean(counts, random));
        const middle = drawn.reduce((sum, value) => sum + value / drawn.length, 0);
        // Five standard errors of the middle of 400 means.
        expect(Math.abs(middle - mean)).toBeLessThanOrEqual(5 * Math.sqrt(variance / 400) + 1e-9);
      }
    }),
    { numRuns: 25 },
  );
});

test('[SV119] both sides ran alongside where no step between earlier waves tells them apart', () => {
  const wave = (touched: ScoreCounts, untouched: ScoreCounts) => ({
    touched: [touched],
    untouched: [untouched],
  });
  const flat = nps(100, 200, 100);
  expect(ranAlongside([wave(flat, flat)])).toBe('unknown');
  expect(ranAlongside([wave(flat, flat), wave(nps(95, 200, 105), flat)])).toBe('alongside');
  expect(ranAlongside([wave(flat, flat), wave(nps(50, 200, 150), flat)])).toBe('apart');
  // Both moved, and moved alike.
  expect(ranAlongside([wave(flat, flat), wave(nps(50, 200, 150), nps(50, 200, 150))])).toBe('alongside');
  // z = 2.03 (p 0.043, scipy.stats.norm.sf) is enough for one step, and too little for the worst of three.
  const step = nps(76, 200, 128);
  const one = [wave(flat, flat), wave(step, nps(105, 190, 99))];
  expect(ranAlongside(one)).toBe('apart');
  expect(ranAlongside([wave(flat, flat), wave(flat, flat), ...one])).toBe('alongside');
});
