import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '#server/database/database.ts';
import { ENGINES, makeTestDatabase } from '../../../tests/test-database.ts';
import type { Append, DocumentStore } from './document-store.ts';
import { createDocumentStore } from './sql-store.ts';
import { MemoryStore } from '../testing/memory-store.ts';

interface Opened {
  store: DocumentStore;
  close(): Promise<void>;
}

const MEMORY = {
  title: 'memory',
  isAbsent: false,
  open: async (): Promise<Opened> => ({ store: new MemoryStore(), close: async () => undefined }),
};

const DATABASES = ENGINES.map(({ engine, isAbsent, title }) => ({
  title,
  isAbsent,
  async open(): Promise<Opened> {
    const files = await makeTestDatabase(engine);
    const database = await openDatabase(files);
    return {
      store: createDocumentStore(database),
      async close() {
        await database.close();
        await files.remove();
      },
    };
  },
}));

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** One suite for every home of documents. */
describe.each([MEMORY, ...DATABASES])('$title', ({ open, isAbsent }) => {
  let opened: Opened;
  let store: DocumentStore;

  beforeEach(async () => {
    if (isAbsent) return;
    opened = await open();
    store = opened.store;
    await store.open('a', 'epoch-1');
  });
  afterEach(async () => {
    if (!isAbsent) await opened.close();
  });

  const addTo = (document: string, updates: Uint8Array[], more: Partial<Append> = {}): Append => ({
    document,
    epoch: 'epoch-1',
    updates,
    owners: [],
    ...more,
  });

  test.skipIf(isAbsent)(
    '[SY2] a new document is empty and keeps the epoch of its first opening',
    async () => {
      const empty = { shares: [], snapshotSeq: 0, snapshot: bytes(), updates: [], owners: [], retired: [] };
      expect(await store.open('b', 'epoch-b')).toEqual({ epoch: 'epoch-b', ...empty });
      expect(await store.open('b', 'other')).toEqual({ epoch: 'epoch-b', ...empty });
      expect([await store.exists('b'), await store.exists('c')]).toEqual([true, false]);
    },
  );

  test.skipIf(isAbsent)('[SY2] the log numbers updates without holes, each document for itself', async () => {
    await store.open('b', 'epoch-1');
    const first = await store.append([addTo('b', [bytes(1)]), addTo('a', [bytes(2), bytes(3)])], 1_000);
    const second = await store.append([addTo('a', [bytes(4)])], 2_000);
    expect([first, second]).toEqual([
      [
        { kind: 'stored', firstSeq: 1 },
        { kind: 'stored', firstSeq: 1 },
      ],
      [{ kind: 'stored', firstSeq: 3 }],
    ]);
    expect((await store.open('a', 'x')).updates).toEqual([
      { seq: 1, atMs: 1_000, bytes: bytes(2) },
      { seq: 2, atMs: 1_000, bytes: bytes(3) },
      { seq: 3, atMs: 2_000, bytes: bytes(4) },
    ]);
    expect(await store.readAfter('a', 'epoch-1', 2)).toEqual([{ seq: 3, atMs: 2_000, bytes: bytes(4) }]);
    expect(await store.readAfter('a', 'other', 0)).toEqual([]);
  });

  test.skipIf(isAbsent)('[SY2] a batch of thousands of updates arrives whole', async () => {
    const updates = Array.from({ length: 2_500 }, (_, i) => bytes(i % 256, i >> 8));
    await store.append([addTo('a', updates)], 1);
    const { updates: logged } = await store.open('a', 'x');
    expect(logged.map((each) => each.bytes)).toEqual(updates);
  });

  test.skipIf(isAbsent)('[SY2] appends at the same time get numbers of their own', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => store.append([addTo('a', [bytes(i), bytes(i)])], 1)),
    );
    const firsts = results.map(([result]) => (result?.kind === 'stored' ? result.firstSeq : 0));
    expect(firsts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => 1 + 2 * i));
    expect(await store.readAfter('a', 'epoch-1', 0)).toHaveLength(40);
  });

  test.skipIf(isAbsent)('[SY12] a client id belongs to whoever claimed it first', async () => {
    const claim = (actorKey: string) => addTo('a', [bytes(1)], { owners: [{ client: 2 ** 40, actorKey }] });
    expect(await store.append([claim('ann')], 1)).toEqual([{ kind: 'stored', firstSeq: 1 }]);
    expect(await store.append([claim('bob'), addTo('a', [bytes(2)])], 2)).toEqual([
      { kind: 'conflict' },
      { kind: 'stored', firstSeq: 2 },
    ]);
    expect(await store.append([claim('ann')], 3)).toEqual([{ kind: 'stored', firstSeq: 3 }]);
    expect(await store.readOwners('a', 'epoch-1')).toEqual([{ client: 2 ** 40, actorKey: 'ann' }]);
  });

  test.skipIf(isAbsent)(
    '[SY17] a snapshot replaces the log that it holds and leaves what is newer',
    async () => {
      await store.append([addTo('a', [bytes(1)], { owners: [{ client: 1, actorKey: 'ann' }] })], 1_000);
      await store.append([addTo('a', [bytes(2)], { owners: [{ client: 2, actorKey: 'bob' }] })], 2_000);
      await store.append([addTo('a', [bytes(3)])], 3_000);
      const compaction = {
        document: 'a',
        epoch: 'epoch-1',
        upTo: 2,
        snapshot: new Uint8Array(2_500_000).fill(7),
        keepSinceMs: 2_000,

        keepBytes: Infinity,
        writers: [2],
        forgetBeforeMs: 1_500,
      };
      await store.compact(compaction);
      await store.compact({ ...compaction, upTo: 1, snapshot: bytes(9) });
      await store.compact({ ...compaction, upTo: 3, epoch: 'other', snapshot: bytes(9) });
      const stored = await store.open('a', 'x');
      expect(stored).toEqual({
        epoch: 'epoch-1',
        shares: [],
        snapshotSeq: 2,
        snapshot: compaction.snapshot,
        updates: [{ seq: 3, atMs: 3_000, bytes: bytes(3) }],
        owners: [{ client: 2, actorKey: 'bob' }],
        retired: [],
      });
      const history = await store.readAfter('a', 'epoch-1', 0);
      expect(history.map(({ seq }) => seq)).toEqual([2, 3]);
    },
  );

  test.skipIf(isAbsent)('[SY16] a reset empties the document and retires its client ids', async () => {
    await store.append([addTo('a', [bytes(1)], { owners: [{ client: 1, actorKey: 'ann' }] })], 1);
    await store.reset('a', 'epoch-2');
    expect(await store.append([addTo('a', [bytes(2)])], 2)).toEqual([{ kind: 'gone' }]);
    const stored = await store.open('a', 'x');
    expect(stored).toMatchObject({ epoch: 'epoch-2', updates: [], owners: [], retired: [1] });
    const again = addTo('a', [bytes(3)], { epoch: 'epoch-2' });
    const [result] = await store.append([again], 3);
    expect(result).toEqual({ kind: 'stored', firstSeq: stored.snapshotSeq + 1 });
    const claim = { ...again, owners: [{ client: 1, actorKey: 'ann' }] };
    expect(await store.append([claim], 4)).toEqual([{ kind: 'conflict' }]);
  });

  test.skipIf(isAbsent)(
    '[SY16] after a restored backup every document lives on under a new epoch',
    async () => {
      await store.append([addTo('a', [bytes(1)])], 1);
      await store.renewEpochs(() => 'epoch-9');
      expect(await store.open('a', 'x')).toMatchObject({ epoch: 'epoch-9', updates: [{ bytes: bytes(1) }] });
    },
  );

  test.skipIf(isAbsent)('[SY16] a deleted document leaves nothing behind', async () => {
    await store.append([addTo('a', [bytes(1)], { owners: [{ client: 1, actorKey: 'ann' }] })], 1);
    await store.delete('a');
    expect(await store.append([addTo('a', [bytes(2)])], 2)).toEqual([{ kind: 'gone' }]);
    expect(await store.exists('a')).toBe(false);
    expect(await store.open('a', 'new')).toMatchObject({
      epoch: 'new',
      snapshotSeq: 0,
      updates: [],
      retired: [],
    });
  });

  test.skipIf(isAbsent)(
    '[SY33] of what a snapshot holds the oldest goes when it is too much together',
    async () => {
      const updates = Array.from({ length: 10 }, (_, i) => new Uint8Array(100).fill(i));
      await store.append([addTo('a', updates)], 1_000);
      await store.compact({
        document: 'a',
        epoch: 'epoch-1',
        upTo: 8,
        snapshot: bytes(1),
        keepSinceMs: 0,
        keepBytes: 350,
        writers: [],
        forgetBeforeMs: 0,
      });
      const kept = await store.readAfter('a', 'epoch-1', 0);
      expect(kept.map(({ seq }) => seq)).toEqual([6, 7, 8, 9, 10]);
    },
  );

  test.skipIf(isAbsent)(
    '[SY33] shares of the history are kept with the document, and go with it',
    async () => {
      const share = { actorKey: 'ann', day: 20_000, bytes: 5_000_000 };
      await store.append([addTo('a', [bytes(1)], { shares: [share] })], 1_000);
      await store.append([addTo('a', [bytes(2)], { shares: [{ ...share, bytes: 6_000_000 }] })], 1_000);
      expect((await store.open('a', '')).shares).toEqual([{ ...share, bytes: 6_000_000 }]);
      await store.delete('a');
      expect((await store.open('a', 'epoch-2')).shares).toEqual([]);
    },
  );
});
