import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { MemoryStore } from './testing/memory-store.ts';
import { startRooms, type TestRooms } from './testing/test-rooms.ts';

const BOARD = 'workshop/w1/board';
let rooms: TestRooms<MemoryStore>;
let providers: WebsocketProvider[] = [];

beforeEach(async () => {
  rooms = await startRooms();
});
afterEach(async () => {
  for (const provider of providers) {
    provider.destroy();
    provider.doc.destroy();
  }
  providers = [];
  await rooms.close();
});

function connect(as: string, more: Record<string, string> = {}): WebsocketProvider {
  const provider = new WebsocketProvider(rooms.url, BOARD, new Y.Doc(), {
    // ws has everything of a browser's WebSocket that the provider uses
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    params: { as, ...more },
    disableBc: true,
  });
  providers.push(provider);
  return provider;
}

async function synced(provider: WebsocketProvider): Promise<WebsocketProvider> {
  if (!provider.synced) await new Promise((resolve) => provider.once('sync', resolve));
  return provider;
}

function hasText(doc: Y.Doc, text: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (doc.getText('t').toString() !== text) return;
      doc.off('update', look);
      resolve();
    };
    doc.on('update', look);
    look();
  });
}

test('[SY1] two stock clients edit one document', async () => {
  const ann = await synced(connect('ann'));
  const bob = await synced(connect('bob'));
  ann.doc.getText('t').insert(0, 'ryba');
  await hasText(bob.doc, 'ryba');
  bob.doc.getText('t').insert(4, ' i ość');
  await hasText(ann.doc, 'ryba i ość');
  expect(rooms.errors).toEqual([]);
});

test('[SY1] a stock client that joins later is synced when the content is there', async () => {
  const ann = await synced(connect('ann'));
  ann.doc.getText('t').insert(0, 'here before');
  const witness = connect('witness');
  await hasText(witness.doc, 'here before');
  const bob = await synced(connect('bob'));
  expect(bob.doc.getText('t').toString()).toBe('here before');
});

test('[SY1] a stock client brings what it wrote before it connected', async () => {
  const ann = connect('ann');
  ann.doc.getText('t').insert(0, 'early');
  await synced(ann);
  const bob = connect('bob');
  await hasText(bob.doc, 'early');
});

test('[SY14] stock clients see each other and hear nothing of themselves', async () => {
  const ann = await synced(connect('ann'));
  const bob = await synced(connect('bob'));
  ann.awareness.setLocalState({ cursor: 7 });
  await new Promise<void>((resolve) => {
    const look = (): void => {
      const state = bob.awareness.getStates().get(ann.doc.clientID);
      if (state?.cursor === 7) resolve();
    };
    bob.awareness.on('change', look);
    look();
  });
  expect(bob.awareness.getStates().get(ann.doc.clientID)).toEqual({ cursor: 7, name: 'ann', person: 'ann' });
  const left = new Promise<void>((resolve) => {
    bob.awareness.on('change', ({ removed }: { removed: number[] }) => {
      if (removed.includes(ann.doc.clientID)) resolve();
    });
  });
  ann.disconnect();
  await left;
});

test('[SY4] a stock client without the right is told so for good', async () => {
  const provider = connect('eve', { access: 'none' });
  const closed = await new Promise((resolve) => provider.once('closed', resolve));
  expect(closed).toMatchObject({ code: 4403 });
  expect(provider.shouldConnect).toBe(false);
});

test('[SY1] the document survives a restart of the server, and clients find back', async () => {
  const ann = await synced(connect('ann'));
  ann.doc.getText('t').insert(0, 'kept');
  await rooms.close();
  rooms = await startRooms(rooms.store, rooms.port);
  ann.doc.getText('t').insert(4, ' too');
  const bob = connect('bob');
  await hasText(bob.doc, 'kept too');
});
