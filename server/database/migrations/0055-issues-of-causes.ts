import { sql, type Kysely } from 'kysely';

/** An id is 26 letters: `cause:<workshop>/<cause>`. */
const WORKSHOP_AT = 'cause:'.length + 1;
const ID_LETTERS = 26;
const CAUSE_AT = WORKSHOP_AT + ID_LETTERS + 1;

/**
 * Several causes of one issue, and several issues of one project. What there was keeps its meaning: the cause of
 * an issue stands in its origin, the first issue of a project in its own column.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('issue_cause')
    .addColumn('workshop_id', 'text', (c) => c.notNull())
    .addColumn('cause_id', 'text', (c) => c.notNull())
    .addColumn('issue_id', 'text', (c) => c.notNull().references('issue.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('issue_cause_pk', ['workshop_id', 'cause_id'])
    .execute();
  await db.schema.createIndex('issue_cause_of_issue').on('issue_cause').column('issue_id').execute();
  await sql`insert into issue_cause (workshop_id, cause_id, issue_id)
    select substr(origin_key, ${sql.lit(WORKSHOP_AT)}, ${sql.lit(ID_LETTERS)}),
      substr(origin_key, ${sql.lit(CAUSE_AT)}), id
    from issue where origin_key like 'cause:%'`.execute(db);
  await db.schema
    .createTable('project_issue')
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id').onDelete('cascade'))
    .addColumn('issue_id', 'text', (c) => c.notNull().references('issue.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('project_issue_pk', ['project_id', 'issue_id'])
    .execute();
  await db.schema.createIndex('project_issue_of_issue').on('project_issue').column('issue_id').execute();
  await sql`insert into project_issue (project_id, issue_id)
    select id, issue_id from project where issue_id is not null`.execute(db);
}
