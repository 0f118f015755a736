import { ByteDictionary, type Dictionary } from './dictionary.ts';
import { parseNumber, parsePlainNumber } from './number-text.ts';

/** Longer texts are no numbers; asking would cost a string for every comment. */
const LONGEST_NUMBER = 40;

/** The number of every dictionary entry, NaN where it is none; index 0 ("no answer") is NaN. See [SV8]. */
export function numbersOf(dictionary: Dictionary, decimal: '.' | ','): Float64Array {
  const numbers = new Float64Array(dictionary.size);
  numbers[0] = NaN;
  if (!(dictionary instanceof ByteDictionary)) {
    for (let code = 1; code < dictionary.size; code++)
      numbers[code] = parseNumber(dictionary.textAt(code), decimal);
    return numbers;
  }
  const { bytes, offsets } = dictionary;
  const decimalByte = decimal.charCodeAt(0);
  for (let code = 1; code < dictionary.size; code++) {
    const from = offsets[code] ?? 0;
    const to = offsets[code + 1] ?? 0;
    const plain = parsePlainNumber(bytes, from, to, decimalByte);
    if (plain !== undefined) numbers[code] = plain;
    else if (to - from > LONGEST_NUMBER || !mayStartNumber(bytes[from] ?? 0)) numbers[code] = NaN;
    else numbers[code] = parseNumber(dictionary.textAt(code), decimal);
  }
  return numbers;
}

/** Digits, signs, marks, spaces, the guard ' and bytes outside ASCII (a no-break space) may begin a number. */
function mayStartNumber(byte: number): boolean {
  return byte <= 0x39 || byte >= 0x80;
}
