import type { Actor } from '#lib/people/person.ts';
import type { SearchKind } from '#lib/search/search.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';

/** What is indexed of one thing. */
export interface Searchable {
  /** The thing that it was read from, whose table is watched. */
  source: string;
  /** What it speaks of: the source itself, or a part of it. */
  ref: string;
  /** Who may see it: whoever holds this key, as `reach` gives them. It never depends on what can change. */
  scope: string;
  number?: number;
  title: string;
  body: string;
  href: string;
  atMs: number;
}

/** How a domain lets its things be found. */
export interface SearchSource {
  /** The ids of all its things, to index them anew. */
  listIds(db: Queries): Promise<string[]>;
  /** What is indexed of those of these things that there are. */
  read(db: Queries, ids: readonly string[]): Promise<Searchable[]>;
  /** The keys that a reader holds now; asked at every search, so that rights that were taken count at once. */
  reach(context: Context, actor: Actor): Promise<readonly string[]>;
}

/** What the commands of search need besides: every domain's source, as `search-sources.ts` lists them. */
export interface SearchContext extends Context {
  readonly searchSources: Readonly<Record<SearchKind, SearchSource>>;
}
