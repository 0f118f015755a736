import { foldText } from '../../base/words/fold-text.ts';

/** What a column of a list of issues can hold [IS17]. */
export const COLUMN_FIELDS = [
  'title',
  'description',
  'key',
  'state',
  'reporter',
  'owner',
  'created',
  /** Kept beside the issue under its heading: a priority, labels, comments. */
  'detail',
  'leave',
  /** Why a row was refused before: the file of refused rows comes back with it. */
  'reason',
] as const;
export type ColumnField = (typeof COLUMN_FIELDS)[number];

/** Those that a person can choose for a column. */
export const CHOOSABLE_FIELDS = COLUMN_FIELDS.filter((field) => field !== 'reason');

/** Headings as `foldText` leaves them, in both languages, and those of an export of Jira. */
const FIELD_HEADINGS: Readonly<Partial<Record<ColumnField, readonly string[]>>> = {
  title: ['summary', 'title', 'issue', 'name', 'subject', 'problem', 'topic', 'issue title'].concat([
    'tytul',
    'nazwa',
    'temat',
    'problem do rozwiazania',
    'nazwa problemu',
    'podsumowanie',
    'sprawa',
    'zgloszenie',
  ]),
  description: ['description', 'details', 'text', 'opis', 'opis problemu', 'szczegoly', 'tresc'],
  key: [
    'issue key',
    'key',
    'id',
    'issue id',
    'external issue id',
    'number',
    'no',
    'klucz',
    'klucz zgloszenia',
    'numer',
    'nr',
  ].concat(['identyfikator', 'lp']),
  state: ['status', 'state', 'stan'],
  reporter: [
    'reporter',
    'reported by',
    'author',
    'creator',
    'zglaszajacy',
    'zglosil',
    'zglosila',
    'autor',
  ].concat(['osoba zglaszajaca', 'reporter email', 'reporter e mail', 'e mail zglaszajacego']),
  owner: [
    'assignee',
    'owner',
    'responsible',
    'assigned to',
    'wlasciciel',
    'odpowiedzialny',
    'odpowiedzialna',
  ].concat(['osoba odpowiedzialna', 'przypisany', 'przypisane do']),
  created: ['created', 'created at', 'date', 'created on', 'date created', 'reported on', 'utworzono'].concat(
    ['data', 'data utworzenia', 'data zgloszenia', 'utworzone'],
  ),
  detail: [
    'issue type',
    'type',
    'priority',
    'labels',
    'label',
    'comment',
    'comments',
    'category',
    'area',
  ].concat([
    'typ',
    'typ zgloszenia',
    'priorytet',
    'etykiety',
    'etykieta',
    'komentarz',
    'komentarze',
    'kategoria',
    'obszar',
    'uwagi',
    'component s',
    'components',
  ]),
  reason: ['why it was refused', 'powod odrzucenia'],
};
const FIELD_OF_HEADING = new Map(
  COLUMN_FIELDS.flatMap((field) => (FIELD_HEADINGS[field] ?? []).map((text) => [text, field] as const)),
);
/** Of which one column is enough: a second one of them is left, and said to be. */
const SINGLE: readonly ColumnField[] = ['title', 'key', 'state', 'reporter', 'owner', 'created'];

/** Columns with one heading, which exports repeat for every label and comment [IS17]. */
export interface HeadedColumns {
  heading: string;
  /** Where they stand, from 0. */
  at: readonly number[];
  field: ColumnField;
}

/** What a heading means by itself; what is not known is left until a person says otherwise. */
export function fieldOfHeading(heading: string): ColumnField {
  return FIELD_OF_HEADING.get(foldText(heading)) ?? 'leave';
}

/** The columns of a row of headings, those of one heading together, as they are guessed or as somebody chose. */
export function matchColumns(
  headings: readonly string[],
  chosen: ReadonlyMap<string, ColumnField>,
): HeadedColumns[] {
  const groups = Map.groupBy(
    headings.flatMap((heading, at) => (heading.trim() === '' ? [] : [{ heading: heading.trim(), at }])),
    ({ heading }) => foldText(heading),
  );
  const taken = new Set<ColumnField>();
  for (const field of chosen.values()) taken.add(field);
  return [...groups].map(([folded, group]) => {
    const heading = group[0]?.heading ?? '';
    const at = group.map((column) => column.at);
    const own = chosen.get(folded);
    if (own !== undefined) return { heading, at, field: own };
    const guess = fieldOfHeading(heading);
    if (SINGLE.includes(guess) && taken.has(guess)) return { heading, at, field: 'leave' };
    taken.add(guess);
    return { heading, at, field: guess };
  });
}
