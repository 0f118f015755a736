import * as v from 'valibot';
import { expect, test } from 'vitest';
import { AssessmentForm, EVIDENCE_MAX, MATURITY_STAGES, stageOf, stagesMoved } from './maturity.ts';

test('[CX20] the stage is the place of the chosen option, and words of their own have none', () => {
  const ids = MATURITY_STAGES.map((stage) => `of ${stage}`);
  expect(ids.map((id) => stageOf(ids, id))).toEqual([...MATURITY_STAGES]);
  expect(stageOf(ids, null)).toBeNull();
  expect(stageOf(ids, 'another')).toBeNull();
});

test('[CX21] from one assessment to the next the organisation moved so many stages', () => {
  expect(stagesMoved('scattered', 'understanding')).toBe(2);
  expect(stagesMoved('acting', 'listening')).toBe(-2);
  expect(stagesMoved('acting', 'acting')).toBe(0);
  expect(stagesMoved(null, 'acting')).toBeNull();
});

test('[CX20] an assessment says what it rests on', () => {
  const form = { asOf: '2026-11-30', evidence: 'Two waves a year', deciderIds: ['a'] };
  const accepts = (change: object): boolean => v.is(AssessmentForm, { ...form, ...change });
  expect(accepts({})).toBe(true);
  expect(accepts({ evidence: '' })).toBe(false);
  expect(accepts({ evidence: 'n'.repeat(EVIDENCE_MAX) })).toBe(true);
  expect(accepts({ evidence: 'n'.repeat(EVIDENCE_MAX + 1) })).toBe(false);
});
