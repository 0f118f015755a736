/**
 * What a long table shows, as its address says it: everybody who opens the address sees the same rows.
 * `?q=` words, `f.<name>=` filters (several values parted by commas), `sort=-importance`, `columns=`,
 * `show=` one of several ways to draw what was found.
 */
export interface TableQuery {
  q: string;
  filters: Readonly<Record<string, readonly string[]>>;
  sort: { key: string; isDescending: boolean } | null;
  /** The columns that are chosen; null for those that the table begins with. */
  columns: readonly string[] | null;
  /** How it is drawn; null for the way that the page begins with. */
  show: string | null;
}

/** What a table understands. */
export interface TableTerms {
  /** The values of each filter; null for a filter that takes any text. */
  filters: Readonly<Record<string, readonly string[] | null>>;
  sorts: readonly string[];
  columns: readonly string[];
  shows: readonly string[];
}

/** How many rows of a long table one request brings. */
export const ROWS_A_PIECE = 50;

export const PLAIN_QUERY: TableQuery = { q: '', filters: {}, sort: null, columns: null, show: null };

/** No word that somebody looks for is longer. */
export const LONGEST_SEARCH = 200;

/** Reads an address; what the table does not know comes back in `unknown`, to be said to the reader. */
export function readTableQuery(
  params: URLSearchParams,
  terms: TableTerms,
): { query: TableQuery; unknown: string[] } {
  const unknown: string[] = [];
  const filters: Record<string, string[]> = {};
  for (const [name, text] of params) {
    if (!name.startsWith('f.')) continue;
    const key = name.slice(2);
    const allowed = Object.hasOwn(terms.filters, key) ? terms.filters[key] : undefined;
    const values = allowed === null ? [text] : text.split(',');
    const known = values.filter((value) => value !== '' && (allowed === null || allowed?.includes(value)));
    if (known.length < values.length) unknown.push(`${name}=${text}`);
    if (known.length > 0) filters[key] = known;
  }
  const sortText = params.get('sort');
  const sortKey = sortText?.replace(/^-/, '') ?? '';
  const isSortKnown = terms.sorts.includes(sortKey);
  if (sortText && !isSortKnown) unknown.push(`sort=${sortText}`);
  const show = params.get('show');
  const isShowKnown = show === null || terms.shows.includes(show);
  if (!isShowKnown) unknown.push(`show=${show}`);
  const columnsText = params.get('columns');
  const columns = columnsText?.split(',').filter((key) => terms.columns.includes(key)) ?? null;
  return {
    query: {
      q: (params.get('q') ?? '').slice(0, LONGEST_SEARCH),
      filters,
      sort: sortText && isSortKnown ? { key: sortKey, isDescending: sortText.startsWith('-') } : null,
      columns: columns && columns.length > 0 ? columns : null,
      show: isShowKnown ? show : null,
    },
    unknown,
  };
}

/** The query as it stands in an address, in one order, so that two addresses of one view are equal. */
export function writeTableQuery({ q, filters, sort, columns, show }: TableQuery): string {
  const params = new URLSearchParams();
  for (const name of Object.keys(filters).sort()) {
    const values = filters[name] ?? [];
    if (values.length > 0) params.set(`f.${name}`, values.join(','));
  }
  if (q) params.set('q', q);
  if (sort) params.set('sort', `${sort.isDescending ? '-' : ''}${sort.key}`);
  if (columns) params.set('columns', columns.join(','));
  if (show) params.set('show', show);
  // Commas and signs are no secret of the address: people read it.
  return params.toString().replaceAll('%2C', ',');
}

/** The query with another value of one filter; none takes the filter away. */
export function withFilter(query: TableQuery, name: string, values: readonly string[]): TableQuery {
  const { [name]: _old, ...others } = query.filters;
  return { ...query, filters: values.length > 0 ? { ...others, [name]: values } : others };
}

/** What a press on a column's head sorts by: down first, then up, then as the table is by itself. */
export function nextSort(query: TableQuery, key: string): TableQuery {
  const { sort } = query;
  if (sort?.key !== key) return { ...query, sort: { key, isDescending: true } };
  return { ...query, sort: sort.isDescending ? { key, isDescending: false } : null };
}
