import { dateOrderOf } from '#lib/tabular/table/date-text.ts';
import { parseDate } from '#lib/tabular/table/date-text.ts';
import { findColumn, type SurveyColumn, type SurveyTable } from '#lib/tabular/table/table.ts';

/** How rows of two files of the same wave are matched: by an id, or by all their answers. */
export type MatchBy = { kind: 'key'; column: string } | { kind: 'content' };

/** What a second file of a wave would change. Rows are positions in their own table. */
export interface TableDifference {
  matchedBy: MatchBy['kind'];
  unchanged: number;
  added: number;
  changed: number;
  vanished: number;
  /** How many of the changed rows differ in each column, most first. */
  changedColumns: readonly { name: string; count: number }[];
  /** Columns that only one of the tables has; they are not compared. */
  onlyBefore: readonly string[];
  onlyAfter: readonly string[];
  /** Rows of the new file whose key stands in it before. */
  repeatedKeys: number;
  examples: {
    added: readonly number[];
    changed: readonly { before: number; after: number; columns: readonly string[] }[];
    vanished: readonly number[];
  };
}

export const MOST_EXAMPLES = 20;

interface SharedColumn {
  name: string;
  codes: CommonCodes;
}

/**
 * Compares the rows of a wave as it is kept with those of a file to be imported in its place. Answers are
 * compared as texts without spaces around them, in the columns that both have. By key a row is changed
 * when it has the same key and other answers; rows without a key, and all rows by content, are either
 * there as they are or not. See [SV84].
 *
 * Takes a few passes over the codes: a million rows of twelve columns in about a second.
 */
export function compareTables(before: SurveyTable, after: SurveyTable, by: MatchBy): TableDifference {
  const shared = after.columns.flatMap((column): SharedColumn[] => {
    const twin = before.columns.find(({ name }) => name === column.name);
    return twin ? [{ name: column.name, codes: commonCodes(twin, column) }] : [];
  });
  const key = by.kind === 'key' ? shared.find(({ name }) => name === by.column) : undefined;
  const hashes = [
    rowHashes(
      shared.map(({ codes }) => codes[0]),
      before.rowCount,
    ),
    rowHashes(
      shared.map(({ codes }) => codes[1]),
      after.rowCount,
    ),
  ] as const;
  const found = key ? matchByKey(key, hashes, shared) : NOTHING_BY_KEY;
  const rest = matchByContent(hashes, found.takenBefore, found.takenAfter);
  const changedColumns = new Map<string, number>();
  for (const { columns } of found.changed) {
    for (const name of columns) changedColumns.set(name, (changedColumns.get(name) ?? 0) + 1);
  }
  const namesOf = (table: SurveyTable): string[] => table.columns.map(({ name }) => name);
  return {
    matchedBy: key ? 'key' : 'content',
    unchanged: found.unchanged + rest.unchanged,
    added: found.added.length + rest.added.length,
    changed: found.changed.length,
    vanished: found.vanished.length + rest.vanished.length,
    changedColumns: [...changedColumns].sort((a, b) => b[1] - a[1]).map(([name, count]) => ({ name, count })),
    onlyBefore: namesOf(before).filter((name) => !findColumn(after, name)),
    onlyAfter: namesOf(after).filter((name) => !findColumn(before, name)),
    repeatedKeys: found.repeated,
    examples: {
      added: [...found.added, ...rest.added].slice(0, MOST_EXAMPLES),
      changed: found.changed.slice(0, MOST_EXAMPLES),
      vanished: [...found.vanished, ...rest.vanished].slice(0, MOST_EXAMPLES),
    },
  };
}

interface KeyMatches {
  unchanged: number;
  added: readonly number[];
  changed: readonly { before: number; after: number; columns: readonly string[] }[];
  vanished: readonly number[];
  repeated: number;
  /** Rows that the key has settled. */
  takenBefore: Uint8Array | undefined;
  takenAfter: Uint8Array | undefined;
}

const NOTHING_BY_KEY: KeyMatches = {
  unchanged: 0,
  added: [],
  changed: [],
  vanished: [],
  repeated: 0,
  takenBefore: undefined,
  takenAfter: undefined,
};

function matchByKey(
  key: SharedColumn,
  [hashesBefore, hashesAfter]: readonly [Float64Array, Float64Array],
  shared: readonly SharedColumn[],
): KeyMatches {
  const [keysBefore, keysAfter] = key.codes;
  const rowOfKey = new Map<number, number>();
  const takenBefore = new Uint8Array(keysBefore.length);
  const takenAfter = new Uint8Array(keysAfter.length);
  keysBefore.forEach((code, row) => {
    if (code === 0 || rowOfKey.has(code)) return; // a repeated key is compared by content
    rowOfKey.set(code, row);
    takenBefore[row] = 1;
  });
  const seen = new Set<number>();
  const added: number[] = [];
  const changed: { before: number; after: number; columns: string[] }[] = [];
  let unchanged = 0;
  let repeated = 0;
  keysAfter.forEach((code, row) => {
    if (code === 0) return;
    if (seen.has(code)) {
      repeated++;
      return;
    }
    seen.add(code);
    takenAfter[row] = 1;
    const old = rowOfKey.get(code);
    if (old === undefined) added.push(row);
    else if (hashesBefore[old] === hashesAfter[row]) unchanged++;
    else {
      const columns = shared.filter(({ codes }) => codes[0][old] !== codes[1][row]).map(({ name }) => name);
      changed.push({ before: old, after: row, columns });
    }
  });
  const vanished = [...rowOfKey].flatMap(([code, row]) => (seen.has(code) ? [] : [row]));
  return { unchanged, added, changed, vanished, repeated, takenBefore, takenAfter };
}

function matchByContent(
  [hashesBefore, hashesAfter]: readonly [Float64Array, Float64Array],
  takenBefore: Uint8Array | undefined,
  takenAfter: Uint8Array | undefined,
): { unchanged: number; added: readonly number[]; vanished: readonly number[] } {
  const rowsOf = new Map<number, number[]>();
  hashesBefore.forEach((hash, row) => {
    if (takenBefore?.[row] === 1) return;
    const rows = rowsOf.get(hash);
    if (rows) rows.push(row);
    else rowsOf.set(hash, [row]);
  });
  let unchanged = 0;
  const added: number[] = [];
  hashesAfter.forEach((hash, row) => {
    if (takenAfter?.[row] === 1) return;
    const rows = rowsOf.get(hash);
    if (rows?.length) {
      rows.pop();
      unchanged++;
    } else added.push(row);
  });
  return { unchanged, added, vanished: [...rowsOf.values()].flat().sort((a, b) => a - b) };
}

/** Counted rows of one file: alike in every answer, and alike in a long text of the same minute. */
export interface Duplicates {
  byContent: number;
  suspected: number;
}

/**
 * Rows that somebody may have sent twice, by what stands in them: all answers alike, or the same long text
 * within the same minute. Each row after the first of its kind is counted. See [SV84].
 */
export function findDuplicates(table: SurveyTable): Duplicates {
  const codes = table.columns.filter(({ role }) => role !== 'id').map((column) => column.codes);
  const byContent = countRepeats(rowHashes(codes, table.rowCount));
  const date = table.columns.find(({ role }) => role === 'date');
  const comment = table.columns.find(({ role }) => role === 'comment');
  if (!date || !comment) return { byContent, suspected: 0 };
  const minutes = minutesOf(date);
  const isLong = Uint8Array.from({ length: comment.dictionary.size }, (_, code) =>
    Number(comment.dictionary.textAt(code).length >= LONG_TEXT),
  );
  const textOf = commonCodes(comment, comment)[0];
  const seen = new Set<string>();
  let suspected = 0;
  textOf.forEach((text, row) => {
    const minute = minutes[date.codes[row] ?? 0] ?? NaN;
    if (isLong[comment.codes[row] ?? 0] !== 1 || Number.isNaN(minute)) return;
    const sign = `${text}/${minute}`;
    if (seen.has(sign)) suspected++;
    else seen.add(sign);
  });
  return { byContent, suspected };
}

/** The minute of every distinct answer of a date column, NaN where it is no date. */
function minutesOf(column: SurveyColumn): Float64Array {
  const order = dateOrderOf(column);
  return Float64Array.from({ length: column.dictionary.size }, (_, code) =>
    Math.floor(parseDate(column.dictionary.textAt(code), order) / 60_000),
  );
}

/** Shorter texts ("ok", "brak uwag") are sent by many. */
const LONG_TEXT = 20;

function countRepeats(hashes: Float64Array): number {
  return hashes.length - new Set(hashes).size;
}

/** Answers as whole numbers that are equal where the texts are, in tables with dictionaries of their own. */
type CommonCodes = readonly [before: Int32Array, after: Int32Array];

/** Gives the answers of one column in two tables common numbers; 0 is "no answer" in both. */
function commonCodes(before: SurveyColumn, after: SurveyColumn): CommonCodes {
  const numbers = new Map<string, number>([['', 0]]);
  const translate = ({ dictionary, codes }: SurveyColumn): Int32Array => {
    const numberOf = new Int32Array(dictionary.size);
    for (let code = 1; code < numberOf.length; code++) {
      const text = dictionary.textAt(code).trim();
      const known = numbers.get(text);
      numberOf[code] = known ?? numbers.size;
      if (known === undefined) numbers.set(text, numbers.size);
    }
    return codes.map((code) => numberOf[code] ?? 0);
  };
  return [translate(before), translate(after)];
}

/**
 * One number a row from its answers in all columns: 52 bits, so that among a million rows two different
 * ones share theirs with a chance of about one in ten thousand.
 */
function rowHashes(columns: readonly Int32Array[], rowCount: number): Float64Array {
  const low = new Int32Array(rowCount).fill(0x811c9dc5);
  const high = new Int32Array(rowCount).fill(0x01000193);
  columns.forEach((codes, column) => {
    const salt = Math.imul(column + 1, 0x9e3779b1);
    for (let row = 0; row < rowCount; row++) {
      const code = codes[row] ?? 0;
      low[row] = mix((low[row] ?? 0) ^ code ^ salt);
      high[row] = mix(Math.imul(high[row] ?? 0, 31) + code + salt);
    }
  });
  return Float64Array.from(low, (bits, row) => (bits >>> 0) * 2 ** 20 + ((high[row] ?? 0) >>> 12));
}

/** The finaliser of MurmurHash3 (Appleby 2011, public domain). */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
