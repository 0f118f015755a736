import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { Connection } from './connection.ts';
import { Inbound } from './inbound.ts';
import { AWARENESS_PER_SECOND, JOIN_BURST, UPDATES_PER_SECOND } from './limits.ts';
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

beforeEach(() => {
  vi.useFakeTimers();
  nowMs = 0;
  received = [];
  socket = new PausableSocket();
  const connection = {
    socket: socket as unknown as WebSocket, // as much of one as is used here
    mayRead: true,
    visitor: { actorKey: 'ann' },
    answer: () => received.push('join'),
  } as unknown as Connection; // as above
  const room = {
    name: 'board',
    presence: { concerns: () => true },
    receive: () => received.push('update'),
    receivePresence: () => received.push('presence'),
    leave: () => undefined,
  } as unknown as Room; // as above
  const quiet = (): void => undefined;
  new Inbound(connection, room, { info: quiet, warn: quiet, error: quiet }, () => nowMs);
});
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

test('[SY13] questions for the whole document are slowed down on their own account', () => {
  for (let i = 0; i <= JOIN_BURST; i++) socket.hear(0, 0, 1, 0);
  expect([socket.isPaused, received.length]).toEqual([true, JOIN_BURST + 1]);
  pass(500);
  expect(socket.isPaused).toBe(false);
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
