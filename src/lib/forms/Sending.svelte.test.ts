import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LONG_AFTER_MS, SAID_AFTER_MS, Sending } from './Sending.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const phases = (sending: Sending): boolean[] => [sending.isBusy, sending.isSaid, sending.isLong];

test('[FM18] nothing moves at first, then the button says it, then a bar shows', () => {
  const sending = new Sending();
  expect(phases(sending)).toEqual([false, false, false]);
  sending.begin(null);
  vi.advanceTimersByTime(SAID_AFTER_MS - 1);
  expect(phases(sending)).toEqual([true, false, false]);
  vi.advanceTimersByTime(1);
  expect(phases(sending)).toEqual([true, true, false]);
  vi.advanceTimersByTime(LONG_AFTER_MS - SAID_AFTER_MS);
  expect(phases(sending)).toEqual([true, true, true]);
  sending.end();
  expect(phases(sending)).toEqual([false, false, false]);
});

test('[FM18] an answer that comes at once is never announced, and the next press begins anew', () => {
  const sending = new Sending();
  sending.begin(null);
  vi.advanceTimersByTime(SAID_AFTER_MS - 1);
  sending.end();
  sending.begin(null);
  vi.advanceTimersByTime(SAID_AFTER_MS - 1);
  expect(phases(sending)).toEqual([true, false, false]);
});
