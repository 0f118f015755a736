const DIGIT_0 = 0x30;
const MINUS = 0x2d;
export const MAX_FAST_DIGITS = 15; // above, a sum of digits in floating point would be inexact

/** Thousands parted by spaces of any width or an apostrophe: groups of exactly three. */
const SPACED = /^[-+]?\d{1,3}(?:[\s\u00a0\u202f\u2009'\u2019]\d{3})+(?:[.,]\d*)?$/;

const POWERS_OF_TEN = Array.from({ length: 19 }, (_, i) => 10 ** i);

/**
 * The number that a cell says, or NaN. `decimal` is the file's mark; the other mark, spaces and no-break
 * spaces may part thousands; a percent sign is left out. `3,67` is never 3: with a decimal point it is no
 * number (codes of two options look so), while `18.0` has one meaning in any file. See [SV10].
 */
export function parseNumber(text: string, decimal: '.' | ','): number {
  const plain = text.trim().replace(/^'(?=[-+=@\d])/, ''); // a formula guard of LimeSurvey or Formbricks
  const shown = plain.replace(/\s?%$/, '').replace(/^\u2212/, '-');
  const spaced = SPACED.test(shown) ? shown.replace(/[\s\u00a0\u202f\u2009'\u2019]/g, '') : shown;
  const grouping = decimal === '.' ? /^[-+]?\d{1,3}(?:,\d{3})+(?=\.|$)/ : /^[-+]?\d{1,3}(?:\.\d{3})+(?=,|$)/;
  const ungrouped = grouping.test(spaced) ? spaced.replaceAll(decimal === '.' ? ',' : '.', '') : spaced;
  const pointed = decimal === ',' ? ungrouped.replace(',', '.') : ungrouped;
  if (!/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?$/.test(pointed)) return NaN;
  return Number(pointed);
}

/**
 * The same for bytes of the plain form `-12.5`, without a string; undefined when the form is any other
 * and `parseNumber` must decide.
 */
export function parsePlainNumber(
  bytes: Uint8Array,
  from: number,
  to: number,
  decimalByte: number,
): number | undefined {
  let at = from;
  const isNegative = bytes[at] === MINUS;
  if (isNegative) at++;
  let mantissa = 0;
  let digits = 0;
  let fraction = -1;
  for (; at < to; at++) {
    const digit = (bytes[at] ?? 0) - DIGIT_0;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      if (fraction >= 0) fraction++;
    } else if (bytes[at] === decimalByte && fraction < 0) {
      fraction = 0;
    } else return undefined;
  }
  if (digits === 0 || digits > MAX_FAST_DIGITS) return undefined;
  // One division by an exact power of ten rounds as reading the text would.
  const value = fraction > 0 ? mantissa / (POWERS_OF_TEN[fraction] ?? NaN) : mantissa;
  return isNegative ? -value : value;
}
