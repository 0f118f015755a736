import { expect, test } from 'vitest';
import { isId, makeId, newId } from './ids.ts';

test('an id has 26 letters and sorts by the time of its creation', () => {
  const zeros = new Uint8Array(10);
  const earlier = makeId(1_000_000, zeros);
  const later = makeId(1_000_001, zeros);
  expect(earlier).toHaveLength(26);
  expect(earlier < later).toBe(true);
});

test('all 80 random bits reach the id', () => {
  const last = new Uint8Array(10);
  last[9] = 1;
  expect(makeId(0, last)).not.toBe(makeId(0, new Uint8Array(10)));
});

test('a new id is recognised, other text is not', () => {
  expect(isId(newId())).toBe(true);
  expect(isId('../../etc/passwd')).toBe(false);
  expect(isId(undefined)).toBe(false);
});
