import { sql, type Kysely } from 'kysely';
import { bigType, type Engine } from '../engine.ts';

/** What a signature keeps, who had a hand in a project, since when a role is held, and who must be told of a new password. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const big = bigType(engine);
  const addColumn = (table: string, name: string, type: typeof big | 'text') =>
    db.schema.alterTable(table).addColumn(name, type).execute();
  await addColumn('person_role', 'granted_at_ms', big);
  await addColumn('person_role', 'granted_by_name', 'text');
  await addColumn('person', 'signs_from_ms', big);
  await addColumn('invitation', 'created_by_name', 'text');
  await addColumn('project_decision', 'content_hash', 'text');
  await addColumn('project_decision', 'department_name', 'text');
  await addColumn('project_decision', 'role_since_ms', big);
  await addColumn('project_decision', 'role_granted_by_name', 'text');
  await db.schema
    .createTable('project_hand')
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
    .addColumn('did', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .addPrimaryKeyConstraint('project_hand_pk', ['project_id', 'person_id', 'did'])
    .execute();
  for (const [column, did] of [
    ['proposed_by', 'proposed'],
    ['owner_id', 'owner'],
    ['deputy_id', 'deputy'],
  ] as const) {
    await sql`insert into project_hand (project_id, person_id, did, at_ms)
      select id, ${sql.ref(column)}, ${did}, created_at_ms from project`.execute(db);
  }
  // Who edited a project stood only in the audit log so far.
  await sql`insert into project_hand (project_id, person_id, did, at_ms)
    select project.id, person.id, 'edited', min(audit_entry.at_ms)
    from audit_entry
    join project on project.id = audit_entry.subject_id
    join person on person.id = audit_entry.actor_id
    where audit_entry.action = 'project.change'
    group by project.id, person.id`.execute(db);
  // A lead could set the state by hand while a project ran.
  await sql`update issue set state = 'project'
    where id in (select issue_id from project where state not in ('done', 'stopped'))`.execute(db);
  await db.schema
    .createTable('signing_proof')
    .addColumn('session_id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('at_ms', big, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('account_notice')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .addColumn('seen_at_ms', big)
    .execute();
  await db.schema.createIndex('account_notice_person_idx').on('account_notice').column('person_id').execute();
}
