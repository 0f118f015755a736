import { encoding } from 'lib0';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { SYNC } from '#lib/sync/message-types.ts';
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

function bytesOf(...numbers: number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

const stored = (): Promise<string> => rooms.rooms.readDocument(BOARD, (doc) => doc.getText('t').toString());
const insert = (value: string) => (doc: Y.Doc) => doc.getText('t').insert(doc.getText('t').length, value);

/** One GC struct of 2^31 ticks: whoever believes it takes everything this client writes as known. */
const silencer = (client: number, clock: number): Uint8Array =>
  Uint8Array.from([...bytesOf(1, 1, client, clock), 0, ...bytesOf(2 ** 31, 0)]);

test('[SY12] fifteen bytes in the name of somebody who writes offline do not silence them', async () => {
  const victim = await join('victim');
  victim.edit(insert('before '));
  await victim.until(() => victim.isSaved);
  insert('offline')(victim.doc);
  const attacker = await join('attacker');
  attacker.sendUpdate(silencer(victim.doc.clientID, 'before '.length));
  await attacker.until(() => attacker.closed !== undefined);
  expect(attacker.closed?.code).toBe(4409);
  victim.answer();
  await victim.until(() => victim.isSaved);
  expect(await stored()).toBe('before offline');
});

test('[SY12] a client id that was only seen as a cursor is protected too, also after a restart', async () => {
  const victim = await join('victim');
  victim.sendAwareness(victim.doc.clientID, 1, { cursor: 1 });
  const witness = await join('witness');
  await witness.until(() => witness.heardOf('awareness').some(({ entries }) => entries.length > 0));
  await rooms.close();
  rooms = await startRooms(rooms.store, rooms.port);
  const attacker = await join('attacker');
  attacker.sendUpdate(silencer(victim.doc.clientID, 0));
  await attacker.until(() => attacker.closed !== undefined);
  expect(attacker.closed?.code).toBe(4409);
});

test('[SY12] the same person writes on from another tab and after a restart', async () => {
  const first = await join('ann');
  first.edit(insert('a'));
  await first.until(() => first.isSaved);
  await rooms.close();
  rooms = await startRooms(rooms.store, rooms.port);
  const second = await join('ann');
  second.doc.clientID = first.doc.clientID;
  second.edit(insert('b'));
  await second.until(() => second.isSaved);
  expect(await stored()).toBe('ab');
});

test('[SY7] deleting what somebody will write is not taken', async () => {
  const victim = await join('victim');
  const attacker = await join('attacker');
  attacker.sendUpdate(bytesOf(0, 1, victim.doc.clientID, 1, 0, 2 ** 31));
  await attacker.settled();
  victim.edit(insert('still here'));
  await victim.until(() => victim.isSaved);
  expect(await stored()).toBe('still here');
});

test('[SY6] seven bytes that claim thirty million structs end one connection', async () => {
  const victim = await join('victim');
  const attacker = await join('attacker');
  attacker.sendUpdate(bytesOf(1, 30_000_000, 5, 0));
  await attacker.until(() => attacker.closed !== undefined);
  expect(attacker.closed?.code).toBe(4400);
  victim.edit(insert('alive'));
  await victim.until(() => victim.isSaved);
});

test('[SY7] updates whose first is withheld are neither stored nor held in memory', async () => {
  const attacker = await join('attacker');
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let i = 0; i < 400; i++) doc.getText('t').insert(0, 'x');
  const { appends } = rooms.store;
  const timer = setInterval(() => (rooms.clock.nowMs += 20)); // pays for the rate limit
  for (const update of updates.slice(1)) attacker.sendUpdate(update);
  await attacker.settled();
  clearInterval(timer);
  expect([rooms.store.appends, await stored()]).toEqual([appends, '']);
  attacker.sendSync(SYNC.step2, Y.encodeStateAsUpdate(doc));
  await attacker.until(() => attacker.isSaved);
  expect(await stored()).toHaveLength(400);
});

test('[SY14] nobody moves or renames the cursor of somebody else', async () => {
  const victim = await join('victim');
  const attacker = await join('attacker');
  const witness = await join('witness');
  const { clientID } = victim.doc;
  victim.sendAwareness(clientID, 1, { name: 'The CEO', person: 'ceo', cursor: 1 });
  const seen = (): unknown[] =>
    witness
      .heardOf('awareness')
      .flatMap(({ entries }) => entries.filter(({ client }) => client === clientID));
  await witness.until(() => seen().length === 1);
  attacker.sendAwareness(clientID, 99, { name: 'fool', cursor: 2 });
  attacker.sendAwareness(clientID, 100, null);
  await attacker.settled();
  victim.sendAwareness(clientID, 2, { cursor: 3 });
  await witness.until(() => seen().length === 2);
  expect(seen()).toEqual([
    { client: clientID, clock: 1, state: { name: 'victim', person: 'victim', cursor: 1 } },
    { client: clientID, clock: 2, state: { name: 'victim', person: 'victim', cursor: 3 } },
  ]);
  expect(attacker.closed).toBeUndefined();
});

test.each([
  ['is no JSON', '{"a":'],
  ['is no object', '"text"'],
  ['is too large', { much: 'x'.repeat(5_000) }],
])('[SY8] a presence that %s ends that connection alone', async (_, state) => {
  const ann = await join('ann');
  const bob = await join('bob');
  ann.sendAwareness(ann.doc.clientID, 1, state);
  await ann.until(() => ann.closed !== undefined);
  expect(ann.closed?.code).toBe(4400);
  await bob.settled();
  expect([bob.closed, bob.heardOf('awareness')]).toEqual([undefined, []]);
});

test('[SY8] a text frame, an unknown message and bytes after the end are refused', async () => {
  for (const frame of ['text', Uint8Array.from([9]), Uint8Array.from([3, 0]), Uint8Array.from([])]) {
    const client = await join('ann');
    client.socket.send(frame);
    await client.until(() => client.closed !== undefined);
    expect(client.closed?.code).toBe(4400);
  }
});
