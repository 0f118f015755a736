import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { asId } from '#lib/base/ids.ts';
import { TIMER_OFF } from '../programme/timer.ts';
import { PLAIN_WALL } from './wall.ts';
import { readWall, wallContent, writeWall, type WallSource } from './wall-doc.ts';

const BY = { id: 'p-secret', name: 'Ola Secret' };
const ROOM: WallSource & Record<string, unknown> = {
  ...{ stage: 'wrapup', position: 's', title: 'Waits', problem: 'Customers wait', timer: TIMER_OFF },
  ...{ kind: 'status', agenda: [] },
  decisions: [{ id: 'g', number: 1, text: 'Count first', owner: 'Jan', lookAgainOn: null, itemId: null }],
  ...{ isPaused: false, spotlight: null, wall: PLAIN_WALL, door: 'open', turnout: null, approvers: 2 },
  ...{ defining: 'counted', votes: null, ratings: null, metric: null, pack: [] },
  steps: [
    { id: asId<'step'>('s'), kind: 'wrapup', title: 'End', instruction: '', isSkipped: false },
    { id: asId<'step'>('t'), kind: 'vote', title: 'Vote', instruction: '', isSkipped: true },
  ],
  ready: [BY],
  entries: [
    { id: asId<'entry'>('a'), kind: 'definition', text: 'Nobody waits', isSettled: false, approvals: 1 },
    { id: asId<'entry'>('b'), kind: 'definition', text: 'Calls back', isSettled: true, approvals: 3 },
    {
      ...{ id: asId<'entry'>('c'), by: BY, kind: 'task', text: 'Count', isSettled: false },
      ...{ causeId: null, owner: 'Jan', dueOn: null, firstDueOn: null, moves: 0, state: 'open' },
    },
    {
      ...{ id: asId<'entry'>('d'), by: BY, kind: 'task', text: 'Done', isSettled: true },
      ...{ causeId: null, owner: '', dueOn: null, firstDueOn: null, moves: 0, state: 'kept' },
    },
    { id: asId<'entry'>('e'), by: BY, kind: 'parking', text: 'Hours', isSettled: false, carriedFrom: null },
    { id: asId<'entry'>('f'), by: BY, kind: 'claim', causeId: 'x' },
  ],
  checks: { x: { status: 'verified' }, y: { status: 'possible' } },
  // What the room knows besides: none of it may reach a wall.
  hands: [BY],
  review: [{ text: 'TRAY' }],
  facilitatorId: 'p-lead',
  evidence: { x: [{ byName: 'Ola Secret' }] },
  learntLater: 'LATER',
};
const BESIDE = { joinCode: 'XFFTCSC8', arrivals: [], takingPart: 4 };

test('[WS124] [WS123] the wall gets what is named for it: no name, no tray, nothing that was added to the room', () => {
  const content = wallContent(ROOM, BESIDE);
  expect(content).toEqual({
    ...{ stage: 'wrapup', position: 's', title: 'Waits', problem: 'Customers wait', timer: TIMER_OFF },
    ...{ kind: 'status', agenda: [], decisions: [{ id: 'g', text: 'Count first', owner: 'Jan' }] },
    ...{ isPaused: false, spotlight: null, wall: PLAIN_WALL, door: 'open', turnout: null, approvers: 2 },
    ...{ defining: 'counted', votes: null, ratings: null, metric: null, pack: [], ready: 1 },
    steps: [{ id: 's', kind: 'wrapup', title: 'End', instruction: '' }],
    proposals: [
      { id: 'b', text: 'Calls back', approvals: 3 },
      { id: 'a', text: 'Nobody waits', approvals: 1 },
    ],
    kept: { id: 'b', text: 'Calls back', approvals: 3 },
    tasks: [{ id: 'c', text: 'Count', owner: 'Jan', dueOn: null, causeId: null }],
    parked: [{ id: 'e', text: 'Hours' }],
    checks: { x: 'verified' },
    ...BESIDE,
  });
  expect(JSON.stringify(content)).not.toMatch(/Secret|p-lead|TRAY|LATER/);
});

test('[WS124] it is written once, read whole, and sends nothing when nothing changed', () => {
  const doc = new Y.Doc();
  expect(readWall(doc)).toBeUndefined();
  const content = wallContent(ROOM, BESIDE);
  writeWall(doc, content);
  expect(readWall(doc)).toEqual(content);
  let updates = 0;
  doc.on('update', () => updates++);
  writeWall(doc, content);
  expect(updates).toBe(0);
  writeWall(doc, { ...content, ready: 2 });
  expect([updates, readWall(doc)?.ready]).toEqual([1, 2]);
});
