import { expect, test } from 'vitest';
import { confirmedOf, holdsSinceOf, missingParts, type Confirmed } from './programme.ts';

const BEFORE = {
  number: 3,
  rules: 2,
  authorisation: 1,
  texts: { rules: 'Be there', authorisation: 'You may' },
};
const next = (change: { rules?: string; authorisation?: string }, isWordingOnly = false) =>
  holdsSinceOf({ before: BEFORE, texts: { ...BEFORE.texts, ...change }, isWordingOnly });

test('[SH73] rules that changed are confirmed again, unless only their wording did', () => {
  expect(next({ rules: 'Be there at 8' })).toEqual({ number: 4, rules: 4, authorisation: 1 });
  expect(next({ rules: 'Be there!' }, true)).toEqual({ number: 4, rules: 2, authorisation: 1 });
  expect(next({ rules: ' Be there\n' })).toEqual({ number: 4, rules: 2, authorisation: 1 });
});

test('[SH73] an authorisation whose text changed is confirmed again, whatever is said of the wording', () => {
  expect(next({ authorisation: 'You may read' }, true)).toEqual({ number: 4, rules: 2, authorisation: 4 });
});

test('[SH73] the first version is confirmed by everybody', () => {
  expect(holdsSinceOf({ before: null, texts: BEFORE.texts, isWordingOnly: true })).toEqual({
    ...{ number: 1, rules: 1, authorisation: 1 },
  });
});

test('[SH74] a confirmation holds from its version on until it is withdrawn, each part for itself', () => {
  const since = { rules: 2, authorisation: 3 };
  const said = (part: Confirmed['part'], number: number, withdrawnAtMs: number | null = null): Confirmed => ({
    ...{ part, number, atMs: number, withdrawnAtMs },
  });
  expect(missingParts(confirmedOf(since, []))).toEqual(['rules', 'authorisation']);
  expect(missingParts(confirmedOf(since, [said('rules', 2), said('authorisation', 2)]))).toEqual([
    'authorisation',
  ]);
  expect(missingParts(confirmedOf(since, [said('rules', 1), said('authorisation', 3)]))).toEqual(['rules']);
  expect(confirmedOf(since, [said('rules', 2), said('rules', 4)]).rules?.number).toBe(4);
  expect(missingParts(confirmedOf(since, [said('rules', 2), said('authorisation', 3, 9)]))).toEqual([
    'authorisation',
  ]);
});
