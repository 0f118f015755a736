import { describe, expect, test } from 'vitest';
import {
  definitionsInOrder,
  keptDefinition,
  mayAddEntry,
  mayApprove,
  mayEditEntry,
  mayRemoveEntry,
  type Definition,
  type EntryId,
  type EntryScene,
} from './entry.ts';

const scene = (change: Partial<EntryScene> = {}): EntryScene => ({
  participation: 'invited',
  stage: 'whys',
  isPaused: false,
  defining: 'collect',
  isNameless: false,
  ...change,
});
const entry = (id: string, change: Partial<Definition> = {}): Definition => ({
  id: id as EntryId,
  kind: 'definition',
  text: id,
  isSettled: false,
  approvals: null,
  ...change,
});

describe('[WS74] the shared definition of satisfaction', () => {
  test('is proposed in the welcome while proposals are collected', () => {
    expect(mayAddEntry('definition', scene({ stage: 'welcome' }))).toBe(true);
    expect(mayAddEntry('definition', scene({ stage: 'welcome', defining: 'approve' }))).toBe(false);
    expect(mayAddEntry('definition', scene({ stage: 'whys' }))).toBe(false);
    expect(mayAddEntry('definition', scene({ stage: 'whys', participation: 'facilitator' }))).toBe(true);
  });

  test('is approved only while approvals are taken', () => {
    expect(mayApprove(scene({ defining: 'approve', stage: 'welcome' }))).toBe(true);
    expect(mayApprove(scene({ defining: 'counted', stage: 'welcome' }))).toBe(false);
    expect(mayApprove(scene({ defining: 'approve', participation: 'observer' }))).toBe(false);
  });

  test('stands in the order of approval once counted, and one of them is kept', () => {
    const proposals = [
      entry('a', { approvals: 1 }),
      entry('b', { approvals: 4, isSettled: true }),
      entry('c'),
    ];
    expect(definitionsInOrder(proposals).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    expect(keptDefinition(proposals)?.id).toBe('b');
    const kept = { kind: 'definition', byId: 'me', isSettled: true } as const;
    expect(mayRemoveEntry(kept, 'me', scene({ participation: 'facilitator' }))).toBe(false);
  });
});

test('[WS75] everybody who takes part parks points, and takes back their own', () => {
  expect(mayAddEntry('parking', scene())).toBe(true);
  const mine = { kind: 'parking', byId: 'me' } as const;
  expect(mayRemoveEntry(mine, 'me', scene())).toBe(true);
  expect(mayRemoveEntry(mine, 'other', scene())).toBe(false);
  expect(mayRemoveEntry(mine, 'other', scene({ participation: 'cofacilitator' }))).toBe(true);
});

test('[WS76] tasks are written by who steers, and by everybody in the wrap-up; anybody takes one', () => {
  expect(mayAddEntry('task', scene())).toBe(false);
  expect(mayAddEntry('task', scene({ stage: 'wrapup' }))).toBe(true);
  expect(mayEditEntry({ kind: 'task', byId: 'other' }, 'me', scene({ stage: 'wrapup' }))).toBe(true);
});

test.each([
  ['observers', scene({ participation: 'observer' })],
  ['participants before the workshop is opened', scene({ stage: 'prepare' })],
  ['participants of a paused room', scene({ isPaused: true })],
  ['anybody after the end', scene({ participation: 'facilitator', stage: 'closed' })],
])('%s write nothing down', (_who, closed) => {
  for (const kind of ['definition', 'parking', 'task', 'claim'] as const)
    expect(mayAddEntry(kind, closed)).toBe(false);
  expect(mayRemoveEntry({ kind: 'parking', byId: 'me' }, 'me', closed)).toBe(false);
});

test('[MT30] in a nameless meeting only who steers parks points and offers to explain', () => {
  for (const kind of ['parking', 'claim'] as const) {
    expect(mayAddEntry(kind, scene({ isNameless: true }))).toBe(false);
    expect(mayAddEntry(kind, scene({ isNameless: true, participation: 'cofacilitator' }))).toBe(true);
  }
  expect(mayAddEntry('task', scene({ isNameless: true, stage: 'wrapup' }))).toBe(true);
  expect(mayAddEntry('task', scene({ stage: 'agenda' }))).toBe(true);
});
