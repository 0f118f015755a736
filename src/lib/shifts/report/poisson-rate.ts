/** How often something happened in so many days, with its exact 95 % interval. */
export interface Rate {
  count: number;
  /** Days in which it could happen. */
  days: number;
  value: number;
  interval: readonly [low: number, high: number];
}

/** A count per day; undefined where there was no day [SH87]. */
export function poissonRate(count: number, days: number): Rate | undefined {
  if (!(days > 0)) return undefined;
  const [low, high] = poissonInterval(count);
  return { count, days, value: count / days, interval: [low / days, high / days] };
}

/**
 * The exact 95 % interval of a Poisson mean of which `count` was seen (Garwood 1936): the means under which as many or
 * more, and as many or fewer, come with a chance of 2.5 %. By bisection on the distribution function, which rises
 * and falls with the mean.
 */
export function poissonInterval(count: number): readonly [low: number, high: number] {
  const low = count === 0 ? 0 : meanWhere((mean) => chanceOfAtMost(count - 1, mean) > 0.975, count);
  const high = meanWhere((mean) => chanceOfAtMost(count, mean) > 0.025, count);
  return [low, high];
}

/** The largest mean for which something holds that holds for small means alone. */
function meanWhere(holds: (mean: number) => boolean, count: number): number {
  let low = 0;
  let high = count + 10 + 10 * Math.sqrt(count + 1);
  while (high - low > 1e-10 * (1 + high)) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The Poisson distribution function, summed from its largest term down, so that nothing underflows. */
function chanceOfAtMost(count: number, mean: number): number {
  if (mean === 0) return 1;
  let term = -mean + count * Math.log(mean);
  for (let k = 2; k <= count; k++) term -= Math.log(k);
  let sum = 0;
  for (let k = count; k >= 0; k--) {
    sum += Math.exp(term);
    term += Math.log(k) - Math.log(mean);
  }
  return sum;
}
