import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { excerptOf } from '#lib/search/mark-words.ts';
import { HITS_A_PAGE, SEARCH_KINDS, SearchForm, type SearchAnswer } from '#lib/search/search.ts';
import { readSought } from '#lib/search/sought-words.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { SearchContext } from './search-context.ts';
import * as store from './search-store.ts';

/** Counts what is indexed and how: raised with every change of it, so that the next start reads everything anew. */
const INDEX_VERSION = 2;
/** What is read anew in one transaction: others who write wait for a tenth of a second, not for all of it. */
const DUE_AT_ONCE = 500;

/** Whatever has these words and may be seen by this reader, and nothing that would count the rest [SE1] [SE3]. */
export async function findMatches(
  context: SearchContext,
  actor: Actor,
  input: SearchForm,
): Promise<SearchAnswer> {
  requirePerson(actor, 'search.ask');
  const { q, kind, page } = parseInput(SearchForm, input);
  const sought = readSought(q);
  const nothing = { hits: [], counts: [], total: 0, page: 1, pages: 1, isCut: sought.isCut };
  if (sought.words.length === 0) return nothing;
  await indexDue(context);
  const { db, database } = context;
  const scopes = await reachOf(context, actor);
  if (scopes.length === 0) return nothing;
  const question = { engine: database.engine, sought, scopes };
  const found = await store.countFound(db, question);
  const counts = SEARCH_KINDS.flatMap((name) => {
    const count = found.get(name);
    return count === undefined ? [] : [{ kind: name, count }];
  });
  const total = kind ? (found.get(kind) ?? 0) : counts.reduce((sum, { count }) => sum + count, 0);
  const pages = Math.max(1, Math.ceil(total / HITS_A_PAGE));
  const shown = Math.min(page, pages);
  const rows =
    total === 0
      ? []
      : await store.listFound(db, question, { kind, from: (shown - 1) * HITS_A_PAGE, most: HITS_A_PAGE });
  const hits = rows.map(({ ref, body, ...hit }) => ({ ...hit, id: ref, excerpt: excerptOf(body, q) }));
  return { hits, counts, total, page: shown, pages, isCut: sought.isCut };
}

/** The keys of all sources; those that share a way to them are asked once. */
async function reachOf(context: SearchContext, actor: Actor): Promise<string[]> {
  const keys = new Set<string>();
  for (const reach of new Set(Object.values(context.searchSources).map((source) => source.reach)))
    for (const key of await reach(context, actor)) keys.add(key);
  return [...keys];
}

/**
 * Reads anew what changed since the last search. What changed was noted, and forgotten, in the transaction that
 * changed it; so an index that waits finds too little for a moment, and never what is gone [SE4].
 */
async function indexDue(context: SearchContext): Promise<void> {
  while (await store.hasDue(context.db)) {
    await context.database.transaction(async (trx) => {
      await store.holdIndex(trx);
      for (const [kind, sources] of await store.takeDue(trx, DUE_AT_ONCE)) {
        const read = await context.searchSources[kind].read(trx, sources);
        await store.replaceEntries(trx, kind, sources, read);
      }
    });
  }
}

/** At a start: an index that is new, or of an earlier version of this program, is made from everything there is. */
export async function prepareIndex(context: SearchContext): Promise<void> {
  await context.database.transaction(async (trx) => {
    if ((await store.holdIndex(trx)) === INDEX_VERSION) return;
    await store.emptyIndex(trx);
    for (const kind of SEARCH_KINDS)
      await store.insertDue(trx, kind, await context.searchSources[kind].listIds(trx));
    await store.writeIndexVersion(trx, INDEX_VERSION);
  });
  await indexDue(context);
}
