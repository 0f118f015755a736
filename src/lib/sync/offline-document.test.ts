import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { OfflineDocument } from './offline-document.ts';
import { MemoryOfflineStore } from './testing/memory-offline-store.ts';

const KEY = 'ann/board';

async function open(store: MemoryOfflineStore) {
  const doc = new Y.Doc();
  const opened = await OfflineDocument.open({ store, key: KEY, doc, now: () => 42 });
  return { doc, ...opened };
}

/** The update that an edit makes. */
function updateOf(doc: Y.Doc, value: string): Uint8Array {
  let update: Uint8Array = new Uint8Array();
  doc.once('update', (bytes: Uint8Array) => (update = bytes));
  doc.getText('t').insert(doc.getText('t').length, value);
  return update;
}

test('[SY21] what was kept is there when the page opens again, with what the server lacks', async () => {
  const store = new MemoryOfflineStore();
  const page = await open(store);
  page.offline.addRemote(updateOf(new Y.Doc(), 'from afar '));
  const first = page.offline.addLocal(updateOf(page.doc, 'mine '), ['t']);
  page.offline.addLocal(updateOf(page.doc, 'too'), ['t']);
  page.offline.markStored([first]);
  await page.offline.close();
  const again = await open(store);
  expect(again.doc.getText('t').toString()).toContain('mine too');
  expect(again.doc.getText('t').toString()).toContain('from afar');
  expect(again.unsaved).toHaveLength(1);
  again.offline.markStored(again.unsaved);
  await again.offline.close();
  expect((await open(store)).unsaved).toEqual([]);
});

test('[SY21] a change that is acknowledged before the disk has it counts as stored', async () => {
  const store = new MemoryOfflineStore();
  const page = await open(store);
  page.offline.markStored([page.offline.addLocal(updateOf(page.doc, 'quick'), ['t'])]);
  await page.offline.close();
  expect((await open(store)).unsaved).toEqual([]);
});

test('[SY21] many small updates are folded when the document opens; waiting ones stay themselves', async () => {
  const store = new MemoryOfflineStore();
  const page = await open(store);
  const changes = Array.from({ length: 150 }, (_, i) =>
    page.offline.addLocal(updateOf(page.doc, String(i % 10)), ['t']),
  );
  page.offline.markStored(changes.slice(0, 149));
  await page.offline.close();
  const text = page.doc.getText('t').toString();
  expect((await open(store)).doc.getText('t').toString()).toBe(text);
  expect(store.rows.map(({ isWaiting }) => isWaiting).sort()).toEqual([false, true]);
  expect((await open(store)).doc.getText('t').toString()).toBe(text);
});

test('[SY21] a damaged copy is set aside, and the page opens without it', async () => {
  const store = new MemoryOfflineStore();
  await store.append(KEY, [{ bytes: Uint8Array.from([1, 1, 1, 1]), isWaiting: true }]);
  const page = await open(store);
  expect([page.doc.getText('t').length, page.unsaved, store.aside.length, store.rows]).toEqual([
    0,
    [],
    1,
    [],
  ]);
});

test('[SY21] a device that refuses to store says so, and the document goes on', async () => {
  const store = new MemoryOfflineStore();
  const page = await open(store);
  const failures: unknown[] = [];
  page.offline.onfailure = (error) => failures.push(error);
  store.failure = new Error('QuotaExceededError');
  page.offline.addLocal(updateOf(page.doc, 'x'), ['t']);
  await page.offline.flush();
  store.failure = undefined;
  page.offline.addLocal(updateOf(page.doc, 'y'), ['t']);
  await page.offline.flush();
  expect([failures.length, store.rows.length]).toEqual([1, 1]);
});

test('[SY16] a copy that is set aside keeps its bytes and is not loaded again', async () => {
  const store = new MemoryOfflineStore();
  const page = await open(store);
  await page.offline.setEpoch('epoch-1');
  page.offline.addLocal(updateOf(page.doc, 'old life'), ['t']);
  await page.offline.setAside();
  expect(store.aside).toMatchObject([{ key: KEY, atMs: 42, updates: [expect.any(Uint8Array)] }]);
  const again = await open(store);
  expect([again.doc.getText('t').length, again.offline.epoch]).toEqual([0, undefined]);
});
