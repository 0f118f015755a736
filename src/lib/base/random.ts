/** A source of numbers in [0, 1). `Math.random` has this shape; so has a seeded one. */
export type RandomSource = () => number;

/**
 * A seeded source (mulberry32, Tommy Ettinger 2017, public domain): the same seed gives the same
 * numbers on every machine. Good for demo data and tests, never for secrets.
 */
export function seededRandom(seed: number): RandomSource {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One element of a list; undefined only for an empty one. */
export function pick<T>(random: RandomSource, items: readonly T[]): T | undefined {
  return items[Math.floor(random() * items.length)];
}
