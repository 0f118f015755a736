import { Z95 } from './normal.ts';

/**
 * The two-sided 95 % point of Student's t, for any positive degrees of freedom (fractional ones come
 * from weights): bisection on the distribution function, which is a regularised incomplete beta
 * (Press et al., Numerical Recipes, section 6.4). Above 1e6 it is the normal point.
 */
export function t95(degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0)) return NaN;
  if (degreesOfFreedom > 1e6) return Z95;
  let low = Z95;
  let high = 1e4 / Math.min(1, degreesOfFreedom);
  while (high - low > 1e-10 * low) {
    const middle = (low + high) / 2;
    const tail = incompleteBeta(
      degreesOfFreedom / (degreesOfFreedom + middle * middle),
      degreesOfFreedom / 2,
      0.5,
    );
    if (tail > 0.05) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Student's 95 % interval of a mean of `n` answers with this mean of squared deviations: s^2 = n/(n-1) x spread,
 * SE = s / sqrt n, on n - 1 degrees of freedom. `n` may be an effective one; one answer has no interval. See [SV17].
 */
export function meanInterval({ n, value, spread }: { n: number; value: number; spread: number }): {
  standardError: number;
  interval: [low: number, high: number];
} {
  if (n <= 1) return { standardError: NaN, interval: [NaN, NaN] };
  const standardError = Math.sqrt(Math.max(0, spread) / (n - 1));
  const half = t95(n - 1) * standardError;
  return { standardError, interval: [value - half, value + half] };
}

function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** Lentz's evaluation of the continued fraction. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny);
  let result = d;
  for (let m = 1; m < 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d, tiny);
    c = nonZero(1 + even / c, tiny);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d, tiny);
    c = nonZero(1 + odd / c, tiny);
    const step = d * c;
    result *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return result;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** The natural logarithm of the gamma function of a positive number: Stirling's series, its argument shifted above 12. */
export function logGamma(value: number): number {
  let shift = 0;
  let x = value;
  while (x < 12) shift -= Math.log(x++);
  const inverse = 1 / (x * x);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / x;
  return shift + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}
