import { afterEach, beforeEach, expect, test } from 'vitest';
import { settleState } from './awareness-entries.ts';
import { ClientOwners } from './client-owners.ts';
import {
  AWARENESS_AT_MOST_EVERY_MS,
  AWARENESS_EVERY_MS,
  MAX_AWARENESS_BYTES,
  MAX_CLIENTS_PER_ACTOR,
  MAX_FRAME_BYTES,
  SWIFT_AWARENESS_PEOPLE,
} from './limits.ts';
import { presencePause } from './presence-relay.ts';
import type { MemoryStore } from './testing/memory-store.ts';
import { RawClient } from './testing/raw-client.ts';
import { startRooms, type TestRooms } from './testing/test-rooms.ts';

let rooms: TestRooms<MemoryStore>;
beforeEach(async () => {
  rooms = await startRooms();
});
afterEach(() => rooms.close());

test('[SY13] a presence of the most bytes is passed on, a larger one is refused', () => {
  const state = (bytes: number): string =>
    JSON.stringify({ focus: 'x'.repeat(bytes - '{"focus":""}'.length) });
  const ola = { name: 'Ola', person: 'person:ola' };
  expect(JSON.parse(settleState(state(MAX_AWARENESS_BYTES), ola).json)).toMatchObject(ola);
  expect(() => settleState(state(MAX_AWARENESS_BYTES + 1), ola)).toThrow('too large');
});

test('[SY13] news of cursors waits longer in a larger room, up to the longest pause', () => {
  const people = SWIFT_AWARENESS_PEOPLE * Math.sqrt(AWARENESS_AT_MOST_EVERY_MS / AWARENESS_EVERY_MS);
  expect(presencePause(Math.floor(people))).toBeLessThan(AWARENESS_AT_MOST_EVERY_MS);
  expect([presencePause(Math.ceil(people)), presencePause(400)]).toEqual([
    AWARENESS_AT_MOST_EVERY_MS,
    AWARENESS_AT_MOST_EVERY_MS,
  ]);
  expect(presencePause(SWIFT_AWARENESS_PEOPLE)).toBeLessThan(AWARENESS_AT_MOST_EVERY_MS - 1);
});

test('[SY28] a person claims client ids up to the most', () => {
  const owners = new ClientOwners(
    Array.from({ length: MAX_CLIENTS_PER_ACTOR - 1 }, (_, client) => ({ client, actorKey: 'eve' })),
    [],
  );
  expect([owners.hasRoom('eve', 1), owners.hasRoom('eve', 2), owners.hasRoom('ann', 2)]).toEqual([
    true,
    false,
    true,
  ]);
});

test('[SY13] a frame of the most bytes is read, a byte more ends the connection', async () => {
  const codeAfter = async (bytes: number): Promise<number | undefined> => {
    const client = await new RawClient(`${rooms.url}/workshop/w1/board?as=ann`).join();
    client.socket.send(new Uint8Array(bytes).fill(0xff));
    await client.until(() => client.closed !== undefined);
    return client.closed?.code;
  };
  // The first is read and found to be no message of ours.
  expect(await codeAfter(MAX_FRAME_BYTES)).not.toBe(1009);
  expect(await codeAfter(MAX_FRAME_BYTES + 1)).toBe(1009);
});
