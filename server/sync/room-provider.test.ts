import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { OfflineDocument } from '#lib/sync/offline-document.ts';
import { RoomProvider } from '#lib/sync/room-provider.ts';
import { MemoryOfflineStore } from '#lib/sync/testing/memory-offline-store.ts';
import type { MemoryStore } from './testing/memory-store.ts';
import { startRooms, type TestRooms } from './testing/test-rooms.ts';

const BOARD = 'workshop/w1/board';
let rooms: TestRooms<MemoryStore>;
let providers: RoomProvider[] = [];

beforeEach(async () => {
  rooms = await startRooms();
});
afterEach(async () => {
  for (const provider of providers) await leave(provider);
  providers = [];
  await rooms.close();
});

/** Opens the board as a page does: first from this device, then from the server. */
async function visit(as: string, device = new MemoryOfflineStore(), access = 'write'): Promise<RoomProvider> {
  const doc = new Y.Doc();
  const opened = await OfflineDocument.open({ store: device, key: `${as}/${BOARD}`, doc, now: () => 1 });
  const provider = new RoomProvider({
    url: rooms.url,
    document: `${BOARD}?as=${as}&access=${access}`,
    doc,
    ...opened,
    random: () => 0,
  });
  providers.push(provider);
  return provider;
}

async function leave(provider: RoomProvider): Promise<void> {
  await provider.destroy();
  provider.doc.destroy();
}

const text = (provider: RoomProvider): Y.Text => provider.doc.getText('t');
const saved = (provider: RoomProvider): Promise<boolean> =>
  provider.until(({ status }) => status.kind === 'saved');

function reads(provider: RoomProvider, expected: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (text(provider).toString() !== expected) return;
      provider.doc.off('update', look);
      resolve();
    };
    provider.doc.on('update', look);
    look();
  });
}

test('[SY20] what is said to be saved is in the store', async () => {
  const ann = await visit('ann');
  await saved(ann);
  rooms.store.beforeAppend = () => stored;
  let release = (): void => undefined;
  const stored = new Promise<void>((resolve) => (release = resolve));
  text(ann).insert(0, 'a');
  text(ann).insert(1, 'b');
  expect(ann.status).toEqual({ kind: 'saving', waiting: 1 });
  release();
  await saved(ann);
  const kept = await rooms.rooms.readDocument(BOARD, (doc) => doc.getText('t').toString());
  expect(kept).toBe('ab');
});

test('[SY20] deletions count as changes and are acknowledged too', async () => {
  const ann = await visit('ann');
  await saved(ann);
  text(ann).insert(0, 'abc');
  await saved(ann);
  text(ann).delete(0, 2);
  expect(ann.status).toEqual({ kind: 'saving', waiting: 1 });
  await saved(ann);
});

test('[SY20] without a copy on the device the status is just as true', async () => {
  const doc = new Y.Doc();
  const guest = new RoomProvider({ url: rooms.url, document: `${BOARD}?as=guest`, doc });
  providers.push(guest);
  await saved(guest);
  text(guest).insert(0, 'a');
  expect(guest.status).toEqual({ kind: 'saving', waiting: 1 });
  await saved(guest);
});

test('[SY21] ten minutes offline: changes wait on the device, survive the page, and arrive', async () => {
  const device = new MemoryOfflineStore();
  const ann = await visit('ann', device);
  const bob = await visit('bob');
  await saved(ann);
  await rooms.close();
  await ann.until(({ status }) => status.kind === 'offline');
  text(ann).insert(0, 'off');
  text(ann).insert(3, 'line');
  expect(ann.status).toEqual({ kind: 'offline', waiting: 1 });
  await leave(ann);

  const again = await visit('ann', device);
  expect(text(again).toString()).toBe('offline');
  expect(again.status.waiting).toBe(1);
  rooms = await startRooms(rooms.store, rooms.port);
  again.retryNow();
  await saved(again);
  await reads(bob, 'offline');
  await leave(again);
  expect(device.rows.filter(({ isWaiting }) => isWaiting)).toEqual([]);
});

test('[SY21] a reload reads the document from the device before the server answers', async () => {
  const device = new MemoryOfflineStore();
  const ann = await visit('ann', device);
  const bob = await visit('bob');
  await saved(bob);
  text(bob).insert(0, 'from bob');
  await reads(ann, 'from bob');
  await leave(ann);
  const again = await visit('ann', device);
  expect([text(again).toString(), again.isSynced]).toEqual(['from bob', false]);
});

test('[SY16] a copy of an earlier life of the document is kept aside and never merged', async () => {
  const device = new MemoryOfflineStore();
  const ann = await visit('ann', device);
  await saved(ann);
  text(ann).insert(0, 'old life');
  await saved(ann);
  await rooms.rooms.resetDocument(BOARD);
  await ann.until(({ status }) => status.kind === 'ended');
  expect(ann.status).toMatchObject({ code: 4410 });
  await leave(ann);
  expect(device.aside).toHaveLength(1);
  const again = await visit('ann', device);
  await saved(again);
  expect(text(again).toString()).toBe('');
});

test('[SY16] a copy that was offline during a reset is refused at the door', async () => {
  const device = new MemoryOfflineStore();
  const ann = await visit('ann', device);
  await saved(ann);
  text(ann).insert(0, 'old life');
  await saved(ann);
  await leave(ann);
  await rooms.rooms.resetDocument(BOARD);
  const again = await visit('ann', device);
  text(again).insert(0, 'more of the ');
  await again.until(({ status }) => status.kind === 'ended');
  expect(await rooms.rooms.readDocument(BOARD, (doc) => doc.getText('t').toString())).toBe('');
  await leave(again);
  expect(device.aside).toHaveLength(1);
});

test('[SY36] waiting ends when the connection is refused, at the door or later', async () => {
  const eve = await visit('eve', new MemoryOfflineStore(), 'none');
  expect(await eve.until(({ isSynced }) => isSynced)).toBe(false);
  expect(await eve.until(({ isSynced }) => isSynced)).toBe(false); // refused before somebody asks
  const ann = await visit('ann');
  expect(await saved(ann)).toBe(true);
  const waiting = ann.until(() => false);
  await rooms.rooms.resetDocument(BOARD);
  expect(await waiting).toBe(false);
});

test('[SY4] a reader sees everything, and what a reader types never counts as saved', async () => {
  const ann = await visit('ann');
  const eve = await visit('eve', new MemoryOfflineStore(), 'read');
  await saved(ann);
  await saved(eve);
  expect([ann.mayWrite, eve.mayWrite]).toEqual([true, false]);
  text(ann).insert(0, 'read me');
  await reads(eve, 'read me');
  text(eve).insert(0, 'x');
  expect(eve.status).toEqual({ kind: 'saving', waiting: 1 });
});

test('[SY5] somebody who becomes a writer while connected is asked for what they have', async () => {
  const eve = await visit('eve', new MemoryOfflineStore(), 'read');
  await saved(eve);
  text(eve).insert(0, 'waited');
  rooms.rights.set('eve', { access: 'write' });
  await rooms.rooms.recheck(({ actorKey }) => actorKey === 'eve');
  await saved(eve);
  const kept = await rooms.rooms.readDocument(BOARD, (doc) => doc.getText('t').toString());
  expect(kept).toBe('waited');
});

test('[SY18] while the disk is full nothing is called saved; afterwards everything arrives without a reload', async () => {
  const ann = await visit('ann');
  const bob = await visit('bob');
  await Promise.all([saved(ann), saved(bob)]);
  rooms.store.failure = new Error('database or disk is full');
  text(ann).insert(0, 'kept');
  await new Promise<void>((resolve) => {
    const look = (): void => (rooms.errors.length > 0 ? resolve() : void setImmediate(look));
    look();
  });
  expect(ann.status).toEqual({ kind: 'saving', waiting: 1 });
  expect(text(bob).toString()).toBe('');
  rooms.store.failure = undefined;
  await saved(ann);
  await reads(bob, 'kept');
});

test('[SY14] presence reaches the others, returns after a reconnect and goes with its owner', async () => {
  const ann = await visit('ann');
  const bob = await visit('bob');
  const seen = (holds: (state: Record<string, unknown> | undefined) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!holds(bob.awareness.getStates().get(ann.awareness.clientID))) return;
        bob.awareness.off('change', look);
        resolve();
      };
      bob.awareness.on('change', look);
      look();
    });
  await Promise.all([saved(ann), saved(bob)]);
  ann.awareness.setLocalState({ name: 'the boss', cursor: 1 });
  await seen((state) => state?.cursor === 1 && state.name === 'ann');
  await rooms.close();
  await seen((state) => state === undefined);
  rooms = await startRooms(rooms.store, rooms.port);
  await seen((state) => state?.cursor === 1);
  await ann.destroy();
  await seen((state) => state === undefined);
});

test('[SY27] a frame that was lost on the way is asked for again by comparing states', async () => {
  const ann = await visit('ann');
  let isLossy = false;
  class LossySocket extends WebSocket {
    override emit(event: string | symbol, ...rest: unknown[]): boolean {
      const isLost = event === 'message' && isLossy;
      if (isLost) isLossy = false;
      return isLost || super.emit(event, ...rest);
    }
  }
  const bob = new RoomProvider({
    url: rooms.url,
    document: `${BOARD}?as=bob&access=write`,
    doc: new Y.Doc(),
    WebSocket: LossySocket as unknown as typeof globalThis.WebSocket, // has all that the provider uses
    compareEveryMs: 50,
  });
  providers.push(bob);
  await Promise.all([saved(ann), saved(bob)]);
  isLossy = true;
  text(ann).insert(0, 'never lost');
  await reads(bob, 'never lost');
  expect(isLossy).toBe(false);
});
