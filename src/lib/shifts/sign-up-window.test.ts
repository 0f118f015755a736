import { expect, test } from 'vitest';
import { leavingEndsMs, windowState } from './sign-up-window.ts';

test.each([
  ['2026-11-01', 'to-open'],
  ['2026-11-02', 'open'],
  ['2026-11-06', 'open'],
  ['2026-11-07', 'closed'],
])('[SH21] on %s the window is %s', (today, state) => {
  expect(windowState({ opensOn: '2026-11-02', closesOn: '2026-11-06' }, today)).toBe(state);
});

test('[SH21] without days it is open', () => {
  expect(windowState({ opensOn: null, closesOn: null }, '2026-11-02')).toBe('open');
  expect(windowState({ opensOn: '2026-11-03', closesOn: null }, '2026-11-02')).toBe('to-open');
  expect(windowState({ opensOn: null, closesOn: '2026-11-01' }, '2026-11-02')).toBe('closed');
});

test('[SH3] one leaves until as many hours before the tour as the round says', () => {
  const startsAtMs = Date.UTC(2026, 10, 9, 7);
  expect(leavingEndsMs({ startsAtMs }, { leaveHours: 0 })).toBe(startsAtMs);
  expect(leavingEndsMs({ startsAtMs }, { leaveHours: 24 })).toBe(Date.UTC(2026, 10, 8, 7));
});
