import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { SYNC } from '#lib/sync/message-types.ts';
import { MAX_SOCKETS_PER_ACTOR, MAX_SOCKETS_PER_ROOM } from './limits.ts';
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

function visit(query: string, document = BOARD): RawClient {
  const client = new RawClient(`${rooms.url}/${document}?${query}`);
  clients.push(client);
  return client;
}

/** The HTTP status that answers an upgrade: 101 when the socket opens. */
function statusOf(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${rooms.url}/${BOARD}`, { headers });
    socket.on('error', () => undefined); // the status says it
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.on('open', () => {
      socket.close();
      socket.on('close', () => resolve(101));
    });
  });
}

const text = (): Promise<string> => rooms.rooms.readDocument(BOARD, (doc) => doc.getText('t').toString());

test('[SY4] a foreign origin gets 403 before any socket opens; our own opens', async () => {
  const own = `http://127.0.0.1:${rooms.port}`;
  const other = `http://127.0.0.1:${rooms.port + 1}`;
  const cookie = 'session=1';
  expect(await statusOf({ origin: own, cookie })).toBe(101);
  expect(await statusOf({ origin: other, cookie })).toBe(403);
  expect(await statusOf({ origin: 'null', cookie })).toBe(403);
  expect(await statusOf({ cookie })).toBe(403);
  expect(await statusOf({})).toBe(101);
});

test.each([
  'workshop/w1/secrets',
  'workshop/w1',
  'board',
  'workshop/../board',
  'workshop/w1/board/x',
  'workshop/w1/draft',
])('[SY4] there is no document %s', async (document) => {
  const client = await visit('', document).open();
  expect(client.closed?.code).toBe(4404);
});

test('[SY4] without a right the connection is closed with the reason, and nothing was sent', async () => {
  rooms.rights.set('eve', { access: 'none', closeCode: 4401 });
  const signedOut = await visit('as=eve').open();
  const forbidden = await visit('as=bob&access=none').open();
  expect([signedOut.closed?.code, forbidden.closed?.code]).toEqual([4401, 4403]);
  expect([...signedOut.heard, ...forbidden.heard]).toEqual([]);
  expect(rooms.store.opens).toBe(0);
});

test('[SY4] a person may not pose as the server', async () => {
  const client = await visit('as=server:x').open();
  expect(client.heard).toEqual([]);
  expect(rooms.errors).toHaveLength(1);
});

test.each(['update', 'step2'] as const)(
  '[SY4] a reader changes nothing by %s, and stays to read',
  async (kind) => {
    const reader = await visit('as=eve&access=read&ack=1').join();
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'forbidden');
    reader.sendSync(SYNC[kind], Y.encodeStateAsUpdate(doc));
    await reader.settled();
    expect([await text(), rooms.store.appends, reader.closed, reader.stored]).toEqual(['', 0, undefined, 0]);
    const writer = await visit('as=ann').join();
    writer.edit((own) => own.getText('t').insert(0, 'allowed'));
    await reader.until(() => reader.doc.getText('t').toString() === 'allowed');
  },
);

test('[SY5] a revoked person is disconnected and hears nothing more; others stay', async () => {
  const ann = await visit('as=ann').join();
  const eve = await visit('as=eve').join();
  rooms.rights.set('eve', { access: 'none', closeCode: 4403 });
  const checked = rooms.rooms.recheck(({ document, actorKey }) => document === BOARD && actorKey === 'eve');
  eve.edit((doc) => doc.getText('t').insert(0, 'after the fact'));
  await checked;
  ann.edit((doc) => doc.getText('t').insert(0, 'secret'));
  await eve.until(() => eve.closed !== undefined);
  expect(eve.closed?.code).toBe(4403);
  expect(eve.heardOf('update')).toEqual([]);
  await ann.settled();
  expect(ann.closed).toBeUndefined();
});

test('[SY5] a writer who becomes a reader is told, and is taken no more', async () => {
  const ann = await visit('as=ann&ack=1').join();
  rooms.rights.set('ann', { access: 'read' });
  await rooms.rooms.recheck(() => true);
  ann.edit((doc) => doc.getText('t').insert(0, 'late'));
  await ann.settled();
  expect(ann.heardOf('welcome').map(({ mayWrite }) => mayWrite)).toEqual([true, false]);
  expect(await text()).toBe('');
});

test('[SY5] whoever is on the way in while rights change is asked again', async () => {
  rooms.store.beforeOpen = async () => {
    rooms.rights.set('eve', { access: 'none' });
    await rooms.rooms.recheck(() => true);
  };
  const eve = visit('as=eve');
  await eve.until(() => eve.closed !== undefined);
  expect(eve.closed?.code).toBe(4403);
});

test('[SY5] a session that ends by the clock is over at that moment', async () => {
  rooms.rights.set('ann', { expiresAtMs: rooms.clock.nowMs + 60_000 });
  const ann = await visit('as=ann').join();
  const bob = await visit('as=bob').join();
  rooms.clock.nowMs += 60_000;
  ann.edit((doc) => doc.getText('t').insert(0, 'too late'));
  bob.edit((doc) => doc.getText('t').insert(0, 'not for ann'));
  await Promise.all([ann.settled(), bob.settled()]);
  expect(await text()).toBe('not for ann');
  expect(ann.heardOf('update')).toEqual([]);
  await rooms.rooms.sweep();
  await ann.until(() => ann.closed !== undefined);
  expect(ann.closed?.code).toBe(4401);
});

test('[SY5] when rights cannot be asked for, nobody stays in', async () => {
  const ann = await visit('as=ann').join();
  rooms.rights.set('ann', { actorKey: 'server:' });
  await rooms.rooms.recheck(() => true);
  await ann.until(() => ann.closed !== undefined);
  expect(ann.closed?.code).toBe(4503);
});

test('[SY13] one person has a bounded number of connections, and gets seats back', async () => {
  const many = await Promise.all(Array.from({ length: MAX_SOCKETS_PER_ACTOR }, () => visit('as=ann').open()));
  const more = await visit('as=ann').open();
  await more.until(() => more.closed !== undefined);
  expect(more.closed?.code).toBe(4503);
  await Promise.all(many.slice(0, 2).map((client) => client.close()));
  const other = await visit('as=bob').join();
  await other.settled();
  const again = await visit('as=ann').join();
  expect(again.closed).toBeUndefined();
});

test('[SY13] a room has a bounded number of seats', async () => {
  await Promise.all(Array.from({ length: MAX_SOCKETS_PER_ROOM }, (_, i) => visit(`as=p${i}`).open()));
  const more = await visit('as=late').open();
  await more.until(() => more.closed !== undefined);
  expect(more.closed).toEqual({ code: 4503, reason: 'the room is full' });
});

test('[SY22] something is said to a quiet connection within 25 s, and the silent are cut off', async () => {
  const ann = await visit('as=ann').join();
  const before = ann.heard.length;
  rooms.clock.nowMs += 20_000;
  await rooms.rooms.sweep();
  await ann.until(() => ann.heard.length > before);
  expect(ann.heard.at(-1)).toEqual({ kind: 'awareness', entries: [] });
  await ann.settled();
  rooms.clock.nowMs += 59_000;
  await rooms.rooms.sweep();
  await ann.settled();
  expect(ann.closed).toBeUndefined();
  ann.socket.pause(); // a closed laptop: nothing is answered any more
  rooms.clock.nowMs += 61_000;
  await rooms.rooms.sweep();
  ann.socket.resume();
  await ann.until(() => ann.closed !== undefined);
  expect(ann.closed?.code).toBe(1006);
});
