import type { DateOrder } from './date-text.ts';
import type { Dictionary } from './dictionary.ts';

export const COLUMN_ROLES = [
  'id',
  'date',
  'nps',
  'csat',
  'ces',
  'rating',
  'number',
  'category',
  'multi',
  'comment',
  'weight',
  'ignore',
] as const;
/** What a column means. */
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** What stands between options that one cell joins; `[]` is a list in brackets. */
export const JOIN_MARKS = [',', ';', '|', '\n', ' ', '[]'] as const;
export type JoinMark = (typeof JOIN_MARKS)[number];

/** The points of a rating scale, both ends included. */
export interface Scale {
  min: number;
  max: number;
}

/** One column of a question that has a column for each option. */
export interface OptionOf {
  /** The question, the same for all its columns. */
  question: string;
  option: string;
}

/** One column of answers: a code a row into a dictionary of distinct answers; code 0 is "no answer". */
export interface SurveyColumn {
  /** Position in the file, from 0. */
  index: number;
  name: string;
  label: string;
  role: ColumnRole;
  scale: Scale | undefined;
  /** Answers that mean "no answer", as they are written in the file. */
  naCodes: readonly string[];
  /** The best point of the scale is its lowest number; figures turn it round. */
  isReversed?: boolean | undefined;
  /** The number of a wording, where a person decided it. */
  points?: Readonly<Record<string, number>> | undefined;
  /** The mark between the options that one cell joins. */
  joinedBy?: JoinMark | undefined;
  /** The question of which this column is one option. */
  optionOf?: OptionOf | undefined;
  /** Its decimal mark, where that is not the table's. */
  decimal?: '.' | ',' | undefined;
  /** The order of day, month and year, when a person decided it; else the column's own dates tell. */
  dateOrder?: DateOrder | undefined;
  codes: Int32Array;
  dictionary: Dictionary;
}

/** The answers of one wave. */
export interface SurveyTable {
  rowCount: number;
  /** Whether numbers are written with a decimal comma. */
  decimal: '.' | ',';
  /** The zone in which its times are written (`unstated`, `UTC`, `Europe/Warsaw`). */
  zone?: string | undefined;
  columns: readonly SurveyColumn[];
}

/** The column with this name, matched exactly, else without regard to case. */
export function findColumn(table: SurveyTable, name: string): SurveyColumn | undefined {
  const wanted = name.trim().toLowerCase();
  return (
    table.columns.find((column) => column.name === name) ??
    table.columns.find((column) => column.name.toLowerCase() === wanted)
  );
}

/** The columns with one of these roles, in the order of the file. */
export function columnsWithRole(table: SurveyTable, ...roles: readonly ColumnRole[]): SurveyColumn[] {
  return table.columns.filter((column) => roles.includes(column.role));
}
