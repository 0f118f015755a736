import { expect, test } from 'vitest';
import { isDecidable, isTakenUp, newsOf, issueOutcome } from './triage.ts';

test('[IS21] the state counts for what is accepted, and triage for the rest', () => {
  expect(issueOutcome({ state: 'project', triage: 'accepted' })).toBe('project');
  expect(issueOutcome({ state: 'open', triage: 'declined' })).toBe('declined');
  expect(isTakenUp({ state: 'open', triage: 'accepted' })).toBe(true);
  expect(isTakenUp({ state: 'open', triage: 'new' })).toBe(false);
  expect(isTakenUp({ state: 'done', triage: 'accepted' })).toBe(false);
});

test('[IS21] triage decides about what is open and stands for itself', () => {
  expect(isDecidable({ state: 'open', triage: 'snoozed' })).toBe(true);
  expect(isDecidable({ state: 'project', triage: 'accepted' })).toBe(false);
  expect(isDecidable({ state: 'open', triage: 'duplicate' })).toBe(false);
});

test.each([
  ['new', 'open', 'accepted'],
  ['snoozed', 'open', 'accepted'],
  ['declined', 'open', 'accepted'],
  ['new', 'declined', 'declined'],
  ['new', 'snoozed', 'snoozed'],
  ['new', 'duplicate', 'duplicate'],
  ['open', 'project', 'project'],
  ['snoozed', 'new', null],
  ['dropped', 'open', null],
  ['project', 'open', null],
] as const)('[IS23] from %s to %s is told as %s', (known, now, told) => {
  expect(newsOf(known, now)).toBe(told);
});
