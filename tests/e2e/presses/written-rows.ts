import { sql } from 'kysely';
import type { Queries } from '#server/database/engine.ts';

/** How often a row of which table was inserted, updated or deleted: `issue insert` -> 1. */
export type WrittenRows = Readonly<Record<string, number>>;

/**
 * What a press may leave in any case: a visit is no record, a key is taken and given back, and the
 * documents of a room are written when it has time for it. The index of search follows rows that are counted.
 */
const NOT_COUNTED = /^(doc_|document$|login_|request_key|kysely_|sqlite_|signing_proof|search_)/;

/** What stays of them: a row that was inserted and deleted again was never there. */
export function lasting(rows: WrittenRows): WrittenRows {
  const left = { ...rows };
  for (const [what, n] of Object.entries(rows)) {
    const [table = '', verb] = what.split(' ');
    const inserted = left[`${table} insert`] ?? 0;
    if (verb !== 'delete' || inserted === 0) continue;
    const gone = Math.min(n, inserted);
    left[what] = n - gone;
    left[`${table} insert`] = inserted - gone;
  }
  return Object.fromEntries(Object.entries(left).filter(([, n]) => n > 0));
}

/**
 * Has the database itself write down every row that is written from now on. Comparing tables would miss
 * a row that was changed and changed back, and takes the longer the more the tests have made.
 */
export async function watchTables(db: Queries): Promise<() => Promise<WrittenRows>> {
  await sql`create temp table written (what text not null)`.execute(db);
  for (const { name } of await db.introspection.getTables()) {
    if (NOT_COUNTED.test(name)) continue;
    for (const verb of ['insert', 'update', 'delete']) {
      const trigger = sql.id('temp', `written_${verb}_${name}`);
      const what = sql.lit(`${name} ${verb}`);
      await sql`create trigger ${trigger} after ${sql.raw(verb)} on main.${sql.table(name)}
        begin insert into written values (${what}); end`.execute(db);
    }
  }
  return async () => {
    const { rows } = await sql<{ what: string; n: number }>`
      select what, count(*) as n from temp.written group by what order by what`.execute(db);
    await sql`delete from temp.written`.execute(db);
    return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
  };
}
