import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ANSWER_BURST_BYTES, APART_BYTES, LARGE_ANSWERS_UNDER_WAY } from './limits.ts';
import { SYNC } from '#lib/sync/message-types.ts';
import { DocumentBytes } from './document/document-bytes.ts';
import { DocumentThread } from './document/document-thread.ts';
import type { MemoryStore } from './testing/memory-store.ts';
import { RawClient } from './testing/raw-client.ts';
import { startRooms, type TestRooms } from './testing/test-rooms.ts';

const BOARD = 'workshop/w1/board';
const OTHER = 'workshop/w2/board';
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

function connect(as: string, document = BOARD): RawClient {
  const client = new RawClient(`${rooms.url}/${document}?as=${as}&ack=1`);
  clients.push(client);
  return client;
}

const until = (holds: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => (holds() ? resolve() : void setImmediate(look));
    look();
  });

/** Four megabytes. */
const fill = (entries: number) => (doc: Y.Doc) => {
  const map = doc.getMap('m');
  for (let i = 0; i < entries; i++) map.set(`key-${i}`, `${i} ${'x'.repeat(200)}`);
};
const sizeOf = (doc: Y.Doc): number => Y.encodeStateAsUpdate(doc).length;
const everything = Uint8Array.from([0]);

test('[SY30] thirty sockets of one person share one budget, and others are answered meanwhile', async () => {
  await rooms.rooms.editDocument(BOARD, fill(20_000));
  const size = await rooms.rooms.readDocument(BOARD, sizeOf);
  const affordable = Math.ceil(ANSWER_BURST_BYTES / size);
  const eves = await Promise.all(Array.from({ length: 30 }, () => connect('eve').open()));
  for (let round = 0; round < 20; round++) for (const eve of eves) eve.sendSync(SYNC.step1, everything);
  const answers = (): number => eves.reduce((sum, eve) => sum + eve.heardOf('step2').length, 0);
  await until(() => answers() >= affordable / 2);
  const ann = await connect('ann', OTHER).join();
  ann.edit((doc) => doc.getText('t').insert(0, 'saved'));
  await ann.until(() => ann.isSaved);
  const bob = await connect('bob').join();
  expect(bob.doc.getMap('m').size).toBe(20_000);
  // A few more than the burst: whoever owes waits, and is then served one.
  expect(answers()).toBeLessThan(affordable + 10);
}, 120_000);

test('[SY30] of large answers that nobody takes up, one person has three at most', async () => {
  await rooms.rooms.editDocument(BOARD, (doc) => {
    // Larger than what a connection on this machine holds by itself.
    for (let i = 0; i < 10; i++) doc.getArray('bytes').push([new Uint8Array(900_000)]);
  });
  const eves = await Promise.all(Array.from({ length: 8 }, () => connect('eve').open()));
  for (const eve of eves) {
    eve.socket.pause();
    eve.sendSync(SYNC.step1, everything);
  }
  const bob = await connect('bob').join();
  expect(bob.doc.getArray('bytes').length).toBe(10);
  rooms.clock.nowMs += 20_000; // from here on it is not the budget that holds the others back
  for (const eve of eves) eve.socket.resume();
  await until(() => eves.some((eve) => eve.heardOf('step2').length > 0));
  const answered = eves.filter((eve) => eve.heardOf('step2').length > 0).length;
  expect(answered).toBeLessThanOrEqual(LARGE_ANSWERS_UNDER_WAY);
  await until(() => eves.filter((eve) => eve.heardOf('step2').length > 0).length > LARGE_ANSWERS_UNDER_WAY);
}, 120_000);

test('[SY31] a large document is compared and folded in the thread, and gives the same', async () => {
  const author = new Y.Doc();
  fill(20_000)(author);
  const before = Y.encodeStateAsUpdate(author);
  const vector = Y.encodeStateVector(author);
  let late = new Uint8Array();
  author.once('update', (update: Uint8Array) => (late = new Uint8Array(update)));
  author.getMap('m').delete('key-7');
  expect(before.length).toBeGreaterThan(APART_BYTES);
  const thread = new DocumentThread();
  const bytes = new DocumentBytes(before, [late], await thread.scan([before, late]));
  const [first, second] = [bytes.diffApart(everything, thread), bytes.diffApart(everything, thread)];
  expect(second).toBe(first);
  expect(await bytes.diffApart(vector, thread)).toEqual(bytes.diff(vector));
  expect(await first).toEqual(bytes.diff(everything));
  const folded = bytes.fold(thread);
  // What is committed while the thread works stays in the tail.
  let meanwhile = new Uint8Array();
  author.once('update', (update: Uint8Array) => (meanwhile = new Uint8Array(update)));
  author.getMap('m').set('late', 1);
  bytes.append(meanwhile, { writes: [], deletes: [], deletesAt: 0, missing: undefined });
  await folded;
  expect(bytes.tailLength).toBe(1);
  const copy = bytes.open();
  expect([copy.getMap('m').size, copy.getMap('m').get('late')]).toEqual([20_000, 1]);
  thread.close();
});

test('[SY31] a thread that is gone fails its work, and the room lives', async () => {
  const thread = new DocumentThread();
  const parts = [new Uint8Array(APART_BYTES + 1)] as const;
  await expect(thread.scan(parts)).rejects.toThrow();
  const work = thread.scan(parts);
  thread.close();
  await expect(work).rejects.toThrow();
});
