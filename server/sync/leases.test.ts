import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError, OUTAGE } from '#lib/base/errors.ts';
import { LEASE_GRACE_MS, LEASE_MS, RENEW_AFTER_MS } from '../access/lease.ts';
import { SWEEP_EVERY_MS } from './limits.ts';
import type { MemoryStore } from './testing/memory-store.ts';
import { RawClient } from './testing/raw-client.ts';
import { startRooms, type TestRooms } from './testing/test-rooms.ts';

const BOARD = 'workshop/w1/board';
let rooms: TestRooms<MemoryStore>;
let clients: RawClient[] = [];

beforeEach(async () => {
  rooms = await startRooms();
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
  await rooms.close();
});

async function join(as: string): Promise<RawClient> {
  const client = new RawClient(`${rooms.url}/${BOARD}?as=${as}&ack=1`);
  clients.push(client);
  return client.join();
}

const text = (): Promise<string> => rooms.rooms.readDocument(BOARD, (doc) => doc.getText('t').toString());
const write = (client: RawClient, value: string) => client.edit((doc) => doc.getText('t').insert(0, value));
const away = new AppError('unavailable', { reason: OUTAGE.away });

/** Lets time pass as the server sees it: looked after every few seconds, with everybody still there. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += SWEEP_EVERY_MS) {
    rooms.clock.nowMs += Math.min(SWEEP_EVERY_MS, ms - passed);
    await rooms.rooms.sweep();
    await Promise.all(clients.filter(({ closed }) => !closed).map((client) => client.settled()));
  }
}

test('[SY32] a right that is gone without any event closes the door within 60 s', async () => {
  const [ann, eve] = [await join('ann'), await join('eve')];
  rooms.rights.set('eve', { access: 'none', closeCode: 4401 });
  await pass(LEASE_MS);
  await eve.until(() => eve.closed !== undefined);
  expect([eve.closed?.code, ann.closed]).toEqual([4401, undefined]);
  write(ann, 'still here');
  await ann.until(() => ann.isSaved);
});

test('[SY32] a right that became smaller without any event does so within 60 s', async () => {
  const ann = await join('ann');
  rooms.rights.set('ann', { access: 'read' });
  await pass(LEASE_MS);
  expect(ann.heardOf('welcome').map(({ mayWrite }) => mayWrite)).toEqual([true, false]);
});

test('[SY32] while the database is away nothing is taken and nobody is sent away; afterwards it is asked for', async () => {
  const [ann, bob] = [await join('ann'), await join('bob')];
  rooms.outage.fault = away;
  await pass(LEASE_MS + SWEEP_EVERY_MS);
  write(ann, 'meanwhile');
  await ann.settled();
  await pass(LEASE_GRACE_MS - 2 * SWEEP_EVERY_MS);
  expect([ann.closed, bob.closed, await text(), ann.isSaved]).toEqual([undefined, undefined, '', false]);
  rooms.outage.fault = undefined;
  const asked = ann.heardOf('step1').length;
  await pass(SWEEP_EVERY_MS);
  await ann.until(() => ann.heardOf('step1').length > asked);
  ann.answer();
  await ann.until(() => ann.isSaved);
  await bob.until(() => bob.doc.getText('t').length > 0);
  expect(await text()).toBe('meanwhile');
});

test('[SY32] after five minutes without an answer everybody is told to come back', async () => {
  const ann = await join('ann');
  rooms.outage.fault = away;
  await pass(LEASE_MS + LEASE_GRACE_MS + SWEEP_EVERY_MS);
  await ann.until(() => ann.closed !== undefined);
  expect(ann.closed?.code).toBe(4503);
});

test('[SY5] [SY32] rights that changed while the database is away are not used until it answers', async () => {
  const ann = await join('ann');
  rooms.outage.fault = away;
  await rooms.rooms.recheck(() => true);
  write(ann, 'no');
  await ann.settled();
  expect([ann.closed, await text()]).toEqual([undefined, '']);
  rooms.outage.fault = undefined;
  rooms.rights.set('ann', { access: 'none' });
  await pass(SWEEP_EVERY_MS);
  await ann.until(() => ann.closed !== undefined);
  expect(ann.closed?.code).toBe(4403);
});

test('[SY32] a hall is asked in turn, and a lease that was just given is left alone', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, (_, i) => join(`p${i}`)));
  rooms.clock.nowMs += RENEW_AFTER_MS;
  await rooms.rooms.sweep();
  rooms.rights.set('p7', { access: 'none' });
  await rooms.rooms.sweep();
  expect(people.every(({ closed }) => closed === undefined)).toBe(true);
  await pass(SWEEP_EVERY_MS);
  await people[7]?.until(() => people[7]?.closed !== undefined);
  expect(people.filter(({ closed }) => closed !== undefined)).toHaveLength(1);
});

test('[SY22] a clock that is set forward or back cuts nobody off', async () => {
  const ann = await join('ann');
  for (const byMs of [2 * 60_000, -24 * 3_600_000, 24 * 3_600_000]) {
    rooms.clock.nowMs += byMs;
    rooms.clock.setByMs += byMs;
    await rooms.rooms.sweep();
    write(ann, 'x');
    await ann.until(() => ann.isSaved);
  }
  expect([ann.closed, await text()]).toEqual([undefined, 'xxx']);
});
