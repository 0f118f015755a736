import { expect, test } from 'vitest';
import { boardAccess, nextStep, previousStep, SEATS, STEPS } from './workshop.ts';

test('[WS1] eight seats stand for seven roles: communication sits there twice', () => {
  expect(SEATS).toHaveLength(8);
  expect(new Set(SEATS.map((seat) => seat.replace(/^communication-.*/, 'communication'))).size).toBe(7);
});

test('[WS2] steps lead forward and back, with an end on both sides', () => {
  expect(nextStep('prepare')).toBe('evidence');
  expect(nextStep('closed')).toBeUndefined();
  expect(previousStep('prepare')).toBeUndefined();
  for (const step of STEPS) {
    const next = nextStep(step);
    if (next) expect(previousStep(next)).toBe(step);
  }
});

test('[WS4] before it is opened only the facilitator sees the board', () => {
  expect([boardAccess('facilitator', 'prepare'), boardAccess('invited', 'prepare')]).toEqual([
    'write',
    'none',
  ]);
});

test('[WS4] a closed board is read by its participants and written by nobody', () => {
  expect([
    boardAccess('facilitator', 'closed'),
    boardAccess('invited', 'closed'),
    boardAccess('guest', 'closed'),
  ]).toEqual(['read', 'read', 'read']);
});

test('[WS5] who does not take part has no access in any step', () => {
  for (const step of STEPS) expect(boardAccess('none', step)).toBe('none');
});
