import { expect, test } from 'vitest';
import { STAGES } from './step.ts';
import { boardAccess, SEATS } from './workshop.ts';

test('[WS1] eight seats stand for seven roles: communication sits there twice', () => {
  expect(SEATS).toHaveLength(8);
  expect(new Set(SEATS.map((seat) => seat.replace(/^communication-.*/, 'communication'))).size).toBe(7);
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
  for (const stage of STAGES) expect(boardAccess('none', stage)).toBe('none');
});

test('[WS12] an observer reads whatever a participant could write', () => {
  for (const stage of STAGES) expect(boardAccess('observer', stage)).not.toBe('write');
  expect(boardAccess('observer', 'whys')).toBe('read');
});

test('[WS13] a locked or paused room is read by participants and still written by those who steer', () => {
  for (const holds of [
    { isLocked: true, isPaused: false },
    { isLocked: false, isPaused: true },
  ]) {
    expect(boardAccess('guest', 'whys', holds)).toBe('read');
    expect(boardAccess('cofacilitator', 'whys', holds)).toBe('write');
    expect(boardAccess('guest', 'prepare', holds)).toBe('none');
  }
});
