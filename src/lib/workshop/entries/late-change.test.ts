import * as v from 'valibot';
import { expect, test } from 'vitest';
import { HandInForm, hasTrayRoom, MAX_LATE_CHANGES, MAX_TRAY_CHANGES } from './late-change.ts';

test('[WS104] so many changes are handed in at once', () => {
  const accepts = (count: number): boolean => {
    const change = { kind: 'add', causeId: 'c', text: 'late', was: '', under: 'b' };
    return v.is(HandInForm, { workshopId: 'w', changes: JSON.stringify(new Array(count).fill(change)) });
  };
  expect([accepts(0), accepts(1), accepts(MAX_LATE_CHANGES), accepts(MAX_LATE_CHANGES + 1)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('[WS104] a tray takes twice as many of one person, and no more than it holds', () => {
  const held = { all: MAX_LATE_CHANGES, mine: MAX_LATE_CHANGES };
  expect([hasTrayRoom(held, MAX_LATE_CHANGES), hasTrayRoom(held, MAX_LATE_CHANGES + 1)]).toEqual([
    true,
    false,
  ]);
  const full = (all: number): boolean => hasTrayRoom({ all, mine: 0 }, 5);
  expect([full(MAX_TRAY_CHANGES - 5), full(MAX_TRAY_CHANGES - 4)]).toEqual([true, false]);
});
