import { type BuiltColumn } from './column-builder.ts';
import { openTextReader } from '#lib/base/encoding/code-pages.ts';
import { ByteDictionary, type Dictionary, PatchedDictionary, TextDictionary } from '../table/dictionary.ts';
import {
  type Encoding,
  hasHighBytes,
  isDamagedUtf8,
  isUtf8,
  isUtf8Piece,
} from '#lib/base/encoding/encoding.ts';
import { tidyText } from '../table/tidy-text.ts';
import { tallyAnswers } from '../table/tally.ts';
import type { TextEncodings, WeightedPiece } from '#lib/base/encoding/text-encodings.ts';

/** One answer that was written in another encoding than its file; `row` counts imported rows from 1. */
export interface RepairedCell {
  row: number;
  column: string;
  encoding: Encoding;
  before: string;
  after: string;
}

/** Repaired answers listed one by one; more are only counted. */
export const MAX_REPAIRS_LISTED = 10_000;
/** As many high bytes as this tell about an encoding; a file of reviews has a hundred times more. */
const SAMPLE_BYTES = 2 << 20;

/** What the answers say about the encoding of a file once all of it was read; each row has one voice. */
export function settleEncoding(
  columns: readonly BuiltColumn[],
  guess: Encoding,
  encodings: TextEncodings,
): Encoding {
  const foreign: WeightedPiece[] = [];
  let valid = 0;
  let other = 0;
  let sampled = 0;
  for (const column of columns) {
    if (!hasHighBytes(column.bytes)) continue;
    const { counts } = tallyAnswers(column.codes, column.offsets.length - 1);
    const isAllUtf8 = isUtf8(column.bytes);
    for (const { code, bytes } of highPieces(column)) {
      const rows = counts[code] ?? 0;
      if (isAllUtf8 || isUtf8Piece(bytes) || isDamagedUtf8(bytes)) valid += rows;
      else {
        other += rows;
        if (sampled >= SAMPLE_BYTES) continue;
        foreign.push({ bytes, rows });
        sampled += bytes.length;
      }
    }
  }
  if (other === 0) return valid > 0 ? 'utf-8' : guess;
  if (valid > other || (guess === 'utf-8' && valid === other)) return 'utf-8';
  return encodings.best(foreign).encoding;
}

/** Learns which other encodings a file holds: what is doubtful in one column is clear once another has shown them. */
export function learnEncodings(
  columns: readonly BuiltColumn[],
  encoding: Encoding,
  encodings: TextEncodings,
): void {
  for (const column of columns) {
    if (!hasHighBytes(column.bytes) || (encoding === 'utf-8' && isUtf8(column.bytes))) continue;
    for (const { bytes } of highPieces(column)) encodings.foreign(bytes, encoding);
  }
}

/** The dictionary of one column, foreign answers read rightly, and where they stand. */
export interface RepairedColumn {
  codes: Int32Array;
  dictionary: Dictionary;
  cells: RepairedCell[];
  /** Rows with a repaired answer, and rows with an answer of which something cannot be read at all. */
  repairedRows: number;
  undecodableRows: number;
}

/**
 * Reads the distinct answers of a column, each in its own encoding. An answer that then equals another ("très"
 * from two systems) becomes one with it. See [SV26].
 */
export function repairColumn(
  column: BuiltColumn,
  name: string,
  encoding: Encoding,
  encodings: TextEncodings | undefined,
): RepairedColumn {
  const dictionary = new ByteDictionary(column.bytes, column.offsets, encoding, column.mayRepeat);
  const plain = { codes: column.codes, dictionary, cells: [], repairedRows: 0, undecodableRows: 0 };
  if (!hasHighBytes(column.bytes) || (encoding === 'utf-8' && isUtf8(column.bytes))) return plain;
  const patches = new Map<number, string>();
  const foreign = new Map<number, Encoding>();
  const undecodable = new Set<number>();
  for (const { code, bytes } of highPieces(column)) {
    const parts = encodings?.partsOf(bytes, encoding);
    const other = parts?.find((part) => part.encoding !== encoding)?.encoding;
    if (parts && other) {
      foreign.set(code, other);
      const text = parts.map((part) => openTextReader(part.encoding).decode(part.bytes)).join('');
      patches.set(code, tidyText(text));
      if (text.includes('\ufffd')) undecodable.add(code);
    } else if (dictionary.textAt(code).includes('\ufffd')) undecodable.add(code);
  }
  if (foreign.size === 0 && undecodable.size === 0) return plain;
  const cells: RepairedCell[] = [];
  let repairedRows = 0;
  let undecodableRows = 0;
  column.codes.forEach((code, row) => {
    if (undecodable.has(code)) undecodableRows++;
    const other = foreign.get(code);
    if (!other) return;
    repairedRows++;
    if (cells.length >= MAX_REPAIRS_LISTED) return;
    const before = dictionary.textAt(code);
    cells.push({ row: row + 1, column: name, encoding: other, before, after: patches.get(code) ?? '' });
  });
  const repaired = merge(column, new PatchedDictionary(dictionary, patches));
  return { ...repaired, cells, repairedRows, undecodableRows };
}

/** Answers outside ASCII, with their codes. */
function* highPieces({ bytes, offsets }: BuiltColumn): Generator<{ code: number; bytes: Uint8Array }> {
  for (let code = 1; code + 1 < offsets.length; code++) {
    const from = offsets[code] ?? 0;
    const to = offsets[code + 1] ?? 0;
    for (let at = from; at < to; at++) {
      if ((bytes[at] ?? 0) < 0x80) continue;
      yield { code, bytes: bytes.subarray(from, to) };
      break;
    }
  }
}

/** Equal texts share one code again, unless the column's answers hardly repeat anyway. */
function merge(column: BuiltColumn, patched: Dictionary): { codes: Int32Array; dictionary: Dictionary } {
  if (column.mayRepeat) return { codes: column.codes, dictionary: patched };
  const texts: string[] = [''];
  const codeOf = new Map<string, number>();
  const moved = new Int32Array(patched.size);
  for (let code = 1; code < patched.size; code++) {
    const text = patched.textAt(code);
    let own = codeOf.get(text);
    if (own === undefined) {
      own = texts.push(text) - 1;
      codeOf.set(text, own);
    }
    moved[code] = own;
  }
  return { codes: column.codes.map((code) => moved[code] ?? 0), dictionary: new TextDictionary(texts) };
}
