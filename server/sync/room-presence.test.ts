import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_AWARENESS_IDS } from './limits.ts';
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
  const client = new RawClient(`${rooms.url}/${BOARD}?as=${as}`);
  clients.push(client);
  return client.join();
}

/** What a client heard of a cursor, state by state. */
function statesOf(listener: RawClient, client: number): unknown[] {
  return listener
    .heardOf('awareness')
    .flatMap(({ entries }) => entries.filter((entry) => entry.client === client).map(({ state }) => state));
}

test('[SY14] many movements of many people arrive together, the last of each for certain', async () => {
  const people = await Promise.all(['ann', 'bob', 'eve'].map(join));
  const witness = await join('witness');
  for (let clock = 1; clock <= 20; clock++) {
    for (const person of people) person.sendAwareness(person.doc.clientID, clock, { x: clock });
  }
  await witness.until(() =>
    people.every((person) =>
      statesOf(witness, person.doc.clientID).some((state) => (state as { x: number }).x === 20),
    ),
  );
  expect(witness.heardOf('awareness').length).toBeLessThan(10);
});

test('[SY14] nobody hears of their own cursor', async () => {
  const ann = await join('ann');
  const bob = await join('bob');
  ann.sendAwareness(ann.doc.clientID, 1, { x: 1 });
  bob.sendAwareness(bob.doc.clientID, 1, { x: 2 });
  await ann.until(() => statesOf(ann, bob.doc.clientID).length > 0);
  await bob.until(() => statesOf(bob, ann.doc.clientID).length > 0);
  expect([statesOf(ann, ann.doc.clientID), statesOf(bob, bob.doc.clientID)]).toEqual([[], []]);
});

test('[SY14] whoever comes later hears who is there', async () => {
  const ann = await join('ann');
  const bob = await join('bob');
  ann.sendAwareness(ann.doc.clientID, 7, { x: 1 });
  await bob.until(() => statesOf(bob, ann.doc.clientID).length > 0);
  const late = await join('late');
  await late.until(() => statesOf(late, ann.doc.clientID).length > 0);
  expect(statesOf(late, ann.doc.clientID)).toEqual([{ x: 1, name: 'ann', person: 'ann' }]);
});

test('[SY14] the late close of a dead connection does not remove who is back', async () => {
  const dead = await join('ann');
  const { clientID } = dead.doc;
  dead.sendAwareness(clientID, 1, { x: 1 });
  const witness = await join('witness');
  await witness.until(() => statesOf(witness, clientID).length === 1);
  const back = await join('ann');
  back.sendAwareness(clientID, 2, { x: 2 });
  await witness.until(() => statesOf(witness, clientID).length === 2);
  await dead.close();
  back.sendAwareness(clientID, 3, { x: 3 });
  await witness.until(() => statesOf(witness, clientID).length === 3);
  expect(statesOf(witness, clientID)).not.toContain(null);
  await back.close();
  await witness.until(() => statesOf(witness, clientID).at(-1) === null);
});

test('[SY14] one connection speaks for a few cursors, not for a crowd', async () => {
  const ann = await join('ann');
  const witness = await join('witness');
  for (let client = 1; client <= MAX_AWARENESS_IDS + 5; client++) ann.sendAwareness(client, 1, {});
  await ann.settled();
  ann.sendAwareness(1, 2, { isLast: true });
  await witness.until(() => statesOf(witness, 1).some((state) => (state as { isLast?: boolean }).isLast));
  const seen = new Set(
    witness.heardOf('awareness').flatMap(({ entries }) => entries.map(({ client }) => client)),
  );
  expect(seen.size).toBe(MAX_AWARENESS_IDS);
});
