/** The two-sided 95 % point of the normal distribution. */
export const Z95 = 1.959963984540054;

/**
 * Two-sided p of a standard normal z: erfc(|z| / sqrt 2), by the continued fraction for large and the
 * series for small arguments (Abramowitz & Stegun 1964, 7.1.5 and 7.1.14); about 14 digits.
 */
export function twoSidedP(z: number): number {
  if (Number.isNaN(z)) return NaN;
  const x = Math.abs(z) / Math.SQRT2;
  return x < 2.5 ? 1 - erfSeries(x) : erfcFraction(x);
}

function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 100; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
    if (Math.abs(term) < 1e-18) break;
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function erfcFraction(x: number): number {
  let tail = 0;
  for (let k = 60; k > 0; k--) tail = k / 2 / (x + tail);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + tail);
}
