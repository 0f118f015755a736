import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  HandInForm,
  hasTrayRoom,
  MAX_LATE_CHANGES,
  MAX_LATE_COUNT,
  MAX_TRAY_CHANGES,
  unknownAmong,
} from './late-change.ts';

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

test('[WS110] a late ballot says how much it is, and nothing else is taken with it', () => {
  const parse = (change: object) =>
    v.safeParse(HandInForm, { workshopId: 'w', changes: JSON.stringify([change]) });
  const accepts = (count: number): boolean => parse({ kind: 'ballot', of: 'vote', count }).success;
  expect([0, 1, MAX_LATE_COUNT, MAX_LATE_COUNT + 1].map(accepts)).toEqual([false, true, true, false]);
  const told = parse({ kind: 'ballot', of: 'vote', count: 2, causeId: 'c', by: 'Ola' });
  expect(told.success && told.output.changes).toEqual([{ kind: 'ballot', of: 'vote', count: 2 }]);
});

test('[WS104] what two tabs of one person hand in stands in the tray once, and what is nobody’s each time', () => {
  const idea = { kind: 'add', causeId: 'c', text: 'Queue', under: 'b' } as const;
  const waiting = [{ ...idea }, { kind: 'definition', text: 'Being heard' } as const];
  expect(unknownAmong([idea, { ...idea, causeId: 'd' }, { ...idea, text: 'Queues' }], waiting)).toEqual([
    { ...idea, causeId: 'd' },
    { ...idea, text: 'Queues' },
  ]);
  const definition = { kind: 'definition', text: 'Being heard' } as const;
  expect(unknownAmong([definition], waiting)).toEqual([definition]);
  const task = { kind: 'task', text: 'Call', owner: 'Ola', dueOn: '', causeId: '' } as const;
  expect(unknownAmong([task, { ...task, owner: 'Jan' }], [task])).toEqual([{ ...task, owner: 'Jan' }]);
});
