/** Numbers of so many values or fewer stand each by itself. */
export const MOST_SINGLE_NUMBERS = 12;
/** Into how many bands more values are put. */
const BANDS = 5;

/** A band of numbers, both ends included, as they occur. */
export interface NumberBand {
  low: number;
  high: number;
}

/**
 * Bands of about as many people each, from the lowest and the highest number that occur in them, so that far
 * outliers leave no empty bands. `numbers` and `counts` are those of the distinct answers, NaN for no number;
 * `bandOf` is the band of each, -1 for none. A number is in one band alone, however many people gave it. See [SV160].
 */
export function bandsOf(
  numbers: Float64Array,
  counts: Float64Array,
): { bands: NumberBand[]; bandOf: Int32Array } {
  const people = new Map<number, number>();
  numbers.forEach((number, code) => {
    const count = counts[code] ?? 0;
    if (!Number.isNaN(number) && count > 0) people.set(number, (people.get(number) ?? 0) + count);
  });
  const values = [...people].sort(([a], [b]) => a - b);
  const all = values.reduce((sum, [, count]) => sum + count, 0);
  const bands: NumberBand[] = [];
  const bandOfValue = new Map<number, number>();
  let before = 0;
  let last = -1;
  for (const [value, count] of values) {
    // By the middle of those who gave it: a number of half of the people does not belong to the band before it.
    const part = Math.floor((BANDS * (before + count / 2)) / all);
    const band = bands.at(-1);
    if (!band || values.length <= MOST_SINGLE_NUMBERS || part !== last)
      bands.push({ low: value, high: value });
    else band.high = value;
    bandOfValue.set(value, bands.length - 1);
    before += count;
    last = part;
  }
  return { bands, bandOf: Int32Array.from(numbers, (number) => bandOfValue.get(number) ?? -1) };
}
