import { encoding } from 'lib0';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { openDatabase, type Database } from '#server/database/database.ts';
import { ENGINES, makeTestDatabase, type TestDatabase } from '../../tests/test-database.ts';
import type { DocumentStore } from './store/document-store.ts';
import { MAX_CLIENTS_PER_ACTOR, MAX_NEW_CLIENTS_PER_UPDATE } from './limits.ts';
import { createDocumentStore } from './store/sql-store.ts';
import { MemoryStore } from './testing/memory-store.ts';
import { RawClient } from './testing/raw-client.ts';
import { startRooms, type TestRooms } from './testing/test-rooms.ts';

const BOARD = 'workshop/w1/board';
const OTHER = 'workshop/w2/board';

/** An update in which each of `count` new Yjs clients writes one letter. */
function manyClients(count: number, first: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, count);
  for (let i = 0; i < count; i++) {
    for (const value of [1, first + i, 0]) encoding.writeVarUint(encoder, value);
    encoding.writeUint8(encoder, 4); // a text, without neighbours
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, 't');
    encoding.writeVarString(encoder, 'x');
  }
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

const insert = (value: string) => (doc: Y.Doc) => doc.getText('mine').insert(0, value);
const mine = (doc: Y.Doc): string => doc.getText('mine').toString();

let clients: RawClient[] = [];

async function join(rooms: TestRooms<DocumentStore>, as: string, document = BOARD): Promise<RawClient> {
  const client = new RawClient(`${rooms.url}/${document}?as=${as}&ack=1`);
  clients.push(client);
  return client.join();
}

describe.each(ENGINES)('$title', ({ engine, isAbsent }) => {
  let files: TestDatabase;
  let database: Database;
  let rooms: TestRooms<DocumentStore>;

  beforeEach(async () => {
    if (isAbsent) return;
    files = await makeTestDatabase(engine);
    database = await openDatabase(files);
    rooms = await startRooms(createDocumentStore(database));
  });
  afterEach(async () => {
    if (isAbsent) return;
    await Promise.all(clients.map((client) => client.close()));
    clients = [];
    await rooms.close();
    await database.close();
    await files.remove();
  });

  test.skipIf(isAbsent)('[SY28] a frame with thousands of new client ids ends its sender alone', async () => {
    const [ann, eve] = [await join(rooms, 'ann'), await join(rooms, 'eve')];
    eve.sendUpdate(manyClients(14_000, 1_000_000));
    await eve.until(() => eve.closed !== undefined);
    expect(eve.closed).toEqual({ code: 4413, reason: 'too many client ids' });
    for (const word of ['one', 'two', 'three']) ann.edit(insert(word));
    await ann.until(() => ann.isSaved);
    expect(await rooms.rooms.readDocument(BOARD, mine)).toBe('threetwoone');
    expect(rooms.errors).toEqual([]);
  });

  test.skipIf(isAbsent)('[SY28] one frame brings so many new client ids and no more', async () => {
    const [ann, eve] = [await join(rooms, 'ann'), await join(rooms, 'eve')];
    ann.sendUpdate(manyClients(MAX_NEW_CLIENTS_PER_UPDATE, 1_000_000));
    await ann.until(() => ann.isSaved);
    eve.sendUpdate(manyClients(MAX_NEW_CLIENTS_PER_UPDATE + 1, 2_000_000));
    await eve.until(() => eve.closed !== undefined);
    expect([ann.closed, eve.closed?.code]).toEqual([undefined, 4413]);
  });

  test.skipIf(isAbsent)('[SY28] one person has a thousand client ids in a document at most', async () => {
    const [ann, eve] = [await join(rooms, 'ann'), await join(rooms, 'eve')];
    for (let first = 0; first < MAX_CLIENTS_PER_ACTOR * 2; first += MAX_NEW_CLIENTS_PER_UPDATE)
      eve.sendUpdate(manyClients(MAX_NEW_CLIENTS_PER_UPDATE, 1_000_000 + first));
    await eve.until(() => eve.closed !== undefined);
    expect(eve.closed?.code).toBe(4413);
    ann.edit(insert('here'));
    await ann.until(() => ann.isSaved);
    const rows = await database.db.selectFrom('doc_client').select('actor').execute();
    const counts = Object.groupBy(rows, ({ actor }) => actor);
    expect(counts.eve?.length).toBeLessThanOrEqual(MAX_CLIENTS_PER_ACTOR);
    expect(counts.ann).toHaveLength(1);
  });

  test.skipIf(isAbsent)('[SY28] as many client ids as the limits allow are stored, in pieces', async () => {
    const store = createDocumentStore(database);
    await store.open('many', 'epoch-1');
    const owners = Array.from({ length: 40_000 }, (_, client) => ({ client, actorKey: 'eve' }));
    const updates = Array.from({ length: 40_000 }, () => Uint8Array.from([0, 0]));
    const results = await store.append([{ document: 'many', epoch: 'epoch-1', updates, owners }], 1);
    expect(results).toEqual([{ kind: 'stored', firstSeq: 1 }]);
    expect(await store.readOwners('many', 'epoch-1')).toHaveLength(40_000);
  });
});

/** A store in which one document cannot be stored. */
class PoisonedStore extends MemoryStore {
  poisoned = '';

  override async append(...[requests, nowMs]: Parameters<MemoryStore['append']>) {
    if (requests.some(({ document }) => document === this.poisoned))
      throw new Error('too many SQL variables');
    return super.append(requests, nowMs);
  }
}

describe('beside a room that cannot be stored', () => {
  let rooms: TestRooms<PoisonedStore>;

  beforeEach(async () => {
    rooms = await startRooms(new PoisonedStore());
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    clients = [];
    await rooms.close();
  });

  test('[SY29] an edit that shares its transaction is stored at once', async () => {
    const [ann, bob] = [await join(rooms, 'ann'), await join(rooms, 'bob', OTHER)];
    rooms.store.poisoned = BOARD;
    for (let round = 0; round < 10; round++) {
      ann.edit(insert('x'));
      bob.edit(insert('y'));
      await bob.until(() => bob.isSaved);
    }
    expect(await rooms.rooms.readDocument(OTHER, mine)).toBe('yyyyyyyyyy');
    // Each failed commit is of the poisoned room: nobody else was ever asked again.
    expect(new Set(rooms.errors.map((facts) => 'document' in facts && facts.document))).toEqual(
      new Set([BOARD]),
    );
    expect([bob.heardOf('step1').length, ann.stored]).toEqual([1, 1]);
    rooms.store.poisoned = '';
    await ann.until(() => ann.heardOf('step1').length === 2);
    ann.answer();
    await ann.until(() => ann.isSaved);
    expect(await rooms.rooms.readDocument(BOARD, mine)).toBe('xxxxxxxxxx');
  });

  test('[SY29] a failed batch gives up its claims, and nobody else takes them', async () => {
    const [ann, eve] = [await join(rooms, 'ann'), await join(rooms, 'eve')];
    rooms.store.poisoned = BOARD;
    ann.edit(insert('a'));
    await ann.settled();
    rooms.store.poisoned = '';
    await ann.until(() => ann.heardOf('step1').length === 2);
    eve.edit(insert('e'));
    await eve.until(() => eve.isSaved);
    expect((await rooms.store.open(BOARD, '')).owners).toEqual([
      { client: eve.doc.clientID, actorKey: 'eve' },
    ]);
    eve.sendUpdate(manyClients(1, ann.doc.clientID));
    await eve.until(() => eve.closed !== undefined);
    expect(eve.closed?.code).toBe(4409);
    ann.answer();
    await ann.until(() => ann.isSaved);
    expect((await rooms.store.open(BOARD, '')).owners).toHaveLength(2);
  });

  test('[SY29] what was stored although the answer was lost is told before anybody is asked again', async () => {
    const [ann, bob] = [await join(rooms, 'ann'), await join(rooms, 'bob')];
    const append = rooms.store.append.bind(rooms.store);
    rooms.store.append = async (...args) => {
      rooms.store.append = append;
      await append(...args);
      throw new Error('Connection terminated unexpectedly');
    };
    ann.edit(insert('a'));
    await bob.until(() => mine(bob.doc) === 'a');
    await ann.until(() => ann.heardOf('step1').length === 2);
    ann.answer();
    await ann.until(() => ann.isSaved);
    expect((await rooms.store.open(BOARD, '')).updates).toHaveLength(1);
  });
});
