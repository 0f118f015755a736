import { sql, type Kysely } from 'kysely';

/** A draft is found by those who may read it: what was indexed under a key for everybody is indexed anew. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`delete from search_entry where kind = 'project'`.execute(db);
  await sql`insert into search_due (kind, source) select 'project', id from project`.execute(db);
}
