import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { pick, seededRandom, type RandomSource } from '#lib/base/random.ts';
import { RawClient } from '#server/sync/testing/raw-client.ts';
import { startRooms } from '#server/sync/testing/test-rooms.ts';

const BOARD = 'workshop/w1/board';
const FRAMES = 3_000;

/** What a busy client really sends: sync steps, updates of every kind, presence. */
function recordFrames(random: RandomSource): Uint8Array[] {
  const frames: Uint8Array[] = [];
  const recorder = Object.create(RawClient.prototype, {
    socket: { value: { send: (frame: Uint8Array) => frames.push(frame) } },
    writes: { value: 0, writable: true },
  }) as RawClient; // only the sending half of one
  const doc = new Y.Doc();
  doc.on('update', (update: Uint8Array) => recorder.sendUpdate(update));
  for (let i = 0; i < 60; i++) {
    const text = doc.getText('t');
    const kind = random();
    if (kind < 0.3) text.insert(Math.floor(random() * (text.length + 1)), `słowo ${i}`);
    else if (kind < 0.5) text.delete(0, Math.min(3, text.length));
    else if (kind < 0.6) text.format(0, Math.min(4, text.length), { bold: true });
    else if (kind < 0.8) doc.getMap('m').set(`k${i % 4}`, new Y.Map([['text', 'x']]));
    else doc.getArray('a').insert(0, [{ i }, null, new Uint8Array([1, 2])]);
    recorder.sendSync(0, Y.encodeStateVector(doc));
    recorder.sendSync(1, Y.encodeStateAsUpdate(doc));
    recorder.sendAwareness(doc.clientID, i, { cursor: { x: i, y: 2 } });
  }
  return frames;
}

function mutate(frame: Uint8Array, random: RandomSource): Uint8Array {
  const bytes = [...frame];
  for (let i = 0; i <= random() * 3; i++) {
    const at = Math.floor(random() * bytes.length);
    const kind = random();
    if (kind < 0.4) bytes[at] = ((bytes[at] ?? 0) + Math.floor(random() * 7) + 253) % 256;
    else if (kind < 0.6) bytes[at] = Math.floor(random() * 256);
    else if (kind < 0.8) bytes.splice(at, 1 + Math.floor(random() * 4));
    else bytes.splice(at, 0, Math.floor(random() * 256), Math.floor(random() * 256));
  }
  return Uint8Array.from(bytes);
}

test(`[SY8] ${FRAMES} broken frames: nothing throws, nobody else notices, the document stays readable`, async () => {
  const seed = Number(process.env.FRAMES_SEED ?? Date.now() % 1_000_000);
  console.log(`seed ${seed} (again with FRAMES_SEED=${seed})`);
  const random = seededRandom(seed);
  const recording = recordFrames(random);
  const rooms = await startRooms();
  const url = `${rooms.url}/${BOARD}`;
  const honest = await new RawClient(`${url}?as=honest&ack=1`).join();
  let attacker = await new RawClient(`${url}?as=attacker`).join();
  let closed = 0;
  for (let i = 0; i < FRAMES; i++) {
    if (attacker.closed) {
      closed++;
      attacker.doc.destroy();
      attacker = await new RawClient(`${url}?as=attacker`).join();
    }
    attacker.socket.send(mutate(pick(random, recording) ?? new Uint8Array(), random));
    rooms.clock.nowMs += 50; // no rate limit stands in the way
    if (i % 10 === 0) await attacker.settled();
    if (i % 100 === 0) await rooms.rooms.sweep(); // five seconds went by: leases are renewed as they are in earnest
    if (i % 100 === 0) honest.edit((doc) => doc.getArray('honest').push([i]));
  }
  await honest.until(() => honest.isSaved);
  await attacker.close();
  await honest.settled();
  expect(rooms.errors).toEqual([]);
  expect(honest.closed).toBeUndefined();
  expect(closed).toBeGreaterThan(FRAMES / 50);
  const late = await new RawClient(`${url}?as=late`).join();
  expect(late.doc.getArray('honest').length).toBe(FRAMES / 100);
  expect(late.doc.store.pendingStructs ?? late.doc.store.pendingDs).toBeNull();
  expect(Y.encodeStateVector(late.doc)).toEqual(Y.encodeStateVector(honest.doc));
  await Promise.all([late.close(), honest.close()]);
  await rooms.close();
});
