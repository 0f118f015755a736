import { expect, test } from 'vitest';
import { faultOfSending, recoveryState, timeToSend } from './recovery.ts';

test('[PR61] the time from seeing to sending counts days, hours and minutes', () => {
  const detected = Date.UTC(2026, 10, 2, 8);
  expect(timeToSend(detected, detected)).toEqual({ days: 0, hours: 0, minutes: 0 });
  expect(timeToSend(detected, detected + 59_999)).toEqual({ days: 0, hours: 0, minutes: 0 });
  expect(timeToSend(detected, detected + (26 * 60 + 5) * 60_000)).toEqual({ days: 1, hours: 2, minutes: 5 });
  expect(timeToSend(detected, detected - 1)).toEqual({ days: 0, hours: 0, minutes: 0 });
});

test('[PR60] a plan is sent with a message and with somebody who does something', () => {
  expect(faultOfSending({ message: '', actions: 1 })).toBe('running.recovery.noMessage');
  expect(faultOfSending({ message: 'Late', actions: 0 })).toBe('running.recovery.noActions');
  expect(faultOfSending({ message: 'Late', actions: 1 })).toBeUndefined();
});

test('[PR60] a plan is written, then sent, then closed', () => {
  expect(recoveryState({ sentAtMs: null, closedAtMs: null })).toBe('draft');
  expect(recoveryState({ sentAtMs: 1, closedAtMs: null })).toBe('sent');
  expect(recoveryState({ sentAtMs: 1, closedAtMs: 2 })).toBe('closed');
});
