import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  for (const table of ['guest', 'workshop_member']) {
    await db.schema
      .alterTable(table)
      .addColumn('is_observer', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  }
  // Null while a guest waits in the lobby.
  await db.schema.alterTable('guest').addColumn('admitted_at_ms', big).execute();
  await sql`update guest set admitted_at_ms = joined_at_ms`.execute(db);
  // Null while somebody who is invited has not come yet.
  await db.schema.alterTable('workshop_member').addColumn('entered_at_ms', big).execute();
  // Who was invited before anybody noted who came keeps the place they had.
  await sql`update workshop_member set entered_at_ms = invited_at_ms`.execute(db);
}
