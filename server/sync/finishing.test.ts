import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MAX_FINISHED_BYTES } from './limits.ts';
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

const addCause = (id: string, words: string) => (doc: Y.Doc) => {
  const record = new Y.Map<unknown>();
  record.set('text', new Y.Text(words));
  record.set('order', 'a');
  doc.getMap('causes').set(id, record);
};
const cause = (doc: Y.Doc, id: string) => doc.getMap('causes').get(id) as Y.Map<unknown> | undefined; // as above
const textOf = (doc: Y.Doc, id: string): Y.Text => {
  const text = cause(doc, id)?.get('text');
  if (!(text instanceof Y.Text)) throw new Error(`${id} has no text`);
  return text;
};
const type = (id: string, letters: string) => (doc: Y.Doc) => {
  const text = textOf(doc, id);
  text.insert(text.length, letters);
};
const stored = (id: string): Promise<string> =>
  rooms.rooms.readDocument(BOARD, (doc) => (cause(doc, id) ? textOf(doc, id).toString() : ''));

/** Ann has written a cause, and may only finish it from now on. */
async function annFinishes(): Promise<RawClient> {
  const ann = await join('ann');
  ann.edit(addCause('c1', 'Half a sen'));
  await ann.until(() => ann.isSaved);
  rooms.rights.set('ann', { access: 'text' });
  await rooms.rooms.recheck(() => true);
  await ann.until(() => ann.heardOf('welcome').at(-1)?.mayFinish === true);
  ann.answer();
  await ann.until(() => ann.isSaved);
  return ann;
}

test('[SY40] who may only finish types on in a text that stands, and it is stored, told and acknowledged', async () => {
  const ann = await annFinishes();
  const bob = await join('bob');
  for (const letter of 'tence') ann.edit(type('c1', letter));
  ann.edit((doc) => textOf(doc, 'c1').delete(0, 4));
  await ann.until(() => ann.isSaved);
  await bob.until(() => textOf(bob.doc, 'c1').toString() === ' a sentence');
  expect(await stored('c1')).toBe(' a sentence');
});

const FORBIDDEN: Record<string, (doc: Y.Doc) => void> = {
  'a new cause': addCause('c2', 'new'),
  'a new cause with letters beside': (doc) => {
    type('c1', 'tence')(doc);
    addCause('c2', 'new')(doc);
  },
  'a move': (doc) => cause(doc, 'c1')?.set('order', 'b'),
  'a cause taken away': (doc) => doc.getMap('causes').delete('c1'),
  'another text in its place': (doc) => cause(doc, 'c1')?.set('text', new Y.Text('other')),
  'a text at the root': (doc) => doc.getText('head').insert(0, 'x'),
  'a list at the root': (doc) => doc.getArray('list').insert(0, ['x']),
  'bold letters': (doc) => textOf(doc, 'c1').format(0, 2, { bold: true }),
  'an embedded object': (doc) => textOf(doc, 'c1').insertEmbed(0, { a: 1 }),
};

test.each(Object.keys(FORBIDDEN))(
  '[SY41] %s ends the right to finish, and nothing of it is taken',
  async (what) => {
    const ann = await annFinishes();
    const before = await rooms.rooms.readDocument(BOARD, (doc) => doc.getMap('causes').toJSON());
    FORBIDDEN[what]?.(ann.doc);
    ann.answer();
    await ann.until(() => ann.heardOf('welcome').at(-1)?.mayFinish === false);
    if (what !== 'a cause taken away') ann.edit(type('c1', '!'));
    await ann.settled();
    expect(ann.closed).toBeUndefined();
    expect(await rooms.rooms.readDocument(BOARD, (doc) => doc.getMap('causes').toJSON())).toEqual(before);
    // Asking again helps nobody for a while; others finish all the same.
    await rooms.rooms.recheck(() => true);
    ann.answer();
    await ann.settled();
    expect(await rooms.rooms.readDocument(BOARD, (doc) => doc.getMap('causes').toJSON())).toEqual(before);
  },
);

test('[SY41] one who was refused does not keep another from finishing', async () => {
  const ann = await annFinishes();
  rooms.rights.set('eve', { access: 'text' });
  const eve = await join('eve');
  eve.edit(addCause('c2', 'new'));
  await eve.until(() => eve.heardOf('welcome').at(-1)?.mayFinish === false);
  ann.edit(type('c1', 'tence'));
  await ann.until(() => ann.isSaved);
  expect([await stored('c1'), await stored('c2')]).toEqual(['Half a sentence', '']);
});

test('[SY41] texts that came after the right to finish began are not for finishing', async () => {
  const ann = await annFinishes();
  ann.edit(type('c1', 't'));
  await ann.until(() => ann.isSaved);
  const bob = await join('bob');
  bob.edit(addCause('c2', 'of Bob'));
  await ann.until(() => cause(ann.doc, 'c2') !== undefined);
  ann.edit(type('c2', '?'));
  await ann.until(() => ann.heardOf('welcome').at(-1)?.mayFinish === false);
  expect([await stored('c1'), await stored('c2')]).toEqual(['Half a sent', 'of Bob']);
});

test('[SY42] a commit that fails loses no letter of who may only finish', async () => {
  const ann = await annFinishes();
  rooms.store.beforeAppend = () => Promise.reject(new Error('disk full'));
  ann.edit(type('c1', 'ten'));
  await ann.settled();
  rooms.store.beforeAppend = async () => undefined;
  const asked = ann.heardOf('step1').length;
  await ann.until(() => ann.heardOf('step1').length > asked);
  ann.answer();
  ann.edit(type('c1', 'ce'));
  await ann.until(() => ann.isSaved);
  expect(await stored('c1')).toBe('Half a sentence');
});

test('[SY43] an open field is known from presence, and its end ends the wait', async () => {
  const ended: string[] = [];
  const isBoard = (name: string): boolean => name === BOARD;
  const ann = await annFinishes();
  rooms.ontypingend.run = (document) => ended.push(document);
  ann.sendAwareness(ann.doc.clientID, 1, { isTyping: true });
  await ann.settled();
  expect([rooms.rooms.isTyping(isBoard), rooms.rooms.isFinishing(isBoard)]).toEqual([true, true]);
  expect(rooms.rooms.isTyping((name) => name !== BOARD)).toBe(false);
  ann.sendAwareness(ann.doc.clientID, 2, { isTyping: false });
  await ann.settled();
  expect([rooms.rooms.isTyping(isBoard), rooms.rooms.isFinishing(isBoard), ended]).toEqual([
    false,
    false,
    [BOARD],
  ]);
  ann.sendAwareness(ann.doc.clientID, 3, { isTyping: true });
  await ann.settled();
  await ann.close();
  const bob = await join('bob');
  await bob.settled();
  expect([rooms.rooms.isTyping(isBoard), ended.length]).toEqual([false, 2]);
});

test('[SY43] the end of finishing is at once, and what was taken until then is stored', async () => {
  const ann = await annFinishes();
  ann.edit(type('c1', 'tence'));
  await ann.settled();
  await rooms.rooms.endFinishing((name) => name === BOARD);
  expect(await stored('c1')).toBe('Half a sentence');
  ann.edit(type('c1', ', too late'));
  await ann.settled();
  expect([await stored('c1'), ann.isSaved]).toEqual(['Half a sentence', false]);
});

test('[SY44] a document above the limit is not opened to look at letters; at the limit it is', async () => {
  const bob = await join('bob');
  const size = (): Promise<number> =>
    rooms.rooms.readDocument(BOARD, (doc) => Y.encodeStateAsUpdate(doc).length);
  bob.edit(addCause('big', 'x'.repeat(MAX_FINISHED_BYTES - 2_000)));
  await bob.until(() => bob.isSaved);
  const ann = await annFinishes();
  expect(await size()).toBeLessThanOrEqual(MAX_FINISHED_BYTES);
  ann.edit(type('c1', 't'));
  await ann.until(() => ann.isSaved);
  bob.edit(addCause('more', 'x'.repeat(2_000)));
  await bob.until(() => bob.isSaved);
  await rooms.rooms.endFinishing(() => true); // the copy goes with it
  await rooms.rooms.recheck(() => true);
  ann.edit(type('c1', 'e'));
  await ann.until(() => ann.heardOf('welcome').at(-1)?.mayFinish === false);
  await ann.settled();
  expect(await stored('c1')).toBe('Half a sent');
});
