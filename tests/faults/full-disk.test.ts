import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { RoomProvider } from '#lib/sync/room-provider.ts';
import { openDatabase } from '#server/database/database.ts';
import { createDocumentStore } from '#server/sync/store/sql-store.ts';
import { startRooms } from '#server/sync/testing/test-rooms.ts';

const BOARD = 'workshop/w1/board';

test('[SY18] [DB2] on a full disk nothing is acknowledged or told, reading goes on, and it recovers by itself', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-full-'));
  const database = await openDatabase({ dataDir });
  const rooms = await startRooms(createDocumentStore(database));
  const connect = (as: string): RoomProvider =>
    new RoomProvider({ url: rooms.url, document: `${BOARD}?as=${as}`, doc: new Y.Doc() });
  const ann = connect('ann');
  const bob = connect('bob');
  const saved = (provider: RoomProvider): Promise<boolean> =>
    provider.until(({ status }) => status.kind === 'saved');
  await Promise.all([saved(ann), saved(bob)]);
  ann.doc.getText('t').insert(0, 'before');
  await saved(ann);

  // SQLite says "database or disk is full" when it may not grow by another page.
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database.db);
  await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count ?? 0)}`.execute(database.db);
  ann.doc.getMap('m').set('large', new Uint8Array(200_000));
  await new Promise<void>((resolve) => {
    const look = (): void => (rooms.errors.length > 0 ? resolve() : void setImmediate(look));
    look();
  });
  expect(ann.status).toEqual({ kind: 'saving', waiting: 1 });
  expect(rooms.errors[0]).toMatchObject({ error: { code: 'unavailable', reason: 'base.diskFull' } });
  expect(bob.doc.getMap('m').size).toBe(0);
  expect(await rooms.rooms.readDocument(BOARD, (doc) => doc.getText('t').toString())).toBe('before');
  expect(await database.db.selectFrom('document').select('name').execute()).toEqual([{ name: BOARD }]);

  await sql`pragma max_page_count = 1000000`.execute(database.db);
  await saved(ann);
  expect(await rooms.rooms.readDocument(BOARD, (doc) => doc.getMap('m').size)).toBe(1);
  for (const provider of [ann, bob]) {
    await provider.destroy();
    provider.doc.destroy();
  }
  await rooms.close();
  await database.close();
  rmSync(dataDir, { recursive: true });
});
