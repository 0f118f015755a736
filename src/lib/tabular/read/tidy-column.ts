import { type Encoding, hasHighBytes, isUtf8Piece } from '#lib/base/encoding/encoding.ts';
import { tidyText } from '../table/tidy-text.ts';
import type { BuiltColumn } from './column-builder.ts';

const SPACE = 0x20;
const NO_BREAK_SPACE = 0xa0;
const NO_BREAK_SPACE_OF_DOS = 0xff;

/**
 * The column with every answer in the form in which it is compared: no blanks at its edges, no-break spaces as plain
 * ones, letters in Unicode NFC. Answers that then are equal are one; one of blanks alone is no answer. A column in which
 * nothing has to change comes back as it is. See [SV130].
 */
export function tidyColumn(column: BuiltColumn, encoding: Encoding): BuiltColumn {
  const { bytes, offsets } = column;
  const tidied = new Map<number, Uint8Array>();
  const hasHigh = hasHighBytes(bytes);
  for (let code = 1; code + 1 < offsets.length; code++) {
    const from = offsets[code] ?? 0;
    const to = offsets[code + 1] ?? 0;
    const isBlankAtEdge = (bytes[from] ?? 0) <= SPACE || (bytes[to - 1] ?? 0) <= SPACE;
    if (isBlankAtEdge || (hasHigh && mayNeedTidying(bytes, from, to, encoding))) {
      const piece = bytes.subarray(from, to);
      const tidy = encoding === 'utf-8' ? tidyUtf8(piece) : tidyBytes(piece, blankOf(encoding));
      if (tidy.length !== piece.length || tidy.some((byte, i) => byte !== piece[i])) tidied.set(code, tidy);
    }
  }
  return tidied.size === 0 ? column : rebuilt(column, tidied);
}

function blankOf(encoding: Encoding): number {
  return encoding === 'cp850' || encoding === 'cp852' ? NO_BREAK_SPACE_OF_DOS : NO_BREAK_SPACE;
}

/** Whether an answer holds a byte with which a blank of another width, a sign without width or an accent of its own begins. */
function mayNeedTidying(bytes: Uint8Array, from: number, to: number, encoding: Encoding): boolean {
  const blank = blankOf(encoding);
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    if (encoding !== 'utf-8') {
      if (byte === blank) return true;
      continue;
    }
    const next = bytes[at + 1] ?? 0;
    // U+00A0; U+0300 to U+036F; U+2000 to U+207F; U+3000 to U+303F; U+FEFF.
    if (byte === 0xc2 && next === 0xa0) return true;
    if (byte === 0xcc || byte === 0xcd || byte === 0xef) return true;
    if ((byte === 0xe2 && (next === 0x80 || next === 0x81)) || (byte === 0xe3 && next === 0x80)) return true;
  }
  return false;
}

/** What is no UTF-8 belongs to another encoding, which is found later: its letters are left alone. */
function tidyUtf8(piece: Uint8Array): Uint8Array {
  if (!isUtf8Piece(piece)) return tidyBytes(piece, SPACE);
  return new TextEncoder().encode(tidyText(new TextDecoder('utf-8', { ignoreBOM: true }).decode(piece)));
}

function tidyBytes(piece: Uint8Array, blank: number): Uint8Array {
  const spaced = piece.map((byte) => (byte === blank ? SPACE : byte));
  let from = 0;
  let to = spaced.length;
  while (from < to && (spaced[from] ?? 0) <= SPACE) from++;
  while (to > from && (spaced[to - 1] ?? 0) <= SPACE) to--;
  return spaced.subarray(from, to);
}

/** The column without the entries that no row has any more. */
export function withoutUnused(column: BuiltColumn): BuiltColumn {
  const used = new Uint8Array(column.offsets.length);
  for (const code of column.codes) used[code] = 1;
  const unused = new Map<number, Uint8Array>();
  for (let code = 1; code + 1 < column.offsets.length; code++) {
    if (used[code] === 0) unused.set(code, new Uint8Array(0));
  }
  return unused.size === 0 ? column : rebuilt(column, unused);
}

/** The column with some entries replaced and equal ones joined; answers that hardly repeat keep an entry each. */
function rebuilt(column: BuiltColumn, tidied: ReadonlyMap<number, Uint8Array>): BuiltColumn {
  const { codes, bytes, offsets, mayRepeat } = column;
  const entries = offsets.length - 1;
  const moved = new Int32Array(entries);
  const kept = new Uint8Array(bytes.length + growthOf(column, tidied));
  const ends = [0, 0]; // before the first entry, and behind "no answer"
  const codeOf = new Map<string, number>();
  let end = 0;
  for (let code = 1; code < entries; code++) {
    const piece = tidied.get(code) ?? bytes.subarray(offsets[code], offsets[code + 1]);
    if (piece.length === 0) continue; // blanks alone
    const key = mayRepeat ? '' : keyOf(piece);
    const known = mayRepeat ? undefined : codeOf.get(key);
    if (known !== undefined) {
      moved[code] = known;
      continue;
    }
    kept.set(piece, end);
    end += piece.length;
    const own = ends.push(end) - 2;
    moved[code] = own;
    if (!mayRepeat) codeOf.set(key, own);
  }
  return {
    codes: codes.map((code) => moved[code] ?? 0),
    bytes: kept.subarray(0, end),
    offsets: Int32Array.from(ends),
    mayRepeat,
  };
}

/** NFC of a few letters is longer than what it was made from. */
function growthOf({ offsets }: BuiltColumn, tidied: ReadonlyMap<number, Uint8Array>): number {
  let growth = 0;
  for (const [code, { length }] of tidied) {
    growth += Math.max(0, length - ((offsets[code + 1] ?? 0) - (offsets[code] ?? 0)));
  }
  return growth;
}

function keyOf(bytes: Uint8Array): string {
  let key = '';
  for (const byte of bytes) key += String.fromCharCode(byte);
  return key;
}
