import type { ColumnRole, SurveyColumn, SurveyTable } from '#lib/tabular/table/table.ts';

/** A keyed hash of texts in hexadecimal: the same texts of the same wave give the same, and nothing leads back. */
export type KeyedHash = (...texts: readonly string[]) => string;

/** The columns by which rows of two versions are known to be the same, as keyed hashes of their names. */
export interface MarkedColumns {
  /** All answers but texts and ids, which masking changes. */
  whole: readonly string[];
  /** The answers behind figures alone. */
  core: readonly string[];
}

const CORE: readonly ColumnRole[] = ['nps', 'csat', 'ces', 'rating', 'number', 'weight'];
const WHOLE: readonly ColumnRole[] = [...CORE, 'category', 'multi', 'date'];

export function markedColumns(table: SurveyTable, keyed: KeyedHash): MarkedColumns {
  const keysOf = (roles: readonly ColumnRole[]): string[] =>
    table.columns.filter(({ role }) => roles.includes(role)).map(({ name }) => keyed('column', name));
  return { whole: keysOf(WHOLE), core: keysOf(CORE) };
}

/** Marks are numbers of 52 bits; sums of two are exact. */
const SIZE = 2 ** 52;

/** The rows of a table as sums of the keyed hashes of their answers, one hash a column. */
export interface MarkedRows {
  marks: Float64Array;
  /** Of each column, its key, the code of every row, and the hash of every code. */
  columns: readonly { key: string; codes: Int32Array; hashes: Float64Array }[];
}

/** Undefined when the table lacks one of the columns: rows cannot be recognised then. */
export function markRows(
  table: SurveyTable,
  columnKeys: readonly string[],
  keyed: KeyedHash,
): MarkedRows | undefined {
  const byKey = new Map(table.columns.map((column) => [keyed('column', column.name), column]));
  const marks = new Float64Array(table.rowCount);
  const columns: { key: string; codes: Int32Array; hashes: Float64Array }[] = [];
  for (const key of columnKeys) {
    const column = byKey.get(key);
    if (!column) return undefined;
    const { codes } = column;
    const hashes = hashAnswers(column, key, keyed);
    columns.push({ key, codes, hashes });
    for (let row = 0; row < marks.length; row++) {
      marks[row] = ((marks[row] ?? 0) + (hashes[codes[row] ?? 0] ?? 0)) % SIZE;
    }
  }
  return { marks, columns };
}

function hashAnswers({ dictionary }: SurveyColumn, key: string, keyed: KeyedHash): Float64Array {
  return Float64Array.from({ length: dictionary.size }, (_, code) =>
    Number.parseInt(
      keyed('row', key, code === 0 ? '' : plainAnswer(dictionary.textAt(code))).slice(0, 13),
      16,
    ),
  );
}

/** Every mark that a row would have with another answer in one of its columns. */
export function* marksWithAnotherAnswer(
  { marks, columns }: MarkedRows,
  row: number,
): Generator<{ mark: number; key: string; before: number; now: number }> {
  for (const { key, codes, hashes } of columns) {
    const now = hashes[codes[row] ?? 0] ?? 0;
    const rest = ((marks[row] ?? 0) - now + SIZE) % SIZE;
    for (const before of hashes) yield { mark: (rest + before) % SIZE, key, before, now };
  }
}

/** "3,50" and "3.5" are one answer, whichever program wrote the file. */
export function plainAnswer(text: string): string {
  const trimmed = text.trim();
  const number = Number(trimmed.replace(',', '.'));
  return trimmed !== '' && Number.isFinite(number) ? String(number) : trimmed;
}
