import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#lib/base/random.ts';
import { MalformedError } from '#server/sync/document/byte-cursor.ts';
import { scanUpdate, type ScannedUpdate } from '#server/sync/document/update-scan.ts';

/** Several people editing one document of maps, texts and lists; every update they made, in order. */
function session(seed: number): Uint8Array[] {
  const random = seededRandom(seed);
  const updates: Uint8Array[] = [];
  const docs = Array.from({ length: 3 }, (_, i) => {
    const doc = new Y.Doc();
    doc.clientID = i + 1;
    return doc;
  });
  for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let step = 0; step < 40; step++) {
    const doc = docs[Math.floor(random() * docs.length)] ?? new Y.Doc();
    const text = doc.getText('text');
    const at = Math.floor(random() * (text.length + 1));
    const kind = random();
    if (kind < 0.3) text.insert(at, `słowo${step}`);
    else if (kind < 0.45) text.delete(0, Math.min(text.length, 3));
    else if (kind < 0.55) text.format(0, Math.min(text.length, 4), { bold: true });
    else if (kind < 0.8) doc.getMap('map').set(`k${step % 5}`, random() < 0.5 ? new Y.Map() : { step });
    else doc.getArray('list').insert(0, [step, 'x', null]);
    if (random() < 0.4) {
      const other = docs[Math.floor(random() * docs.length)] ?? doc;
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    }
  }
  return updates;
}

function scanOrRefuse(update: Uint8Array, doc: Y.Doc): ScannedUpdate | undefined {
  const state = Y.decodeStateVector(Y.encodeStateVector(doc));
  try {
    return scanUpdate(update, (client) => state.get(client) ?? 0);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedError);
    return undefined;
  }
}

function expectNothingPending(doc: Y.Doc): void {
  expect(doc.store.pendingStructs).toBeNull();
  expect(doc.store.pendingDs).toBeNull();
}

test('[SY6] whatever the scan lets through, in any order, Yjs applies without a throw and keeps nothing pending', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (seed, order) => {
      const random = seededRandom(order);
      const updates = session(seed);
      const doc = new Y.Doc();
      let refused = 0;
      while (updates.length > 0 && refused < 1_000) {
        const i = Math.floor(random() * Math.min(updates.length, 6));
        const [update = new Uint8Array()] = updates.splice(i, 1);
        const scanned = scanOrRefuse(update, doc);
        expect(scanned).toBeDefined();
        if (scanned?.missing !== undefined) {
          updates.push(update);
          refused++;
          continue;
        }
        Y.applyUpdate(doc, update);
        expectNothingPending(doc);
      }
      expect(updates).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('[SY6] mutated recordings never make Yjs throw once the scan has let them through', () => {
  let passed = 0;
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (seed, mutation) => {
      const random = seededRandom(mutation);
      const updates = session(seed);
      const original = new Y.Doc();
      for (const update of updates) {
        const base = Y.encodeStateAsUpdate(original);
        for (let round = 0; round < 8; round++) {
          const mutated = update.slice();
          for (let i = 0; i < 1 + random() * 2; i++) {
            const at = Math.floor(random() * mutated.length);
            // A nudge of a number gets further than a random byte.
            const nudged = (mutated[at] ?? 0) + Math.floor(random() * 7) - 3;
            mutated[at] = random() < 0.7 ? nudged : random() * 256;
          }
          const doc = new Y.Doc();
          Y.applyUpdate(doc, base);
          const scanned = scanOrRefuse(mutated, doc);
          if (!scanned || scanned.missing !== undefined) continue;
          passed++;
          Y.applyUpdate(doc, mutated);
          expectNothingPending(doc);
          const again = new Y.Doc();
          Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
          expect(Y.encodeStateVector(again)).toEqual(Y.encodeStateVector(doc));
        }
        Y.applyUpdate(original, update);
      }
    }),
    { numRuns: 40 },
  );
  expect(passed).toBeGreaterThan(1_000);
});
