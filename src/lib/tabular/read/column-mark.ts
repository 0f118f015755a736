import { type DecimalMark, decimalMarkFrom, weighMarks } from '../table/decimal-mark.ts';
import type { Dictionary } from '../table/dictionary.ts';
import { LONGEST_NUMBER } from '../table/numbers.ts';

/** So many different answers tell the mark of a column, taken from all over it. */
const SAMPLE_ANSWERS = 1000;

/** The decimal mark of a column, from its own answers; undefined where they do not tell. See [SV128]. */
export function guessColumnMark(
  codes: Int32Array,
  dictionary: Dictionary,
): { value: DecimalMark; isCodes: boolean; example: string } | undefined {
  if (codes.length === 0) return undefined;
  const step = Math.max(1, Math.floor(dictionary.size / SAMPLE_ANSWERS));
  const texts: string[] = [];
  for (let code = 1; code < dictionary.size; code += step) {
    const text = dictionary.textAt(code);
    if (text.length <= LONGEST_NUMBER) texts.push(text);
  }
  // Words with a number here and there have no mark.
  const withDigits = texts.filter((text) => /^[-+−.,\d]/.test(text));
  if (withDigits.length * 2 < texts.length) return undefined;
  const found = weighMarks(texts);
  const value = decimalMarkFrom(found);
  const example = texts.find((text) => text.includes(value ?? ',')) ?? '';
  return value && { value, isCodes: found.isCodes, example };
}
