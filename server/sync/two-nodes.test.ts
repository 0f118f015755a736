import { afterEach, beforeEach, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { MemoryStore } from './testing/memory-store.ts';
import { RawClient } from './testing/raw-client.ts';
import { startRooms, type TestRooms } from './testing/test-rooms.ts';

const BOARD = 'workshop/w1/board';
let nodes: [TestRooms<MemoryStore>, TestRooms<MemoryStore>];
let clients: RawClient[] = [];

/** Two processes on one database. */
beforeEach(async () => {
  const store = new MemoryStore();
  nodes = [await startRooms(store), await startRooms(store)];
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
  await Promise.all(nodes.map((node) => node.close()));
});

async function join(node: TestRooms<MemoryStore>, as: string): Promise<RawClient> {
  const client = new RawClient(`${node.url}/${BOARD}?as=${as}&ack=1`);
  clients.push(client);
  return client.join();
}

const insert = (value: string) => (doc: Y.Doc) => doc.getText('t').insert(0, value);
const text = (doc: Y.Doc): string => doc.getText('t').toString();

test('[SY26] a node that finds a gap in its numbers reads what another wrote, and tells it', async () => {
  const [here, there] = nodes;
  const ann = await join(here, 'ann');
  const bob = await join(there, 'bob');
  bob.edit(insert('from the other node '));
  await bob.until(() => bob.isSaved);
  ann.edit(insert('from here '));
  await ann.until(() => ann.isSaved);
  expect(text(ann.doc)).toContain('from the other node');
  const late = await join(here, 'late');
  expect(text(late.doc)).toBe(text(ann.doc));
  await here.rooms.close();
  expect((await here.store.open(BOARD, '')).updates).toHaveLength(2);
});

test('[SY26] a client id that another node gave away first is refused here', async () => {
  const [here, there] = nodes;
  const ann = await join(here, 'ann');
  const bob = await join(there, 'bob');
  bob.doc.clientID = ann.doc.clientID;
  bob.edit(insert('mine'));
  await bob.until(() => bob.isSaved);
  ann.edit(insert('no, mine'));
  await ann.until(() => ann.heardOf('step1').length === 2);
  ann.answer();
  await ann.until(() => ann.closed !== undefined);
  expect(ann.closed?.code).toBe(4409);
  expect(await there.rooms.readDocument(BOARD, text)).toBe('mine');
});
