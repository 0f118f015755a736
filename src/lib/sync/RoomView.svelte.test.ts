import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { RoomProvider } from './room-provider.ts';
import { RoomView } from './RoomView.svelte.ts';

/** A WebSocket that is never answered. */
class SilentSocket {
  readonly OPEN = 1;
  readyState = 0;
  binaryType = '';
  onclose: ((event: { code: number }) => void) | undefined;
  close(): void {}
  send(): void {}
}

test('[SY20] the page shows the status as it is, change by change', async () => {
  const sockets: SilentSocket[] = [];
  class Socket extends SilentSocket {
    constructor() {
      super();
      sockets.push(this);
    }
  }
  const doc = new Y.Doc();
  const WebSocket = Socket as unknown as typeof globalThis.WebSocket; // as much of one as the provider uses
  const provider = new RoomProvider({ url: 'ws://host/sync', document: 'workshop/w/board', doc, WebSocket });
  const view = new RoomView(provider);
  const seen: string[] = [];
  const stop = $effect.root(() => {
    $effect(() => {
      seen.push(`${view.status.kind} ${view.status.waiting}`);
    });
  });
  flushSync();
  sockets[0]?.onclose?.({ code: 1006 });
  flushSync();
  doc.getText('t').insert(0, 'a');
  flushSync();
  doc.getMap('causes').set('a', 1);
  flushSync();
  expect(seen).toEqual(['connecting 0', 'offline 0', 'offline 1', 'offline 2']);
  stop();
  await provider.destroy();
});

test('[SY24] the page shows who is there', async () => {
  const doc = new Y.Doc();
  const WebSocket = SilentSocket as unknown as typeof globalThis.WebSocket; // as above
  const provider = new RoomProvider({ url: 'ws://host/sync', document: 'workshop/w/board', doc, WebSocket });
  const view = new RoomView(provider);
  const seen: (string | null)[] = [];
  const stop = $effect.root(() => {
    $effect(() => {
      seen.push(view.people[0]?.department ?? null);
    });
  });
  flushSync();
  view.setPresence({ department: 'Obsługa klienta' });
  flushSync();
  expect(seen).toEqual([null, 'Obsługa klienta']);
  stop();
  await provider.destroy();
});
