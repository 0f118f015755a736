import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { openRoom, owesServer } from './open-room.ts';
import { MemoryOfflineStore } from './testing/memory-offline-store.ts';

/** A server that nobody reaches. */
class NoSocket extends EventTarget {
  readonly OPEN = 1;
  readyState = 3;
  binaryType = '';
  send(): void {}
  close(): void {}
}

/** A browser's database that neither answers nor fails. */
class SilentStore extends MemoryOfflineStore {
  #never = new Promise<never>(() => undefined);
  #isSilent: boolean;
  constructor(isSilent: boolean) {
    super();
    this.#isSilent = isSilent;
  }
  override load(key: string): ReturnType<MemoryOfflineStore['load']> {
    return this.#isSilent ? this.#never : super.load(key);
  }
  override append(...args: Parameters<MemoryOfflineStore['append']>): Promise<number[]> {
    return this.#isSilent ? this.#never : super.append(...args);
  }
  fallSilent(): void {
    this.#isSilent = true;
  }
}

function open(store: SilentStore, failures: unknown[]) {
  return openRoom({
    url: 'ws://nowhere/sync',
    document: 'workshop/w1/board',
    person: 'ann',
    store,
    patienceMs: 20,
    onstoragefailure: (error) => failures.push(error),
    WebSocket: NoSocket as unknown as typeof WebSocket, // as much of one as is used without a server
  });
}

test('[SY34] a document opens although the device never answers, and says that nothing is kept', async () => {
  const failures: unknown[] = [];
  const room = await open(new SilentStore(true), failures);
  expect(failures).toMatchObject([{ message: 'the device does not answer' }]);
  expect(await owesServer(new SilentStore(true), 'ann', 'workshop/w1/board', 20)).toBe(false);
  await room.close();
});

test('[SY35] only what neither the server nor the device has is at risk', async () => {
  const failures: unknown[] = [];
  const store = new SilentStore(false);
  const room = await open(store, failures);
  const written = new Promise<void>((resolve) => {
    const { append } = store;
    store.append = async (...args) => {
      const ids = await append.apply(store, args);
      setTimeout(resolve); // after whoever asked has noted them
      return ids;
    };
  });
  room.doc.getText('t').insert(0, 'kept');
  expect(room.provider.unkept).toBe(1); // on its way to the device
  await written;
  expect([room.provider.status.waiting, room.provider.unkept]).toEqual([1, 0]);
  store.fallSilent();
  room.doc.getText('t').insert(0, 'nowhere');
  expect([room.provider.status.waiting, room.provider.unkept]).toEqual([1, 1]); // one text, two changes
  await room.close(); // does not wait for ever
  expect(failures).toHaveLength(1);
  expect(Y.encodeStateVector(room.doc).length).toBeGreaterThan(1);
});
