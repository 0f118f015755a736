import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { SEARCH_KINDS, type SearchKind } from '#lib/search/search.ts';
import { wordsOf, type Sought } from '#lib/search/sought-words.ts';
import type { Engine, Queries } from '../database/engine.ts';
import { piecesOf } from '../database/pieces-of.ts';
import { oneOf } from '../database/stored.ts';
import { hasSoughtWords } from '../database/word-index.ts';
import type { Searchable } from './search-context.ts';

/** Takes the index for the rest of a transaction, so that two do not read the same anew; returns its version. */
export async function holdIndex(trx: Queries): Promise<number> {
  const { version } = await trx
    .insertInto('search_state')
    .values({ id: 1, version: 0 })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ id: 1 }))
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

export async function writeIndexVersion(trx: Queries, version: number): Promise<void> {
  await trx.updateTable('search_state').set({ version }).execute();
}

export async function hasDue(db: Queries): Promise<boolean> {
  return (await db.selectFrom('search_due').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Takes the things that changed longest ago, each once. */
export async function takeDue(trx: Queries, most: number): Promise<Map<SearchKind, string[]>> {
  const rows = await trx
    .deleteFrom('search_due')
    .where('id', 'in', trx.selectFrom('search_due').select('id').orderBy('id').limit(most))
    .returning(['kind', 'source', 'id'])
    .execute();
  const due = new Map<SearchKind, Set<string>>();
  for (const row of rows) {
    const kind = oneOf(SEARCH_KINDS, row.kind, 'search_due.kind', String(row.id));
    due.set(kind, (due.get(kind) ?? new Set()).add(row.source));
  }
  return new Map([...due].map(([kind, sources]) => [kind, [...sources]]));
}

export async function insertDue(trx: Queries, kind: SearchKind, sources: readonly string[]): Promise<void> {
  for (const piece of piecesOf(sources))
    await trx
      .insertInto('search_due')
      .values(piece.map((source) => ({ kind, source })))
      .execute();
}

/** Forgets all that was indexed, and what waits to be. */
export async function emptyIndex(trx: Queries): Promise<void> {
  await trx.deleteFrom('search_due').execute();
  await trx.deleteFrom('search_entry').execute();
}

/** Puts what was read of these sources in the place of what was known of them. */
export async function replaceEntries(
  trx: Queries,
  kind: SearchKind,
  sources: readonly string[],
  read: readonly Searchable[],
): Promise<void> {
  await trx.deleteFrom('search_entry').where('kind', '=', kind).where('source', 'in', sources).execute();
  const rows = read.map(({ source, ref, scope, number, title, body, href, atMs }) => ({
    ...{ kind, source, ref, scope, title, body, href },
    number: number ?? null,
    at_ms: atMs,
    title_words: wordsOf(number === undefined ? title : `${number} ${title}`),
    words: wordsOf(`${number ?? ''} ${title} ${body}`),
  }));
  for (const piece of piecesOf(rows)) await trx.insertInto('search_entry').values(piece).execute();
}

/** What is looked for, among what a reader's keys open. */
export interface WordQuestion {
  engine: Engine;
  sought: Sought;
  scopes: readonly string[];
}

/** One parameter, however many keys a reader holds: each engine takes only so many of them. */
function isInReach(engine: Engine, scopes: readonly string[]): RawBuilder<SqlBool> {
  if (engine === 'postgres') return sql<SqlBool>`search_entry.scope = any(${[...scopes]}::text[])`;
  return sql<SqlBool>`search_entry.scope in (select value from json_each(${JSON.stringify(scopes)}))`;
}

function selectFound(db: Queries, { engine, sought, scopes }: WordQuestion) {
  return db
    .selectFrom('search_entry')
    .where(isInReach(engine, scopes))
    .where(hasSoughtWords(engine, 'words', sought));
}

/** How many of each kind there are. */
export async function countFound(
  db: Queries,
  question: WordQuestion,
): Promise<ReadonlyMap<SearchKind, number>> {
  const rows = await selectFound(db, question)
    .select((eb) => ['kind', eb.fn.countAll<number | string>().as('count')])
    .groupBy('kind')
    .execute();
  return new Map(
    rows.map(({ kind, count }) => [oneOf(SEARCH_KINDS, kind, 'search_entry.kind', kind), Number(count)]),
  );
}

export interface FoundRow {
  kind: SearchKind;
  ref: string;
  number: number | null;
  title: string;
  body: string;
  href: string;
}

/** One page: what bears the number first, then what has all the words in its title, then the newest. */
export async function listFound(
  db: Queries,
  question: WordQuestion,
  { kind, from, most }: { kind: SearchKind | null; from: number; most: number },
): Promise<FoundRow[]> {
  const { engine, sought } = question;
  // Put in order without their texts: to sort five thousand of those is most of the work.
  let ordered = selectFound(db, question).select('id');
  if (kind) ordered = ordered.where('kind', '=', kind);
  if (sought.number !== null)
    ordered = ordered.orderBy((eb) => eb.case().when('number', '=', sought.number).then(0).else(1).end());
  const inTitle = hasSoughtWords(engine, 'title_words', sought);
  const ids = (
    await ordered
      .orderBy(sql`case when ${inTitle} then 0 else 1 end`)
      .orderBy('at_ms', 'desc')
      .orderBy('ref')
      .limit(most)
      .offset(from)
      .execute()
  ).map(({ id }) => id);
  if (ids.length === 0) return [];
  const found = await db
    .selectFrom('search_entry')
    .select(['id', 'kind', 'ref', 'number', 'title', 'body', 'href'])
    .where('id', 'in', ids)
    .execute();
  const rows = found.toSorted((left, right) => ids.indexOf(left.id) - ids.indexOf(right.id));
  return rows.map((row) => ({
    kind: oneOf(SEARCH_KINDS, row.kind, 'search_entry.kind', String(row.id)),
    ref: row.ref,
    number: row.number,
    title: row.title,
    body: row.body,
    href: row.href,
  }));
}
