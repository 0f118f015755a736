import { expect, test } from 'vitest';
import { isHiddenDraft, readsInside } from './read-project.ts';

const people = { ownerId: 'o', deputyId: 'd', proposedBy: 'p', heardIds: ['h'] };
const reader = (id: string | null, change = {}) => ({ id, isLead: false, isDirector: false, ...change });

test('[PR48] those inside read it: its people, whoever was asked, leads and directors, and nobody else', () => {
  expect(['o', 'd', 'p', 'h', 'x'].map((id) => readsInside(reader(id), people))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(readsInside(reader('x', { isLead: true }), people)).toBe(true);
  expect(readsInside(reader('x', { isDirector: true }), people)).toBe(true);
  expect(readsInside(reader(null), people)).toBe(true);
  expect(readsInside(reader(''), people)).toBe(false);
});

test('[PR48] what was never approved and is being written is a draft', () => {
  expect(isHiddenDraft({ state: 'draft', stageBefore: null })).toBe(true);
  expect(isHiddenDraft({ state: 'sent-back', stageBefore: null })).toBe(true);
  expect(isHiddenDraft({ state: 'sent-back', stageBefore: 'running' })).toBe(false);
  expect(isHiddenDraft({ state: 'submitted', stageBefore: null })).toBe(false);
});
