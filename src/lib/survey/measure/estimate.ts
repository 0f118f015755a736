/** Both ends of a 95 % confidence interval. */
export type Interval = readonly [low: number, high: number];

/** A figure that can be shown: never without its n and its interval. Shares and NPS are in percent. */
export interface Estimate {
  value: number;
  /** Respondents behind it. */
  n: number;
  /** Kish's effective n; equal to n without weights. */
  effectiveN: number;
  /** In the unit of `value`. */
  standardError: number;
  interval: Interval;
}

/** What stands where nobody answered. */
export const NO_ESTIMATE: Estimate = {
  value: NaN,
  n: 0,
  effectiveN: 0,
  standardError: NaN,
  interval: [NaN, NaN],
};
