import { sql, type Kysely } from 'kysely';

/** Issues and projects get a number that people can say; those there are, in the order they came. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('running_number')
    .addColumn('kind', 'text', (c) => c.primaryKey())
    .addColumn('last', 'integer', (c) => c.notNull())
    .execute();
  for (const kind of ['issue', 'project'] as const) {
    await db.schema.alterTable(kind).addColumn('number', 'integer').execute();
    const table = sql.table(kind);
    await sql`update ${table} set number = placed.place
      from (select id, row_number() over (order by created_at_ms, id) as place from ${table}) as placed
      where placed.id = ${table}.id`.execute(db);
    await db.schema.createIndex(`${kind}_number_idx`).unique().on(kind).column('number').execute();
    await sql`insert into running_number (kind, last)
      select ${kind}, coalesce(max(number), 0) from ${table}`.execute(db);
  }
}
