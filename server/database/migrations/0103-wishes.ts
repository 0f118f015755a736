import type { Kysely } from 'kysely';

/** When people would serve in a round, which nobody else reads, and who takes less than a full share of tours. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('shift_wish')
    .addColumn('round_id', 'text', (c) => c.notNull().references('shift_round.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('answer', 'text', (c) => c.notNull())
    .addColumn('max_tours', 'integer', (c) => c.notNull())
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('choices', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('shift_wish_once', ['round_id', 'person_id'])
    .execute();
  await db.schema.createIndex('shift_wish_person').on('shift_wish').column('person_id').execute();
  await db.schema
    .createTable('shift_share')
    .addColumn('person_id', 'text', (c) => c.primaryKey().references('person.id').onDelete('cascade'))
    .addColumn('percent', 'integer', (c) => c.notNull())
    .execute();
}
