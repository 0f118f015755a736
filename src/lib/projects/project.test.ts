import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEditable, moveProject, PROJECT_MOVES, PROJECT_STATES, type ProjectState } from './project.ts';

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
  expect(PROJECT_STATES.filter((state) => moveProject(state, 'withdraw'))).toEqual(['sent-back', 'approved']);
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
