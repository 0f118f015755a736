import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError, OUTAGE } from '#lib/base/errors.ts';
import { LEASE_GRACE_MS, LEASE_MS } from '../access/lease.ts';
import type { Identity } from '../access/actor.ts';
import { EventBus } from '../events.ts';
import type { Person } from './audience.ts';
import { STREAM_SWEEP_EVERY_MS } from './limits.ts';
import { LiveStreams } from './live-streams.ts';
import { StreamReader } from './testing/stream-reader.ts';

const away = new AppError('unavailable', { reason: OUTAGE.away });
const ANN = { kind: 'person', id: 'ann', roles: [] } as unknown as Person; // the parts that streams read

/** Streams without a database: the test says who asks, and when nobody can be asked. */
let nowMs: number;
let fault: Error | undefined;
let expiresAtMs: number;
let bus: EventBus;
let live: LiveStreams;
let server: Server;
let reader: StreamReader;

beforeEach(async () => {
  [nowMs, fault, expiresAtMs] = [1_000_000, undefined, Infinity];
  bus = new EventBus('run', () => undefined);
  const quiet = (): void => undefined;
  const answer = async <Answer>(value: Answer): Promise<Answer> => {
    if (fault) throw fault;
    return value;
  };
  live = new LiveStreams({
    bus,
    audienceOf: () => answer(() => true),
    identify: () => answer<Identity>({ actor: ANN, cookies: [], expiresAtMs }),
    address: () => '127.0.0.1',
    log: { info: quiet, warn: quiet, error: quiet },
    now: () => nowMs,
    elapsed: () => nowMs,
  });
  server = createServer((request, response) => live.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has this form
  reader = new StreamReader(`http://127.0.0.1:${port}/events?for=ann`, {});
  await reader.until(() => reader.messages.length > 0);
});
afterEach(() => {
  reader.close();
  live.close();
  server.closeAllConnections();
  server.close();
});

async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STREAM_SWEEP_EVERY_MS) {
    nowMs += Math.min(STREAM_SWEEP_EVERY_MS, ms - passed);
    await live.sweep();
  }
}

/** Tells, and lets the streams hear of it. */
async function tell(): Promise<void> {
  bus.tell({ kind: 'issue', id: 'i1', action: 'rate' });
  await new Promise((resolve) => setImmediate(resolve));
}
const typesOf = (): string[] => reader.messages.map(({ type }) => type).filter((type) => type !== 'tick');

test('[LV4] while the database is away nobody is sent away and nothing is told; afterwards the page asks again', async () => {
  fault = away;
  await pass(LEASE_MS + LEASE_GRACE_MS - STREAM_SWEEP_EVERY_MS);
  fault = undefined;
  await tell();
  await pass(STREAM_SWEEP_EVERY_MS);
  await reader.until(() => typesOf().length > 1);
  await tell();
  await reader.until(() => typesOf().length > 2);
  expect([typesOf(), reader.isClosed]).toEqual([['hello', 'lost', 'event'], false]);
});

test('[LV4] after five minutes without an answer everybody is told to come back', async () => {
  fault = away;
  await pass(LEASE_MS + LEASE_GRACE_MS + STREAM_SWEEP_EVERY_MS);
  await reader.until(() => reader.isClosed);
  expect(reader.endedBecause).toBe('come-back');
});

test('[LV4] rights that changed while the database is away let nothing through until it answers', async () => {
  fault = away;
  await live.recheckPerson('ann');
  fault = undefined;
  await tell();
  await pass(STREAM_SWEEP_EVERY_MS);
  await reader.until(() => typesOf().length > 1);
  expect(typesOf()).toEqual(['hello', 'lost']);
});

test('[LV4] a session that ends by the clock ends its stream', async () => {
  expiresAtMs = nowMs + LEASE_MS;
  await live.recheckPerson('ann');
  await pass(LEASE_MS);
  await reader.until(() => reader.isClosed);
  expect(reader.endedBecause).toBe('signed-out');
});

test('[LV7] where nobody can find out whom an event concerns, everybody asks again and learns no more', async () => {
  fault = away;
  await tell();
  await reader.until(() => typesOf().length > 1);
  expect(reader.messages.at(-1)).toEqual({ type: 'lost', epoch: 'run', position: 1 });
});
