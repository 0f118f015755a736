import type { RandomSource } from '#lib/base/random.ts';

/** How many respondents of one segment in one wave scored what: NPS as +100, 0, -100, shares as 100 and 0, or the score. */
export interface ScoreCounts {
  scores: readonly number[];
  counts: readonly number[];
  /** With weights: their sums behind each score, and the sum of all their squares [SV122]. */
  weighed?: { sums: readonly number[]; squares: number } | undefined;
}

export interface CountedMean {
  /** Respondents, and how many unweighted ones would be as precise (Kish); the same without weights. */
  n: number;
  effectiveN: number;
  /** What they weigh together; n without weights. */
  weight: number;
  mean: number;
  /** Squared standard error of the mean, s^2 / n_eff; NaN for one respondent. */
  variance: number;
}

export function meanOfCounts({ scores, counts, weighed }: ScoreCounts): CountedMean {
  const masses = weighed?.sums ?? counts;
  let n = 0;
  let weight = 0;
  let sum = 0;
  scores.forEach((score, i) => {
    n += counts[i] ?? 0;
    weight += masses[i] ?? 0;
    sum += score * (masses[i] ?? 0);
  });
  const mean = sum / weight;
  const squares = scores.reduce((total, score, i) => total + (masses[i] ?? 0) * (score - mean) ** 2, 0);
  const effectiveN = weighed && weighed.squares > 0 ? weight ** 2 / weighed.squares : n;
  return { n, effectiveN, weight, mean, variance: squares / weight / (effectiveN - 1) };
}

/** Several segments as one, each respondent with the weight that they have; weighted where all of them are. */
export function poolCounts(segments: readonly ScoreCounts[]): ScoreCounts {
  const weighed = segments.flatMap((segment) => segment.weighed ?? []);
  return {
    scores: segments.flatMap(({ scores }) => scores),
    counts: segments.flatMap(({ counts }) => counts),
    weighed:
      weighed.length > 0 && weighed.length === segments.length
        ? {
            sums: weighed.flatMap(({ sums }) => sums),
            squares: weighed.reduce((sum, { squares }) => sum + squares, 0),
          }
        : undefined,
  };
}

/** Below it respondents are drawn one by one; above, a binomial count is a normal one to far less than a respondent's weight. */
const DRAWN_SINGLY = 400;

/** The mean of as many respondents, drawn with replacement; with weights of the effective number of them [SV122]. */
export function drawMean(counted: ScoreCounts, random: RandomSource): number {
  const { scores } = counted;
  const masses = counted.weighed?.sums ?? counted.counts;
  const { effectiveN, weight } = meanOfCounts(counted);
  const n = Math.max(1, Math.round(effectiveN));
  let left = n;
  let mass = weight;
  let sum = 0;
  scores.forEach((score, i) => {
    const count = masses[i] ?? 0;
    // Multinomial counts, one category after the other: each is binomial in what is left.
    const drawn = mass > 0 ? binomial(left, Math.min(1, count / mass), random) : 0;
    sum += score * drawn;
    left -= drawn;
    mass -= count;
  });
  return sum / n;
}

function binomial(n: number, p: number, random: RandomSource): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (n <= DRAWN_SINGLY || n * p * (1 - p) < 25) {
    let hits = 0;
    for (let i = 0; i < n; i++) if (random() < p) hits++;
    return hits;
  }
  // Box and Muller 1958.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(n, Math.max(0, Math.round(n * p + Math.sqrt(n * p * (1 - p)) * normal)));
}
