import * as v from 'valibot';

/** What is found, in the order in which filters name it. */
export const SEARCH_KINDS = [
  'issue',
  'project',
  'decision',
  'commitment',
  'workshop',
  'cause',
  'insight',
  'wave',
  'area',
  'series',
  'goal',
  'standard',
  'round',
  'finding',
  'article',
  'story',
  'programme',
  'person',
] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** A page of answers; more are asked for. */
export const HITS_A_PAGE = 20;

/** What is asked: words, of one kind or of all, and which page of the answer. */
export const SearchForm = v.object({
  q: v.string(),
  kind: v.nullable(v.picklist(SEARCH_KINDS)),
  page: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type SearchForm = v.InferOutput<typeof SearchForm>;

/** One thing that was found, as its own domain calls it. */
export interface SearchHit {
  kind: SearchKind;
  id: string;
  /** What people say of it, where it has a number. */
  number: number | null;
  title: string;
  /** Of its text what stands around the first word that was found; empty where there is none. */
  excerpt: string;
  href: string;
}

/** All that a reader may see, and nothing that counts what they may not. */
export interface SearchAnswer {
  hits: SearchHit[];
  /** How many there are of each kind that has any, whatever kind is asked for. */
  counts: { kind: SearchKind; count: number }[];
  /** How many of the kind that is asked for, or of all. */
  total: number;
  page: number;
  pages: number;
  /** Whether there was more to the question than is looked for. */
  isCut: boolean;
}

/** The place of a question, as an address that can be sent to somebody. */
export function searchPath({ q, kind, page }: Partial<SearchForm> & { q: string }): string {
  const query = new URLSearchParams({ q });
  if (kind) query.set('kind', kind);
  if (page !== undefined && page > 1) query.set('page', String(page));
  return `/search?${query.toString()}`;
}
