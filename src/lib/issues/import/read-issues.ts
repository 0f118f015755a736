import { unguardFormula } from '../../base/csv-cell.ts';
import { readDay } from '../../base/read-day.ts';
import type { RowFault } from '#lib/base/csv/refused-rows.ts';
import { foldText } from '../../base/words/fold-text.ts';
import { readRows } from '#lib/tabular/read/read-rows.ts';
import { DESCRIPTION_MAX, TITLE_MAX } from '../issue-forms.ts';
import { matchColumns, type ColumnField, type HeadedColumns } from './issue-columns.ts';
import type { UnreadCells } from './issue-import.ts';
import { readState } from '../../base/words/tracker-state.ts';

/** What is kept of one other column; a talk of years is no detail. */
export const DETAIL_MAX = 2000;
/** As long as a key or a person's name may be. */
export const WORD_MAX = 200;
/** Titles and remarks that stand above the headings: no more rows are looked through for them. */
const ROWS_ABOVE = 15;

/** One issue as a row names it. */
export interface ListedRowIssue {
  title: string;
  description: string;
  key: string | null;
  state: 'open' | 'done' | 'dropped';
  /** As they are written: an e-mail, or a name; empty for none. */
  reporter: string;
  owner: string;
  ownerHeading: string;
  /** The day (ISO) on which it was made; null where the row does not say it. */
  createdOn: string | null;
  details: readonly { heading: string; text: string }[];
  unread: Pick<UnreadCells, 'states' | 'days' | 'shortened'>;
}

/** A row of a list, counted from 1 as a spreadsheet shows it. */
export type IssueRowRead = { row: number; cells: readonly string[] } & (
  { issue: ListedRowIssue; fault?: undefined } | { fault: RowFault; issue?: undefined }
);

export interface ReadIssueList {
  headings: readonly string[];
  columns: readonly HeadedColumns[];
  /** Of each heading, in its order, a text that stands below it; empty where nothing does. */
  samples: readonly string[];
  rows: readonly IssueRowRead[];
}

/**
 * Reads a list of issues from its text [IS17]. `chosen` says by folded heading what columns hold, where a person said
 * so; `today` (ISO) is for days without a year. Without a column of titles there is no row.
 */
export function readIssueList(
  text: string,
  chosen: ReadonlyMap<string, ColumnField>,
  today: string,
): ReadIssueList {
  const all = readRows(text);
  const candidates = all.slice(0, ROWS_ABOVE).map(({ cells }) => matchColumns(cells, chosen));
  const known = candidates.map((columns) => columns.filter(({ field }) => field !== 'leave').length);
  const hasTitle = candidates.map((columns) => columns.some(({ field }) => field === 'title'));
  const best = Math.max(0, ...known.filter((_, index) => hasTitle[index]));
  const withTitle = known.findIndex((count, index) => hasTitle[index] && count === best);
  const index = withTitle >= 0 ? withTitle : Math.max(0, known.indexOf(Math.max(0, ...known)));
  const headings = all[index]?.cells ?? [];
  const columns = candidates[index] ?? [];
  const below = all.slice(index + 1).filter(({ cells }) => !isHeadings(cells, headings));
  const samples = columns.map(({ at }) => {
    for (const { cells } of below)
      for (const place of at) if ((cells[place] ?? '').trim() !== '') return (cells[place] ?? '').trim();
    return '';
  });
  if (!columns.some(({ field }) => field === 'title')) return { headings, columns, samples, rows: [] };
  return {
    headings,
    columns,
    samples,
    rows: below.map(({ row, cells }) => ({ row, cells, ...readIssueRow(columns, cells, today) })),
  };
}

/** Lists that were glued together say their headings again. */
function isHeadings(cells: readonly string[], headings: readonly string[]): boolean {
  return headings.every((heading, index) => foldText(heading) === foldText(cells[index] ?? ''));
}

function readIssueRow(
  columns: readonly HeadedColumns[],
  cells: readonly string[],
  today: string,
): { issue: ListedRowIssue } | { fault: RowFault } {
  const textsOf = ({ at }: HeadedColumns): string[] =>
    at.map((place) => unguardFormula(cells[place] ?? '').trim()).filter((text) => text !== '');
  const first = (field: ColumnField): string =>
    columns.filter((column) => column.field === field).flatMap(textsOf)[0] ?? '';
  const title = first('title').replace(/\s+/g, ' ');
  if (title === '') return { fault: { reason: 'issues.import.noTitle', values: {} } };
  if (title.length > TITLE_MAX)
    return { fault: { reason: 'issues.import.titleTooLong', values: { limit: TITLE_MAX } } };
  const key = first('key');
  if (key.length > WORD_MAX)
    return { fault: { reason: 'issues.import.keyTooLong', values: { limit: WORD_MAX } } };
  const written = first('state');
  const state = readState(written);
  const created = first('created');
  const createdOn = created === '' ? null : readCreated(created, today);
  const wholeDescription = columns
    .filter(({ field }) => field === 'description')
    .flatMap(textsOf)
    .join('\n\n');
  const details = columns
    .filter(({ field }) => field === 'detail')
    .map((column) => ({ heading: column.heading, text: textsOf(column).join('; ') }))
    .filter(({ text }) => text !== '');
  // What is not understood is kept as it was written.
  const stateColumn = columns.find(({ field }) => field === 'state');
  if (stateColumn && state === undefined) details.push({ heading: stateColumn.heading, text: written });
  const dayColumn = columns.find(({ field }) => field === 'created');
  if (dayColumn && created !== '' && createdOn === null)
    details.push({ heading: dayColumn.heading, text: created });
  const isCut =
    wholeDescription.length > DESCRIPTION_MAX || details.some(({ text }) => text.length > DETAIL_MAX);
  return {
    issue: {
      title,
      description: cut(wholeDescription, DESCRIPTION_MAX),
      key: key === '' ? null : key,
      state: state ?? 'open',
      reporter: cut(first('reporter'), WORD_MAX),
      owner: cut(first('owner'), WORD_MAX),
      ownerHeading: columns.find(({ field }) => field === 'owner')?.heading ?? '',
      createdOn,
      details: details.map(({ heading, text }) => ({ heading, text: cut(text, DETAIL_MAX) })),
      unread: {
        states: Number(state === undefined),
        days: Number(created !== '' && createdOn === null),
        shortened: Number(isCut),
      },
    },
  };
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** A day with or without a time behind it ("12/Jan/24 9:05 AM", "2026-03-02 09:05"); null where it is none that was. */
function readCreated(text: string, today: string): string | null {
  const withoutTime = text.replace(/[T,\s]+\d{1,2}:\d{2}.*$/, '').trim();
  const parted = /^\d{1,2}\/[a-z]{3}\/\d{2,4}$/i.test(withoutTime)
    ? withoutTime.replaceAll('/', ' ')
    : withoutTime;
  const whole = parted.replace(/^(\d{1,2} [a-z]{3}) (\d{2})$/i, '$1 20$2');
  const read = readDay(whole, { today, leans: 'back' });
  return 'day' in read && read.day <= today ? read.day : null;
}
