import type { Kysely } from 'kysely';

/** A rota that is proposed and not published: its pairs, and what leads hold fast by hand. It goes when it is published. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('shift_rota')
    .addColumn('round_id', 'text', (c) => c.primaryKey().references('shift_round.id').onDelete('cascade'))
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute();
  for (const table of ['shift_rota_pair', 'shift_rota_lock'] as const) {
    const create = db.schema
      .createTable(table)
      .addColumn('round_id', 'text', (c) => c.notNull().references('shift_rota.round_id').onDelete('cascade'))
      .addColumn('shift_id', 'text', (c) => c.notNull().references('shift.id').onDelete('cascade'))
      .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
      .addPrimaryKeyConstraint(`${table}_once`, ['shift_id', 'person_id']);
    await (
      table === 'shift_rota_lock' ? create.addColumn('kind', 'text', (c) => c.notNull()) : create
    ).execute();
    await db.schema.createIndex(`${table}_round`).on(table).column('round_id').execute();
    await db.schema.createIndex(`${table}_person`).on(table).column('person_id').execute();
  }
}
