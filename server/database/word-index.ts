import { sql, type Expression, type Kysely, type SqlBool } from 'kysely';
import type { Sought } from '#lib/search/sought-words.ts';
import { bigType, countingKeyType, type Engine } from './engine.ts';

/** The two columns of `search_entry` that hold words, as `wordsOf` makes them. */
export type WordColumn = 'words' | 'title_words';

/** A table whose rows are found: what of it the index holds, and under which kind. */
export interface Watched {
  kind: string;
  table: string;
  /** The column that names the thing to index anew. */
  id: string;
  /** Whatever else changes in a row does not concern the index. */
  columns: readonly string[];
}

/**
 * The tables of search, as migration 58 makes them: what was released is not changed here. What is found lies in `search_entry`; its words are indexed by FTS5 on SQLite, by a
 * generated tsvector on PostgreSQL. Our own code folds and stems them, so that both engines hold the same words.
 * FTS5's `secure-delete` takes a deleted word out of the file at once, and not when segments happen to be merged.
 */
export async function createWordIndex(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const isSqlite = engine === 'sqlite';
  const big = bigType(engine);
  await db.schema
    .createTable('search_entry')
    .addColumn('id', countingKeyType(engine), (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('ref', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('number', 'integer')
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('href', 'text', (c) => c.notNull())
    .addColumn('at_ms', big, (c) => c.notNull())
    .addColumn('title_words', 'text', (c) => c.notNull())
    .addColumn('words', 'text', (c) => c.notNull())
    .addUniqueConstraint('search_entry_once', ['kind', 'source', 'ref'])
    .execute();
  await db.schema
    .createTable('search_due')
    .addColumn('id', countingKeyType(engine), (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('search_state')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute();
  await (isSqlite ? createFts(db) : createVectors(db));
}

async function createFts(db: Kysely<unknown>): Promise<void> {
  await sql`create virtual table search_words using fts5(
    title_words, words, content='search_entry', content_rowid='id',
    tokenize='unicode61 remove_diacritics 0')`.execute(db);
  await sql`insert into search_words(search_words, rank) values ('secure-delete', 1)`.execute(db);
  await sql`create trigger search_entry_added after insert on search_entry begin
    insert into search_words(rowid, title_words, words) values (new.id, new.title_words, new.words);
  end`.execute(db);
  await sql`create trigger search_entry_removed after delete on search_entry begin
    insert into search_words(search_words, rowid, title_words, words)
      values ('delete', old.id, old.title_words, old.words);
  end`.execute(db);
}

/** The words go in as they are: PostgreSQL's own reading of a text would take some numbers and signs apart. */
async function createVectors(db: Kysely<unknown>): Promise<void> {
  for (const column of ['title_words', 'words']) {
    await sql`alter table search_entry add column ${sql.ref(`${column}_vector`)} tsvector
      generated always as (array_to_tsvector(string_to_array(${sql.ref(column)}, ' '))) stored`.execute(db);
  }
  await sql`create index search_entry_words on search_entry using gin (words_vector)`.execute(db);
  // What changed is named by kind (first argument) and by one of its columns (second).
  await sql`create function search_note() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'INSERT' then
        delete from search_entry where kind = tg_argv[0] and source = to_jsonb(old) ->> tg_argv[1];
        insert into search_due (kind, source) values (tg_argv[0], to_jsonb(old) ->> tg_argv[1]);
      end if;
      if tg_op <> 'DELETE' then
        insert into search_due (kind, source) values (tg_argv[0], to_jsonb(new) ->> tg_argv[1]);
      end if;
      return null;
    end $$`.execute(db);
}

/**
 * From now on the index follows a table within the very transaction that changes it, whoever does so: what was
 * indexed of a row goes with its words, and its id waits to be read anew. So nothing is found of what is gone,
 * of what a person erased, or of a demo that was removed, even if the process dies before it indexes again.
 */
export async function watchTable(db: Kysely<unknown>, engine: Engine, watched: Watched): Promise<void> {
  const { kind, table, id, columns } = watched;
  const on = sql.table(table);
  const of = sql.join(columns.map((column) => sql.ref(column)));
  const name = (what: string) => sql.ref(`search_${kind}_of_${table}_${what}`);
  if (engine === 'postgres') {
    const run = sql`for each row execute function search_note(${sql.lit(kind)}, ${sql.lit(id)})`;
    await sql`create trigger ${name('rows')} after insert or delete on ${on} ${run}`.execute(db);
    await sql`create trigger ${name('changed')} after update of ${of} on ${on} ${run}`.execute(db);
    return;
  }
  const forget = sql`delete from search_entry where kind = ${sql.lit(kind)} and source = ${sql.ref(`old.${id}`)};`;
  const note = (row: 'old' | 'new') =>
    sql`insert into search_due (kind, source) values (${sql.lit(kind)}, ${sql.ref(`${row}.${id}`)});`;
  await sql`create trigger ${name('added')} after insert on ${on} begin ${note('new')} end`.execute(db);
  await sql`create trigger ${name('changed')} after update of ${of} on ${on}
    begin ${forget} ${note('new')} end`.execute(db);
  await sql`create trigger ${name('removed')} after delete on ${on}
    begin ${forget} ${note('old')} end`.execute(db);
}

/** Whether a row of `search_entry` has all that is looked for in one of its columns. */
export function hasSoughtWords(
  engine: Engine,
  column: WordColumn,
  { words }: Pick<Sought, 'words'>,
): Expression<SqlBool> {
  if (engine === 'postgres') {
    const query = words
      .map(
        (forms) =>
          `(${forms.map(({ text, isBeginning }) => quoted(text, "'", isBeginning ? ':*' : '')).join(' | ')})`,
      )
      .join(' & ');
    return sql<SqlBool>`${sql.ref(`search_entry.${column}_vector`)} @@ ${query}::tsquery`;
  }
  const query = words
    .map(
      (forms) =>
        `(${forms.map(({ text, isBeginning }) => quoted(text, '"', isBeginning ? '*' : '')).join(' OR ')})`,
    )
    .join(' AND ');
  const match = `{${column}} : (${query})`;
  return sql<SqlBool>`search_entry.id in (select rowid from search_words where search_words match ${match})`;
}

/** A word that no engine takes for anything else. */
function quoted(word: string, quote: string, after: string): string {
  return `${quote}${word.replaceAll('\\', '\\\\').replaceAll(quote, quote + quote)}${quote}${after}`;
}
