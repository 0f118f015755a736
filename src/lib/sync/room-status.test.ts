import { expect, test } from 'vitest';
import { roomStatus } from './room-status.ts';

const facts = { hasTried: true, isSynced: false, waiting: 0, closeCode: undefined };

test.each([
  ['the first connection', { hasTried: false }, { kind: 'connecting', waiting: 0 }],
  ['everything stored', { isSynced: true }, { kind: 'saved', waiting: 0 }],
  ['changes on their way', { isSynced: true, waiting: 3 }, { kind: 'saving', waiting: 3 }],
  ['the network is gone', { closeCode: 1006, waiting: 2 }, { kind: 'offline', waiting: 2 }],
  ['the server restarts', { closeCode: 1012 }, { kind: 'offline', waiting: 0 }],
  ['the server is full', { closeCode: 4503 }, { kind: 'offline', waiting: 0 }],
  ['signed out', { closeCode: 4401, waiting: 1 }, { kind: 'ended', waiting: 1, code: 4401 }],
  ['replaced by a backup', { closeCode: 4410 }, { kind: 'ended', waiting: 0, code: 4410 }],
])('[SY20] %s', (_, part, expected) => {
  expect(roomStatus({ ...facts, ...part })).toEqual(expected);
});
