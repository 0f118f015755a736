import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isEditable,
  isProjectOver,
  isWorking,
  moveProject,
  PROJECT_MOVES,
  PROJECT_STATES,
  STAGES_BEFORE,
  type ProjectState,
} from './project.ts';

const moves = fc.array(fc.constantFrom(...PROJECT_MOVES));

test('[PR2] the straight way: submitted, approved, running, done', () => {
  let state: ProjectState = 'draft';
  for (const move of ['submit', 'approve', 'start', 'finish'] as const)
    state = moveProject(state, move) ?? state;
  expect(state).toBe('done');
});

test('[PR2] whatever is tried, nothing runs that was not approved', () => {
  fc.assert(
    fc.property(moves, (tried) => {
      const seen: ProjectState[] = ['draft'];
      for (const move of tried) {
        const next = moveProject(seen.at(-1) ?? 'draft', move);
        if (next) seen.push(next);
      }
      const runs = seen.indexOf('running');
      if (runs >= 0) expect(seen.slice(0, runs)).toContain('approved');
    }),
  );
});

test('[PR2] done and stopped are final', () => {
  for (const state of ['done', 'stopped'] as const) {
    for (const move of PROJECT_MOVES) expect(moveProject(state, move)).toBeUndefined();
  }
});

test('[PR19] a decision that is taken back leaves the project waiting', () => {
  expect(PROJECT_STATES.filter((state) => moveProject(state, 'withdraw'))).toEqual([
    'sent-back',
    'approved',
    'declined',
  ]);
  expect(moveProject('approved', 'withdraw')).toBe('submitted');
  expect(moveProject('sent-back', 'withdraw')).toBe('submitted');
});

test('[PR6] what was submitted or approved cannot be changed', () => {
  expect(PROJECT_STATES.filter(isEditable)).toEqual(['draft', 'sent-back']);
});

test('[PR14] only what runs is put on hold, and it goes on where it was', () => {
  expect(PROJECT_STATES.filter((state) => moveProject(state, 'hold'))).toEqual(['running']);
  expect(moveProject('on-hold', 'resume')).toBe('running');
  expect(moveProject('on-hold', 'stop')).toBe('stopped');
  expect(moveProject('on-hold', 'finish')).toBeUndefined();
});

test('[PR41] [PR42] what was approved before goes back to where it was, by approval or by giving the change up', () => {
  for (const before of STAGES_BEFORE) {
    expect(moveProject(before, 'reopen')).toBe('submitted');
    expect(moveProject('submitted', 'approve', before)).toBe(before);
    expect(moveProject('submitted', 'decline', before)).toBe('sent-back');
    expect(moveProject('sent-back', 'revert', before)).toBe(before);
    expect(moveProject('submitted', 'revert', before)).toBe(before);
    expect(moveProject(before, 'withdraw', before)).toBe('submitted');
  }
  expect(moveProject('sent-back', 'revert')).toBeUndefined();
  expect(moveProject('running', 'withdraw')).toBeUndefined();
  expect(moveProject('submitted', 'decline')).toBe('declined');
  expect(PROJECT_STATES.filter(isProjectOver)).toEqual(['done', 'stopped', 'declined']);
});

test('[PR41] work goes on while a change waits, unless it was stopped', () => {
  const waiting = { state: 'submitted', stageBefore: 'running' } as const;
  expect(isWorking({ ...waiting, worksOn: true })).toBe(true);
  expect(isWorking({ ...waiting, worksOn: false })).toBe(false);
  expect(isWorking({ ...waiting, stageBefore: 'approved', worksOn: true })).toBe(false);
  expect(isWorking({ state: 'running', stageBefore: null, worksOn: true })).toBe(true);
});
