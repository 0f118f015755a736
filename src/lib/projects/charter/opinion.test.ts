import { expect, test } from 'vitest';
import { isHeard, isOpinionRequired, missingOpinions, type OpinionRule } from './opinion.ts';

const rule = (change: Partial<OpinionRule> = {}): OpinionRule => ({
  ...{ id: 'legal', name: 'Legal', giverId: 'p', need: 'every', fromMinor: null },
  ...{ applicationId: null, isUsed: true },
  ...change,
});
const project = { budgetMinor: 100_00, currency: 'PLN' as const, applicationIds: ['crm'] };

test('[PR29] an opinion is wanted always, from a sum on, where an application is touched, or only when asked', () => {
  const isWanted = (change: Partial<OpinionRule>, currency: 'PLN' | 'EUR' = 'PLN'): boolean =>
    isOpinionRequired(rule(change), project, currency);
  expect(isWanted({})).toBe(true);
  expect(isWanted({ isUsed: false })).toBe(false);
  expect([
    isWanted({ need: 'sum', fromMinor: 100_00 }),
    isWanted({ need: 'sum', fromMinor: 100_01 }),
  ]).toEqual([true, false]);
  expect(isWanted({ need: 'sum', fromMinor: 900_00 }, 'EUR')).toBe(true);
  expect([
    isWanted({ need: 'application', applicationId: 'crm' }),
    isWanted({ need: 'application', applicationId: 'sales' }),
    isWanted({ need: 'none' }),
  ]).toEqual([true, false, false]);
});

test('[PR30] what was said about another content is missing, and a refusal is an answer', () => {
  const signed = { project, currency: 'PLN' as const, contentHash: 'now' };
  const said = (state: 'asked' | 'given' | 'refused', contentHash: string | null) => ({
    ruleId: 'legal',
    state,
    contentHash,
  });
  expect(missingOpinions([rule()], [], signed)).toHaveLength(1);
  expect(missingOpinions([rule()], [said('given', 'before')], signed)).toHaveLength(1);
  expect(missingOpinions([rule()], [said('asked', null)], signed)).toHaveLength(1);
  expect(missingOpinions([rule()], [said('refused', 'now')], signed)).toEqual([]);
  expect(isHeard(said('given', 'now'), 'now')).toBe(true);
});
