import { sql } from 'kysely';
import type { Engine, Queries } from './engine.ts';

/** What Kysely notes of the migrations, and SQLite of its counters and of its index of words. */
const NOT_OURS = /^(kysely_|sqlite_|search_words)/;
/** Tables that others write to when their rows go: emptied last. */
const FOLLOWING = /^search_/;

/**
 * Deletes every row of every table but those named, inside a transaction: it is all gone, or nothing [AC13].
 * Counters begin anew. What migrations ran stays, so that the database is as one that was just made.
 */
export async function emptyTables(trx: Queries, engine: Engine, kept: readonly string[]): Promise<void> {
  const schema = engine === 'postgres' ? await currentSchemaOf(trx) : undefined;
  const tables = (await trx.introspection.getTables())
    .filter((table) => schema === undefined || table.schema === schema)
    .map(({ name }) => name)
    .filter((name) => !NOT_OURS.test(name) && !kept.includes(name));
  if (engine === 'postgres') {
    await sql`truncate ${sql.join(tables.map((name) => sql.table(name)))} restart identity`.execute(trx);
    return;
  }
  // Each row may point to one that goes a moment later; at the commit none is left.
  await sql`pragma defer_foreign_keys = on`.execute(trx);
  const inOrder = tables.toSorted(
    (left, right) => Number(FOLLOWING.test(left)) - Number(FOLLOWING.test(right)),
  );
  for (const name of inOrder) await sql`delete from ${sql.table(name)}`.execute(trx);
  await sql`delete from sqlite_sequence`.execute(trx);
}

async function currentSchemaOf(trx: Queries): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(trx);
  return rows[0]?.name;
}
