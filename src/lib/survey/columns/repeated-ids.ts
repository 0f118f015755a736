import { hashOf } from '#lib/tabular/read/byte-hash.ts';
import { bytesBehind } from '#lib/tabular/table/dictionary.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import type { Tally } from '#lib/tabular/table/tally.ts';

/** Ids that several rows have: how many rows come after the first of their id, and the first such ids. */
export interface RepeatedIds {
  count: number;
  examples: readonly string[];
}

const SHOWN_IDS = 5;
/** One bit each for 33 million signs of ids: of a million ids a few thousand share a bit, and are looked at. */
const SIGN_BITS = 25;

/** Counts the rows that repeat the id of a row before. See [SV139]. */
export function findRepeatedIds(column: SurveyColumn, tally: Tally): RepeatedIds {
  const candidates = column.dictionary.mayRepeat ? likelyRepeats(column) : undefined;
  const seen = new Map<string, number>();
  const { dictionary } = column;
  for (let code = 1; code < dictionary.size; code++) {
    const count = tally.counts[code] ?? 0;
    if (count === 0 || (candidates ? candidates[code] === 0 : count < 2)) continue;
    const text = dictionary.textAt(code).trim();
    if (text !== '') seen.set(text, (seen.get(text) ?? 0) + count);
  }
  const repeated = [...seen].filter(([, count]) => count > 1);
  return {
    count: repeated.reduce((sum, [, count]) => sum + count - 1, 0),
    examples: repeated.slice(0, SHOWN_IDS).map(([text]) => text),
  };
}

/** Marks the entries that may equal another one: their texts are only made and compared then. */
function likelyRepeats({ dictionary }: SurveyColumn): Uint8Array {
  const marks = new Uint8Array(dictionary.size);
  const plain = bytesBehind(dictionary);
  // Masked or repaired ids are compared as texts.
  if (!plain || plain !== dictionary) return marks.fill(1);
  const { bytes, offsets } = plain;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const signs = new Uint32Array(dictionary.size);
  for (let code = 1; code < signs.length; code++) {
    signs[code] = hashOf(view, offsets[code] ?? 0, offsets[code + 1] ?? 0) >>> (32 - SIGN_BITS);
  }
  const once = new Uint8Array(1 << (SIGN_BITS - 3));
  const twice = new Uint8Array(once.length);
  for (let code = 1; code < signs.length; code++) {
    const sign = signs[code] ?? 0;
    const bit = 1 << (sign & 7);
    const before = once[sign >>> 3] ?? 0;
    if ((before & bit) !== 0) twice[sign >>> 3] = (twice[sign >>> 3] ?? 0) | bit;
    else once[sign >>> 3] = before | bit;
  }
  for (let code = 1; code < signs.length; code++) {
    const sign = signs[code] ?? 0;
    marks[code] = ((twice[sign >>> 3] ?? 0) >>> (sign & 7)) & 1;
  }
  return marks;
}
