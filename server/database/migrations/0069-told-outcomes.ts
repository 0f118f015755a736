import { sql, type Kysely } from 'kysely';

/** Which state of an issue those who found its causes were told of; what became of it before counts as told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('issue')
    .addColumn('told_state', 'text', (c) => c.notNull().defaultTo('open'))
    .execute();
  await sql`update issue set told_state = state`.execute(db);
}
