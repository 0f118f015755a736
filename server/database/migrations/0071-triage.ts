import { sql, type Kysely } from 'kysely';

/**
 * Whether the list takes an issue up, beside its state; who answers for it, and who reported it. What is in the list
 * already counts as accepted, and whoever brought it in as having reported it, but for causes: those who found them
 * are told as people of their workshop.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const alter = (): ReturnType<typeof db.schema.alterTable> => db.schema.alterTable('issue');
  await alter()
    .addColumn('triage', 'text', (c) => c.notNull().defaultTo('accepted'))
    .execute();
  await alter().addColumn('triage_reason', 'text').execute();
  await alter().addColumn('snoozed_until', 'text').execute();
  await alter()
    .addColumn('duplicate_of', 'text', (c) => c.references('issue.id'))
    .execute();
  await alter()
    .addColumn('owner_id', 'text', (c) => c.references('person.id'))
    .execute();
  await db.schema.createIndex('issue_duplicate_of').on('issue').column('duplicate_of').execute();
  await db.schema.createIndex('issue_owner').on('issue').column('owner_id').execute();
  await db.schema
    .createTable('issue_reporter')
    .addColumn('issue_id', 'text', (c) => c.notNull().references('issue.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('issue_reporter_pk', ['issue_id', 'person_id'])
    .execute();
  await sql`insert into issue_reporter (issue_id, person_id)
    select issue.id, person.id from issue join person on person.id = issue.created_by
    where issue.origin_key is null or issue.origin_key not like 'cause:%'`.execute(db);
}
