import type { MeasureKind } from '#lib/base/measure-kind.ts';
import { Z95 } from '#lib/base/normal.ts';
import { t95 } from '#lib/base/student.ts';
import type { Sample } from './footprint.ts';

/** A figure as it was published: never without its interval and its n. */
interface Figure {
  value: number;
  interval: readonly [number, number];
  n: number;
}

/**
 * What a published, unweighted figure says about its answers: the interval was made of the spread, so the
 * spread can be had back from it. Means have Student's interval, NPS Wald's with the variance of its
 * parts, shares Wilson's, whose successes are the value itself.
 */
export function sampleOfFigure(kind: MeasureKind, { value, interval, n }: Figure): Sample {
  if (kind === 'top-two-box') return { kind: 'share', n, successes: Math.round((value / 100) * n) };
  const half = (interval[1] - interval[0]) / 2;
  if (n <= 1) return { kind: 'scores', mean: value, n, sd: 0 };
  const sd =
    kind === 'nps'
      ? (half / Z95) * Math.sqrt(n) * Math.sqrt(n / (n - 1))
      : (half / t95(n - 1)) * Math.sqrt(n);
  return { kind: 'scores', mean: value, n, sd };
}

/** A sample as a figure that people read: its value in the unit of the metric, and its n. */
export function figureOfSample(sample: Sample): { value: number; n: number } {
  return sample.kind === 'share'
    ? { value: (100 * sample.successes) / sample.n, n: sample.n }
    : { value: sample.mean, n: sample.n };
}
