import type { RandomSource } from '#lib/base/random.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
/** Appending counts in steps of 62^-4 from the middle: 7 million keys before they grow. */
const STEP_DIGITS = 4;
const MIDDLE = 'V000';
/** Enough that two people who insert at the same place at once meet the same key once in 238,328 times. */
const JITTER_DIGITS = 3;

function digitAt(key: string, index: number): number {
  return index < key.length ? Math.max(0, DIGITS.indexOf(key.charAt(index))) : 0;
}

function randomDigits(random: RandomSource, count: number): string {
  let digits = '';
  for (let i = 0; i < count; i++) digits += DIGITS.charAt(Math.floor(random() * BASE));
  // A key that ends in 0 would leave no room before it.
  return digits.replace(/0$/, '1');
}

/** The first four digits of a key plus a step, or null when that leaves the range. */
function stepped(key: string, step: number): string | null {
  let value = 0;
  for (let i = 0; i < STEP_DIGITS; i++) value = value * BASE + digitAt(key, i);
  value += step;
  if (value <= 0 || value >= BASE ** STEP_DIGITS) return null;
  let digits = '';
  for (let i = 0; i < STEP_DIGITS; i++) {
    digits = DIGITS.charAt(value % BASE) + digits;
    value = Math.floor(value / BASE);
  }
  return digits;
}

/** Digits strictly between two fractions 0.before and 0.after (null: 1); `before` must be smaller. */
function midpoint(before: string, after: string | null): string {
  let prefix = '';
  let isBelowAfter = after === null;
  for (let i = 0; ; i++) {
    const low = digitAt(before, i);
    const high = isBelowAfter || after === null ? BASE : digitAt(after, i);
    if (high - low > 1) return prefix + DIGITS.charAt(low + Math.ceil((high - low) / 2));
    prefix += DIGITS.charAt(low);
    if (high > low) isBelowAfter = true;
  }
}

/**
 * A key that sorts (by code unit) after `before` and ahead of `after`; null stands for "no neighbour".
 * Keys are fractions written in base 62. When two neighbours carry the same key, which only an
 * improbable coincidence makes, the new key follows both.
 */
export function orderBetween(before: string | null, after: string | null, random: RandomSource): string {
  const jitter = randomDigits(random, JITTER_DIGITS);
  if (before !== null && after !== null && before >= after) return orderBetween(before, null, random);
  if (before === null && after === null) return MIDDLE + jitter;
  if (after === null && before !== null) {
    const next = stepped(before, 1);
    if (next !== null) return next + jitter;
  }
  if (before === null && after !== null) {
    const previous = stepped(after, -1);
    if (previous !== null) return previous + jitter;
  }
  return midpoint(before ?? '', after) + jitter;
}

/** `count` ascending keys between two neighbours; their length grows with the logarithm of the count. */
export function ordersBetween(
  before: string | null,
  after: string | null,
  count: number,
  random: RandomSource,
): string[] {
  if (count <= 0) return [];
  if (after === null) {
    const keys: string[] = [];
    for (let last = before; keys.length < count;) {
      last = orderBetween(last, null, random);
      keys.push(last);
    }
    return keys;
  }
  const middle = orderBetween(before, after, random);
  const left = Math.floor((count - 1) / 2);
  return [
    ...ordersBetween(before, middle, left, random),
    middle,
    ...ordersBetween(middle, after, count - 1 - left, random),
  ];
}

// No key ends in 0: between A and A0 there is nothing.
const ORDER_PATTERN = /^[0-9A-Za-z]{0,1023}[1-9A-Za-z]$/;

/** Whether a value from a document can serve as an order key. */
export function isOrder(value: unknown): value is string {
  return typeof value === 'string' && ORDER_PATTERN.test(value);
}
