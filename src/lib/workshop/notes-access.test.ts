import { expect, test } from 'vitest';
import { takesPen, mayFinishNotes, type Grace } from './programme/grace.ts';
import { notesAccess } from './notes-access.ts';
import { STAGES } from './step.ts';

const OPEN = { kind: 'status', stage: 'agenda', isLocked: false, isPaused: false } as const;

test('[MT15] whoever takes part writes from the first step to the last, and afterwards everybody reads', () => {
  const rights = (participation: 'facilitator' | 'guest' | 'observer' | 'none') =>
    STAGES.map((stage) => notesAccess(participation, { ...OPEN, stage }));
  const steps = STAGES.length - 2;
  const between = <Right>(right: Right): Right[] => Array.from({ length: steps }, () => right);
  expect(rights('facilitator')).toEqual(['write', ...between('write'), 'read']);
  expect(rights('guest')).toEqual(['none', ...between('write'), 'read']);
  expect(rights('observer')).toEqual(['none', ...between('read'), 'read']);
  expect(rights('none')).toEqual(['none', ...between('none'), 'none']);
});

test('[MT15] a lock or a pause stops everybody but those who steer, and so does a nameless meeting', () => {
  for (const held of [{ isLocked: true }, { isPaused: true }, { kind: 'retrospective' as const }]) {
    expect(notesAccess('invited', { ...OPEN, ...held })).toBe('read');
    expect(notesAccess('cofacilitator', { ...OPEN, ...held })).toBe('write');
  }
});

test('[MT15] a sentence in the notes may be finished when the meeting closes', () => {
  const { kind, ...footing } = OPEN;
  const closed = { ...footing, stage: 'closed' } as const;
  expect([takesPen(footing, closed, kind), takesPen(footing, { ...footing, stage: 'vote' }, kind)]).toEqual([
    true,
    true, // on the board of who steers
  ]);
  const grace: Grace = { ...footing, kind: 'step', untilMs: 10, left: null, phase: 'typing' };
  expect(mayFinishNotes('guest', closed, grace, 9, kind)).toBe(true);
  expect(mayFinishNotes('guest', closed, grace, 10, kind)).toBe(false);
  expect(mayFinishNotes('guest', closed, grace, 9, 'retrospective')).toBe(false);
  expect(mayFinishNotes('observer', closed, grace, 9, kind)).toBe(false);
});
