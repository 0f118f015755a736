import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { makeTestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { migrate } from '#server/database/migrate.ts';
import { insertLetters } from './outbox-store.ts';

describe.each(ENGINES)('an outbox from before letters to guests, on $title', ({ engine, isAbsent }) => {
  test.skipIf(isAbsent)('[NO8] keeps its letters, once for each occasion, and its readers', async () => {
    const scene = await makeTestApp(engine);
    try {
      const ola = await scene.person('Ola');
      const { db } = scene.app.database;
      const letter = { kind: 'digest', personId: ola.id, occasion: '2026-11-02', dueMs: 1, atMs: 2 } as const;
      await insertLetters(db, [letter]);
      const before = await db.selectFrom('outbox').selectAll().execute();
      // As it was: a letter had a person, and nothing else.
      await sql`create table kept as select * from outbox`.execute(db);
      await db.schema.dropTable('outbox').execute();
      await db.schema.dropTable('guest_address').execute();
      await sql`create table outbox as select id, kind, person_id, occasion, state, due_ms, attempts,
        claimed_until_ms, claim, since_ms, error from kept`.execute(db);
      await sql`drop table kept`.execute(db);
      await sql`delete from kysely_migration where name = '0070-guest-addresses'`.execute(db);
      await migrate(db, engine);
      expect(await db.selectFrom('outbox').selectAll().execute()).toEqual(before);
      await insertLetters(db, [letter]);
      expect(await db.selectFrom('outbox').selectAll().execute()).toHaveLength(1);
      const nobodys = { ...before[0], id: 'nobody', person_id: null } as (typeof before)[number]; // one row was read
      await expect(db.insertInto('outbox').values(nobodys).execute()).rejects.toThrow();
    } finally {
      await scene.close();
    }
  });
});
