import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { SYNC } from '#lib/sync/message-types.ts';
import { MAX_DOCUMENT_BYTES, MAX_NOTES_BYTES, UPDATES_PER_SECOND } from './limits.ts';
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

async function join(as: string, query = 'ack=1', document = BOARD): Promise<RawClient> {
  const client = new RawClient(`${rooms.url}/${document}?as=${as}&${query}`);
  clients.push(client);
  return client.join();
}

const insert = (value: string) => (doc: Y.Doc) => doc.getText('t').insert(doc.getText('t').length, value);
const text = (doc: Y.Doc): string => doc.getText('t').toString();
const stored = (): Promise<string> => rooms.rooms.readDocument(BOARD, text);

test('[SY3] nobody hears of an edit, and it is not acknowledged, before it is stored', async () => {
  const ann = await join('ann');
  const bob = await join('bob');
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  rooms.store.beforeAppend = () => held;
  ann.edit(insert('a'));
  await Promise.all([ann.settled(), bob.settled()]);
  expect([bob.heardOf('update'), ann.stored]).toEqual([[], 1]);
  release();
  await bob.until(() => text(bob.doc) === 'a');
  await ann.until(() => ann.isSaved);
  expect(await stored()).toBe('a');
});

test('[SY3] what comes in while a commit runs goes into the next one, together', async () => {
  const ann = await join('ann');
  let release = (): void => undefined;
  rooms.store.beforeAppend = () => new Promise<void>((resolve) => (release = resolve));
  ann.edit(insert('0'));
  await ann.settled();
  for (let i = 1; i < 50; i++) ann.edit(insert(String(i % 10)));
  await ann.settled();
  rooms.store.beforeAppend = async () => undefined;
  release();
  await ann.until(() => ann.isSaved);
  expect(rooms.store.appends).toBeLessThanOrEqual(3);
});

test('[SY10] acknowledgements count updates and step 2, and go only to those who asked', async () => {
  const ann = await join('ann');
  const stock = await join('bob', '');
  expect(stock.heardOf('welcome')).toEqual([]);
  expect(ann.heardOf('welcome')).toMatchObject([{ mayWrite: true }]);
  await ann.until(() => ann.stored === 1); // the answer to the server's own step 1
  ann.edit(insert('a'));
  ann.edit(insert('b'));
  await ann.until(() => ann.stored === 3);
  stock.edit(insert('c'));
  await ann.until(() => text(ann.doc).length === 3);
  expect(stock.heardOf('stored')).toEqual([]);
});

test('[SY7] an edit without its predecessor is asked for again, and is acknowledged only with the whole', async () => {
  const ann = await join('ann');
  const bob = await join('bob');
  const updates: Uint8Array[] = [];
  ann.doc.on('update', (update: Uint8Array) => updates.push(update));
  insert('a')(ann.doc);
  insert('b')(ann.doc);
  insert('c')(ann.doc);
  const asked = ann.heardOf('step1').length;
  ann.sendUpdate(updates[1] ?? new Uint8Array());
  ann.sendUpdate(updates[2] ?? new Uint8Array());
  await ann.until(() => ann.heardOf('step1').length > asked);
  await ann.settled();
  expect([ann.stored, ann.heardOf('step1').length, await stored()]).toEqual([1, asked + 1, '']);
  ann.answer();
  await ann.until(() => ann.stored === 4);
  await bob.until(() => text(bob.doc) === 'abc');
});

test('[SY9] a hundred returning clients do not write the deletions of the document again', async () => {
  const ann = await join('ann');
  ann.edit(insert('a long text that is deleted'));
  ann.edit((doc) => doc.getText('t').delete(2, 20));
  await ann.until(() => ann.isSaved);
  const { appends } = rooms.store;
  const bob = await join('bob');
  bob.sendSync(SYNC.step2, Y.encodeStateAsUpdate(bob.doc));
  await bob.until(() => bob.isSaved);
  expect(rooms.store.appends).toBe(appends);
  expect(ann.heardOf('update')).toEqual([]);
});

test('[SY9] of a step 2 only the new deletions are stored and told', async () => {
  const ann = await join('ann');
  ann.edit(insert('0123456789'));
  for (let i = 0; i < 4; i++) ann.edit((doc) => doc.getText('t').delete(i, 1));
  await ann.until(() => ann.isSaved);
  const bob = await join('bob');
  bob.doc.getText('t').delete(5, 1);
  bob.sendSync(SYNC.step2, Y.encodeStateAsUpdate(bob.doc));
  await ann.until(() => text(ann.doc) === '13578');
  const [update] = ann.heardOf('update');
  const { ds, structs } = Y.decodeUpdate(update?.bytes ?? new Uint8Array());
  expect([structs, [...ds.clients.values()].flat().map(({ clock, len }) => [clock, len])]).toEqual([
    [],
    [[9, 1]],
  ]);
});

test('[SY18] edits of several people that a failed commit lost all arrive in the end', async () => {
  const people = await Promise.all(['ann', 'bob', 'eve'].map((as) => join(as)));
  rooms.store.failure = new Error('database or disk is full');
  for (const person of people) person.edit(insert(person.doc.clientID.toString()));
  await Promise.all(people.map((person) => person.settled()));
  expect(people.map((person) => [person.stored, person.heardOf('update')])).toEqual(
    people.map(() => [1, []]),
  );
  const reader = await join('late');
  expect(text(reader.doc)).toBe('');
  const asked = people.map((person) => person.heardOf('step1').length);
  rooms.store.failure = undefined;
  for (const [i, person] of people.entries()) {
    await person.until(() => person.heardOf('step1').length > (asked[i] ?? 0));
    person.answer();
  }
  await Promise.all(people.map((person) => person.until(() => person.isSaved)));
  for (const person of people) {
    await reader.until(() => text(reader.doc).includes(person.doc.clientID.toString()));
  }
});

test('[SY18] deletions that a failed commit lost come back as well', async () => {
  const ann = await join('ann');
  ann.edit(insert('abc'));
  await ann.until(() => ann.isSaved);
  rooms.store.failure = new Error('database or disk is full');
  ann.edit((doc) => doc.getText('t').delete(0, 2));
  await ann.settled();
  rooms.store.failure = undefined;
  const asked = ann.heardOf('step1').length;
  await ann.until(() => ann.heardOf('step1').length > asked);
  ann.answer();
  await ann.until(() => ann.isSaved);
  expect(await stored()).toBe('c');
});

test('[SY12] a client id that was claimed during a failed commit is stored with the next', async () => {
  const ann = await join('ann');
  rooms.store.failure = new Error('database or disk is full');
  ann.edit(insert('a'));
  await ann.settled();
  rooms.store.failure = undefined;
  await ann.until(() => ann.heardOf('step1').length === 2);
  ann.answer();
  await ann.until(() => ann.isSaved);
  const { owners } = await rooms.store.open(BOARD, '');
  expect(owners).toEqual([{ client: ann.doc.clientID, actorKey: 'ann' }]);
});

test('[SY13] of whoever sends too fast nothing is lost', async () => {
  const ann = await join('ann');
  for (let i = 0; i < UPDATES_PER_SECOND + 40; i++) ann.edit(insert('x'));
  await ann.until(() => ann.isSaved);
  expect([ann.closed, (await stored()).length]).toEqual([undefined, UPDATES_PER_SECOND + 40]);
});

test('[SY13] a frame of more than 1 MiB closes that connection', async () => {
  const ann = await join('ann');
  const bob = await join('bob');
  ann.sendUpdate(new Uint8Array(1_100_000));
  await ann.until(() => ann.closed !== undefined);
  expect(ann.closed?.code).toBe(1009);
  bob.edit(insert('still here'));
  await bob.until(() => bob.isSaved);
});

/** How large a document has become when it takes no more of one person, and goes on for the other. */
async function fullSize(document: string, most: number): Promise<number> {
  const filler = new Uint8Array(900_000);
  const size = async (): Promise<number> =>
    (await rooms.rooms.readDocument(document, Y.encodeStateAsUpdate)).length;
  const fill = (bytes: number): Promise<void> =>
    rooms.rooms.editDocument(document, (doc) => doc.getArray('bytes').push([filler.subarray(0, bytes)]));
  for (let i = 0; i < Math.floor(most / filler.length); i++) await fill(filler.length);
  // An update is as long as what it brings and a few bytes around; the room counts updates, as they came.
  await fill(most - (await size()) - 1_000);
  const [ann, bob] = [await join('ann', 'ack=1', document), await join('bob', 'ack=1', document)];
  const put = (client: RawClient, bytes: number) =>
    client.edit((doc) => doc.getArray('bytes').push([new Uint8Array(bytes)]));
  put(ann, 10);
  await ann.until(() => ann.isSaved);
  put(bob, 1_001);
  await bob.until(() => bob.closed !== undefined);
  expect([ann.closed, bob.closed?.code]).toEqual([undefined, 4413]);
  return size();
}

test('[SY13] a document of the most bytes takes no more, and can still be read', async () => {
  const size = await fullSize(BOARD, MAX_DOCUMENT_BYTES);
  expect(size).toBeLessThan(MAX_DOCUMENT_BYTES + 1);
  expect(size).toBeGreaterThan(MAX_DOCUMENT_BYTES - 2_000);
});

test('[SY13] [MT15] notes of the most bytes take no more, and can still be read', async () => {
  const size = await fullSize('workshop/w1/notes', MAX_NOTES_BYTES);
  expect(size).toBeLessThan(MAX_NOTES_BYTES + 1);
  expect(size).toBeGreaterThan(MAX_NOTES_BYTES - 2_000);
});
