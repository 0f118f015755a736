import { expect, test } from 'vitest';
import { missingBriefParts, type Brief } from './brief.ts';

const WHOLE: Brief = {
  goal: 'Know why customers wait',
  organisationGoal: 'keep',
  organisationGoalText: '',
  known: 'The mean wait has doubled since March',
  outOfScope: 'Salaries',
  result: 'The board chooses two projects in January',
  guests: null,
  version: 1,
};

test('[WS60] a brief that says everything misses nothing, whether or not guests come', () => {
  expect(missingBriefParts(WHOLE)).toEqual([]);
});

test('[WS60] each part that is empty is named', () => {
  const empty: Brief = { ...WHOLE, goal: '', organisationGoal: null, known: '', outOfScope: '', result: '' };
  expect(missingBriefParts(empty)).toEqual(['goal', 'organisationGoal', 'known', 'outOfScope', 'result']);
});

test('[WS60] another goal of the organisation needs its words', () => {
  expect(missingBriefParts({ ...WHOLE, organisationGoal: 'other' })).toEqual(['organisationGoal']);
  const worded: Brief = { ...WHOLE, organisationGoal: 'other', organisationGoalText: 'Fewer complaints' };
  expect(missingBriefParts(worded)).toEqual([]);
});
