import { expect, test } from 'vitest';
import { doorState, isOfHolder } from './door.ts';

test('[OD6] a door is open until its day is over, and until somebody ends it', () => {
  expect(doorState({ endedAtMs: null, expiresAtMs: 10 }, 9)).toBe('open');
  expect(doorState({ endedAtMs: null, expiresAtMs: 10 }, 10)).toBe('expired');
  expect(doorState({ endedAtMs: 3, expiresAtMs: 10 }, 4)).toBe('ended');
});

test('[OD2] a commitment is the holder’s by its address, or by its name where it has none', () => {
  const anna = { name: 'Anna Client', address: 'anna@client.example' };
  expect(isOfHolder({ name: 'Somebody', address: 'ANNA@client.example' }, anna)).toBe(true);
  expect(isOfHolder({ name: 'Anna Client', address: 'other@client.example' }, anna)).toBe(false);
  expect(isOfHolder({ name: 'anna client ', address: '' }, anna)).toBe(true);
  expect(isOfHolder({ name: 'Anna', address: '' }, anna)).toBe(false);
});
