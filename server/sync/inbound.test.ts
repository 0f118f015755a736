import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { ActorBudgets } from './actor-budgets.ts';
import type { AnswerQueue } from './answer-queue.ts';
import type { Connection } from './connection.ts';
import { Inbound } from './inbound.ts';
import {
  ACTOR_UPDATES_PER_SECOND,
  ANSWER_BURST_BYTES,
  ANSWER_LEAST_BYTES,
  AWARENESS_PER_SECOND,
  UPDATES_PER_SECOND,
} from './limits.ts';
import type { Room } from './room.ts';

/** A socket that only notes whether it is read. */
class PausableSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  isPaused = false;
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
  }
  hear(...bytes: number[]): void {
    this.emit('message', Uint8Array.from(bytes), true);
  }
}

let socket: PausableSocket;
let received: string[];
let nowMs = 0;

let budgets: ActorBudgets;

beforeEach(() => {
  vi.useFakeTimers();
  nowMs = 0;
  received = [];
  budgets = new ActorBudgets(() => nowMs);
  socket = open('ann');
});

/** A socket of somebody. */
function open(actorKey: string): PausableSocket {
  const opened = new PausableSocket();
  const connection = {
    socket: opened as unknown as WebSocket, // as much of one as is used here
    mayRead: true,
    isLeased: true,
    visitor: { actorKey },
    answer: () => received.push('join'),
  } as unknown as Connection; // as above
  const room = {
    name: 'board',
    presence: { concerns: () => true, remind: () => received.push('reminder') },
    receive: () => received.push('update'),
    receivePresence: () => received.push('presence'),
    leave: () => undefined,
  } as unknown as Room; // as above
  const quiet = (): void => undefined;
  const answers = { leave: () => undefined } as unknown as AnswerQueue; // as above
  const log = { info: quiet, warn: quiet, error: quiet };
  new Inbound(connection, room, { log, elapsed: () => nowMs, budgets, answers });
  return opened;
}
afterEach(() => {
  vi.useRealTimers();
});

function pass(ms: number): void {
  nowMs += ms;
  vi.advanceTimersByTime(ms);
}

test('[SY13] a socket is not read while its updates exceed the rate, and read again when they do not', () => {
  for (let i = 0; i < UPDATES_PER_SECOND; i++) socket.hear(0, 2, 2, 0, 0);
  expect(socket.isPaused).toBe(false);
  // What had arrived before the pause still counts, and is not lost.
  for (let i = 0; i < 20; i++) socket.hear(0, 2, 2, 0, 0);
  expect([socket.isPaused, received.length]).toEqual([true, UPDATES_PER_SECOND + 20]);
  pass(99);
  expect(socket.isPaused).toBe(true);
  pass(1);
  expect(socket.isPaused).toBe(false);
});

test('[SY30] more sockets of one person do not write more, and nobody else is slowed down', () => {
  const sockets = [socket, open('ann'), open('ann')];
  for (let i = 0; i < ACTOR_UPDATES_PER_SECOND / 2; i++) {
    for (const one of sockets.slice(0, 2)) one.hear(0, 2, 2, 0, 0);
  }
  expect(sockets.map(({ isPaused }) => isPaused)).toEqual([false, false, false]);
  for (const one of sockets) one.hear(0, 2, 2, 0, 0);
  expect(sockets.map(({ isPaused }) => isPaused)).toEqual([true, true, true]);
  const other = open('bob');
  other.hear(0, 2, 2, 0, 0);
  expect(other.isPaused).toBe(false);
});

test('[SY30] who asks for presence again and again is slowed down, and gets it with the next news', () => {
  const affordable = Math.floor(ANSWER_BURST_BYTES / ANSWER_LEAST_BYTES);
  for (let i = 0; i < affordable + 20; i++) socket.hear(3);
  expect([socket.isPaused, received.length]).toEqual([true, affordable]);
});

test('[SY13] cursor positions beyond the rate are left out without slowing anything down', () => {
  for (let i = 0; i < AWARENESS_PER_SECOND + 30; i++) socket.hear(1, 1, 0);
  expect([socket.isPaused, received.length]).toEqual([false, AWARENESS_PER_SECOND]);
});

test('[SY8] nothing is heard from a socket that is closing', () => {
  socket.readyState = 2;
  socket.hear(0, 2, 2, 0, 0);
  expect(received).toEqual([]);
});
