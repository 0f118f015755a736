import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  NewStandardForm,
  STANDARD_COMMENT_MAX,
  STANDARD_NOTE_MAX,
  STANDARD_TEXT_MAX,
  STANDARD_TITLE_MAX,
  StandardDecisionForm,
} from './standard-forms.ts';
import { isNewWording, openVersion, versionInForce, type StandardState } from './standard.ts';

const versions = (...states: StandardState[]) => states.map((state, at) => ({ state, number: at + 1 }));

test('[CX17] in force is the last approved version, whatever is written after it', () => {
  expect(versionInForce(versions('approved', 'approved', 'asked'))?.number).toBe(2);
  expect(versionInForce(versions('draft'))).toBeNull();
  expect(openVersion(versions('approved', 'draft'))?.number).toBe(2);
  expect(openVersion(versions('approved'))).toBeNull();
});

test('[CX15] the same words make no new version', () => {
  const before = { title: 'Answers', text: 'Within an hour.' };
  expect(isNewWording(before, before)).toBe(false);
  expect(isNewWording({ ...before, text: 'Within two hours.' }, before)).toBe(true);
  expect(isNewWording({ ...before, title: 'Replies' }, before)).toBe(true);
  expect(isNewWording(before, null)).toBe(true);
});

test('[CX15] [CX17] texts are as long as they may be, and a letter more is refused', () => {
  const form = { title: 'Answers', text: 'Within an hour.', note: '', reviewOn: '2027-06-30' };
  const accepts = (change: object): boolean => v.is(NewStandardForm, { ...form, ...change });
  const said = { standardId: 's', versionId: 'v', submission: '1', isApproved: 'true' };
  const accepted = (comment: string): boolean => v.is(StandardDecisionForm, { ...said, comment });
  expect(accepts({ title: 'n'.repeat(STANDARD_TITLE_MAX) })).toBe(true);
  expect(accepts({ title: 'n'.repeat(STANDARD_TITLE_MAX + 1) })).toBe(false);
  expect(accepts({ text: 'n'.repeat(STANDARD_TEXT_MAX) })).toBe(true);
  expect(accepts({ text: 'n'.repeat(STANDARD_TEXT_MAX + 1) })).toBe(false);
  expect(accepts({ note: 'n'.repeat(STANDARD_NOTE_MAX) })).toBe(true);
  expect(accepts({ note: 'n'.repeat(STANDARD_NOTE_MAX + 1) })).toBe(false);
  expect(accepted('n'.repeat(STANDARD_COMMENT_MAX))).toBe(true);
  expect(accepted('n'.repeat(STANDARD_COMMENT_MAX + 1))).toBe(false);
});

test('[CX17] who sends back says why; who approves need not', () => {
  const form = { standardId: 's', versionId: 'v', submission: '1', comment: '' };
  expect(v.is(StandardDecisionForm, { ...form, isApproved: 'true' })).toBe(true);
  expect(v.is(StandardDecisionForm, { ...form, isApproved: 'false' })).toBe(false);
});
