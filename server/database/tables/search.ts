import type { Generated } from 'kysely';

/** What is found by its words; made from other tables, and made anew from them at any time. */
export interface SearchTables {
  search_entry: {
    id: Generated<number>;
    kind: string;
    /** The thing that it was read from: when that changes, all that was read from it goes. */
    source: string;
    /** Of which thing it speaks; of one source there may be several. */
    ref: string;
    /** Whoever holds this key may see it. */
    scope: string;
    number: number | null;
    title: string;
    body: string;
    href: string;
    at_ms: number;
    /** Folded, with stems: of the title alone, and of everything. */
    title_words: string;
    words: string;
  };
  /** What changed and is to be read anew, written by the triggers of watched tables. */
  search_due: { id: Generated<number>; kind: string; source: string };
  /** One row: of which version of our reading the index is. Whoever reads anew holds it. */
  search_state: { id: number; version: number };
}
