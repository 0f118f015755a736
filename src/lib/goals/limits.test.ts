import * as v from 'valibot';
import { expect, test } from 'vitest';
import { GOAL_NOTE_MAX, GOAL_TITLE_MAX, NewGoalForm, TARGET_WORDS_MAX } from './goal-forms.ts';

const GOAL = {
  ...{ title: 'Fewer calls', note: '', measuredBy: 'words', direction: 'down', start: '', target: '' },
  ...{ targetWords: 'Half', dueOn: '2027-12-31' },
};

test('[GO1] title, note and target are as long as they may be, and a letter more is refused', () => {
  const accepts = (change: object): boolean => v.is(NewGoalForm, { ...GOAL, ...change });
  expect(accepts({ title: 'n'.repeat(GOAL_TITLE_MAX) })).toBe(true);
  expect(accepts({ title: 'n'.repeat(GOAL_TITLE_MAX + 1) })).toBe(false);
  expect(accepts({ note: 'n'.repeat(GOAL_NOTE_MAX) })).toBe(true);
  expect(accepts({ note: 'n'.repeat(GOAL_NOTE_MAX + 1) })).toBe(false);
  expect(accepts({ targetWords: 'n'.repeat(TARGET_WORDS_MAX) })).toBe(true);
  expect(accepts({ targetWords: 'n'.repeat(TARGET_WORDS_MAX + 1) })).toBe(false);
});
