import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { FOLD_AFTER_UPDATES, IDLE_UNLOAD_MS } from './limits.ts';
import { MemoryStore } from './testing/memory-store.ts';
import { RawClient } from './testing/raw-client.ts';
import { startRooms, type TestRooms } from './testing/test-rooms.ts';

const BOARD = 'workshop/w1/board';
const CONTROL = 'workshop/w1/control';
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

function visit(as: string, query = ''): RawClient {
  const client = new RawClient(`${rooms.url}/${BOARD}?as=${as}&ack=1${query}`);
  clients.push(client);
  return client;
}

const join = (as: string): Promise<RawClient> => visit(as).join();
const insert = (value: string) => (doc: Y.Doc) => doc.getText('t').insert(doc.getText('t').length, value);
const text = (doc: Y.Doc): string => doc.getText('t').toString();
const stored = (): Promise<string> => rooms.rooms.readDocument(BOARD, text);

function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

test('[SY11] two who come while a document loads are in one room, and it is read once', async () => {
  await rooms.rooms.editDocument(BOARD, insert('content'));
  rooms.clock.nowMs += IDLE_UNLOAD_MS;
  await rooms.rooms.sweep();
  const { opens } = rooms.store;
  const loading = gate();
  rooms.store.beforeOpen = () => loading.opened;
  const joining = Promise.all([join('ann'), join('bob')]);
  await new Promise((resolve) => setImmediate(resolve));
  loading.open();
  const [ann, bob] = await joining;
  expect([text(ann.doc), text(bob.doc), rooms.store.opens]).toEqual(['content', 'content', opens + 1]);
  ann.edit(insert('!'));
  await bob.until(() => text(bob.doc) === 'content!');
});

test('[SY11] a load that fails leaves nothing behind: the next visitor gets the document', async () => {
  await rooms.rooms.editDocument(BOARD, insert('safe'));
  rooms.clock.nowMs += IDLE_UNLOAD_MS;
  await rooms.rooms.sweep();
  rooms.store.beforeOpen = () => Promise.reject(new Error('the database is away'));
  const unlucky = visit('ann');
  await unlucky.until(() => unlucky.closed !== undefined);
  expect(rooms.errors).toHaveLength(1);
  rooms.store.beforeOpen = async () => undefined;
  const lucky = await join('ann');
  expect(text(lucky.doc)).toBe('safe');
});

test('[SY11] an idle room is unloaded; one that is busy or inhabited is not', async () => {
  const ann = await join('ann');
  ann.edit(insert('a'));
  await ann.until(() => ann.isSaved);
  const { opens } = rooms.store;
  rooms.clock.nowMs += IDLE_UNLOAD_MS;
  await rooms.rooms.sweep();
  await (await join('bob')).close();
  expect(rooms.store.opens).toBe(opens);
  const held = gate();
  rooms.store.beforeAppend = () => held.opened;
  ann.edit(insert('b'));
  await ann.settled();
  await ann.close();
  rooms.clock.nowMs += 2 * IDLE_UNLOAD_MS;
  await rooms.rooms.sweep();
  held.open();
  const eve = await join('eve');
  await eve.until(() => text(eve.doc) === 'ab');
  expect(rooms.store.opens).toBe(opens);
  await eve.close();
  rooms.clock.nowMs += 2 * IDLE_UNLOAD_MS;
  await rooms.rooms.sweep();
  expect(text((await join('eve')).doc)).toBe('ab');
  expect(rooms.store.opens).toBe(opens + 1);
});

test('[SY17] a long log is folded into a snapshot, and everything is still there after a restart', async () => {
  const ann = await join('ann');
  const count = FOLD_AFTER_UPDATES + 50;
  const timer = setInterval(() => (rooms.clock.nowMs += 20)); // pays for the rate limit
  for (let i = 0; i < count; i++) ann.edit(insert(String(i % 10)));
  ann.edit((doc) => doc.getText('t').delete(0, 5));
  await ann.until(() => ann.isSaved);
  clearInterval(timer);
  await rooms.close();
  const document = await rooms.store.open(BOARD, '');
  expect(document.snapshotSeq).toBeGreaterThan(FOLD_AFTER_UPDATES);
  expect(document.updates.length).toBeLessThan(100);
  rooms = await startRooms(rooms.store, rooms.port);
  const again = await join('ann');
  expect(text(again.doc)).toBe(text(ann.doc));
  expect(text(again.doc)).toHaveLength(count - 5);
});

test('[SY17] a compaction that cannot be stored costs nothing but room', async () => {
  for (let i = 0; i < 60; i++) await rooms.rooms.editDocument(BOARD, insert('x'));
  rooms.store.failure = new Error('database or disk is full');
  rooms.clock.nowMs += IDLE_UNLOAD_MS;
  await rooms.rooms.sweep();
  await new Promise((resolve) => setImmediate(resolve));
  rooms.store.failure = undefined;
  expect(rooms.errors).toHaveLength(1);
  const ann = await join('ann');
  expect(text(ann.doc)).toHaveLength(60);
});

test('[SY16] a reset empties the document for everybody, and an old copy cannot come back', async () => {
  const ann = await join('ann');
  ann.edit(insert('old'));
  await ann.until(() => ann.isSaved);
  const epoch = ann.heardOf('welcome')[0]?.epoch;
  await rooms.rooms.resetDocument(BOARD);
  await ann.until(() => ann.closed !== undefined);
  expect(ann.closed?.code).toBe(4410);
  const byEpoch = visit('ann', `&epoch=${epoch}`);
  await byEpoch.until(() => byEpoch.closed !== undefined);
  expect(byEpoch.closed?.code).toBe(4410);
  // A stock client knows no epoch; its client id gives it away.
  const stock = await join('ann');
  stock.sendUpdate(Y.encodeStateAsUpdate(ann.doc));
  await stock.until(() => stock.closed !== undefined);
  expect([stock.closed?.code, await stored()]).toEqual([4410, '']);
  const fresh = await join('ann');
  fresh.edit(insert('new'));
  await fresh.until(() => fresh.isSaved);
  expect(await stored()).toBe('new');
});

test('[SY16] a deleted document sends everybody away and leaves nothing', async () => {
  const ann = await join('ann');
  ann.edit(insert('gone'));
  await ann.until(() => ann.isSaved);
  await rooms.rooms.deleteDocument(BOARD);
  await ann.until(() => ann.closed !== undefined);
  expect([ann.closed?.code, await rooms.store.exists(BOARD)]).toEqual([4404, false]);
  expect(await stored()).toBe('');
  expect(await rooms.store.exists(BOARD)).toBe(false);
});

test('[SY11] whoever comes during a reset waits and finds the new document', async () => {
  const ann = await join('ann');
  ann.edit(insert('old'));
  await ann.until(() => ann.isSaved);
  const resetting = rooms.rooms.resetDocument(BOARD);
  const bob = await join('bob');
  await resetting;
  bob.edit(insert('new'));
  await bob.until(() => bob.isSaved);
  expect(text(bob.doc)).toBe('new');
});

test('[SY19] the server writes under its own name, in order, and people hear it', async () => {
  const ann = await join('ann');
  await Promise.all(['a', 'b', 'c'].map((value) => rooms.rooms.editDocument(BOARD, insert(value))));
  await ann.until(() => text(ann.doc) === 'abc');
  ann.edit(insert('d'));
  await ann.until(() => ann.isSaved);
  await rooms.rooms.editDocument(BOARD, insert('e'));
  expect(await stored()).toBe('abcde');
  const clientIds = await rooms.rooms.readDocument(BOARD, (doc) => doc.store.clients.size);
  expect(clientIds).toBe(2);
});

test('[SY19] an edit that throws changes nothing, and one that fails to be stored says so', async () => {
  await rooms.rooms.editDocument(CONTROL, insert('kept'));
  const broken = rooms.rooms.editDocument(CONTROL, (doc) => {
    insert('half')(doc);
    throw new Error('changed my mind');
  });
  await expect(broken).rejects.toThrow('changed my mind');
  rooms.store.failure = new Error('database or disk is full');
  await expect(rooms.rooms.editDocument(CONTROL, insert('lost'))).rejects.toThrow('disk is full');
  rooms.store.failure = undefined;
  expect(await rooms.rooms.readDocument(CONTROL, text)).toBe('kept');
});

test('[SY19] reading a document that is not there makes none', async () => {
  expect(await stored()).toBe('');
  expect(await rooms.store.exists(BOARD)).toBe(false);
});

test('[SY23] at shutdown what was accepted is stored, and everybody is told to come back', async () => {
  const ann = await join('ann');
  const held = gate();
  rooms.store.beforeAppend = () => held.opened;
  ann.edit(insert('last words'));
  await ann.settled();
  const closing = rooms.rooms.close();
  held.open();
  await closing;
  await ann.until(() => ann.closed !== undefined);
  expect([ann.closed?.code, ann.isSaved]).toEqual([1012, true]);
  const other = await startRooms(rooms.store);
  expect(await other.rooms.readDocument(BOARD, text)).toBe('last words');
  await other.close();
});

test('[SY23] somebody who does not answer the close is cut off', async () => {
  const ann = await join('ann');
  ann.socket.pause();
  await rooms.rooms.close();
  ann.socket.resume();
});
