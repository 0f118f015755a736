import { encoding } from 'lib0';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { MalformedError } from './byte-cursor.ts';
import { scanUpdate, MAX_CLOCK, MAX_NAME_LENGTH } from './update-scan.ts';
import type { KnownClock } from './update-order.ts';
import { MAX_DEPTH } from './update-content.ts';

const knowsNothing: KnownClock = () => 0;
const knows =
  (clocks: Record<number, number>): KnownClock =>
  (client) =>
    clocks[client] ?? 0;

function bytesOf(...numbers: number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

/** Every kind of content that Yjs writes (subdocuments apart). */
function richDocument(): Y.Doc {
  const doc = new Y.Doc();
  const map = doc.getMap('map');
  map.set('any', { a: [1, 2.5, -3, 1e300, null, undefined, true, 'tekst', 12345678901234n], b: { c: 'ż' } });
  map.set('bytes', new Uint8Array([1, 2, 3]));
  map.set('nested', new Y.Map([['inner', new Y.Array()]]));
  map.set('any', 2);
  const text = doc.getText('text');
  text.insert(0, 'zażółć gęślą jaźń 🦜🦜');
  text.format(2, 5, { bold: true, link: { href: 'x' } });
  text.insertEmbed(4, { image: 'x' });
  text.delete(1, 3);
  const fragment = doc.getXmlFragment('xml');
  fragment.insert(0, [new Y.XmlElement('p'), new Y.XmlText('t')]);
  return doc;
}

test('[SY6] the scan reads everything that Yjs writes, and finds its clocks and deletions', () => {
  const doc = richDocument();
  const update = Y.encodeStateAsUpdate(doc);
  const scanned = scanUpdate(update, knowsNothing);
  const parsed = Y.parseUpdateMeta(update);
  expect(scanned.missing).toBeUndefined();
  expect(scanned.writes).toEqual(
    [...parsed.to].map(([client, to]) => ({ client, from: parsed.from.get(client), to })),
  );
  const { ds } = Y.decodeUpdate(update);
  expect(scanned.deletes).toEqual(
    [...ds.clients].flatMap(([client, items]) =>
      items.map(({ clock, len }) => ({ client, from: clock, to: clock + len })),
    ),
  );
});

test('[SY6] seven bytes that claim thirty million structs are refused before anything is allocated', () => {
  expect(() => scanUpdate(bytesOf(1, 30_000_000, 5, 0), knowsNothing)).toThrow(MalformedError);
});

test('[SY6] a length that reaches beyond the frame never reads the bytes behind it', () => {
  const whole = Y.encodeStateAsUpdate(richDocument());
  const pool = new Uint8Array(whole.length + 4_000).fill(120);
  pool.set(whole);
  for (let length = 0; length < whole.length; length++) {
    expect(() => scanUpdate(pool.subarray(0, length), knowsNothing), `cut at ${length}`).toThrow(
      MalformedError,
    );
  }
});

test('[SY6] a struct of unbelievable length is refused', () => {
  expect(() =>
    scanUpdate(Uint8Array.from([...bytesOf(1, 1, 5, 0), 0, ...bytesOf(2 ** 40, 0)]), knowsNothing),
  ).toThrow(/too large/);
});

test('[SY6] structs without length, references to their own future and cycles are refused', () => {
  const empty = Uint8Array.from([...bytesOf(1, 1, 5, 0), 0, ...bytesOf(0, 0)]);
  expect(() => scanUpdate(empty, knowsNothing)).toThrow(/no length/);
  // Client 5 at clock 0, right of its own tick 3, one deleted tick.
  const future = Uint8Array.from([...bytesOf(1, 1, 5, 0), 0x81, ...bytesOf(5, 3, 1, 0)]);
  expect(() => scanUpdate(future, knowsNothing)).toThrow(/own future/);
  // Client 5 waits for client 6 and the other way round.
  const cycle = Uint8Array.from([
    ...bytesOf(2, 1, 5, 0),
    0x81,
    ...bytesOf(6, 0, 1),
    ...bytesOf(1, 6, 0),
    0x81,
    ...bytesOf(5, 0, 1, 0),
  ]);
  expect(() => scanUpdate(cycle, knowsNothing)).toThrow(/wait for each other/);
});

test('[SY6] clients that lean on each other step by step are no cycle', () => {
  const one = new Y.Doc();
  const two = new Y.Doc();
  one.clientID = 1;
  two.clientID = 2;
  for (let i = 0; i < 20; i++) {
    for (const [from, to] of [
      [one, two],
      [two, one],
    ] as const) {
      from.getText('t').insert(i % 2, String(i));
      Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
    }
  }
  expect(scanUpdate(Y.encodeStateAsUpdate(one), knowsNothing).missing).toBeUndefined();
});

test('[SY7] an update whose predecessor is unknown says of which client', () => {
  const doc = new Y.Doc();
  doc.clientID = 5;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.getText('t').insert(0, 'a');
  doc.getText('t').insert(1, 'b');
  const second = updates[1] ?? new Uint8Array();
  expect(scanUpdate(second, knowsNothing).missing).toBe(5);
  expect(scanUpdate(second, knows({ 5: 1 })).missing).toBeUndefined();
});

test('[SY7] a hole within an update counts as missing unless it is known', () => {
  const doc = new Y.Doc();
  doc.clientID = 5;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const letter of 'abc') doc.getText('t').insert(0, letter);
  const holed = Y.mergeUpdates([updates[0] ?? new Uint8Array(), updates[2] ?? new Uint8Array()]);
  expect(scanUpdate(holed, knowsNothing).missing).toBe(5);
  expect(scanUpdate(holed, knows({ 5: 2 })).missing).toBeUndefined();
});

test('[SY7] deleting what nobody has written yet counts as missing', () => {
  const silence = bytesOf(0, 1, 9, 1, 0, 2 ** 31);
  expect(scanUpdate(silence, knowsNothing).missing).toBe(9);
  expect(scanUpdate(bytesOf(0, 1, 9, 1, 0, 4), knows({ 9: 4 })).missing).toBeUndefined();
});

test('[SY6] values nested beyond reason are refused in both encodings of values', () => {
  const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)]);
  const doc = new Y.Doc();
  doc.getMap('m').set('k', deep(200));
  expect(() => scanUpdate(Y.encodeStateAsUpdate(doc), knowsNothing)).toThrow(/too deeply/);
  const other = new Y.Doc();
  other.getText('t').insertEmbed(0, { deep: deep(200) });
  expect(() => scanUpdate(Y.encodeStateAsUpdate(other), knowsNothing)).toThrow(/too deeply/);
});

test('[SY6] names, clocks and nesting go as far as their limits', () => {
  const accepts = (update: Uint8Array, known = knowsNothing): boolean => {
    try {
      scanUpdate(update, known);
      return true;
    } catch (error) {
      if (error instanceof MalformedError) return false;
      throw error;
    }
  };
  const written = (change: (doc: Y.Doc) => void): Uint8Array => {
    const doc = new Y.Doc();
    change(doc);
    return Y.encodeStateAsUpdate(doc);
  };
  const named = (letters: number) => written((doc) => doc.getText('n'.repeat(letters)).insert(0, 'x'));
  const keyed = (letters: number) => written((doc) => doc.getMap('m').set('k'.repeat(letters), 1));
  for (const update of [named, keyed])
    expect([accepts(update(MAX_NAME_LENGTH)), accepts(update(MAX_NAME_LENGTH + 1))]).toEqual([true, false]);

  const nested = (levels: number): unknown =>
    Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1);
  const valued = (levels: number) => written((doc) => doc.getMap('m').set('k', nested(levels) as object));
  const embedded = (levels: number) =>
    written((doc) => doc.getText('t').insertEmbed(0, nested(levels) as object));
  for (const update of [valued, embedded])
    expect([accepts(update(MAX_DEPTH)), accepts(update(MAX_DEPTH + 1))]).toEqual([true, false]);

  // Client 5 has nearly all ticks there are; one struct of garbage (kind 0) follows, then nothing is deleted.
  const garbage = (length: number) => bytesOf(1, 1, 5, MAX_CLOCK - 10, 0, length, 0);
  const knowsNearlyAll = knows({ 5: MAX_CLOCK - 10 });
  expect([accepts(garbage(10), knowsNearlyAll), accepts(garbage(11), knowsNearlyAll)]).toEqual([true, false]);
  const deleted = (length: number) => bytesOf(0, 1, 5, 1, MAX_CLOCK - 10, length);
  const knowsAll = knows({ 5: MAX_CLOCK });
  expect([accepts(deleted(10), knowsAll), accepts(deleted(11), knowsAll)]).toEqual([true, false]);
});
