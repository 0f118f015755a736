import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** How long links worked when only their end was kept. */
const INVITATION_MS = 14 * 24 * 60 * 60 * 1000;

/** Where a person stands in the organisation, until when, the month of the last sign-in, and how invitations went out. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema.alterTable('person').addColumn('level', 'text').execute();
  await db.schema
    .alterTable('person')
    .addColumn('manager_id', 'text', (c) => c.references('person.id').onDelete('set null'))
    .execute();
  await db.schema.alterTable('person').addColumn('employed_until', 'text').execute();
  await db.schema.alterTable('person').addColumn('signed_in_month', 'text').execute();
  await db.schema.createIndex('person_manager_idx').on('person').column('manager_id').execute();
  await db.schema.alterTable('invitation').addColumn('created_at_ms', bigType(engine)).execute();
  await sql`update invitation set created_at_ms = expires_at_ms - ${sql.lit(INVITATION_MS)}`.execute(db);
  await db.schema.alterTable('invitation').addColumn('mail_state', 'text').execute();
}
