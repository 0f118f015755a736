import { foldText } from '../../base/words/fold-text.ts';

/** What a column of a table of values can hold [AR5]; `of` and an id: the values of that series. */
const SERIES_FIELDS = ['day', 'value', 'series', 'area', 'note', 'leave', 'reason'] as const;
export type SeriesField = (typeof SERIES_FIELDS)[number] | `of ${string}`;

/** Those that a person can choose for a column, besides the values of a series. */
export const CHOOSABLE_SERIES_FIELDS = ['day', 'value', 'series', 'area', 'note', 'leave'] as const;

const OF = 'of ';

/** The series whose values a column holds; null for any other column. */
export function seriesOfField(field: SeriesField): string | null {
  return field.startsWith(OF) ? field.slice(OF.length) : null;
}

export function isSeriesField(text: string): text is SeriesField {
  return SERIES_FIELDS.some((field) => field === text) || (text.startsWith(OF) && text.length > OF.length);
}

/** A series as a table may name it. */
export interface KnownSeries {
  id: string;
  name: string;
  /** Null for what is measured of the whole organisation. */
  areaName: string | null;
}

/** Headings as `foldText` leaves them, in both languages. */
const HEADINGS: Readonly<Partial<Record<string, SeriesField>>> = Object.fromEntries(
  (
    [
      ['day', 'date day month period week quarter data dzien miesiac okres tydzien kwartal'],
      ['value', 'value result figure amount wartosc wynik liczba kwota'],
      ['series', 'parameter series kpi indicator measure metric parametr szereg wskaznik miernik miara'],
      ['area', 'area department team unit obszar dzial zespol'],
      ['note', 'note comment remark remarks notatka komentarz uwaga uwagi'],
    ] as const
  ).flatMap(([field, words]) => words.split(' ').map((word) => [word, field] as const)),
);
const REASONS = ['why it was refused', 'powod odrzucenia'];

export interface SeriesColumn {
  heading: string;
  /** Where it stands, from 0. */
  at: number;
  field: SeriesField;
}

/** The columns of a row of headings, as they are guessed or as somebody chose; a heading may name a series [AR5]. */
export function matchSeriesColumns(
  headings: readonly string[],
  known: readonly KnownSeries[],
  chosen: ReadonlyMap<string, SeriesField>,
): SeriesColumn[] {
  const byName = Map.groupBy(known, ({ name }) => foldText(name));
  const taken = new Set<string>([...chosen.values()].filter((field) => field !== 'leave'));
  const seen = new Set<string>();
  return headings.flatMap((written, at): SeriesColumn[] => {
    const heading = written.trim();
    const folded = foldText(heading);
    if (heading === '' || seen.has(folded)) return [];
    seen.add(folded);
    const own = chosen.get(folded);
    if (own !== undefined) return [{ heading, at, field: own }];
    const guess = REASONS.includes(folded) ? 'reason' : guessField(folded, byName);
    if (taken.has(guess)) return [{ heading, at, field: 'leave' }];
    if (guess !== 'leave') taken.add(guess);
    return [{ heading, at, field: guess }];
  });
}

function guessField(folded: string, byName: ReadonlyMap<string, readonly KnownSeries[]>): SeriesField {
  const named = byName.get(folded) ?? [];
  const [series] = named;
  // A name that two areas use says nothing by itself.
  if (series && named.length === 1) return `of ${series.id}`;
  return HEADINGS[folded] ?? 'leave';
}
