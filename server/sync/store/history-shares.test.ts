import { afterEach, beforeEach, expect, test } from 'vitest';
import { HISTORY_BYTES_PER_ACTOR_DAY } from '../limits.ts';
import type { MemoryStore } from '../testing/memory-store.ts';
import { RawClient } from '../testing/raw-client.ts';
import { startRooms, type TestRooms } from '../testing/test-rooms.ts';

const BOARD = 'workshop/w1/board';
const LARGE = new Uint8Array(900_000);
const DAY_MS = 24 * 3_600_000;
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

/** Overwrites the same thing until refused: the document stays small, its log grows. */
async function overwrite(person: RawClient): Promise<void> {
  while (!person.closed) {
    person.edit((doc) => doc.getMap('m').set('same', LARGE));
    await person.until(() => person.isSaved || person.closed !== undefined);
    rooms.clock.nowMs += 1_000; // no rate limit stands in the way
  }
}

const logBytes = async (): Promise<number> => {
  const { epoch } = await rooms.store.open(BOARD, '');
  const log = await rooms.store.readAfter(BOARD, epoch, 0);
  return log.reduce((sum, { bytes }) => sum + bytes.length, 0);
};

test('[SY33] one person fills their own share of a day, on whatever socket, and nobody else is held up', async () => {
  const ann = await join('ann');
  await overwrite(await join('eve'));
  const [again] = [await join('eve')];
  await overwrite(again);
  expect(again.closed).toEqual({ code: 4413, reason: 'this person has written too much here today' });
  expect(await logBytes()).toBeLessThanOrEqual(HISTORY_BYTES_PER_ACTOR_DAY);
  expect(await logBytes()).toBeGreaterThan(HISTORY_BYTES_PER_ACTOR_DAY - 2 * LARGE.length);
  ann.edit((doc) => doc.getText('t').insert(0, 'still here'));
  await ann.until(() => ann.isSaved);
});

test('[SY33] a restart gives no new share, a new day does', async () => {
  await overwrite(await join('eve'));
  await rooms.close();
  rooms = await startRooms(rooms.store, rooms.port);
  await overwrite(await join('eve'));
  expect(await logBytes()).toBeLessThanOrEqual(HISTORY_BYTES_PER_ACTOR_DAY);
  rooms.clock.nowMs += DAY_MS;
  const eve = await join('eve');
  eve.edit((doc) => doc.getText('t').insert(0, 'good morning'));
  await eve.until(() => eve.isSaved);
});
