import { ByteDictionary, type Dictionary } from './dictionary.ts';
import { parseNumber, parsePlainNumber } from './number-text.ts';

/** Longer texts are no numbers; asking would cost a string for every comment. */
export const LONGEST_NUMBER = 40;

/** The number of every dictionary entry, NaN where it is none; index 0 ("no answer") is NaN. See [SV8]. */
export function numbersOf(dictionary: Dictionary, decimal: '.' | ','): Float64Array {
  const numberAt = numberReader(dictionary, decimal);
  const numbers = new Float64Array(dictionary.size);
  for (let code = 0; code < numbers.length; code++) numbers[code] = numberAt(code);
  return numbers;
}

/** The same one entry at a time, for columns of a million different answers of which nothing need be kept. */
export function numberReader(dictionary: Dictionary, decimal: '.' | ','): (code: number) => number {
  if (!(dictionary instanceof ByteDictionary)) {
    return (code) => (code === 0 ? NaN : parseNumber(dictionary.textAt(code), decimal));
  }
  const { bytes, offsets } = dictionary;
  const decimalByte = decimal.charCodeAt(0);
  return (code) => {
    const from = offsets[code] ?? 0;
    const to = offsets[code + 1] ?? 0;
    // Asked first: most ids and comments begin with a letter.
    if (code === 0 || to - from > LONGEST_NUMBER || !mayStartNumber(bytes[from] ?? 0)) return NaN;
    return parsePlainNumber(bytes, from, to, decimalByte) ?? parseNumber(dictionary.textAt(code), decimal);
  };
}

/** Digits, signs, marks, spaces, the guard ' and bytes outside ASCII (a no-break space) may begin a number. */
function mayStartNumber(byte: number): boolean {
  return byte <= 0x39 || byte >= 0x80;
}
