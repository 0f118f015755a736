import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { pick, seededRandom, type RandomSource } from '#lib/base/random.ts';
import { OfflineDocument } from '#lib/sync/offline-document.ts';
import { RoomProvider } from '#lib/sync/room-provider.ts';
import { MemoryOfflineStore } from '#lib/sync/testing/memory-offline-store.ts';
import { MemoryStore } from '#server/sync/testing/memory-store.ts';
import { startRooms, type TestRooms } from '#server/sync/testing/test-rooms.ts';

const BOARD = 'workshop/w1/board';
const PEOPLE = ['ann', 'bob', 'eve'];
const STEPS = 120;

/** One person with a device: a page that can lose its connection, and be closed and opened again. */
class Person {
  readonly name: string;
  readonly #device = new MemoryOfflineStore();
  #socket: WebSocket | undefined;
  provider: RoomProvider | undefined;

  constructor(name: string) {
    this.name = name;
  }

  async open(url: string): Promise<void> {
    const doc = new Y.Doc();
    const key = `${this.name}/${BOARD}`;
    const opened = await OfflineDocument.open({ store: this.#device, key, doc, now: () => 1 });
    const keepSocket = (socket: WebSocket): void => void (this.#socket = socket);
    class Socket extends WebSocket {
      constructor(address: string | URL) {
        super(address);
        keepSocket(this);
      }
    }
    this.provider = new RoomProvider({
      ...opened,
      url,
      document: `${BOARD}?as=${this.name}`,
      doc,
      WebSocket: Socket as unknown as typeof globalThis.WebSocket, // has all that the provider uses
      random: () => 0,
    });
  }

  async close(): Promise<void> {
    await this.provider?.destroy();
    this.provider?.doc.destroy();
    this.provider = undefined;
  }

  loseConnection(): void {
    this.#socket?.terminate();
  }
}

function edit(doc: Y.Doc, random: RandomSource, step: number): void {
  const text = doc.getText('t');
  const causes = doc.getMap<Y.Map<unknown>>('causes');
  const kind = random();
  if (kind < 0.35) text.insert(Math.floor(random() * (text.length + 1)), `${step} `);
  else if (kind < 0.5) text.delete(0, Math.min(text.length, 2));
  else if (kind < 0.8) causes.set(`c${step % 9}`, new Y.Map([['text', `cause ${step}`]]));
  else if (kind < 0.9) causes.get(`c${Math.floor(random() * 9)}`)?.set('parent', step);
  else causes.delete(`c${Math.floor(random() * 9)}`);
}

async function misfortune(
  rooms: TestRooms<MemoryStore>,
  random: RandomSource,
): Promise<TestRooms<MemoryStore>> {
  const kind = random();
  if (kind < 0.4) {
    await rooms.close();
    return startRooms(rooms.store, rooms.port);
  }
  rooms.store.failure = kind < 0.7 ? new Error('database or disk is full') : undefined;
  return rooms;
}

async function session(seed: number): Promise<void> {
  const random = seededRandom(seed);
  let rooms = await startRooms(new MemoryStore());
  const people = PEOPLE.map((name) => new Person(name));
  for (const person of people) await person.open(rooms.url);
  const added = new Set<string>();
  for (let step = 0; step < STEPS; step++) {
    const person = pick(random, people);
    if (!person?.provider) continue;
    const chance = random();
    if (chance < 0.06) person.loseConnection();
    else if (chance < 0.1) {
      await person.close();
      await person.open(rooms.url);
    } else if (chance < 0.14) rooms = await misfortune(rooms, random);
    else if (chance < 0.3) {
      added.add(`${person.name} ${step}`);
      person.provider.doc.getArray('log').push([`${person.name} ${step}`]);
    } else edit(person.provider.doc, random, step);
    rooms.clock.nowMs += 1_000;
    if (random() < 0.5) await new Promise((resolve) => setImmediate(resolve));
  }
  rooms.store.failure = undefined;
  for (const { provider } of people) {
    provider?.retryNow();
    await provider?.until(({ status }) => status.kind === 'saved');
  }
  // Everybody's last words are stored now; a fresh look at the server is what all must come to.
  const expected = await rooms.rooms.readDocument(BOARD, contentOf);
  expect(new Set(expected.log)).toEqual(added);
  for (const { provider } of people) {
    if (!provider) continue;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (isDeepStrictEqual(contentOf(provider.doc), expected)) resolve();
      };
      provider.doc.on('update', look);
      look();
    });
  }
  for (const person of people) await person.close();
  await rooms.close();
}

function contentOf(doc: Y.Doc): { text: string; causes: unknown; log: unknown[] } {
  return {
    text: doc.getText('t').toString(),
    causes: doc.getMap('causes').toJSON(),
    log: doc.getArray('log').toArray(),
  };
}

test('[SY21] through lost connections, reloads, restarts and full disks everybody ends with the same, and nothing is lost', async () => {
  const first = Number(process.env.CONVERGE_SEED ?? Date.now() % 1_000_000);
  console.log(`seeds from ${first} (again with CONVERGE_SEED=${first})`);
  for (let seed = first; seed < first + 6; seed++) await session(seed);
});
