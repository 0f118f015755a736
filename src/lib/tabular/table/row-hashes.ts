import type { SurveyColumn } from './table.ts';

/** Answers as whole numbers that are equal where the texts are, in tables with dictionaries of their own. */
export type CommonCodes = readonly [before: Int32Array, after: Int32Array];

/** Gives the answers of one column in two tables common numbers; 0 is "no answer" in both. */
export function commonCodes(before: SurveyColumn, after: SurveyColumn): CommonCodes {
  const numbers = new Map<string, number>([['', 0]]);
  const translate = ({ dictionary, codes }: SurveyColumn): Int32Array => {
    const numberOf = new Int32Array(dictionary.size);
    for (let code = 1; code < numberOf.length; code++) {
      const text = dictionary.textAt(code).trim();
      const known = numbers.get(text);
      numberOf[code] = known ?? numbers.size;
      if (known === undefined) numbers.set(text, numbers.size);
    }
    return codes.map((code) => numberOf[code] ?? 0);
  };
  return [translate(before), translate(after)];
}

/**
 * One number a row from its answers in all columns: 52 bits, so that among a million rows two different
 * ones share theirs with a chance of about one in ten thousand.
 */
export function rowHashes(columns: readonly Int32Array[], rowCount: number): Float64Array {
  const low = new Int32Array(rowCount).fill(0x811c9dc5);
  const high = new Int32Array(rowCount).fill(0x01000193);
  columns.forEach((codes, column) => {
    const salt = Math.imul(column + 1, 0x9e3779b1);
    for (let row = 0; row < rowCount; row++) {
      const code = codes[row] ?? 0;
      low[row] = mix((low[row] ?? 0) ^ code ^ salt);
      high[row] = mix(Math.imul(high[row] ?? 0, 31) + code + salt);
    }
  });
  return Float64Array.from(low, (bits, row) => (bits >>> 0) * 2 ** 20 + ((high[row] ?? 0) >>> 12));
}

/** The finaliser of MurmurHash3 (Appleby 2011, public domain). */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
